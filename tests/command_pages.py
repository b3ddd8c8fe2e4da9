"""What the program itself declares about its commands, as a part of their pages in docs/commands."""

import re
from collections.abc import Iterator

import typer
from typer.core import TyperCommand, TyperGroup

from game.cli_commands import app

BEGINS = "<!-- declared by the program -->"
ENDS = "<!-- until here -->"


def commands() -> dict[str, TyperCommand | TyperGroup]:
    """Return every command by its name, in the order of ``hyosan --help``."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    found: dict[str, TyperCommand | TyperGroup] = {}
    for name, command in group.commands.items():
        assert isinstance(command, TyperCommand | TyperGroup)
        found[name] = command
    return found


def calls(name: str) -> Iterator[tuple[str, TyperCommand]]:
    """Yield what can be called under a command's name: itself, or each of the commands below it."""
    command = commands()[name]
    if isinstance(command, TyperCommand):
        yield f"hyosan {name}", command
        return
    for below, one in command.commands.items():
        assert isinstance(one, TyperCommand)
        yield f"hyosan {name} {below}", one


def first_sentence(name: str) -> str:
    """Return what a command is for, as ``hyosan --help`` says it."""
    return (commands()[name].help or "").partition("\n\n")[0].replace("\n", " ")


def declared(name: str) -> str:
    """Return the part of a command's page that the program declares."""
    told = "\n".join(_call(called, one) for called, one in calls(name))
    return f"{BEGINS}\n\n{told}\n{ENDS}\n"


def with_declared(page: str, name: str) -> str:
    """Return a page with that part as it is now."""
    return re.sub(rf"{BEGINS}.*?{ENDS}\n", lambda _: declared(name), page, count=1, flags=re.DOTALL)


def new_page(name: str) -> str:
    """Return a page to begin with, for a command that has none yet."""
    return f"# hyosan {name}\n\n{declared(name)}"


def _call(called: str, command: TyperCommand) -> str:
    context = command.make_context(called, [], resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context))
    pieces = re.sub(r"\[(\[[\w.]+])]|\{([\w.]+)}", lambda found: found[1] or found[2], pieces)
    lines = [f"```text\n{called} {pieces}\n```\n", f"{_sentences(command.help or '')}\n"]
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            what, means = record
            lines.append(f"- `{_plain(what)}`: {_aside(means)}")
    return "\n".join(lines) + ("\n" if command.params else "")


def _sentences(text: str) -> str:
    return "\n\n".join(part.replace("\n", " ").strip() for part in text.split("\n\n"))


def _aside(means: str) -> str:
    """Return what a parameter means, with its default in parentheses: Markdown takes square ones for links."""
    return re.sub(r"  \[(.*)]$", r" (\1)", means.removesuffix("  [required]"))


def _plain(what: str) -> str:
    """Return a parameter without the names of Python's types."""
    return re.sub(r"(?<=[A-Z\]]) <(?:path|str|int range)>$", "", what).replace("<int range>", "N")
