"""One of the kept runs, to do something with."""

from typing import ClassVar

from textual.content import Content

from game.saves.library import Library
from game.saves.listing import run_line
from game.tui.commands import PICK, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row, digit_key


class PickRunScreen(MenuScreen[int]):
    """Returns the number of a run."""

    NAME = "Runs"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PICK
    BINDINGS: ClassVar = menu_bindings(PICK)

    def __init__(self, question: str, library: Library, *, leave_out: int | None = None) -> None:
        """Ask ``question`` of all runs but one."""
        super().__init__()
        self._question = question
        self._library = library
        self._leave_out = leave_out

    def heading(self) -> Content:
        """Return what is asked."""
        return words(self._question)

    def rows(self) -> tuple[Row, ...]:
        """Return the runs, the last played first."""
        story = self.game.story
        infos = [info for info in self._library.runs(story.id) if info.id != self._leave_out]
        return tuple(
            Row(digit_key(number), words(run_line(info, story)), str(info.id))
            for number, info in enumerate(infos, start=1)
        )

    def take(self, row: Row) -> None:
        """Return it."""
        self.dismiss(int(row.action))
