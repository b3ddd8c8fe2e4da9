"""What plays in one visitor's process: the game as a screen, or read line by line."""

import asyncio
import contextlib
import time
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from urllib.parse import quote

from game.language import N_, _
from game.language.choosing import chosen
from game.plain import Manner
from game.plain import read as read_aloud
from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.session import Session
from game.settings import read_settings
from game.story.model import Story
from game.tui import screens
from game.tui.app import HyosanApp
from game.tui.screened import Places
from game.web.visitors import EXPORTS_NAME

# Relative, as the process stands in its visitor's folder: no message can tell where on the server that is.
RUNS = Path("runs.sqlite3")
SETTINGS = Path("settings.toml")
EXPORTS = Path(EXPORTS_NAME)
REHEARSED_SIZE = (120, 36)
REHEARSED_KEYS = ("1", "n", "1", "1", "space", "1", "s", "escape", "m", "escape", "t", "escape", "j", "escape")
"""No screen reader, a new run under the first name from the beginning, a choice, and each screen once."""
_FETCHED_BY = 60 * 60
"""Seconds after which an export was fetched or never will be."""
_NOT_KEPT = N_("The server cannot keep your runs just now. You can play, but not go on another time.")


class WebApp(HyosanApp):
    """The game whose files go to the visitor's browser, and whose reader is another page."""

    # Textual looks for it beside this file.
    CSS_PATH = "../tui/app.tcss"
    READER = N_("the page /read")

    def read_instead(self) -> None:
        """Lead on to the page made for screen readers."""
        self.open_url("/read", new_tab=False)
        super().read_instead()

    def hand_over(self, path: Path) -> None:
        """Have the browser fetch a file that was written."""
        self.open_url(f"/exports/{quote(path.name)}")
        self.notify(_("Your browser has it now."), title=path.name, markup=False, timeout=10)


def language(asked: str) -> str:
    """Return the language to speak: the visitor's own setting, else what their browser asked for."""
    return chosen((), {"LANGUAGE": asked}, read_settings(SETTINGS)[0].language)[0]


def play(story: Story) -> None:
    """Play on a screen until the visitor leaves."""
    with contextlib.ExitStack() as closing:
        library, why_not_kept = _open_library(closing)
        app = WebApp(story, library, Places(SETTINGS, EXPORTS, RUNS), why_not_kept=why_not_kept)
        app.run()
        if library is not None:
            library.back_up()
        if app.fault is not None:
            # The page says that every choice is kept; what broke is for whoever runs the server.
            traceback.print_exception(app.fault)


def rehearse(story: Story) -> None:
    """Play a few moves for nobody, on no screen, so that what is made once is made before the visitors come.

    It is then shared by all their processes: a third of what each would take.
    """
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)

    async def play_a_little(folder: Path) -> None:
        with Library(folder / RUNS) as library:
            app = WebApp(story, library, Places(folder / SETTINGS, folder / EXPORTS))
            async with app.run_test(size=REHEARSED_SIZE) as pilot:
                for key in REHEARSED_KEYS:
                    await pilot.press(key)
                    await pilot.pause()

    with TemporaryDirectory() as folder:
        asyncio.run(play_a_little(Path(folder)))


def read(story: Story) -> None:
    """Read line by line until the visitor leaves."""
    with contextlib.ExitStack() as closing:
        library, why_not_kept = _open_library(closing)
        latest = library.latest(story.id) if library is not None else None
        run: Session | Library | None = library
        if library is None:
            run = Session.begin(story, None, why_not_kept=why_not_kept)
        elif latest is not None and latest.ending is None:
            run = Session.resume(story, library, latest.id)
        # Paragraphs go to the page whole, which lays them out.
        stdin = closing.enter_context(open(0, encoding="utf-8", errors="replace", closefd=False))
        stdout = closing.enter_context(open(1, "w", encoding="utf-8", closefd=False))
        with contextlib.suppress(BrokenPipeError):
            read_aloud(
                story, run, stdin, stdout, Manner(is_interactive=True, exports=EXPORTS, settings=SETTINGS, runs=RUNS)
            )


def _open_library(closing: contextlib.ExitStack) -> tuple[Library | None, str]:
    """Open the visitor's runs, and leave a mark that they were here. What an earlier visit exported goes."""
    Path().touch()
    for path in EXPORTS.glob("*"):
        if path.stat().st_mtime < time.time() - _FETCHED_BY:
            path.unlink(missing_ok=True)
    try:
        return closing.enter_context(Library(RUNS)), ""
    except NotKept:
        return None, _(_NOT_KEPT)
