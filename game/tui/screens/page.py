"""A screen to read: a heading, a sheet that scrolls, the keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.tui.commands import READ_ONLY, Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.widgets.foot import Foot
from game.tui.widgets.sheet import Sheet


class PageScreen(GameScreen[None]):
    """Shows a heading and the lines of ``draw``."""

    CSS_PATH: ClassVar = ["page.tcss"]
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = READ_ONLY
    BINDINGS: ClassVar = bindings(READ_ONLY)
    AUTO_FOCUS = "#paper"

    def heading(self) -> Content:
        """Return what the page is."""
        raise NotImplementedError

    def draw(self, width: int) -> list[Content]:
        """Return the lines of the page at a width."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(self.heading(), classes="heading")
        with VerticalScroll(id="paper"):
            yield Sheet(self.draw)
        yield Foot(self.COMMANDS_HERE)
