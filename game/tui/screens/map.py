"""The map: an area at a time, in boxes and lines, and in words what is known of the chosen place."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets import Static

from game.engine.atlas import sheets
from game.engine.playthrough import Playthrough
from game.language import _
from game.tui.commands import MAP, Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.text import joined, words
from game.tui.widgets.chart import Chart
from game.tui.widgets.foot import Foot

EDGE = 2
"""Columns that the map leaves free at its sides."""
LOW = 24
"""On a screen with fewer rows, less is said of a place, so that the map has room."""


class MapScreen(GameScreen[None]):
    """Shows where you are, what joins what, and who was seen where. The list of places has the same facts."""

    CSS_PATH: ClassVar = ["page.tcss", "map.tcss"]
    NAME = "Map"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = MAP
    BINDINGS: ClassVar = bindings(MAP)

    def __init__(self, playthrough: Playthrough) -> None:
        """Show the places of a run, beginning with the area the player is in."""
        super().__init__()
        self._sheets = sheets(playthrough)
        self._page = next((at for at, sheet in enumerate(self._sheets) if sheet.is_here), 0)

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(self._heading(), classes="heading")
        self.paper = ScrollableContainer(id="chart", can_focus=False)
        with self.paper:
            self.chart = Chart(self.game.glyphs)
            yield self.chart
        yield Foot(self.COMMANDS_HERE)
        yield Static(id="told")

    def on_resize(self) -> None:
        """Lay the map out for the width there is."""
        if self._sheets:
            self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say whether a command is possible now."""
        return action != "next_area" or len(self._sheets) > 1

    def action_move(self, across: int, down: int) -> None:
        """Choose the next place in a direction."""
        self.chart.move(across, down)

    def action_next_area(self) -> None:
        """Show the map of the next area."""
        self._page = (self._page + 1) % len(self._sheets)
        self._show()

    def action_list(self) -> None:
        """Show the same as a list."""
        self.game.open_places()

    @on(Chart.Chosen)
    def tell(self) -> None:
        """Say in words what is known of the chosen place, and bring it into sight."""
        told = self.chart.told(self.size.width - 2 * EDGE, 1 if self.size.height < LOW else 2)
        self.query_one("#told", Static).update(joined(told))
        self.call_after_refresh(self._centre)

    def _show(self) -> None:
        self.query_one(".heading", Static).update(self._heading())
        self.chart.show(self._sheets[self._page], self.size.width - 2 * EDGE)

    def _centre(self) -> None:
        x, y = self.chart.centre
        width, height = self.paper.size
        self.paper.scroll_to(x=x - width // 2, y=y - height // 2, animate=False)

    def _heading(self) -> Content:
        if not self._sheets:
            return words(f"{_('Map')}  {_('Nothing is known yet.')}")
        several = len(self._sheets)
        page = "  " + _("{code} of {maximum}", code=self._page + 1, maximum=several) if several > 1 else ""
        return words(f"{_('Map')}  ") + words(self._sheets[self._page].area.title) + words(page, "$muted")
