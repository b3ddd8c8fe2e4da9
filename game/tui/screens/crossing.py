"""A run that was made with another version of its story: how far it holds, what has changed, where to go on."""

from typing import ClassVar

from textual.content import Content

from game.language import _
from game.saves.across import Crossing
from game.saves.crossing_words import STAYS, changes, verdict, ways_on
from game.tui.commands import READ_ONLY, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import hung, words
from game.tui.widgets.rows import Row, digit_key

_LEAVE = "leave"


class CrossingScreen(MenuScreen[int]):
    """Returns after how many of its moves the run is gone on with; nothing if it is left alone."""

    NAME = "A changed story"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = READ_ONLY
    BINDINGS: ClassVar = menu_bindings(READ_ONLY)

    def __init__(self, title: str, crossing: Crossing) -> None:
        """Ask about the run of that title."""
        super().__init__()
        self._title = title
        self._crossing = crossing

    def heading(self) -> Content:
        """Return what happened."""
        return words(_("The story has changed"))

    def draw(self, width: int) -> list[Content]:
        """Return which run it is, how far it holds, and what is different on its way."""
        lines = [*words(self._title, "bold").wrap(width), *words(verdict(self._crossing)).wrap(width)]
        told = list(changes(self._crossing))
        if told:
            lines += [
                Content(""),
                *words(_("What is different on its way, as its authors' tools tell it:")).wrap(width),
            ]
            lines += [line for change in told for line in hung(words(""), words(change, "$muted"), width, 2)]
        return [*lines, Content(""), *words(_(STAYS)).wrap(width)]

    def rows(self) -> tuple[Row, ...]:
        """Return where play can go on, and leaving it."""
        ways = ways_on(self._crossing)
        rows = [
            Row(digit_key(number), words(way.label), str(way.length), below=words(way.below))
            for number, way in enumerate(ways, start=1)
        ]
        return (*rows, Row(digit_key(len(rows) + 1), words(_("Not now")), _LEAVE))

    def take(self, row: Row) -> None:
        """Return the answer."""
        self.dismiss(None if row.action == _LEAVE else int(row.action))
