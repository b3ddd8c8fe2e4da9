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


def tell(
    story: Story, player: str, before: Moment | None, after: Moment, outcome: rules.Outcome | None = None
) -> tuple[Event, ...]:
    """Return the events of a move from ``before`` to ``after``, or of beginning where there is no ``before``."""
    return tuple(_events(story, player, before, after, outcome))


def _events(
    story: Story, player: str, before: Moment | None, after: Moment, outcome: rules.Outcome | None
) -> Iterator[Event]:
    if before is None or outcome is None:
        yield from _arrival(story, player, before, after, before)
        return
    reply = rules.render(story, outcome.judged, outcome.reply, player)
    if reply:
        yield ReplyGiven(reply)
    yield from _changes(story, before, outcome.judged, after)
    if outcome.arrived:
        yield from _arrival(story, player, before, after, outcome.judged)
    elif after.scene.clip is not None:
        yield ClipKept(after.scene.clip)


def _arrival(story: Story, player: str, before: Moment | None, after: Moment, judged: Moment | None) -> Iterator[Event]:
    """Yield what arriving tells.

    What a scene's ``enter`` changes is told behind its text, which says how it came about and must not be forestalled.
    """
    if before is None or before.scene.chapter != after.scene.chapter:
        yield ChapterBegan(story.chapter_of(after.scene))
    yield SceneEntered(after, rules.read_scene(story, after, player))
    if judged is not None:
        yield from _changes(story, judged, after, after)
    if after.scene.ending is not None:
        yield Ended(after.scene.ending)


def _changes(story: Story, before: Moment, after: Moment, arrived: Moment) -> Iterator[Event]:
    """Yield what changed from ``before`` to ``after``, on the way to where the move arrived."""
    if before.state.vector == after.state.vector:
        return
    untold = frozenset(_untold(story, before, arrived))
    for variable in story.variables:
        old, new = before.state.vector[variable.slot], after.state.vector[variable.slot]
        if old == new or variable.hidden or variable.slot in untold:
            continue
        yield VariableChanged(variable, old, new)
        if variable.of and variable.notice and new != variable.start:
            yield Remembered(variable.of, variable, variable.notice)
    yield from _losses(story, before, after, untold)


def _untold(story: Story, before: Moment, arrived: Moment) -> Iterator[int]:
    """Yield the slots of presences that the story is left to tell of.

    What became of somebody who was in neither scene is not yet known to you. What became of yourself is an ending's own
    to say: a line of state would say it first, and worse.
    """
    if story.presence is None:
        return
    there = rules.listed(story, before) | rules.listed(story, arrived)
    for bit, person in enumerate(story.people):
        is_over = person == rules.YOU and arrived.scene.ending is not None
        slot = story.slots.get(f"{person}.{story.presence.id}")
        if slot is not None and (is_over or not there >> bit & 1):
            yield slot


def _losses(story: Story, before: Moment, after: Moment, untold: frozenset[int]) -> Iterator[Event]:
    """Yield who can no longer be there, and who is no longer alive: once for somebody who is both."""
    if story.presence is None:
        return
    for person in story.people:
        slot = story.slots.get(f"{person}.{story.presence.id}")
        if slot is None or slot in untold or story.variables[slot].hidden:
            continue
        is_gone = rules.is_able(story, before.state, person) and not rules.is_able(story, after.state, person)
        has_died = rules.is_alive(story, before.state, person) and not rules.is_alive(story, after.state, person)
        if is_gone or has_died:
            yield Lost(person, story.variables[slot].domain.word(after.state.vector[slot]))
