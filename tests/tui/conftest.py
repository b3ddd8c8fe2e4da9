"""A screen without a terminal, playing a small story, with the runs and settings of one test."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from tui.terminal import Terminal

from game.saves.library import Library
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Leave, Places
from game.tui.screens.play import PlayScreen
from game.tui.widgets.pane import ReadingPane

Script = Callable[[Pilot[Leave]], Awaitable[None]]
NOW = datetime(2026, 11, 4, 17, 40, tzinfo=UTC)
"""When every test is played, as the screen of runs says when that was."""
STORY = Path(__file__).parent / "story"
STILL = Settings(text_speed="instant", motion="reduced", screen_reader="no")
"""Nothing appears by itself, so that a test sees what a key did and not what a timer did."""


class Bench:
    """One player's folder, and games opened on it one after the other."""

    NEW = ("n", "1")
    """Keys that begin a run under the first name."""

    def __init__(self, home: Path, story: Story) -> None:
        """Play a story, keeping everything in ``home``."""
        self.story = story
        self.home = home
        self.settings = home / "settings.toml"
        self.library = Library(home / "runs.sqlite3", clock=lambda: NOW)
        self.set_up()

    def set_up(self, **values: str) -> None:
        """Set some settings; the others hold still."""
        write_settings(self.settings, replace(STILL, **values))

    def app(self, *, kept: bool = True) -> HyosanApp:
        """Return the game as it would be opened now; without ``kept`` nothing can be written."""
        places = Places(self.settings, self.home / "exports")
        return HyosanApp(self.story, self.library if kept else None, places, why_not_kept="" if kept else "No room.")

    def drive(self, script: Script, *, size: tuple[int, int] = (80, 24), app: HyosanApp | None = None) -> HyosanApp:
        """Open the game, run a script on it, close it, and return it. Notices are on: they too draw words."""
        game = app or self.app()

        async def run() -> None:
            async with game.run_test(size=size, notifications=True) as pilot:
                await self.rest(pilot)
                await script(pilot)

        asyncio.run(run())
        return game

    def see(self, *keys: str, size: tuple[int, int] = (80, 24), app: HyosanApp | None = None) -> str:
        """Open the game, press some keys, close it, and return what was then on the screen."""
        seen = ""

        async def script(pilot: Pilot[Leave]) -> None:
            nonlocal seen
            await self.press(pilot, *keys)
            seen = self.text(pilot)

        self.drive(script, size=size, app=app)
        return seen

    async def press(self, pilot: Pilot[Leave], *keys: str) -> None:
        """Press keys one by one, letting the screen come to rest after each."""
        for key in keys:
            await pilot.press(key)
            await self.rest(pilot)

    @staticmethod
    async def rest(pilot: Pilot[Leave]) -> None:
        """Let everything that is on its way arrive: a screen, its layout, what is looked at after the layout."""
        for _ in range(3):
            await pilot.pause()

    @staticmethod
    def text(pilot: Pilot[Leave]) -> str:
        """Return what the present screen shows."""
        strips = pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - there is no other way to read a screen
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @staticmethod
    def pane(pilot: Pilot[Leave]) -> ReadingPane:
        """Return the pane of the screen that plays, wherever it is in the stack."""
        return next(screen.pane for screen in pilot.app.screen_stack if isinstance(screen, PlayScreen))

    def moves(self) -> tuple[str, ...]:
        """Return the moves that are kept of the run played last, without the names of its scenes."""
        latest = self.library.latest(self.story.id)
        assert latest is not None
        return tuple(move.rpartition(".")[2] for move in self.library.open(latest.id).moves)


@pytest.fixture(scope="session")
def lamp_room() -> Story:
    """Return the small story that the screens are tested on. Its texts hold every kind of bracket."""
    story = load_story(STORY).story
    assert story is not None
    return story


@pytest.fixture
def bench(tmp_path: Path, lamp_room: Story) -> Bench:
    """Return a bench for the small story."""
    return Bench(tmp_path, lamp_room)


@pytest.fixture
def terminals(hyosan_home: Path) -> Iterator[Callable[[], Terminal]]:
    """Return a function that opens the game in a terminal. Whatever is still open at the end is closed."""
    opened: list[Terminal] = []

    def open_terminal() -> Terminal:
        opened.append(Terminal(hyosan_home))
        return opened[-1]

    yield open_terminal
    for terminal in opened:
        terminal.kill()
