"""A vertical scrollbar of which each kind of cell is drawn once, and not each row."""

from typing import Any

from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.style import Style


class Bar(ScrollBar):
    """Looks and works as any other."""

    _drawn_for: object = None
    _rows: tuple[Strip, ...] = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows: however tall it is, they are of four or five kinds."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or crop.column_span != (0, self.size.width):
            return super().render_lines(crop)
        filters = tuple(self.get_line_filters())
        base, background = self.background_colors
        look = (bar.virtual_size, bar.window_size, bar.position, bar.style)
        drawn_for = (self.size, look, filters, background)
        if drawn_for != self._drawn_for:
            cells = self._cells(bar)
            ground = Style(background=base + background).rich_style
            kinds = {id(cell): Strip(Segment.apply_style([cell], ground), self.size.width) for cell in cells}
            for each in filters:
                kinds = {kind: strip.apply_filter(each, background) for kind, strip in kinds.items()}
            self._rows = tuple(kinds[id(cell)] for cell in cells)
            self._drawn_for = drawn_for
        return list(self._rows[crop.y : crop.bottom])

    def _cells(self, bar: ScrollBarRender) -> list[Segment]:
        """Return a segment for each row, equal ones being one and the same."""
        style = self.app.console.get_style(bar.style)
        colours: Any = {"back_color": style.bgcolor, "bar_color": style.color}  # Rich's, whatever Textual declares
        size = (self.size.height, bar.virtual_size, bar.window_size)
        return bar.render_bar(*size, bar.position, bar.thickness, bar.vertical, **colours).segments
