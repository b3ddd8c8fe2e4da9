"""A text too long to be one widget: only the lines in sight are drawn."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from game.tui.text import highlighted
from game.tui.widgets import stylesheet

MARKED = "reverse"
NO_SIZE = Size(0, 0)


class Scroll(ScrollView, can_focus=True):
    """Shows the lines that a function returns for a width, and keeps the place in the text through every resize."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self, draw: Callable[[int], list[list[Content]]], measure: int | None) -> None:
        """Hold the function that lays the blocks out; lines are never wider than ``measure``, if one is given."""
        super().__init__()
        self._draw = draw
        self._measure = measure
        self._laid_out = NO_SIZE
        self._starts: list[int] = []
        self._place: int | None = None
        """The block at which the reader is; ``None`` for the end, where everybody begins."""
        self.lines: list[Content] = []
        self.wanted = ""
        """The words that are marked wherever they stand."""

    def on_resize(self) -> None:
        """Lay the lines out anew, beginning where the reader was, even after a size in which all was in sight."""
        room = self.scrollable_content_region.width
        width = room if self._measure is None else min(self._measure, room)
        if width <= 0 or self.size == self._laid_out:
            return
        self._laid_out = NO_SIZE
        blocks = self._draw(width)
        self.lines = [line for lines in blocks for line in lines]
        self._starts = [0]
        for lines in blocks:
            self._starts.append(self._starts[-1] + len(lines))
        self.virtual_size = Size(width, len(self.lines))
        self.call_after_refresh(self._return_to_place)

    def _return_to_place(self) -> None:
        line = len(self.lines) if self._place is None else self._starts[min(self._place, len(self._starts) - 1)]
        self.scroll_to(y=min(line, self.max_scroll_y), animate=False, immediate=True)
        self._laid_out = self.size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember where the reader has come to; a change of size is not their doing."""
        super().watch_scroll_y(old_value, new_value)
        if self._laid_out == self.size and self.max_scroll_y:
            self._place = None if new_value >= self.max_scroll_y else self._block_at(round(new_value))

    def show_line(self, line: int) -> None:
        """Scroll to a line."""
        self.scroll_to(y=min(line, self.max_scroll_y), animate=False)

    def find(self, wanted: str) -> list[int]:
        """Mark words, whatever their capitals, and return the lines on which they stand."""
        self.wanted = wanted
        self.refresh()
        return [at for at, line in enumerate(self.lines) if wanted and wanted.casefold() in line.plain.casefold()]

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        at = y + self.scroll_offset.y
        line = highlighted(self.lines[at], self.wanted, MARKED) if at < len(self.lines) else Content("")
        strips = Visual.to_strips(self, line, width, 1, self.visual_style)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def _block_at(self, line: int) -> int:
        return max((block for block, start in enumerate(self._starts) if start <= line), default=0)
