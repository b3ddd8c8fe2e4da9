"""Something to read that is laid out for the width there is: a card, the Record, the help."""

from collections.abc import Callable

from textual.content import Content

from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined


class Sheet(Lined):
    """Draws the lines that a function returns for a width."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = True

    def __init__(self, draw: Callable[[int], list[Content]]) -> None:
        """Hold the function that lays the lines out."""
        super().__init__()
        self._draw = draw
        self._drawn: tuple[int, list[Content]] = (-1, [])

    def lines(self, width: int) -> list[Content]:
        """Return the lines as they stand at a width."""
        if self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def redraw(self) -> None:
        """Lay the lines out anew: what they show has changed."""
        self._drawn = (-1, [])
        self.refresh(layout=True)
