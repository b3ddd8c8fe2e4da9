"""What ``hyosan prove`` can be asked: everything at once, or one question about all playthroughs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from game.errors import CannotBegin, ExitCode
from game.locations import cache_folder, story_folder

proving = typer.Typer()


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@proving.command()
def prove(  # noqa: PLR0913 - an option each
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The story's folder; else the game's own.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="For people, or for programs.")] = Format.TEXT,
    *,
    at: Annotated[
        str | None, typer.Option("--at", metavar="SCENE", help="Only: how a scene is come to, and with what.")
    ] = None,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="ID", help="Only: whether one thing can be reached, and how.")
    ] = None,
    without: Annotated[
        str | None,
        typer.Option("--without", metavar="CHOICE", help="Only: what hangs on a choice."),
    ] = None,
    dilemmas: Annotated[bool, typer.Option("--dilemmas", help="Only: what each option of each dilemma opens.")] = False,
    dilemma: Annotated[
        str | None, typer.Option("--dilemma", metavar="FACT", help="Only: the same of one, by its fact or scene.")
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="Only: how much there is to read and choose in a playthrough.")
    ] = False,
) -> int:
    """Decide what can happen in a story, for all playthroughs.

    Dead ends, what nobody can reach, who cannot be there, laws that can be broken, dilemmas without a difference.
    """
    from game.author import prove as prover  # noqa: PLC0415
    from game.cache import Cache  # noqa: PLC0415
    from game.opening import open_story  # noqa: PLC0415

    questions = [at is not None, claim is not None, without is not None, dilemmas or dilemma is not None, readings]
    if sum(questions) > 1:
        raise CannotBegin("One question at a time.", "Give one of --at, --claim, --without, --dilemmas and --readings.")
    if (dilemmas or dilemma is not None or readings) and output not in {Format.TEXT, Format.JSON}:
        raise CannotBegin("Figures are printed as text or JSON.", "Give --format text or --format json.")
    code = ExitCode.OK
    with prover.shown() as tell:
        if at is not None:
            story = open_story(folder)
            answer = prover.arrival_text(story, at, prover.ask_at(story, at, tell))
        elif claim is not None:
            answer = prover.claim_text(claim, prover.ask_claim(open_story(folder), claim, tell))
        elif without is not None:
            answer = prover.without_text(without, prover.ask_without(open_story(folder), without, tell))
        elif dilemmas or dilemma is not None:
            choosing = prover.weigh_options(open_story(folder), dilemma, tell)
            answer = (prover.choosing_json if output is Format.JSON else prover.choosing_text)(choosing)
            code = ExitCode.INTERRUPTED if choosing.interrupted else ExitCode.OK
        elif readings:
            figures = prover.read_all(open_story(folder), tell)
            answer = (prover.readings_json if output is Format.JSON else prover.readings_text)(figures)
            code = ExitCode.INTERRUPTED if figures.interrupted else ExitCode.OK
        else:
            proof = prover.prove_story(folder or story_folder(), tell, Cache(cache_folder()))
            answer, code = prover.FORMATS[output](proof), proof.exit_code
    typer.echo(answer, nl=False)
    return code
