"""Short questions: what you are called, another title, yes or no."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.engine.naming import accepted_name, name_rule
from game.language import _
from game.saves.playing import Player
from game.story.model import You
from game.tui.commands import READ_ONLY, Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.foot import Foot
from game.tui.widgets.rows import Row

OTHER = "…"
"""The answer that leads to a name of one's own: no name has such a letter."""
LONGEST_LINE = 40
"""More than any name may have, so that one that is too long is told so and not cut."""


class QuestionScreen(MenuScreen[str]):
    """A question with a few answers. Returns the taken row's action, or nothing if it is closed."""

    NAME = "A question"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = READ_ONLY
    BINDINGS: ClassVar = menu_bindings(READ_ONLY)

    def __init__(self, title: str, explanation: str, answers: tuple[tuple[str, str], ...]) -> None:
        """Ask ``title``; ``answers`` are pairs of what is returned and what is shown."""
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._answers = answers

    def heading(self) -> Content:
        """Return the question."""
        return words(self._title)

    def draw(self, width: int) -> list[Content]:
        """Return what is said about it."""
        return words(self._explanation).wrap(width)

    def rows(self) -> tuple[Row, ...]:
        """Return the answers."""
        return tuple(
            Row(str(number), words(shown), action) for number, (action, shown) in enumerate(self._answers, start=1)
        )

    def take(self, row: Row) -> None:
        """Return the answer."""
        self.dismiss(row.action)


class LineScreen(GameScreen[str]):
    """Asks for one line. ``accept`` returns what is kept of it, or ``None`` with ``rule`` as the reason it is not."""

    CSS_PATH: ClassVar = ["page.tcss", "ask.tcss"]
    NAME = "A line"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (READ_ONLY[1],)
    BINDINGS: ClassVar = bindings((READ_ONLY[1],))
    AUTO_FOCUS = "#line"

    def __init__(self, title: str, rule: str, value: str, accept: Callable[[str], str | None], longest: int) -> None:
        """Ask ``title``, beginning with ``value``."""
        super().__init__()
        self._title = title
        self._rule = rule
        self._value = value
        self._accept = accept
        self._longest = longest

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(words(self._title), classes="heading")
        with VerticalScroll(id="paper", can_focus=False):
            yield Static(words(self._rule), id="rule")
            yield Input(self._value, id="line", max_length=self._longest, select_on_focus=False)
        yield Foot(self.COMMANDS_HERE)

    def on_key(self, event: events.Key) -> None:
        """Close on Escape; every other key is for the line."""
        if event.key == "escape":
            event.stop()
            self.dismiss()

    @on(Input.Submitted)
    def accept(self, event: Input.Submitted) -> None:
        """Return the line if it is accepted; if not, say the rule again where it cannot be overlooked."""
        kept = self._accept(event.value)
        if kept is None:
            self.query_one("#rule", Static).update(words(self._rule, "bold $loss"))
        else:
            self.dismiss(kept)


def elsewhere_question(title: str, other: Player) -> QuestionScreen:
    """Return the question that is asked where another window plays a run."""
    explanation = _(
        "“{title}” is being played elsewhere: {where}. If you play it here, that window is told so at its next choice, "
        "and goes no further.",
        title=title,
        where=other.told,
    )
    answers = (("there", _("Leave it there")), ("here", _("Play it here")))
    return QuestionScreen(_("This run is being played"), explanation, answers)


def reader_question(reader: str) -> QuestionScreen:
    """Return the question of the first start; ``reader`` is where the story is told line by line."""
    explanation = _(
        "A screen drawn like this one cannot be read aloud. With a screen reader, the same story is told line by "
        "line, by {reader}.",
        reader=reader,
    )
    answers = (("no", _("No: play here")), ("yes", _("Yes: read it line by line")))
    return QuestionScreen(_("Do you use a screen reader?"), explanation, answers)


def ask_name(app: App[Any], you: You, named: Callable[[str], object]) -> None:
    """Ask what the player is called, as far as the story leaves it open, and pass it on; empty for its first name."""

    def typed(name: str | None) -> None:
        if name:
            named(name)

    def picked(answer: str | None) -> None:
        if answer == OTHER:
            app.push_screen(_typed_name(you), typed)
        else:
            typed(answer)

    if you.names:
        app.push_screen(_name_question(you), picked)
    elif you.typed:
        app.push_screen(_typed_name(you), typed)
    else:
        named("")


def _name_question(you: You) -> QuestionScreen:
    """Return the question for the player's name, among those that the story offers and one's own."""
    offered = tuple((name, name) for name in you.names)
    own = ((OTHER, _("Another name")),) if you.typed else ()
    return QuestionScreen(_("Your name"), you.asks or _("What are you called?"), (*offered, *own))


def _typed_name(you: You) -> LineScreen:
    """Return the field for a name of one's own."""
    return LineScreen(_("Your name"), name_rule(you), "", lambda line: accepted_name(you, line), LONGEST_LINE)
