"""What the commands say of themselves, in the language spoken: their help, and what typer complains of.

A command's help stands where the command does and is looked up here when it is asked for. The tools for authors speak
English, as the stories they read are told in it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import typer
from typer.main import get_command

from game.language import N_, _

_PLAYERS = frozenset({"play", "read", "replay", "saves", "web"})
"""The commands, and the groups of them, that somebody needs who plays."""
_TYPERS_OWN = (
    N_("Usage: "),
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("required"),
    N_("default: {default}"),
)
"""What typer says itself in a command's help. It asks gettext for some of it by itself."""
_COMPLAINTS = (
    (r"No such option: (?P<name>\S+)(?P<rest>.*)", N_("No such option: {name}{rest}")),
    (r"No such command (?P<name>.*)\.", N_("No such command {name}.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", N_("This is too much: {name}")),
    (r"Missing argument (?P<name>'.*')\.?", N_("Something is missing: {name}.")),
    (r"Option (?P<name>'.*') requires an argument\.", N_("{name} wants something behind it.")),
    (r"Invalid value for (?P<name>'[^:]*'): (?P<rest>.*)", N_("This will not do for {name}: {rest}")),
)


def spoken_command(app: typer.Typer) -> Any:  # noqa: ANN401 - typer does not name the type of what it makes
    """Return what an application's commands come to, with the help of players' commands in the language spoken."""
    command = get_command(app)
    for one in players_commands(command):
        one.help = _spoken(one.help)
        one.context_class = _context(one.context_class)
        for parameter in one.params:
            if getattr(parameter, "help", None):
                parameter.help = _spoken(parameter.help)
        context = one.context_class(one, help_option_names=["-h", "--help"])
        one.get_help_option(context).help = _("Show this message and exit.")
    return command


def players_commands(command: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield an application's root, and every command beneath it that somebody needs who plays."""
    yield command
    for name, one in command.commands.items():
        if name in _PLAYERS:
            yield from (one, *getattr(one, "commands", {}).values())


def help_of(command: Any) -> Iterable[str]:  # noqa: ANN401 - as above
    """Return what a command says of itself, in English: its help and that of its options."""
    said = [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
    return (str(words) for words in said if words)


def spoken_complaint(message: str) -> str:
    """Return what typer complains of, in the language spoken as far as we know how it says it."""
    for pattern, said in _COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return _(said, **found.groupdict())
    return message


def _spoken(words: str | None) -> str | None:
    return None if words is None else _(words)


def _context(made: Any) -> Any:  # noqa: ANN401 - a class of typer's, made anew
    """Return a class of contexts whose help begins in the language spoken."""

    class Formatter(made.formatter_class):  # type: ignore[misc]  # a class known only when it is asked for
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    return type("Context", (made,), {"formatter_class": Formatter})
