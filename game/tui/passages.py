"""A step of a run as blocks of text: what was chosen, what came of it, and what is read next.

The transcript and the journal lay out the same blocks, each in its own width.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from game.engine import rules
from game.engine.atlas import here
from game.engine.events import (
    ChapterBegan,
    ClipKept,
    Ended,
    Event,
    Lost,
    Remembered,
    ReplyGiven,
    SceneEntered,
    VariableChanged,
)
from game.engine.paths import tape_played
from game.engine.playthrough import Playthrough, Step
from game.engine.prose import plain
from game.engine.roster import person_name
from game.language import _
from game.story.model import Chapter, Place, Story
from game.story.variables import DomainKind, Variable, VariableKind
from game.tui.glyphs import Glyphs
from game.tui.text import joined, prose, words

GUTTER = 3
"""Columns kept at the left for marks. The words of the story never stand there."""

MUTED = "$muted"
LOSS = "bold $loss"
GREEN = "$uniform"


class Block(Struct, frozen=True):
    """A paragraph with what stands in the gutter beside it."""

    content: Content
    mark: Content | None = None
    close: bool = False
    """Whether it belongs to the one above: no blank line between them, and they appear together."""
    leads: bool = False
    """Whether it is a heading, and appears with what it stands over."""


class Told(Struct, frozen=True):
    """A step in two parts: what is shown at once, and the paragraphs that appear one by one."""

    at_once: tuple[Block, ...]
    by_and_by: tuple[Block, ...]


def told(playthrough: Playthrough, step: Step, before: Step | None, glyphs: Glyphs, *, summary: bool = False) -> Told:
    """Return a step's blocks.

    ``before`` is the step it followed; ``summary`` puts a scene's care summary in place of its text.
    """
    at_once: list[Block] = []
    by_and_by: list[Block] = []
    title: list[Block] = []
    if step.label and step.arrived:
        at_once.append(Block(prose(step.label, GREEN), words(f"{glyphs.chosen} ", GREEN)))
    for event in step.events:
        match event:
            case ReplyGiven(paragraphs=paragraphs):
                at_once.extend(Block(prose(paragraph)) for paragraph in paragraphs)
            case ClipKept(clip=clip):
                label = rules.render_line(playthrough.story, step.after, clip.label, playthrough.player)
                kept = Content.assemble((f"{_('On tape')}: ", LOSS), prose(label))
                at_once.append(Block(kept, words(f"{glyphs.record} ", LOSS)))
            case ChapterBegan(chapter=chapter):
                by_and_by.extend(chapter_blocks(playthrough.story, chapter, glyphs))
            case SceneEntered(paragraphs=paragraphs):
                by_and_by.extend(_place_blocks(playthrough, step, before))
                by_and_by.extend(_scene_blocks(playthrough, step, paragraphs, summary=summary))
            case Ended(ending=ending):
                title.append(Block(words(ending.title, "bold"), words(f"{glyphs.rule} ", MUTED)))
    arrival = next((n for n, event in enumerate(step.events) if isinstance(event, SceneEntered)), len(step.events))
    at_once.extend(_notices(playthrough, step.events[:arrival], glyphs))
    played = tape_played(playthrough.story, step)
    if played is not None:
        name = _("Tape {tape}", tape=played.tape) if played.tape is not None else played.title
        at_once.append(Block(words(_("{tape} is played. p shows its paths.", tape=name), MUTED)))
    by_and_by.extend(_notices(playthrough, step.events[arrival:], glyphs))
    return Told(tuple(at_once), (*by_and_by, *title))


def chapter_blocks(story: Story, chapter: Chapter, glyphs: Glyphs) -> Iterator[Block]:
    """Yield a chapter's heading and its content notes."""
    heading = words(chapter.title, "bold")
    if chapter.tape is not None:
        heading = Content.assemble((_("Tape {tape}", tape=chapter.tape) + "  ", f"bold {GREEN}"), heading)
    season = next((season.title for season in story.seasons if chapter.id in season.chapters), "")
    if season:
        heading = joined([words(season, MUTED), heading])
    yield Block(heading, words(f"{glyphs.rule}{glyphs.rule} ", MUTED), leads=True)
    if chapter.notes:
        yield Block(
            words(_("In this chapter: {notes}.", notes=", ".join(chapter.notes)), MUTED), close=True, leads=True
        )


def where_words(place: Place | None, clock: str) -> str:
    """Return a place with its level, and a time, as a line says them. Either may be missing."""
    where = f"{place.name}, {place.level}" if place and place.level not in place.name else place.name if place else ""
    return "  ".join(filter(None, (where, clock)))


def place_and_clock(playthrough: Playthrough) -> tuple[Place | None, str]:
    """Return where and when the run is. A bare aside keeps the place and the time of the scene it was entered from."""
    moment = playthrough.moment
    return here(playthrough), moment.scene.clock or rules.company(playthrough.story, moment).clock


def _place_blocks(playthrough: Playthrough, step: Step, before: Step | None) -> Iterator[Block]:
    """Yield where and when a scene is, if that is not where and when the one before was."""
    story = playthrough.story

    def words_at(one: Step) -> str:
        company = rules.company(story, one.after)
        place = story.places[company.place] if company.place else None
        return where_words(place, one.after.scene.clock or company.clock)

    line = words_at(step)
    if line and (before is None or line != words_at(before)):
        yield Block(words(line, MUTED), leads=True)


def _scene_blocks(playthrough: Playthrough, step: Step, paragraphs: Sequence[str], *, summary: bool) -> Iterator[Block]:
    care = step.after.scene.care
    if care is not None and summary:
        line = rules.render_line(playthrough.story, step.after, care.summary, playthrough.player)
        yield Block(words(line, "italic"))
        return
    yield from (Block(prose(paragraph)) for paragraph in paragraphs)


def _notices(playthrough: Playthrough, events: Sequence[Event], glyphs: Glyphs) -> Iterator[Block]:
    """Yield what some events of a step say in the margin: pips that turned, who will remember, who is lost."""
    lost = {event.person for event in events if isinstance(event, Lost)}
    first = True
    for event in events:
        line: Content | None = None
        match event:
            case VariableChanged(variable=variable, before=old, after=new) if variable.person not in lost or (
                variable.domain.kind is DomainKind.RANGE
            ):
                line = _change(playthrough, variable, old, new, glyphs)
            case Remembered(notice=notice):
                line = words(plain(notice), GREEN)
            case Lost(person=person, word=word):
                line = words(f"{person_name(playthrough, person)}: {word}", LOSS)
            case _:
                pass
        if line is not None:
            yield Block(line, words(f"{glyphs.mark} ", MUTED), close=not first)
            first = False


def _change(playthrough: Playthrough, variable: Variable, before: int, after: int, glyphs: Glyphs) -> Content | None:
    """Return a change as pips turning; ``None`` for what is not drawn: facts, and words other than of presence."""
    presence = playthrough.story.presence
    owner = person_name(playthrough, variable.person) if variable.person else ""
    if variable.kind is VariableKind.STAT and variable.domain.kind is DomainKind.ENUM:
        shown = presence is not None and variable.stat == presence.id
        return words(f"{owner}: {variable.domain.word(after)}", MUTED) if shown else None
    if variable.kind not in {VariableKind.STAT, VariableKind.COUNT} or variable.domain.kind is not DomainKind.RANGE:
        return None
    draw = glyphs.pips if variable.kind is VariableKind.STAT else glyphs.gauge
    most = variable.domain.maximum
    name = f"{owner}  {variable.label}".strip()
    turned = f"  {draw(before, most)} {glyphs.arrow} {draw(after, most)}"
    return Content.assemble((f"{name}{turned}", MUTED), (glyphs.beside(f"  {after}"), MUTED))


def laid_out(blocks: Sequence[Block], width: int) -> list[list[Content]]:
    """Return the lines of each block, a blank one first where it is due, the marks hanging in the gutter."""
    blank, indent = Content(""), Content(" " * GUTTER)
    found: list[list[Content]] = []
    for index, block in enumerate(blocks):
        lines = block.content.wrap(max(8, width - GUTTER))
        mark = (block.mark or indent).pad_left(GUTTER - len(block.mark)) if block.mark else indent
        hung = [(mark if at == 0 else indent) + line for at, line in enumerate(lines)]
        found.append(([blank] if index and not block.close else []) + hung)
    return found
