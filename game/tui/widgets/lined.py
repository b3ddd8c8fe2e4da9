"""A widget that is lines of text, laid out for the width there is."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.tui.text import joined


class Lined(Widget):
    """Takes as many lines as ``lines`` returns. Subclasses say which."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines at a width, none of them wider."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return how many lines there are."""
        return len(self.lines(width))

    def render(self) -> RenderResult:
        """Draw the lines."""
        return joined(self.lines(self.size.width))
