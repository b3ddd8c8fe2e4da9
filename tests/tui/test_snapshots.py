"""How each screen looks, at the sizes that matter.

After a change on purpose, ``pytest tests/tui/test_snapshots.py --snapshot-update`` draws them anew. Look at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from msgspec.structs import replace

from game.saves.across import Crossing
from game.story.model import History
from game.tui.screens.crossing import CrossingScreen
from game.tui.screens.mended import MendedScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench, Script

    from game.tui.app import HyosanApp
    from game.tui.screened import Leave

SIZES = ((60, 20), (80, 24), (140, 40))
TO_THE_END = ("n", "1", "r", "1", "space", *"bo-mi", "enter", "enter", "space", "space")
SCREENS = {
    "title": (),
    "name": ("n",),
    "name-typed": ("n", "3", *"Min"),
    "play": ("n", "1"),
    "choice-made": ("n", "1", "r", "1"),
    "typing": ("n", "1", "1", "space", "b"),
    "care": ("n", "1", "1", "space", *"bo-mi", "enter"),
    "last-page": TO_THE_END,
    "ending": (*TO_THE_END, "enter"),
    "endings": (*TO_THE_END, "enter", "e"),
    "record": (*TO_THE_END, "enter", "t"),
    "record-export": (*TO_THE_END, "enter", "t", "x"),
    "paths": ("n", "1", "r", "1", "space", "escape", "p"),
    "paths-at-the-end": (*TO_THE_END, "enter", "p"),
    "survivors": ("n", "1", "1", "s"),
    "card": ("n", "1", "1", "s", "down", "enter"),
    "survivors-at-the-end": (*TO_THE_END, "s"),
    "card-of-the-lost": (*TO_THE_END, "s", "end", "enter"),
    "why-locked": ("n", "1", "w"),
    "why-of-the-lost": (*TO_THE_END, "s", "end", "enter", "w"),
    "journal": ("n", "1", "1", "j"),
    "map": ("n", "1", "1", "space", "escape", "m"),
    "places": ("n", "1", "1", "space", "escape", "m", "l"),
    "rewind": ("n", "1", "1", "space", "escape", "b"),
    "saves": ("n", "1", "1", "q", "n", "2", "l"),
    "rename": ("n", "1", "1", "q", "l", "e"),
    "delete": ("n", "1", "1", "q", "l", "d"),
    "pick-run": ("n", "1", "1", "q", "n", "2", "3", "q", "l", "c"),
    "side-by-side": ("n", "1", "1", "q", "n", "2", "3", "q", "l", "c", "1"),
    "settings": ("o",),
    "help": ("n", "1", "question_mark"),
    "answers": ("n", "1", "question_mark", "a"),
    "words": ("n", "1", "1", "g"),
    "palette": ("n", "1", "ctrl+p"),
    "journal-search": ("n", "1", "1", "j", "slash", *"key"),
}


class Compare(Protocol):
    """Draws an app after a script and compares the picture with the kept one."""

    def __call__(self, app: HyosanApp, *, terminal_size: tuple[int, int], run_before: Script) -> bool:
        """Say whether they are the same."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS.keys())
def test_screen_looks_as_it_did(
    bench: Bench, snap_compare: Compare, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """A screen that was looked at and found good stays so until somebody looks again."""
    bench.set_up(timers="off")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.rest(pilot)
        await bench.press(pilot, *keys)

    assert snap_compare(bench.app(), terminal_size=size, run_before=script)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_is_asked_first_looks_as_it_did(bench: Bench, snap_compare: Compare, size: tuple[int, int]) -> None:
    """The question of the very first start, over the title."""
    bench.set_up(screen_reader="unasked")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.rest(pilot)

    assert snap_compare(bench.app(), terminal_size=size, run_before=script)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_where_to_begin_looks_as_it_did(bench: Bench, snap_compare: Compare, size: tuple[int, int]) -> None:
    """The question of somebody who comes back, with what was done on each prepared way."""
    place = bench.story.scenes["desk.counting"].span
    told = "The window was shut, the bell was heard, and nobody asked about the ninth key until it was late."
    history = History("shut", "Upstairs, with the window shut", told, ("desk.counting.shut_it",), (place,), place)
    bench.story = replace(bench.story, histories=(history,))
    bench.library.create(bench.story.id, bench.story.version, "Ye-won")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, "q", *bench.NEW)

    assert snap_compare(bench.app(), terminal_size=size, run_before=script)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_changed_story_looks_as_it_did(bench: Bench, snap_compare: Compare, size: tuple[int, int]) -> None:
    """How far a run holds that an edit broke, what has changed on its way, and where it can be gone on with."""
    versions = "It was made with version 0.9.0 of “The Lamp Room”; this is 1.0.0."
    why = "“Shut the window.” in “Counting” is not offered there any more."
    changes = ("~ desk.counting: its text has other words", "- desk.counting.shut_it: this choice is gone")
    crossing = Crossing(versions, 7, 4, why, changes, bench.story.chapters[0], 0)

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.rest(pilot)
        pilot.app.push_screen(CrossingScreen("The ninth key", crossing))
        await bench.rest(pilot)

    assert snap_compare(bench.app(), terminal_size=size, run_before=script)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_mended_file_looks_as_it_did(bench: Bench, snap_compare: Compare, size: tuple[int, int]) -> None:
    """Where the damaged file is kept, and which runs are not as they were."""
    told = (
        "The damaged file is kept as runs-damaged-20261104.sqlite3, beside the sound one.",
        "“The ninth key”: its first 212 moves could be read, of 230.",
    )

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.rest(pilot)
        pilot.app.push_screen(MendedScreen(told))
        await bench.rest(pilot)

    assert snap_compare(bench.app(), terminal_size=size, run_before=script)


def test_a_window_too_small_looks_as_it_did(bench: Bench, snap_compare: Compare) -> None:
    """The word on it fits into what there is."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.rest(pilot)

    assert snap_compare(bench.app(), terminal_size=(40, 12), run_before=script)


@pytest.mark.parametrize("theme", ["day", "contrast", "terminal"])
def test_themes_look_as_they_did(bench: Bench, snap_compare: Compare, theme: str) -> None:
    """The other looks, on the screen that has most in it."""
    bench.set_up(timers="off", theme=theme)

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, "n", "1", "r", "1")

    assert snap_compare(bench.app(), terminal_size=(140, 40), run_before=script)
