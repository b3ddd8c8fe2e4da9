"""What can be done now: choices by digit, arrows and mouse; locked ones with their reason; the clip; going on."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from game.language.widths import columns_of, padded
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.text import words
from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined
from game.values import dataclass

POINTER = 3
"""Columns for the cursor, before a row's key."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be done, or could be. ``action`` is what taking it means; empty for a locked choice."""

    key: str
    words: Content
    action: str
    move: str = ""
    below: Content | None = None
    """A line beneath: a lock's sentence, a clip's cost."""
    reason: Content | None = None
    """A lock's derived reason, shown when it is asked for."""

    @property
    def is_locked(self) -> bool:
        """Whether it is shown and cannot be taken."""
        return not self.action


class ChoiceList(Lined):
    """The rows at the end of a scene."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = False

    cursor: reactive[int | None] = reactive(None)
    """The row the arrows have come to; ``None`` until they are used, so that Enter takes nothing by mistake."""
    hover: reactive[int | None] = reactive(None)
    asked_why: reactive[bool] = reactive(default=False, layout=True)

    @property
    def cursor_lines(self) -> tuple[int, int]:
        """The first line of the row pointed at and the line after its last."""
        starts = [*self._starts, self.size.height]
        return (
            (0, 1)
            if self.cursor is None or self.cursor >= len(self._starts)
            else (starts[self.cursor], starts[self.cursor + 1])
        )

    @dataclass
    class Taken(Message):
        """The player took a row."""

        row: Row

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin empty."""
        super().__init__()
        self.glyphs = glyphs
        self.rows: tuple[Row, ...] = ()
        self._starts: list[int] = []

    def offer(self, rows: tuple[Row, ...], *, keep_cursor: bool = False) -> None:
        """Show other rows."""
        self.rows = rows
        if not keep_cursor:
            self.cursor = None
            self.asked_why = False
        self.hover = None
        self.refresh(layout=True)

    def move_cursor(self, by: int) -> bool:
        """Move the cursor by a row; at first it comes to an end of the list. Returns False if it cannot move."""
        if not self.rows:
            return False
        if self.cursor is None:
            self.cursor = 0 if by > 0 else len(self.rows) - 1
            return True
        target = self.cursor + by
        if not 0 <= target < len(self.rows):
            return False
        self.cursor = target
        return True

    def take(self, row: Row) -> None:
        """Take a row; a locked one gives its reason instead."""
        if row.is_locked:
            self.cursor = self.rows.index(row)
            self.asked_why = True
        else:
            self.post_message(self.Taken(row))

    def take_key(self, key: str) -> bool:
        """Take the row with a key. Returns False if there is none."""
        row = next((row for row in self.rows if row.key == key), None)
        if row is not None:
            self.take(row)
        return row is not None

    def take_cursor(self) -> None:
        """Take the row at the cursor; without one, the row that has Enter for its key. Else point at the first."""
        if self.cursor is not None and self.cursor < len(self.rows):
            self.take(self.rows[self.cursor])
        elif not self.take_key("Enter"):
            self.move_cursor(1)

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the rows."""
        lines: list[Content] = []
        self._starts = []
        longest = max((columns_of(row.key) for row in self.rows), default=0)
        keys = longest + 2 if longest else 0
        for index, row in enumerate(self.rows):
            self._starts.append(len(lines))
            lines.extend(self._row_lines(row, width, keys, is_pointed=index in {self.cursor, self.hover}))
        return lines

    def _row_lines(self, row: Row, width: int, keys: int, *, is_pointed: bool) -> list[Content]:
        space = max(8, width - POINTER - keys)
        style = "$muted" if row.is_locked else ("bold $uniform" if is_pointed else "")
        pointer = self.glyphs.cursor if is_pointed else " "
        key = self.glyphs.locked if row.is_locked else row.key
        key_style = "$muted" if row.is_locked else "bold $loss" if row.action == "clip" else "bold $uniform"
        first = Content.assemble((f" {pointer} ", "bold $uniform"), (padded(key, keys), key_style))
        lines = row.words.stylize_before(style).wrap(space)
        below = [row.below] if row.below else []
        if row.reason and (self.asked_why or not row.below):
            below.append(row.reason)
        for extra in below:
            lines.extend(extra.stylize_before("$muted").wrap(space))
        return [(first if at == 0 else Content(" " * (POINTER + keys))) + line for at, line in enumerate(lines)]

    def _row_at(self, y: int) -> int | None:
        rows = [index for index, start in enumerate(self._starts) if start <= y]
        return rows[-1] if rows else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Point at the row beneath the mouse."""
        self.hover = self._row_at(event.y - self.gutter.top)

    def on_leave(self) -> None:
        """Point at nothing."""
        self.hover = None

    def on_click(self, event: events.Click) -> None:
        """Take the row beneath the mouse."""
        index = self._row_at(event.y - self.gutter.top)
        if index is not None:
            event.stop()
            self.take(self.rows[index])


def digit_key(number: int) -> str:
    """Return the key of the nth row: its digit, or nothing where there are no more digits."""
    return str(number) if number < len("0123456789") else ""


def locked_words(sentence: str) -> Content:
    """Return a lock's sentence as it stands under its choice."""
    return words(f"({sentence})" if not sentence.startswith("(") else sentence)
