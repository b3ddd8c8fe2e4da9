"""``hyosan saves``: the runs that are kept, and what can be done with them from outside the game."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.boundary import complain
from game.errors import SaveError
from game.language import _
from game.locations import saves_file
from game.saves.files import Form, write_new
from game.saves.listing import cut_line, run_line

if TYPE_CHECKING:
    from game.saves.library import Library
    from game.saves.run import RunInfo

saves = typer.Typer(help="List, export, import, rename and delete runs.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="RUN", help="A run, by its title or its number.")]


def _kept_runs() -> "Library":
    """Open the file of runs; what became of it if it was damaged is said before anything else."""
    from game.saves.library import Library  # noqa: PLC0415 - takes a while to load, and not every verb needs it

    library = Library(saves_file())
    if library.mended:
        complain("\n".join(library.mended))
    return library


@saves.command("list")
def list_runs(*, binned: Annotated[bool, typer.Option("--bin", help="List the deleted runs.")] = False) -> None:
    """List the runs, the last played first."""
    with _kept_runs() as library:
        runs = library.runs(binned=binned)
    if not runs:
        typer.echo(_("The bin is empty.") if binned else _("No runs are kept yet."))
    several_stories = len({info.story for info in runs}) > 1
    for info in runs:
        typer.echo(f"{run_line(info)}{_(', in {story}', story=info.story) if several_stories else ''}")


@saves.command("export")
def export_run(
    run: Name,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to write it; if not given, it is printed.")
    ] = None,
) -> None:
    """Write a run as JSON that can be sent, replayed and imported."""
    with _kept_runs() as library:
        exported = library.export(library.find(run).id)
    text = json.dumps(exported, indent=2) + "\n"
    if file is None:
        typer.echo(text, nl=False)
        return
    write_new(file, text)


@saves.command("record")
def export_record(
    run: Name,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to write it; if not given, it is printed.")
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="Markdown, or one HTML page; if not given, as FILE is named.")
    ] = None,
    story: Annotated[
        Path | None, typer.Option("--story", metavar="DIR", help="A story's folder; if not given, the game's own.")
    ] = None,
) -> None:
    """Write the Record of a run, as it stands: to be read, sent or printed."""
    from game.opening import open_story  # noqa: PLC0415 - only here a story is read
    from game.saves.exports import record_text  # noqa: PLC0415
    from game.saves.session import Session  # noqa: PLC0415

    named_html = file is not None and file.suffix.casefold() in {".html", ".htm"}
    with _kept_runs() as library:
        session = Session.resume(open_story(story), library, library.find(run).id)
        text = record_text(session, form or (Form.HTML if named_html else Form.MARKDOWN))
    if session.stopped is not None:
        told = _("The story has changed since, and this is the Record up to there.")
        complain(f"{told} {session.stopped.message}")
    if file is None:
        typer.echo(text, nl=False)
    else:
        write_new(file, text)


@saves.command("compare")
def compare_runs(
    one: Name,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another run, by its title or its number.")],
    story: Annotated[
        Path | None, typer.Option("--story", metavar="DIR", help="A story's folder; if not given, the game's own.")
    ] = None,
) -> None:
    """Set two runs side by side: where they parted, and what became different."""
    from game.opening import open_story  # noqa: PLC0415 - only here and above a story is read
    from game.saves.side_by_side import comparison_lines, played, side_by_side  # noqa: PLC0415

    with _kept_runs() as library:
        opened = open_story(story)
        infos = library.find(one, opened.id), library.find(other, opened.id)
        runs = played(library, opened, infos[0]), played(library, opened, infos[1])
    for line in comparison_lines(side_by_side(*runs, (infos[0].title, infos[1].title))):
        typer.echo(line)


@saves.command("import")
def import_run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An exported run.")],
) -> None:
    """Add an exported run to those kept here."""
    from game.saves.runfile import read_run_file  # noqa: PLC0415

    exported = read_run_file(file)
    with _kept_runs() as library:
        typer.echo(run_line(library.import_(exported).info))


@saves.command("rename")
def rename_run(run: Name, title: Annotated[str, typer.Argument(metavar="TITLE", help="What to call it.")]) -> None:
    """Give a run another title."""
    with _kept_runs() as library:
        library.rename(library.find(run).id, title)


@saves.command("delete")
def delete_run(run: Name) -> None:
    """Put a run into the bin."""
    with _kept_runs() as library:
        found = library.find(run)
        library.delete(found.id)
    typer.echo(
        _("“{title}” is in the bin. `hyosan saves restore {run}` brings it back.", title=found.title, run=found.id)
    )


@saves.command("cuts")
def list_cuts(run: Name) -> None:
    """List what rewinding has cut from a run, the first cut first."""
    with _kept_runs() as library:
        found = library.find(run)
        cuts = library.open(found.id).cuts()
    if not cuts:
        typer.echo(_("Nothing was ever cut from “{title}”.", title=found.title))
        return
    for number, cut in enumerate(cuts, start=1):
        typer.echo(f"{number}. {cut_line(cut)}")
    typer.echo(
        _(
            "`hyosan saves restore {run} --cut {cut}` makes the run as it was before a run of its own.",
            run=found.id,
            cut=len(cuts),
        )
    )


@saves.command("restore")
def restore_run(
    run: Name,
    cut: Annotated[
        int | None,
        typer.Option(metavar="N", help="Bring back what was cut, as a run of its own; `hyosan saves cuts` lists them."),
    ] = None,
) -> None:
    """Bring a run back from the bin, or as it was before one of its cuts."""
    with _kept_runs() as library:
        if cut is None:
            found = library.find(run, binned=True)
            library.restore(found.id)
        else:
            found = _before_cut(library, library.find(run), cut)
        typer.echo(run_line(library.open(found.id).info))


def _before_cut(library: "Library", info: "RunInfo", number: int) -> "RunInfo":
    cuts = library.open(info.id).cuts()
    if not 0 < number <= len(cuts):
        raise SaveError(
            _("“{title}” has no cut {number}.", title=info.title, number=number),
            _("`hyosan saves cuts {run}` lists them.", run=info.id),
        )
    return library.restore_cut(info.id, cuts[number - 1]).info
