"""The endings on the screen: by name once they were come to, and else only how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.saves.session import Session

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave


def played(bench: Bench) -> str:
    """Play some run to an ending, with which one of a person comes, and return its title."""
    session = Session.begin(bench.story, bench.library, title="One")
    for _ in range(100):
        if session.playthrough.ending is not None:
            return session.playthrough.ending.title
        session.choose(session.playthrough.available()[0])
    raise AssertionError


def test_nothing_is_given_away(bench: Bench) -> None:
    """Protects the surprise: before anything was played there are numbers, and no title."""
    seen = bench.see("e")
    titles = [scene.ending.title for scene in bench.story.scenes.values() if scene.ending]
    assert "Endings  0 of " in seen
    assert "not come to yet" in seen
    assert not any(title in seen for title in titles)


def test_what_was_come_to_hangs_there(bench: Bench) -> None:
    """Protects the gallery, from the title and from the end of a run: the ending, with the run that came to it."""
    title = played(bench)

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, "e")
        assert "Endings  2 of " in bench.text(pilot)
        assert f"{title}  One" in bench.text(pilot)
        await bench.press(pilot, "escape")

    bench.drive(script)


def test_a_run_in_memory_counts_while_it_lasts(bench: Bench) -> None:
    """Protects a player whose disk is full: the ending just read is there, and the screen opens."""
    app = bench.app(kept=False)
    app.session = Session.begin(bench.story, None)
    while app.session.playthrough.ending is None:
        app.session.choose(app.session.playthrough.available()[0])

    async def script(pilot: Pilot[Leave]) -> None:
        app.open_endings()
        await bench.rest(pilot)
        assert "Endings  2 of " in bench.text(pilot)

    bench.drive(script, app=app)
