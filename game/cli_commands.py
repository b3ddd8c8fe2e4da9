"""All that can be asked of ``hyosan``, and whom it is asked of.

Each verb imports what it needs when it is called: the screen costs a sixth of a second to import, and an author's check
must not pay for it.
"""

from pathlib import Path
from typing import Annotated

import typer

from game import cli_play
from game.boundary import game_version
from game.cli_author import authoring
from game.cli_prove import Format, proving
from game.cli_saves import saves
from game.cli_web import serving
from game.command_help import spoken_command, spoken_complaint
from game.errors import CannotBegin, ExitCode
from game.language import _
from game.language.choosing import OPTION
from game.locations import story_folder

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(saves, name="saves")
app.add_typer(serving)
app.add_typer(proving)
app.add_typer(authoring)

StoryOption = Annotated[
    Path | None, typer.Option("--story", metavar="DIR", help="A story's folder; if not given, the game's own.")
]
PlayedArgument = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="The same as --story.", show_default=False)
]
RunOption = Annotated[
    str | None, typer.Option("--run", metavar="NAME", help="A kept run, by title or number; else the last played.")
]
NewOption = Annotated[bool, typer.Option("--new", help="Begin a new run.")]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="ID", help="Begin a new run at the end of one of the story's prepared histories."),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(OPTION, metavar="en|ko", help="Speak English or Korean; if not given, as set, else as your system."),
]
"""Read by ``game.cli`` before the commands are, which speak the language from their first word on."""


def obey(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code. Raises GameError for an expected failure."""
    try:
        code = spoken_command(app)(arguments, prog_name="hyosan", standalone_mode=False)
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit as error:
        # How typer leaves when nobody reads its output any more; everything else comes back as a value.
        raise BrokenPipeError from error
    except typer.TyperException as error:
        message = error.format_message().replace("Value error, ", "")  # pydantic's, inside typer's own words
        raise CannotBegin(spoken_complaint(message), _("`hyosan --help` says what can be asked.")) from error
    if code == ExitCode.INTERRUPTED:  # as which typer gives a Ctrl-C back
        raise KeyboardInterrupt
    return int(code or ExitCode.OK)


def _print_version(is_asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if is_asked:
        typer.echo(f"hyosan {game_version()}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def hyosan(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave.")
    ] = False,
    language: LanguageOption = None,
) -> int:
    """Play The Hyosan Tapes, an unofficial interactive fiction for the terminal, or use the tools that come with it."""
    del version, language  # answered already
    if context.invoked_subcommand is not None:
        return ExitCode.OK
    return cli_play.go_on()


@app.command()
def play(  # noqa: PLR0913 - typer makes an option of each
    folder: PlayedArgument = None,
    story: StoryOption = None,
    run: RunOption = None,
    origin: FromOption = None,
    *,
    mouse: Annotated[bool, typer.Option("--mouse/--no-mouse", help="Listen to the mouse.")] = True,
    language: LanguageOption = None,
) -> int:
    """Play, from where you left off.

    Line by line, as `hyosan read` does, where there is no terminal that can draw.
    """
    del language  # spoken already
    return cli_play.play(_one_story(folder, story), run, origin, mouse=mouse)


@app.command()
def read(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    folder: PlayedArgument = None,
    story: StoryOption = None,
    run: RunOption = None,
    moves: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Play these moves and leave: an exported run, or a move a line.")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Your name; begins a new run.")] = None,
    origin: FromOption = None,
    *,
    new: NewOption = False,
    language: LanguageOption = None,
) -> int:
    """Play line by line, without drawing.

    For screen readers, pipes and plain terminals.
    """
    del language  # spoken already
    return cli_play.read(_one_story(folder, story), run, moves, name, origin, new=new)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The story's folder; else the game's own.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="For people, or for programs.")] = Format.TEXT,
    translation: Annotated[
        str, typer.Option("--translation", metavar="LANGUAGE", help="List everything that is not translated into it.")
    ] = "",
) -> int:
    """Say what is wrong with a story.

    Everything at once, each with its place and what to do about it.
    """
    from game import cli_check  # noqa: PLC0415

    return cli_check.check(folder, output, translation)


@app.command()
def schema(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The story's folder; else the game's own.")
    ] = None,
) -> int:
    """Write the JSON Schemas that editors complete and check a story's files by, into its folder `schema`."""
    from game.author.schema import write_schemas  # noqa: PLC0415

    for path in write_schemas(folder or story_folder()):
        typer.echo(path)
    return ExitCode.OK


@app.command()
def replay(
    run: Annotated[Path, typer.Argument(metavar="RUN.json", help="An exported run.")],
    story: StoryOption = None,
    *,
    state: Annotated[bool, typer.Option("--state", help="Print the state it comes to, as JSON.")] = False,
) -> int:
    """Print an exported run, or its state."""
    from game.opening import open_story  # noqa: PLC0415

    return cli_play.replay(open_story(story), run, as_state=state)


def _one_story(folder: Path | None, story: Path | None) -> Path | None:
    """Return the folder that was named, one way or the other. Raises CannotBegin if it was both."""
    if folder is not None and story is not None:
        raise CannotBegin(_("Two stories are named."), _("Give the folder once."))
    return folder or story
