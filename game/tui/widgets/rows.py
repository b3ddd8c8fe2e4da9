"""What can be done, one row under another: which rows there are, which is pointed at, and how they are drawn."""

from collections.abc import Callable

from msgspec import Struct
from textual.content import Content

from game.language.widths import columns_of, padded
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.text import words

POINTER = 3
"""Columns for the cursor, before a row's key."""


class Row(Struct, frozen=True):
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


class Rows:
    """Rows to choose from. Whoever has a place for them on a screen says what a change and a taken row come to."""

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin empty."""
        self.glyphs = glyphs
        self.rows: tuple[Row, ...] = ()
        self.asked_why = False
        """Whether the reasons of locked rows are shown."""
        self._cursor: int | None = None
        self._hover: int | None = None
        self._starts: list[int] = []

    def changed(self, *, layout: bool) -> None:
        """Draw the rows anew; ``layout`` if there may be more lines or fewer."""
        raise NotImplementedError

    def taken(self, row: Row) -> None:
        """Do what a row says."""
        raise NotImplementedError

    @property
    def cursor(self) -> int | None:
        """The row the arrows have come to; ``None`` until they are used, so that Enter takes nothing by mistake."""
        return self._cursor

    @cursor.setter
    def cursor(self, at: int | None) -> None:
        if at != self._cursor:
            self._cursor = at
            self.changed(layout=False)

    @property
    def hover(self) -> int | None:
        """The row beneath the mouse."""
        return self._hover

    @hover.setter
    def hover(self, at: int | None) -> None:
        if at != self._hover:
            self._hover = at
            self.changed(layout=False)

    def offer(self, rows: tuple[Row, ...], *, keep_cursor: bool = False) -> None:
        """Show other rows."""
        self.rows = rows
        if not keep_cursor:
            self._cursor, self.asked_why = None, False
        self._hover = None
        self.changed(layout=True)

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
            self._cursor, self.asked_why = self.rows.index(row), True
            self.changed(layout=True)
        else:
            self.taken(row)

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

    def lines_of_cursor(self, height: int) -> tuple[int, int]:
        """Return the first line of the row pointed at and the line after its last, as all of them last had ``height``.

        The first line of all if none is pointed at.
        """
        starts = [*self._starts, height]
        if self.cursor is None or self.cursor >= len(self._starts):
            return 0, 1
        return starts[self.cursor], starts[self.cursor + 1]

    def row_at(self, line: int) -> int | None:
        """Return which row a line belongs to, as they were last drawn."""
        rows = [index for index, start in enumerate(self._starts) if start <= line]
        return rows[-1] if rows else None

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


def _draw_nothing(_has_lines: bool) -> None:  # noqa: FBT001 - as it is called
    pass


class PageRows(Rows):
    """What can be done at the end of the transcript."""

    def __init__(self, take: Callable[[Row], None], glyphs: Glyphs = DRAWN) -> None:
        """Begin empty. ``take`` is called with each row that the player takes."""
        super().__init__(glyphs)
        self.redraw: Callable[[bool], None] = _draw_nothing
        """Called when they look different, with whether there may be more lines or fewer."""
        self._take = take
        self._display = True

    def changed(self, *, layout: bool) -> None:
        """Draw the rows anew."""
        self.redraw(layout)

    def taken(self, row: Row) -> None:
        """Do what a row says."""
        self._take(row)

    @property
    def display(self) -> bool:
        """Whether they are shown."""
        return self._display

    @display.setter
    def display(self, is_shown: bool) -> None:
        if is_shown != self._display:
            self._display = is_shown
            self.changed(layout=True)


def digit_key(number: int) -> str:
    """Return the key of the nth row: its digit, or nothing where there are no more digits."""
    return str(number) if number < len("0123456789") else ""


def locked_words(sentence: str) -> Content:
    """Return a lock's sentence as it stands under its choice."""
    return words(f"({sentence})" if not sentence.startswith("(") else sentence)
