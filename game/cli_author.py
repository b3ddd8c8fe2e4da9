"""What ``hyosan`` does for authors beside checking and proving: drawing, trying and measuring a story."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.boundary import complain, game_version
from game.errors import CannotBegin, ExitCode
from game.locations import exports_folder, settings_file, story_folder

if TYPE_CHECKING:
    from game.story.model import Story

authoring = typer.Typer()
exporting = typer.Typer()
authoring.add_typer(exporting, name="export", help="Write a story in another system's language.")

StoryFolder = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The story's folder; else the game's own.")]


class Picture(StrEnum):
    """How a story is drawn."""

    SVG = "svg"
    MERMAID = "mermaid"
    DOT = "dot"


class Report(StrEnum):
    """How what was found is printed."""

    TEXT = "text"
    JSON = "json"


class Figures(StrEnum):
    """How figures are printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


@contextmanager
def authors_libraries() -> Iterator[None]:
    """Say what to do if a library is missing that players do not need.

    Raises CannotBegin in the place of the ModuleNotFoundError of another's module.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "game").partition(".")[0] == "game":
            raise
        raise CannotBegin(
            f"This needs `{error.name}`, which comes with the author's tools.",
            'Install them: python -m pip install "hyosan[author]", or in a checkout: make author',
        ) from error


def open_story(folder: Path | None) -> "Story":
    """Return the story of a folder, else the game's own. Raises CannotBegin if it cannot be read, or has errors."""
    from game.opening import open_story as opened  # noqa: PLC0415 - takes a while to load, and not every verb needs it

    return opened(folder)


@authoring.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.")],
) -> int:
    """Make a small story to begin with.

    It is whole, it can be played, and it explains itself in its remarks.
    """
    from game.author.new import new_story  # noqa: PLC0415

    for path in new_story(folder):
        typer.echo(path)
    typed = shlex.quote(str(folder))
    typer.echo(f"\nRead them in this order. Then:\n  hyosan play --story {typed}\n  hyosan check {typed}")
    return ExitCode.OK


@authoring.command()
def graph(
    folder: StoryFolder = None,
    picture: Annotated[Picture, typer.Option("--format", help="What to write.")] = Picture.SVG,
    chapter: Annotated[str | None, typer.Option(metavar="ID", help="One chapter, and what it joins.")] = None,
    around: Annotated[
        str | None, typer.Option(metavar="SCENE", help="The scenes around one, with the choices.")
    ] = None,
    steps: Annotated[int, typer.Option(min=1, max=20, help="How far around it.")] = 2,
) -> int:
    """Draw which scene leads to which, as a picture or for others to draw.

    Dilemmas have six sides, endings a thick frame, and clips are named.
    """
    with authors_libraries():
        from game.author.graph import MOST_EDGES, as_dot, as_mermaid, as_svg, drawing_of  # noqa: PLC0415

    drawing = drawing_of(open_story(folder), chapter=chapter, around=around, steps=steps)
    match picture:
        case Picture.SVG:
            written = as_svg(drawing)
        case Picture.DOT:
            written = as_dot(drawing)
        case Picture.MERMAID:
            written = as_mermaid(drawing)
            if len(drawing.edges) > MOST_EDGES:
                complain(
                    f"The chart has {len(drawing.edges)} arrows. Mermaid draws {MOST_EDGES}, unless"
                    " `maxEdges` is raised where it is shown; --chapter draws less."
                )
    typer.echo(written, nl=False)
    return ExitCode.OK


@authoring.command()
def playtest(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    folder: StoryFolder = None,
    runs: Annotated[int, typer.Option(min=1, help="How many runs.")] = 600,
    seed: Annotated[int, typer.Option(min=0, help="The dice: another number, other runs.")] = 0,
    run: Annotated[int | None, typer.Option(min=0, metavar="NUMBER", help="Only print the moves of one run.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes; else one a core.")] = None,
    address: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Play on the workers of a Dask scheduler.")
    ] = None,
    output: Annotated[Report, typer.Option("--format", help="For people, or for programs.")] = Report.TEXT,
    *,
    to_the_end: Annotated[bool, typer.Option("--to-the-end", help="Go round what would end a run early.")] = False,
) -> int:
    """Let many players play: the kind, the cold, the cautious, the reckless, the silent, and dice.

    Says who survives, which endings they come to, how long it takes, and what nobody ever read.
    """
    from game.author import playtest as test  # noqa: PLC0415
    from game.author.progress import shown  # noqa: PLC0415

    story = open_story(folder)
    manner = test.Manner(seed, to_the_end=to_the_end)
    if run is not None:
        for move in test.play(story, manner, run).moves:
            typer.echo(move)
        return ExitCode.OK
    files = test.story_files(folder or story_folder())
    with (
        authors_libraries(),
        test.this_machine(workers) if address is None else test.cluster(address) as executor,
        shown() as tell,
    ):
        tally = test.play_all(files, manner, runs, executor, tell)
    typer.echo((test.as_json if output is Report.JSON else test.as_text)(story, tally, manner), nl=False)
    return ExitCode.OK


@authoring.command()
def stats(  # noqa: PLR0913 - typer makes an option of each
    folder: StoryFolder = None,
    output: Annotated[Figures, typer.Option("--format", help="For people, spreadsheets or programs.")] = Figures.TEXT,
    plot: Annotated[
        str | None, typer.Option(metavar="VARIABLE", help="Plot a number at each chapter's end, over many runs.")
    ] = None,
    runs: Annotated[int, typer.Option(min=6, help="How many runs the values are from.")] = 600,
    seed: Annotated[int, typer.Option(min=0, help="The dice of these runs.")] = 0,
    *,
    values: Annotated[bool, typer.Option("--values", help="As CSV: the values at each chapter's end.")] = False,
) -> int:
    """Measure a story: words, scenes, choices and dilemmas, who speaks how much, and what becomes of its numbers."""
    from game.author import playtest as test  # noqa: PLC0415
    from game.author import stats as measured  # noqa: PLC0415
    from game.author.progress import shown  # noqa: PLC0415

    story = open_story(folder)
    if plot is not None:
        measured.variable_named(story, plot)
    needs_runs = plot is not None or values or output is Figures.JSON
    tally = test.Tally()
    if needs_runs:
        files = test.story_files(folder or story_folder())
        with test.this_machine(None) as executor, shown() as tell:
            tally = test.play_all(files, test.Manner(seed, to_the_end=True), runs, executor, tell)
    spread = measured.spreads(story, tally)
    if plot is not None:
        with authors_libraries():
            from game.author.stats.plot import plotted  # noqa: PLC0415
        written = plotted(story, plot, spread, min(120, shutil.get_terminal_size().columns))
    elif values:
        written = measured.spreads_csv(spread)
    else:
        figures, said = measured.chapter_figures(story), measured.speaker_words(story)
        match output:
            case Figures.TEXT:
                written = measured.as_text(story, figures, said)
            case Figures.CSV:
                written = measured.as_csv(figures)
            case Figures.JSON:
                written = measured.as_json(story, figures, said, spread, seed)
    typer.echo(written, nl=False)
    return ExitCode.OK


@authoring.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A story's folder, or a git revision.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another; a revision is of --story.")],
    story: Annotated[
        Path | None, typer.Option("--story", metavar="DIR", help="Whose revisions; else the game's own story.")
    ] = None,
    runs: Annotated[int, typer.Option(min=0, help="How many runs of OLD are replayed in NEW.")] = 120,
    output: Annotated[Report, typer.Option("--format", help="For people, or for programs.")] = Report.TEXT,
) -> int:
    """Compare two versions of a story by meaning.

    Scenes, choices, words, facts and endings added, removed, renamed and changed; and the runs that would break.
    """
    from game.author import diff as differ  # noqa: PLC0415
    from game.story.difference import compared  # noqa: PLC0415
    from game.story.meaning import meaning_of  # noqa: PLC0415

    folder = story or story_folder()
    with differ.version(old, folder) as before, differ.version(new, folder) as after:
        was, now = open_story(before), open_story(after)
    changes = compared(meaning_of(was), meaning_of(now))
    held = differ.held_runs(was, now, runs, seed=0) if runs else None
    typer.echo((differ.as_json if output is Report.JSON else differ.as_text)(changes, held), nl=False)
    return ExitCode.OK


@exporting.command()
def ink(folder: StoryFolder = None) -> int:
    """Write a story as ink source, whole: for inkle's compiler, and for authors who move there.

    The same texts, choices, conditions, effects and endings; what ink has no word for stands in remarks.
    """
    from game.author.ink import as_ink  # noqa: PLC0415

    typer.echo(as_ink(open_story(folder)), nl=False)
    return ExitCode.OK


@authoring.command()
def watch(
    folder: StoryFolder = None,
    at: Annotated[str | None, typer.Option("--at", metavar="SCENE", help="Begin there, as some player does.")] = None,
) -> int:
    """Play a story while it is being written.

    What is saved is played at once: the same scene, after the same moves. Nothing is kept of it.
    """
    with authors_libraries():
        from game.watch import Known, WatchApp  # noqa: PLC0415
    from game.language import spoken  # noqa: PLC0415
    from game.opening import playable  # noqa: PLC0415
    from game.story.loader import load_story  # noqa: PLC0415
    from game.story.problems import nearest  # noqa: PLC0415
    from game.tui.screened import Places  # noqa: PLC0415

    where, known = folder or story_folder(), Known()
    story = playable(load_story(where, known.shelf, language=spoken(), built=known.built), where)
    if at is not None and at not in story.scenes:
        raise CannotBegin(f"The story has no scene `{at}`.", nearest(at, list(story.scenes)))
    WatchApp(where, story, Places(settings_file(), exports_folder()), at=at, known=known).run()
    return ExitCode.OK


@authoring.command()
def lsp(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A story to read at once, besides those the editor opens.")
    ] = None,
    *,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True, help="As editors like to say.")] = True,
) -> int:
    """Help an editor while a story is written: problems, completion, where things are, other names for them.

    Speaks the Language Server Protocol on standard input and output. docs/editors.md says how editors are told of it.
    """
    del stdio  # there is nothing to choose
    with authors_libraries():
        from game.author.lsp import serve  # noqa: PLC0415

    if sys.stdin.isatty():
        complain("This is for an editor to start, as docs/editors.md says, and waits for one now. Ctrl-C leaves.")
    serve(game_version(), folder.absolute() if folder else None)
    return ExitCode.OK
