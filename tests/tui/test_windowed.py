"""A terminal that is resized, pasted into or typed into too soon does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from tui.terminal import END

from game.locations import settings_file
from game.saves.library import Library
from game.settings import Settings, write_settings
from game.tui.screens.small import SmallScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot
    from tui.conftest import Bench
    from tui.terminal import Terminal

    from game.tui.screened import Leave

EVERYWHERE = ("o", "question_mark", "s", "j", "m", "t", "b", "l", "p", "g", "ctrl+p")
"""Keys that open a screen while somebody plays."""
SMALL = "This window is too small: 40 columns, 12 rows."
BRACKETED = "\x1b[200~{}\x1b[201~"
"""How a terminal says that something is pasted."""


def test_whatever_is_open_survives_a_small_window(bench: Bench) -> None:
    """Each screen is covered by a word on it, and stands there as before once there is room again."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "1")
        for key in EVERYWHERE:
            await bench.press(pilot, key)
            there, before = type(pilot.app.screen), bench.text(pilot)
            for size in ((40, 12), (140, 40), (40, 12), (80, 24)):
                await pilot.resize_terminal(*size)
                await bench.rest(pilot)
                is_small = size == (40, 12)
                assert isinstance(pilot.app.screen, SmallScreen) is is_small, key
                assert (SMALL in " ".join(bench.text(pilot).split())) is is_small
            assert type(pilot.app.screen) is there, key
            assert bench.text(pilot) == before, key
            await bench.press(pilot, "escape")

    bench.drive(script)


def test_what_is_covered_stands_still(bench: Bench) -> None:
    """While it cannot be read no limit runs and no key chooses; a game that is opened so waits as well."""

    async def script(pilot: Pilot[Leave]) -> None:
        assert isinstance(pilot.app.screen, SmallScreen)
        await pilot.resize_terminal(80, 24)
        await bench.rest(pilot)
        await bench.press(pilot, *bench.NEW)
        line = bench.pane(pilot).time_line
        assert line.is_counting
        left = line.left
        await pilot.resize_terminal(40, 12)
        await bench.rest(pilot)
        line.tick()
        await bench.press(pilot, "1", "enter", "escape", "q")
        await pilot.resize_terminal(80, 24)
        await bench.rest(pilot)
        assert line.left == left
        assert "Cross the room" in bench.text(pilot)

    bench.drive(script, size=(40, 12))
    assert bench.moves() == ()


def test_a_paste_chooses_nothing(bench: Bench) -> None:
    """Ten thousand characters, digits and line ends among them: no move, and into a field no more than it holds."""
    pasted = "1\r\n2 q n\x03" * 1000

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        pilot.app.post_message(events.Paste(pasted))
        await bench.rest(pilot)
        assert "Cross the room" in bench.text(pilot)
        await bench.press(pilot, "j", "slash")
        pilot.app.post_message(events.Paste("knocking " * 2000))
        await bench.rest(pilot)
        await bench.press(pilot, *"knock")
        assert "knock: 1 of " in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ()


def test_keys_before_the_first_screen_choose_nothing(bench: Bench) -> None:
    """What was typed before there was anything to see was meant for something else."""
    app = bench.app()
    handled: list[str] = []

    async def script(pilot: Pilot[Leave]) -> None:
        app._is_seen = False  # noqa: SLF001 - as it is before the first screen
        await bench.press(pilot, *bench.NEW, "1")
        handled.append(bench.text(pilot))
        app.on_ready()
        await bench.press(pilot, *bench.NEW)
        handled.append(bench.text(pilot))

    bench.drive(script, app=app)
    assert "New run" in handled[0]
    assert "Cross the room" in handled[1]


@pytest.mark.slow
def test_a_real_terminal_does_no_harm(terminals: Callable[[], Terminal], hyosan_home: Path) -> None:
    """Typed into while it loads, pasted into as terminals do it, made small and large: no run, no move, no end."""
    write_settings(settings_file(), Settings(text_speed="instant", motion="reduced", timers="off", screen_reader="no"))
    terminal = terminals()
    terminal.press("n1q" * 20)
    terminal.wait_for("New run")
    terminal.press("n")
    terminal.wait_for("name tag?")
    terminal.press("1")
    terminal.wait_for("Occupation?")
    terminal.press(END)
    terminal.wait_for("1 ")
    for bite in range(0, 10_000, 1000):
        terminal.press(BRACKETED.format("1\r2\r3\rq" * (1000 // 7)) if bite else BRACKETED.format("q" * 10_000))
    for size in ((40, 12), (80, 24)):
        terminal.resize(*size)
        terminal.wait_for("too small" if size == (40, 12) else "leave")
    terminal.press("s")
    terminal.wait_for("Survivors")
    with Library(hyosan_home / "runs.sqlite3") as library:
        assert [info.length for info in library.runs()] == [0]
    terminal.press("\x11")
    assert terminal.has_ended()
