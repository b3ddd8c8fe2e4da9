"""The ``hyosan`` command: what can be asked, and whom it is asked of.

Each verb imports what it needs when it is called: the screen costs a sixth of a second to import, and an author's check must not pay for it.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.boundary import complain, game_version, guarded
from game.cli_saves import saves
from game.errors import CannotBegin, ExitCode, GameError
from game.locations import saves_file, story_folder

if TYPE_CHECKING:
    from game.engine.playthrough import Playthrough, Stopped
    from game.saves.library import Library
    from game.saves.session import Session
    from game.story.model import Story

app = typer.Typer(
    name="hyosan",
    help="The Hyosan Tapes: an unofficial interactive fiction. Without a command, play.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(saves, name="saves")

StoryOption = Annotated[
    Path | None, typer.Option("--story", metavar="DIR", help="A story's folder. The one that comes with the game if not given.")
]
RunOption = Annotated[
    str | None, typer.Option("--run", metavar="NAME", help="The run to go on with, by title or number. The last played if not given.")
]
NewOption = Annotated[bool, typer.Option("--new", help="Begin a new run.")]


def main() -> None:
    """Run ``hyosan`` and leave with its exit code."""
    arguments = sys.argv[1:]
    # A terminal that lacks a letter shows its number in place of ending the game.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(guarded(lambda: run(arguments), arguments))


def run(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code. Raises GameError, KeyboardInterrupt, and whatever a bug raises."""
    import click

    try:
        result = app(arguments, prog_name="hyosan", standalone_mode=False)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        where = getattr(error, "ctx", None)
        raise CannotBegin(error.format_message(), f"Try: {where.command_path} --help" if where else "") from error
    sys.stdout.flush()
    return int(result or ExitCode.OK)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"hyosan {game_version()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def hyosan(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """The Hyosan Tapes: an unofficial interactive fiction. Without a command, play."""
    if context.invoked_subcommand is None:
        play()
