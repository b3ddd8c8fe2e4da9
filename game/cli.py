"""The ``hyosan`` command: what can be asked, and whom it is asked of.

Each verb imports what it needs when it is called: the screen costs a sixth of a second to import, and an author's check
must not pay for it.
"""

import gettext
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.boundary import complain, game_version, guarded, report_bug, tell_report
from game.cli_author import authoring
from game.cli_prove import Format, proving
from game.cli_saves import saves
from game.cli_web import serving
from game.command_help import spoken_command, spoken_complaint
from game.errors import CannotBegin, ExitCode
from game.language import LANGUAGES, _, use
from game.language.catalogue import DOMAIN, FOLDER
from game.language.choosing import OPTION, VARIABLE, chosen
from game.locations import cache_folder, exports_folder, saves_file, settings_file, story_folder
from game.settings import read_settings

if TYPE_CHECKING:
    from game.saves.session import Session
    from game.story.model import Story

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
"""Read by ``_speak`` before the commands are, which speak the language from their first word on."""


def main() -> None:
    """Run ``hyosan`` and leave with its exit code."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        # Where the terminal's encoding lacks a letter, show its number rather than fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(guarded(lambda: run(arguments), arguments))


def run(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code. Raises GameError for an expected failure."""
    _speak(arguments)
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
    if not sys.stdout.closed:  # as the language server leaves it
        sys.stdout.flush()
    return int(code or ExitCode.OK)


def _speak(arguments: list[str]) -> None:
    """Speak the language that is asked for, that is set, or that the system speaks.

    Raises CannotBegin if one is asked for that the game does not speak.
    """
    language, unknown = chosen(arguments, os.environ, read_settings(settings_file())[0].language)
    use(language)
    # typer asks gettext for some words of its own, and gettext the environment for the language.
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    if unknown:
        listed = ", ".join(f"`{one}`: {name}" for one, name in LANGUAGES.items())
        hint = _("{option} and {variable} take {listed}.", option=f"`{OPTION}`", variable=VARIABLE, listed=listed)
        raise CannotBegin(_("The game does not speak `{language}`.", language=unknown), hint)


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
    return read() if _is_read_aloud() else play()


def _is_read_aloud() -> bool:
    """Say whether the player told the screen that they use a screen reader. ``hyosan play`` draws all the same."""
    from game.settings import read_settings  # noqa: PLC0415

    return read_settings(settings_file())[0].screen_reader == "yes"


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
    if not _can_draw():
        return read(folder, story, run, origin=origin)
    from game.opening import history_named, open_library, open_run, open_story  # noqa: PLC0415
    from game.tui.app import HyosanApp, Leave, Places  # noqa: PLC0415
    from game.tui.running import play as play_on_screen  # noqa: PLC0415

    _refuse_both(run, origin)
    where = _one_story(folder, story)
    opened = open_story(where)
    history = history_named(opened, origin)
    library, why_not_kept = open_library()
    session = open_run(opened, library, title=run) if run is not None else None
    places = Places(settings_file(), exports_folder(), saves_file())

    def screen(session: "Session | None", at_title: bool) -> HyosanApp:  # noqa: FBT001 - called by position
        return HyosanApp(
            opened, library, places, why_not_kept=why_not_kept, session=session, history=history, at_title=at_title
        )

    is_mouse_on = mouse and read_settings(settings_file())[0].mouse == "on"
    played = play_on_screen(screen, report_bug, session, mouse=is_mouse_on)
    if library is not None:
        library.back_up()
    if played.report is not None:
        tell_report(played.report)
    return read(where) if played.wants is Leave.READ else played.exit_code


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
    from game.opening import history_named, open_library, open_run, open_story, player_name  # noqa: PLC0415
    from game.plain import Manner  # noqa: PLC0415
    from game.plain import read as read_aloud  # noqa: PLC0415
    from game.saves.session import Session  # noqa: PLC0415

    _refuse_both(run or moves, origin)
    opened = open_story(_one_story(folder, story))
    player = player_name(opened, name)
    history = history_named(opened, origin)
    if moves is not None:
        return _replay(opened, moves, player)
    library, why_not_kept = open_library()
    session = open_run(opened, library, title=run, player=player, new=new or history is not None)
    if session is None and (player or library is None):
        session = Session.begin(opened, library, player, why_not_kept=why_not_kept, history=history)
    if not sys.stdin.isatty() and why_not_kept:
        complain(why_not_kept)
    manner = Manner(history=history, settings=settings_file(), runs=saves_file())
    read_aloud(opened, session or library, sys.stdin, sys.stdout, manner)
    if library is not None:
        library.back_up()
    return ExitCode.OK


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
    from game.author.check import FORMATS, check_story  # noqa: PLC0415
    from game.cache import Cache  # noqa: PLC0415

    report = check_story(folder or story_folder(), translation, Cache(cache_folder()))
    typer.echo(FORMATS[output](report), nl=False)
    for sentence in report.unchecked:
        complain(sentence)
    return report.exit_code


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

    return _replay(open_story(story), run, as_state=state)


def _one_story(folder: Path | None, story: Path | None) -> Path | None:
    """Return the folder that was named, one way or the other. Raises CannotBegin if it was both."""
    if folder is not None and story is not None:
        raise CannotBegin(_("Two stories are named."), _("Give the folder once."))
    return folder or story


def _refuse_both(kept: object, origin: str | None) -> None:
    """Raise CannotBegin if a run is to be gone on with and begun at once."""
    if kept is not None and origin is not None:
        raise CannotBegin(_("`--from` begins a new run; here another one is named besides."), _("Give one of the two."))


def _can_draw() -> bool:
    """Whether there is a terminal on both sides, and one that can do more than write the next line."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _replay(story: "Story", file: Path, player: str = "", *, as_state: bool = False) -> int:
    """Play the moves in a file and print what they come to. Leaves with an error if they could not all be played.

    The state says itself where the moves stopped, so asking for it is answered either way.
    """
    from game.engine.snapshot import state_object  # noqa: PLC0415
    from game.plain import transcript  # noqa: PLC0415
    from game.plain.moves import Moves, play_moves, read_moves  # noqa: PLC0415

    written = read_moves(file)
    playthrough, stopped = play_moves(story, Moves(player or written.player, written.moves))
    if as_state:
        typer.echo(json.dumps(state_object(playthrough, stopped), indent=2))
        return ExitCode.OK
    typer.echo(transcript(playthrough), nl=False)
    if stopped is None:
        return ExitCode.OK
    complain(_("Move {number} could not be made: {message}", number=stopped.index + 1, message=stopped.message))
    return ExitCode.PROBLEMS
