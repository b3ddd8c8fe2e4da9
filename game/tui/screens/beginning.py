"""Where a new run begins: at the start, or at the end of one of the story's prepared histories."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import App
from textual.content import Content

from game.language import _
from game.story.model import History, You
from game.tui.commands import READ_ONLY, Command
from game.tui.screens.ask import ask_name
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row, digit_key

START = "start"
"""What is returned for the start of the story: a reserved word, so no history is called so."""


class BeginningScreen(MenuScreen[str]):
    """Returns the id of the history that was picked, or ``START``; nothing if it is closed."""

    NAME = "Where to begin"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = READ_ONLY
    BINDINGS: ClassVar = menu_bindings(READ_ONLY)

    def __init__(self, histories: tuple[History, ...]) -> None:
        """Offer the start, then these."""
        super().__init__()
        self._histories = histories

    def heading(self) -> Content:
        """Return the question."""
        return words(_("Where do you begin?"))

    def draw(self, width: int) -> list[Content]:
        """Return what beginning later means."""
        told = _(
            "If you begin later, what comes before is chosen for you, as it says there. It can be rewound like "
            "anything you chose yourself."
        )
        return words(told).wrap(width)

    def rows(self) -> tuple[Row, ...]:
        """Return the start, then each history with what was done in it."""
        later = (
            Row(digit_key(number), words(history.title), history.id, below=words(history.about))
            for number, history in enumerate(self._histories, start=2)
        )
        return (Row(digit_key(1), words(_("The beginning")), START), *later)

    def take(self, row: Row) -> None:
        """Return the answer."""
        self.dismiss(row.action)


def ask_run(
    app: App[Any],
    you: You,
    offered: tuple[History, ...],
    given: History | None,
    begin: Callable[[str, History | None], object],
) -> None:
    """Ask for a name, then where to begin if that is not given and there is more than the start, and begin.

    ``begin`` takes the name and the history, ``None`` for the start.
    """
    known = {history.id: history for history in offered}

    def named(name: str) -> None:
        def picked(answer: str | None) -> None:
            if answer is not None:
                begin(name, known.get(answer))

        if given is None and known:
            app.push_screen(BeginningScreen(offered), picked)
        else:
            begin(name, given)

    ask_name(app, you, named)
