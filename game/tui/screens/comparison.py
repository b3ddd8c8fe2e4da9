"""Two runs beside each other: three columns where there is room, one beneath the other where there is not."""

from collections.abc import Iterator
from typing import ClassVar

from textual.content import Content

from game.language import _
from game.saves.side_by_side import Row, Section, SideBySide
from game.tui.commands import PAGE, Command
from game.tui.screens.page import PageScreen
from game.tui.text import hung, words

WIDE = 96
"""From so many columns on, the two stand beside each other."""
GAP = 3
LABEL = 14
"""Columns for a run's title where they stand beneath each other."""


class ComparisonScreen(PageScreen):
    """Shows where two runs parted, and what became different."""

    NAME = "Side by side"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE

    def __init__(self, beside: SideBySide) -> None:
        """Show two runs."""
        super().__init__()
        self._beside = beside

    def heading(self) -> Content:
        """Return which runs they are."""
        both = _("{one} beside {other}", one=self._beside.one, other=self._beside.other)
        return Content.assemble((_("Side by side"), "bold"), (f"  {both}", "not bold $muted"))

    def draw(self, width: int) -> list[Content]:
        """Return section after section."""
        lines: list[Content] = []
        is_wide = width >= WIDE
        if is_wide:
            lines += [self._names(width), Content("")]
        for section in self._beside.sections:
            lines += [*self._section(section, width, is_wide=is_wide), Content("")]
        return lines[:-1]

    def _section(self, section: Section, width: int, *, is_wide: bool) -> Iterator[Content]:
        yield words(section.title, "bold $uniform")
        if section.lead:
            yield from words(section.lead, "$muted").wrap(width)
        drawn = [list((self._across if is_wide else self._beneath)(row, width)) for row in section.rows]
        is_table = all(len(lines) == 1 for lines in drawn)
        for at, lines in enumerate(drawn):
            if at == 0 or not is_table:
                yield Content("")
            yield from lines

    def _names(self, width: int) -> Content:
        topic, column = _widths(width)
        names = [_name(name, column) for name in (self._beside.one, self._beside.other)]
        return Content(" " * GAP).join([Content(" " * topic), *names])

    @staticmethod
    def _across(row: Row, width: int) -> Iterator[Content]:
        topic, column = _widths(width)
        cells = [words(row.topic, "$muted").wrap(topic), words(row.one).wrap(column), words(row.other).wrap(column)]
        for at in range(max(map(len, cells))):
            parts = [cell[at] if at < len(cell) else Content("") for cell in cells]
            spaces = (topic, column, column)
            padded = [part.pad_right(space - part.cell_length) for part, space in zip(parts, spaces, strict=True)]
            yield Content(" " * GAP).join(padded)

    def _beneath(self, row: Row, width: int) -> Iterator[Content]:
        yield from words(row.topic, "$muted").wrap(width)
        runs = ((self._beside.one, row.one), (self._beside.other, row.other))
        label = min(LABEL, max(words(name).cell_length for name, _told in runs))
        for name, told in runs:
            yield from hung(_name(name, label) + Content("  "), words(told), width, 2)


def _widths(width: int) -> tuple[int, int]:
    """Return the columns for what is compared, and for either run."""
    column = (width - 2 * GAP) * 2 // 5
    return width - 2 * GAP - 2 * column, column


def _name(name: str, width: int) -> Content:
    return words(name, "bold").truncate(width, ellipsis=True, pad=True)
