"""Why: what is so, and the moves that led there, shown only when it is asked for."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content

from game.engine.prose import plain
from game.engine.why import Reason, Told
from game.language import _
from game.tui.commands import PAGE, Command
from game.tui.screens.page import PageScreen
from game.tui.text import hung, prose, words

Part = tuple[str, Sequence[Reason]]
"""What is asked about, as it was shown (empty where nothing need be said), and the answers."""
INDENT = 2


class WhyScreen(PageScreen):
    """Answers one question or several."""

    NAME = "Why"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE

    def __init__(self, parts: Sequence[Part]) -> None:
        """Show the answers to some questions."""
        super().__init__()
        self._parts = parts

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Why"))

    def draw(self, width: int) -> list[Content]:
        """Return the answers, one after the other."""
        lines: list[Content] = []
        for asked, reasons in self._parts:
            if lines:
                lines.append(Content(""))
            if asked:
                mark = words(f"{self.game.glyphs.locked} ", "$muted")
                lines += [*hung(mark, prose(asked, "bold"), width, 0), Content("")]
            for at, reason in enumerate(reasons):
                lines += [*([Content("")] if at and lines else []), *self._reason(reason, width, is_first=not asked)]
        return lines

    def _reason(self, reason: Reason, width: int, *, is_first: bool) -> Iterator[Content]:
        if reason.heading:
            yield from words(plain(reason.heading), "bold" if is_first else "").wrap(width)
        if reason.lead:
            yield from words(reason.lead, "$muted").wrap(width)
        for told in reason.moves:
            yield Content("")
            yield from self._move(told, width)

    def _move(self, told: Told, width: int) -> Iterator[Content]:
        glyphs = self.game.glyphs
        yield from words(told.where, "$muted").wrap(width)
        sign, style = (glyphs.record, "$loss") if told.is_clip else (glyphs.chosen, "$uniform")
        yield from hung(words(f"{sign} ", style), prose(told.label), width, INDENT)
        for effect in told.effects:
            yield from hung(words(f"{glyphs.mark} ", "$muted"), words(effect), width, 2 * INDENT)
