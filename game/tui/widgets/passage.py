"""One step of the run in the transcript, however long the text: what it says, and how much of that can be read."""

from collections.abc import Callable

from textual.content import Content

from game.tui.passages import Block, Told, laid_out


class Passage:
    """The blocks of a step, the last ones still hidden until they are revealed."""

    def __init__(self, told: Told, *, whole: bool, changed: Callable[["Passage"], None]) -> None:
        """Hold a step's blocks; ``whole`` shows all of them at once. ``changed`` is called when others can be read."""
        self.blocks: tuple[Block, ...] = (*told.at_once, *told.by_and_by)
        self.shown = len(self.blocks) if whole else len(told.at_once)
        """How many blocks can be read."""
        self.is_past = False
        """Whether it is what was read before, and not what is being told."""
        self.top = 0
        """The line of the transcript at which it begins."""
        self.height = 0
        """How many lines it has there."""
        self._changed = changed
        self._kept: tuple[int, list[list[Content]]] = (-1, [])
        self._lines: tuple[tuple[int, int], list[Content]] = ((-1, 0), [])

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
        self._show(shown)

    def reveal_all(self) -> None:
        """Show the rest."""
        self._show(len(self.blocks))

    def replace(self, told: Told) -> None:
        """Put other blocks in place of these and show all of them; if they say the same, nothing is drawn anew."""
        blocks = (*told.at_once, *told.by_and_by)
        if self.is_whole and [*map(_said, blocks)] == [*map(_said, self.blocks)]:
            return
        self.blocks = blocks
        self._kept, self._lines = (-1, []), ((-1, 0), [])
        self.shown = len(self.blocks)
        self._changed(self)

    def line_of(self, place: tuple[int, float], width: int) -> int:
        """Return the line at which a place in the text stands at a width: a block, and how far into it from 0 to 1."""
        block, share = place
        lines = self._by_block(width)
        return sum(map(len, lines[:block])) + int(share * len(lines[block])) if block < len(lines) else 0

    def place_at(self, line: int, width: int) -> tuple[int, float]:
        """Return the place in the text at which a line stands at a width."""
        for block, lines in enumerate(self._by_block(width)):
            if line < len(lines):
                return block, max(0, line) / len(lines)
            line -= len(lines)
        return 0, 0.0

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the revealed blocks."""
        if self._lines[0] != (width, self.shown):
            lines = [line for block in self._by_block(width)[: self.shown] for line in block]
            self._lines = ((width, self.shown), lines)
        return self._lines[1]

    def _show(self, blocks: int) -> None:
        if blocks != self.shown:
            self.shown = blocks
            self._changed(self)

    def _by_block(self, width: int) -> list[list[Content]]:
        if self._kept[0] != width:
            self._kept = (width, laid_out(self.blocks, width))
        return self._kept[1]


def _said(block: Block) -> tuple[object, ...]:
    """Return all that a block says. Contents of the same words compare equal whatever they look like."""
    mark = block.mark and (block.mark.plain, block.mark.spans)
    return block.content.plain, block.content.spans, mark, block.close, block.leads
