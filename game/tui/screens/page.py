"""A screen to read: a heading, a sheet that scrolls, the keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.tui.commands import PAGE, Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.widgets.foot import Foot
from game.tui.widgets.sheet import Sheet


class PageScreen(GameScreen[None]):
    """Shows a heading and the lines of ``draw``."""

    CSS_PATH: ClassVar = ["page.tcss"]
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE
    BINDINGS: ClassVar = bindings(PAGE)
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
        self.paper = VerticalScroll(id="paper")
        with self.paper:
            yield Sheet(self.draw)
        yield Foot(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Begin; the foot says at every line whether there is more beneath it."""
        self.watch(self.paper, "scroll_y", self._say_what_is_left, init=False)
        self.watch(self.paper, "virtual_size", self._say_what_is_left, init=False)
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Show the part of the page to read first: its top."""
        self._say_what_is_left()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say whether a command is possible now."""
        if action == "more":
            return self.is_mounted and self.paper.scroll_y < self.paper.max_scroll_y
        return True

    def action_more(self) -> None:
        """Show the next page."""
        self.paper.scroll_page_down(animate=False)

    def _say_what_is_left(self) -> None:
        self.query_one(Foot).refresh()
