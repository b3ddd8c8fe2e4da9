"""What a move is told as: the events between one moment and the next, in the order to show them."""

from collections.abc import Iterator

from game.engine import rules
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
from game.engine.state import Moment
from game.story.model import Story
from game.story.variables import VariableKind


def tell(
    story: Story, player: str, before: Moment | None, after: Moment, outcome: rules.Outcome | None = None
) -> tuple[Event, ...]:
    """Return the events of a move from ``before`` to ``after``, or of beginning where there is no ``before``."""
    return tuple(_events(story, player, before, after, outcome))


def _events(
    story: Story, player: str, before: Moment | None, after: Moment, outcome: rules.Outcome | None
) -> Iterator[Event]:
    if outcome is not None:
        reply = rules.render(story, outcome.judged, outcome.reply, player)
        if reply:
            yield ReplyGiven(reply)
    if before is not None:
        yield from _changes(story, before, after)
    if outcome is not None and not outcome.arrived:
        if after.scene.clip is not None:
            yield ClipKept(after.scene.clip)
        return
    if before is None or before.scene.chapter != after.scene.chapter:
        yield ChapterBegan(story.chapter_of(after.scene))
    yield SceneEntered(after, rules.read_scene(story, after, player))
    if after.scene.ending is not None:
        yield Ended(after.scene.ending)


def _changes(story: Story, before: Moment, after: Moment) -> Iterator[Event]:
    for variable in story.variables:
        old, new = before.state.vector[variable.slot], after.state.vector[variable.slot]
        if old == new:
            continue
        if not variable.hidden:
            yield VariableChanged(variable, old, new)
        if variable.kind in {VariableKind.FACT, VariableKind.CLIP} and variable.of and new != variable.start:
            if variable.notice:
                yield Remembered(variable.of, variable, variable.notice)
    for person in story.people:
        if rules.is_able(story, before.state, person) and not rules.is_able(story, after.state, person):
            yield Lost(person, _presence_word(story, after, person))


def _presence_word(story: Story, moment: Moment, person: str) -> str:
    if story.presence is None:
        return ""
    variable = story.variable(f"{person}.{story.presence.id}")
    return variable.domain.word(moment.state.vector[variable.slot])
