"""Lines that scroll, of which only those in sight are drawn, and each of them once."""

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from game.tui.widgets.bar import Bar

Span = tuple[int, int]
"""The first character of a line that is meant, and the one after the last; -1 for the end of the line."""


class InSight(ScrollView, can_focus=False):
    """Draws the lines that ``line`` returns. A line keeps its number for good, also when others before it are let go.

    To Textual it is one widget: nothing is mounted, styled or laid out for another line.
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.auto_links = False
        self.first = 0
        """The number of the first line that there is."""
        self._drawn: dict[int, Strip] = {}
        self._drawn_for: object = None
        self._looks: dict[tuple[Style, Style], RichStyle] = {}

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is asked for first."""
        if self._vertical_scrollbar is None:
            bar = Bar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)  # noqa: SLF001 - as the property does that this stands in for
        return self._vertical_scrollbar

    def line(self, number: int) -> tuple[Content, Style] | None:
        """Return a line and the style it stands in; ``None`` for a blank one. It is asked for only when it is drawn."""
        raise NotImplementedError

    def forget(self, start: int = 0) -> None:
        """Draw lines anew, from a number on."""
        if start <= self.first:
            self._drawn.clear()
        else:
            for number in [number for number in self._drawn if number >= start]:
                del self._drawn[number]

    def let_go(self, lines: int) -> None:
        """Let go of lines at the top, and stay where the reader is."""
        self.first += lines
        for number in [number for number in self._drawn if number < self.first]:
            del self._drawn[number]
        self.set_reactive(Widget.scroll_y, max(0.0, self.scroll_y - lines))
        self.set_reactive(Widget.scroll_target_y, max(0.0, self.scroll_target_y - lines))

    def number_at(self, y: int) -> int:
        """Return the number of the line that is drawn in a row of the content."""
        return y + self.scroll_offset.y + self.first

    def notify_style_update(self) -> None:
        """Draw everything anew: the colours may be others."""
        super().notify_style_update()
        self._drawn.clear()
        self._looks.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows of the widget, its padding included, but for the column of a scrollbar that is shown.

        That one stands over it, and a strip that ends there need not be cut in two.
        """
        width, gutter = self.outer_size.width, self.gutter
        if self.show_vertical_scrollbar:
            width -= self.styles.scrollbar_size_vertical
        base, background = self.background_colors
        filters = tuple(self.get_line_filters())
        if (width, background, filters) != self._drawn_for:
            self._drawn_for = (width, background, filters)
            self._drawn.clear()
            self._looks.clear()
        ground = self._look(Style(background=base + background), Style())
        blank = Strip.blank(width, ground)
        selection, end = self.text_selection, self.last_selectable()
        rows: list[Strip] = []
        for y in crop.line_range:
            row = blank
            if gutter.top <= y < self.outer_size.height - gutter.bottom:
                number = self.number_at(y - gutter.top)
                span = selection.get_span(number) if selection is not None and number < end else None
                kept = self._drawn.get(number) if span is None else None
                row = kept or self._draw(number, blank, ground, span)
                if span is None:
                    self._drawn[number] = row
            rows.append(row)
        if crop.column_span != (0, self.outer_size.width):
            rows = [row.crop(*crop.column_span) for row in rows]
        return rows

    def _draw(self, number: int, blank: Strip, ground: RichStyle, span: Span | None) -> Strip:
        """Draw a line in the width of the widget, what is selected of it in the colours of that."""
        line = self.line(number)
        if line is None or not line[0].plain:
            return blank
        content, style = line
        if span is not None:
            start, end = span
            chosen = Style.from_styles(self.screen.get_component_styles("screen--selection"))
            content = content.stylize(chosen, start, len(content.plain) if end == -1 else end)
        left, width = self.gutter.left, blank.cell_length
        # As Content draws itself, but wrapped already, and each look worked out once.
        text = [
            Segment(part, self._look(style, look))
            for part, look in content.render(style, end="", parse_style=self.app.stylesheet.parse_style)
        ]
        rest = width - left - content.cell_length
        padding = [Segment(" " * rest, ground)] if rest > 0 else []
        return Strip([Segment(" " * left, ground), *text, *padding], width if rest >= 0 else width - rest)

    def _look(self, under: Style, over: Style) -> RichStyle:
        """Return a style over another as the terminal is to show it."""
        known = self._looks.get((under, over))
        if known is None:
            cell = [Segment(" ", (under + over).rich_style)]
            for each in self.get_line_filters():
                cell = each.apply(cell, self.background_colors[1])
            known = self._looks[under, over] = cell[0].style or RichStyle()
        return known

    # Selecting. An offset in a selection is a character of a line, and the number of that line.

    def last_selectable(self) -> int:
        """Return the number after the last line whose words can be selected."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return a row of the content with the place of each of its characters, for whoever selects."""
        number = self.number_at(y)
        end, line = self.last_selectable(), self.line(number)
        words = line[0].plain if line is not None else ""
        row = Strip([Segment(words or " ")])
        # Beyond the words that can be selected, everything counts as their end.
        return row.apply_offsets(0, number) if number < end else row.apply_offsets(LONGEST, max(0, end - 1))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the words that are selected."""
        lines = [line[0].plain if (line := self.line(n)) else "" for n in range(self.first, self.last_selectable())]
        shifted = (offset and Offset(offset.x, max(0, offset.y - self.first)) for offset in selection)
        # A blank at the end, so that a line that is empty is a line as well.
        return Selection(*shifted).extract("\n".join([*lines, " "])), "\n"


LONGEST = 10_000
"""More characters than any line has."""
