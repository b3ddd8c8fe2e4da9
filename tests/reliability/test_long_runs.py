"""Long play: what a move costs does not depend on how many were made before, and what is closed leaves nothing behind.

Counted, not timed; `bench/long_runs.py` measures the same over 20,000 moves of a run and 100,000 of a process.
"""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from reliability.circle import calls_of, go_on, write_circle
from textual.pilot import Pilot

from game.saves.keeper import BACK_UP_EVERY
from game.saves.library import Library
from game.saves.recovery.copies import copies_of
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Leave, Places
from game.tui.screens.play import PlayScreen

SHORT, LONG = 2 * BACK_UP_EVERY, 60 * BACK_UP_EVERY
"""Moves after which a move is counted: at the start, and later on."""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A story in a circle."""
    return write_circle(tmp_path / "story")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library, which waits for no disk."""
    library = Library(tmp_path / "runs.sqlite3")
    library._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - what waits is not counted here
    return library


def instructions(library: Library, session: Session) -> int:
    """Return how many instructions of SQLite's machine a move takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    library._connection.set_progress_handler(count, 1)  # noqa: SLF001 - nothing else counts them
    go_on(session, 1)
    library._connection.set_progress_handler(None, 1)  # noqa: SLF001
    return counted


def test_a_move_is_as_quick_after_many_as_at_the_start(story: Story, library: Library) -> None:
    """Neither the engine nor the file looks through the run again at every move, however long it has become."""
    session = Session.begin(story, library)
    session.take()
    found = []
    for length in (SHORT, LONG):
        go_on(session, length - session.playthrough.length)
        calls = calls_of(lambda: go_on(session, 8))
        found.append((calls, instructions(library, session)))
    (calls, steps), (later_calls, later_steps) = found
    assert later_calls <= calls * 1.02
    assert later_steps <= steps * 1.1


def test_a_copy_of_the_file_may_wait_until_the_move_is_shown(story: Story, library: Library) -> None:
    """Every so many moves the whole file is copied: for the one key after which that is due it must not be waited."""
    session = Session.begin(story, library)
    put_off: list[Callable[[], None]] = []
    session.put_off = put_off.append
    go_on(session, BACK_UP_EVERY + 1)
    assert len(put_off) == 2, "after the first move, and after the last"
    assert not copies_of(library.path)
    put_off[-1]()
    with Library(copies_of(library.path)[0]) as copy:
        assert copy.runs()[0].length == BACK_UP_EVERY + 1


def test_the_file_grows_by_little_more_than_the_moves(story: Story, library: Library) -> None:
    """An evening's play is kilobytes; twice the moves are twice the bytes and no more."""
    session = Session.begin(story, library)
    sizes = []
    for length in (SHORT, LONG // 2, LONG):
        go_on(session, length - session.playthrough.length)
        sizes.append(library.path.stat().st_size)
    moves = LONG - LONG // 2
    assert sizes[2] - sizes[1] <= moves * 60
    assert sizes[2] - sizes[1] <= (sizes[1] - sizes[0]) * 1.2


def test_runs_that_are_left_leave_nothing_behind(story: Story, library: Library) -> None:
    """A process that plays run after run holds no more objects after the last than after the first."""

    def objects_after(runs: int) -> int:
        for _ in range(runs):
            session = Session.begin(story, library)
            session.take()
            go_on(session, 100)
            session.leave()
        del session
        gc.collect()
        return len(gc.get_objects())

    objects_after(3)
    assert objects_after(12) <= objects_after(3) + 50


def test_the_screen_does_no_more_for_a_long_run(story: Story, library: Library, tmp_path: Path) -> None:
    """A key costs the same calls of ours after hundreds of moves as at the start: nothing there reads the run anew."""
    still = Settings(text_speed="instant", motion="reduced", timers="off", screen_reader="no")
    write_settings(tmp_path / "settings.toml", still)

    async def calls_after(length: int) -> int:
        session = Session.begin(story, library)
        go_on(session, length)
        app = HyosanApp(story, library, Places(tmp_path / "settings.toml", tmp_path), session=session)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, session)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            session.choose(session.playthrough.available()[0])

            def show() -> None:
                screen._refresh_around()  # noqa: SLF001 - what a move draws beside its text
                screen.pane.teller.tell(session.playthrough.length)

            return calls_of(show)

    async def press(pilot: Pilot[Leave], session: Session) -> None:
        for _ in range(3):
            await pilot.press("1")
            await pilot.pause()
        assert session.playthrough.length % BACK_UP_EVERY

    few, many = asyncio.run(calls_after(SHORT)), asyncio.run(calls_after(LONG))
    assert many <= few * 1.02
