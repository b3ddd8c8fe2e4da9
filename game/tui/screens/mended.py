"""What became of a file of runs that was damaged, told once, when the game is opened."""

from textual.content import Content

from game.language import _
from game.tui.screens.page import PageScreen
from game.tui.text import words


class MendedScreen(PageScreen):
    """Says where the damaged file is kept, and which runs are not as they were."""

    NAME = "Runs"

    def __init__(self, told: tuple[str, ...]) -> None:
        """Tell some sentences."""
        super().__init__()
        self._told = told

    def heading(self) -> Content:
        """Return what happened."""
        return words(_("Your runs were damaged, and mended"))

    def draw(self, width: int) -> list[Content]:
        """Return the sentences, the first of them, which names the damaged file, before all others."""
        lines: list[Content] = []
        for told in self._told:
            lines += [*words(told, "" if lines else "bold").wrap(width), Content("")]
        return lines
