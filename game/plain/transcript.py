"""A whole run as text: what ``hyosan replay`` prints, and what golden runs are compared with."""

import io

from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.language import _
from game.plain import wording
from game.plain.page import Page
from game.plain.telling import Teller
from game.story.model import Scene


def transcript(playthrough: Playthrough, width: int | None = None) -> str:
    """Return a run from its beginning as the plain reader tells it, with what was offered and what was chosen.

    The run is played again, because what was told of a person depends on who was known by then. A ``width`` of
    ``None`` leaves each paragraph on a line of its own.
    """
    run = Playthrough(playthrough.story, playthrough.player)
    stream = io.StringIO()
    page = Page(stream, width)
    teller = Teller(page, run)
    page.line(run.story.title)
    if run.story.notes:
        page.line(_("Content notes: {notes}.", notes="; ".join(run.story.notes)))
    teller.tell(run.steps[0])
    for move in playthrough.moves:
        offer_page(page, run)
        page.part()
        step = run.choose(move)
        page.line(f"> {plain(step.label)}" if step.label else ">")
        page.part()
        teller.tell(step)
    offer_page(page, run)
    return stream.getvalue().rstrip("\n") + "\n"


def offer_page(page: Page, run: Playthrough) -> None:
    """Write what can be done now."""
    page.part()
    for line in wording.offer_lines(run):
        page.line(line, hang="   ")


def passages(playthrough: Playthrough, summarised: frozenset[int] = frozenset()) -> list[str]:
    """Return a run from its beginning as it was told, line by line: all but what was offered, and the Record.

    ``summarised`` are the steps, by position, whose summary was read in place of the text.
    """
    run = Playthrough(playthrough.story, playthrough.player)
    stream = io.StringIO()
    page = Page(stream, None)

    def read_scene(_scene: Scene, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        return (wording.summary_line(run, run.moment),) if len(run.steps) - 1 in summarised else paragraphs

    teller = Teller(page, run, read_scene, reads_record=False)
    teller.tell(run.steps[0])
    for move in playthrough.moves:
        step = run.choose(move)
        if step.label:
            page.line(f"> {plain(step.label)}")
        teller.tell(step)
    return list(filter(None, stream.getvalue().split("\n")))
