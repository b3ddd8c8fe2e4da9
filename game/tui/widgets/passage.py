"""One step of the run in the transcript: a single widget however long the text."""

from textual.content import Content
from textual.reactive import reactive

from game.tui.passages import Block, Told, laid_out
from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined


class Passage(Lined):
    """The blocks of a step, the last ones still hidden until they are revealed."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = True

    shown = reactive(0, layout=True)
    """How many blocks can be read."""

    def __init__(self, told: Told, *, whole: bool) -> None:
        """Hold a step's blocks; ``whole`` shows all of them at once."""
        super().__init__()
        self.blocks: tuple[Block, ...] = (*told.at_once, *told.by_and_by)
        self._kept: tuple[int, list[list[Content]]] = (-1, [])
        self.set_reactive(Passage.shown, len(self.blocks) if whole else len(told.at_once))

    @property
    def is_whole(self) -> bool:
        """Whether everything can be read."""
        return self.shown >= len(self.blocks)

    @property
    def last_shown(self) -> str:
        """The words of the block that appeared last; empty if none did."""
        return self.blocks[self.shown - 1].content.plain if self.shown else ""

    @property
    def text(self) -> str:
        """All the words that can be read."""
        return "\n".join(block.content.plain for block in self.blocks[: self.shown])

    def reveal(self) -> None:
        """Show the next block, with the headings over it and what belongs to it."""
        shown = min(len(self.blocks), self.shown + 1)
        while shown < len(self.blocks) and (self.blocks[shown - 1].leads or self.blocks[shown].close):
            shown += 1
        self.shown = shown

    def reveal_all(self) -> None:
        """Show the rest."""
        self.shown = len(self.blocks)

    def replace(self, told: Told) -> None:
        """Put other blocks in place of these and show all of them; if they say the same, nothing is drawn anew."""
        blocks = (*told.at_once, *told.by_and_by)
        if self.is_whole and [*map(_said, blocks)] == [*map(_said, self.blocks)]:
            return
        self.blocks = blocks
        self._kept = (-1, [])
        self.shown = len(self.blocks)
        self.refresh(layout=True)

    def line_of(self, place: tuple[int, float]) -> int:
        """Return the line at which a place in the text stands now: a block, and how far into it from 0 to 1."""
        block, share = place
        lines = self._by_block(self.size.width)
        return sum(map(len, lines[:block])) + int(share * len(lines[block])) if block < len(lines) else 0

    def place_at(self, line: int) -> tuple[int, float]:
        """Return the place in the text at which a line stands now."""
        for block, lines in enumerate(self._by_block(self.size.width)):
            if line < len(lines):
                return block, max(0, line) / len(lines)
            line -= len(lines)
        return 0, 0.0

    def _by_block(self, width: int) -> list[list[Content]]:
        if self._kept[0] != width:
            self._kept = (width, laid_out(self.blocks, width))
        return self._kept[1]

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the revealed blocks."""
        return [line for block in self._by_block(width)[: self.shown] for line in block]


def _said(block: Block) -> tuple[object, ...]:
    """Return all that a block says. Contents of the same words compare equal whatever they look like."""
    mark = block.mark and (block.mark.plain, block.mark.spans)
    return block.content.plain, block.content.spans, mark, block.close, block.leads
