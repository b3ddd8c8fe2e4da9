"""The endings: those that were come to, by name, and of the others only how many there are, and where."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.content import Content

from game.language import _
from game.saves.gallery import Hung
from game.tui.commands import GALLERY, Command, bindings
from game.tui.comparing import compare_runs
from game.tui.screens.page import PageScreen
from game.tui.text import words


class EndingsScreen(PageScreen):
    """Shows the gallery."""

    NAME = "Endings"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = GALLERY
    BINDINGS: ClassVar = bindings(GALLERY)

    def __init__(self, hung: Sequence[Hung]) -> None:
        """Show the endings of a story."""
        super().__init__()
        self._hung = hung

    def action_compare(self) -> None:
        """Set two runs side by side."""
        compare_runs(self.game)

    def heading(self) -> Content:
        """Return how many have been come to."""
        reached = sum(bool(one.runs) for one in self._hung)
        return Content.assemble(
            _("Endings"), ("  " + _("{code} of {maximum}", code=reached, maximum=len(self._hung)), "not bold $muted")
        )

    def draw(self, width: int) -> list[Content]:
        """Return them chapter by chapter."""
        lines: list[Content] = []
        for chapter, several in groupby(self._hung, lambda one: one.chapter):
            if lines:
                lines.append(Content(""))
            lines.append(words(chapter or _("Of one person"), "$muted"))
            for one in several:
                lines += self._one(one).wrap(width)
        return lines or [words(_("This story has no endings."), "$muted")]

    def _one(self, one: Hung) -> Content:
        glyphs = self.game.glyphs
        if not one.runs:
            return words(f"{glyphs.empty} {_('not come to yet')}", "$muted")
        return Content.assemble(
            (f"{glyphs.record} ", "$loss"), (one.ending.title, "bold"), (f"  {', '.join(one.runs)}", "$muted")
        )
