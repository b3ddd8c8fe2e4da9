"""Rows to choose from as a widget: by digit, arrows and mouse; locked ones with their reason."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.tui.glyphs import DRAWN, Glyphs
from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined
from game.tui.widgets.rows import Row, Rows


class ChoiceList(Rows, Lined):
    """The rows of a menu."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = False

    @dataclass
    class Taken(Message):
        """The player took a row."""

        row: Row

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin empty."""
        Lined.__init__(self)
        Rows.__init__(self, glyphs)

    @property
    def cursor_lines(self) -> tuple[int, int]:
        """The first line of the row pointed at and the line after its last."""
        return self.lines_of_cursor(self.size.height)

    def changed(self, *, layout: bool) -> None:
        """Draw the rows anew."""
        self.refresh(layout=layout)

    def taken(self, row: Row) -> None:
        """Say which row was taken."""
        self.post_message(self.Taken(row))

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the rows."""
        return Rows.lines(self, width)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Point at the row beneath the mouse."""
        self.hover = self.row_at(event.y - self.gutter.top)

    def on_leave(self) -> None:
        """Point at nothing."""
        self.hover = None

    def on_click(self, event: events.Click) -> None:
        """Take the row beneath the mouse."""
        index = self.row_at(event.y - self.gutter.top)
        if index is not None:
            event.stop()
            self.take(self.rows[index])
