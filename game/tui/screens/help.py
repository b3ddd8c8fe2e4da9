"""The help: every key of the screen one comes from, and how the game is played."""

from typing import ClassVar

from textual.content import Content

from game.tui.commands import CLOSE, MORE, READING, Command
from game.tui.screens.page import PageScreen
from game.tui.text import words

KEY_WIDTH = 17
HOW = (
    "You read, and you choose. A choice that cannot be taken yet says why; w says what it asks for.",
    "The recorder keeps what you tell it to, while there is tape. What is on tape can be played later, to anybody.",
    "Every choice is kept the moment you make it. Close the terminal whenever you like.",
    "A timed choice shows a bar and a number. It stands still while another screen is open; the settings turn it off.",
    "For screen readers, {reader} tells the same story line by line.",
)


class HelpScreen(PageScreen):
    """Lists the commands it is given."""

    NAME = "Help"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (MORE, CLOSE)

    def __init__(self, screen: str, commands: tuple[Command, ...]) -> None:
        """Explain a screen's commands."""
        super().__init__()
        self._screen = screen
        self._commands = commands

    def heading(self) -> Content:
        """Return what is explained."""
        return words(f"Help: {self._screen}")

    def draw(self, width: int) -> list[Content]:
        """Return the keys, then how the game is played."""
        lines: list[Content] = []
        is_play = any(command.action == "clip" for command in self._commands)
        for keys, what in READING if is_play else ():
            lines += _entry(keys, what, width)
        for command in self._commands:
            lines += _entry(command.key_words, f"{command.title}. {command.help}", width)
        for paragraph in HOW:
            lines += [Content(""), *words(paragraph.format(reader=self.game.READER), "$muted").wrap(width)]
        return lines

    def action_help(self) -> None:
        """Stay: this is the help."""


def _entry(keys: str, what: str, width: int) -> list[Content]:
    head = words(f"{keys:<{KEY_WIDTH}}", "bold $uniform")
    lines = words(what).wrap(max(12, width - KEY_WIDTH))
    return [(head if at == 0 else Content(" " * KEY_WIDTH)) + line for at, line in enumerate(lines)]
