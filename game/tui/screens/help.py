"""The help: every key of the screen one comes from, and what people ask first, with the answers."""

from typing import ClassVar

from textual.content import Content

from game.language import _
from game.language.widths import padded
from game.questions import answers
from game.tui.commands import HELP_ITSELF, PLAY, READING, Command, bindings
from game.tui.screens.page import PageScreen
from game.tui.text import words

KEY_WIDTH = 17


class HelpScreen(PageScreen):
    """Lists the commands it is given; below them stand questions and answers."""

    NAME = "Help"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = HELP_ITSELF
    BINDINGS: ClassVar = bindings(HELP_ITSELF)

    def __init__(self, screen: str, commands: tuple[Command, ...]) -> None:
        """Explain a screen's commands."""
        super().__init__()
        self._screen = screen
        self._commands = commands
        self._answers_at = 0
        """The line at which the answers begin."""

    def heading(self) -> Content:
        """Return what is explained."""
        return words(_("Help: {screen}", screen=_(self._screen)))

    def draw(self, width: int) -> list[Content]:
        """Return the keys, then how the game is played."""
        lines: list[Content] = []
        is_play = any(command.action == "clip" for command in self._commands)
        for keys, what in READING if is_play else ():
            lines += _entry(_(keys), _(what), width)
        for command in self._commands:
            lines += _entry(_(command.key_words), f"{_(command.title)}. {_(command.help)}", width)
        self._answers_at = len(lines) + 1
        ways = {command.action: command.key_words for command in PLAY} | {"reader": _(self.game.READER)}
        for question, answer in answers(ways, is_drawn=True):
            lines += [Content(""), *words(question, "bold").wrap(width), *words(answer).wrap(width)]
        return lines

    def action_answers(self) -> None:
        """Go to the answers."""
        self.paper.scroll_to(y=self._answers_at, animate=False)

    def action_help(self) -> None:
        """Stay: this is the help."""


def _entry(keys: str, what: str, width: int) -> list[Content]:
    head = words(padded(keys, KEY_WIDTH), "bold $uniform")
    lines = words(what).wrap(max(12, width - KEY_WIDTH))
    return [(head if at == 0 else Content(" " * KEY_WIDTH)) + line for at, line in enumerate(lines)]
