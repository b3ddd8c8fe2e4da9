"""The paths of a tape on the screen: told of at its end, open from wherever one looks back, and silent on the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.saves.session import Session
from game.tui.glyphs import DRAWN

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave

TO_ROOF = ("n", "1", "r", "1", "space")
TO_THE_END = (*TO_ROOF, *"bo-mi", "enter", "enter", "space", "space")


def test_the_end_of_a_tape_says_where_its_paths_are(bench: Bench) -> None:
    """A player need not know of the screen: the step into the next tape tells the key, and no other step does."""
    assert "is played" not in bench.see(*TO_ROOF[:-1])
    assert "Tape 1 is played. p shows its paths." in bench.see("space")


def test_what_was_done_is_there_and_the_rest_is_fog(bench: Bench) -> None:
    """Labels and places of what was done, brackets and all; of the rest numbers alone."""
    bench.see(*TO_ROOF)
    seen = bench.see("escape", "p", size=(100, 40))
    assert "Paths  Tape 1  The Desk  1 of 2" in seen
    assert "Scenes   ●●░  2 of 3" in seen
    assert "● [The window] knocking" in seen
    assert "» Cross the room and shut the window." in seen
    assert "░ 3 other choices" in seen
    assert f"{DRAWN.locked} This closed 1 scene." in seen
    assert "1 scene and 3 choices. No more of the scenes can be come to in this run." in seen
    assert not any(words in seen for words in ("Room nine", "count the keys", "Tae-o", "Who is out"))


def test_another_tape_is_one_key_away(bench: Bench) -> None:
    """Right goes to the tape begun, left back, and neither beyond the tapes there are."""
    bench.see(*TO_ROOF)
    assert "Paths  Tape 2  The Roof  2 of 2" in bench.see("escape", "p", "right", "right")
    first = bench.see("escape", "p", "right", "left", "left")
    assert "Paths  Tape 1  The Desk  1 of 2" in first
    assert "Right later" in first
    assert "Left earlier" not in first


def test_it_opens_from_wherever_one_looks_back(bench: Bench) -> None:
    """From the journal, the rewind and the end of a run."""
    bench.see(*TO_THE_END)
    for keys in (("c", "j", "p"), ("c", "b", "p"), ("c", "enter", "p")):
        assert "Paths  Tape 2  The Roof" in bench.see(*keys), keys


def test_other_runs_stand_beside_it(bench: Bench) -> None:
    """Which run has seen more is said by its name; of what it saw, only how much."""
    other = Session.begin(bench.story, bench.library, title="Other [one]")
    for move in ("desk.counting.ask", "desk.key.continue", "desk.counting.leave_it"):
        other.choose(move)
    seen = bench.see("q", "n", "1", "1", "p", size=(100, 40))
    assert "Other [one]  3 scenes and 2 choices; 1 and 2 of them not in this run" in seen
    assert "2 of 3  3 in all runs" in seen
    assert "Room nine" not in seen


def test_it_opens_where_nothing_is_kept(bench: Bench) -> None:
    """Without a file of runs there is this run alone."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "1", "p")
        assert "Paths  Tape 1  The Desk" in bench.text(pilot)
        assert "Your other runs" not in bench.text(pilot)

    bench.drive(script, app=bench.app(kept=False))
