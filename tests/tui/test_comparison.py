"""Two runs side by side on the screen: chosen from the runs or the endings, in columns or beneath each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.conftest import Bench

TWO_RUNS = ("n", "1", "1", "q", "n", "2", "3", "q")


def test_a_run_is_set_beside_another(bench: Bench) -> None:
    """From the runs: the one pointed at, then the one to set beside it, which is not offered twice."""
    asked = bench.see(*TWO_RUNS, "l", "c")
    assert asked.lstrip().startswith("Beside which run?")
    assert "Seung-ho (#1)" in asked
    assert "Ye-won" not in asked
    seen = bench.see("q", "l", "c", "1")
    assert "Side by side  Ye-won beside Seung-ho" in seen
    assert "Where they parted" in seen
    assert "Seung-ho  Cross the room and shut the window." in seen


def test_wide_screens_have_three_columns(bench: Bench) -> None:
    """Where there is room the two stand beside each other, what is compared before them."""
    lines = bench.see(*TWO_RUNS, "l", "c", "1", size=(140, 40)).splitlines()
    (parted,) = [line for line in lines if "Cross the room and shut the window." in line]
    assert 0 < parted.index("Tape 1") < parted.index("Leave it") < parted.index("Cross the room")


def test_the_endings_lead_there_as_well(bench: Bench) -> None:
    """From the endings both are asked for; going back from either question shows the endings again."""
    assert "Which run?" in bench.see(*TWO_RUNS, "e", "c")
    assert "Side by side" in bench.see("q", "e", "c", "1", "1")
    assert bench.see("q", "e", "c", "1", "escape").lstrip().startswith("Endings")


def test_one_run_alone_has_nothing_beside_it(bench: Bench) -> None:
    """Somebody with a single run is told so, and stays where they are."""
    seen = bench.see("n", "1", "1", "q", "e", "c")
    assert "Two runs are needed to set side by" in seen
    assert seen.lstrip().startswith("Endings")
