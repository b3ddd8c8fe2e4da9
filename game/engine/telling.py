"""What a move is told as: the events between one moment and the next, in the order to show them."""

from collections.abc import Iterator, Mapping

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
from game.engine.offers import Outcome
from game.engine.state import Moment, changed_slots
from game.story.model import Story


def tell(
    story: Story, player: str, before: Moment | None, after: Moment, outcome: Outcome | None = None
) -> tuple[Event, ...]:
    """Return the events of a move from ``before`` to ``after``, or of beginning where there is no ``before``."""
    if before is None or outcome is None:
        return tuple(_arrival(story, player, before, after, before))
    judged = outcome.judged
    events: list[Event] = []
    if outcome.reply is not None:
        reply = rules.render(story, judged, outcome.reply, player)
        if reply:
            events.append(ReplyGiven(reply))
    if before.state.vector != judged.state.vector:
        events += _changes(story, before, judged, after)
    if outcome.arrived:
        events += _arrival(story, player, before, after, judged)
    elif after.scene.clip is not None:
        events.append(ClipKept(after.scene.clip))
    return tuple(events)


def _arrival(story: Story, player: str, before: Moment | None, after: Moment, judged: Moment | None) -> list[Event]:
    """Return what arriving tells.

    What a scene's ``enter`` changes is told behind its text, which says how it came about and must not be forestalled.
    """
    # What can be done is looked up with the text, because whoever arrives is shown both.
    entered = SceneEntered(after, rules.sight(story, after, player).text)
    is_new = before is None or before.scene.chapter != after.scene.chapter
    events: list[Event] = [ChapterBegan(story.chapter_of(after.scene)), entered] if is_new else [entered]
    if judged is not None and judged.state.vector != after.state.vector:
        events += _changes(story, judged, after, after)
    if after.scene.ending is not None:
        events.append(Ended(after.scene.ending))
    return events


def _changes(story: Story, before: Moment, after: Moment, arrived: Moment) -> list[Event]:
    """Return what changed from ``before`` to ``after``, on the way to where the move arrived."""
    old, new = before.state.vector, after.state.vector
    variables, whose = story.variables, rules.presence_slots(story)
    # Marks stand behind the variables, and nobody is told of those.
    slots = [slot for slot in changed_slots(old, new) if slot < len(variables)]
    presences = {slot: whose[slot] for slot in slots if slot in whose} if whose else {}
    untold = set(_untold(story, presences, before, arrived)) if presences else ()
    events: list[Event] = []
    for slot in slots:
        variable = variables[slot]
        if variable.hidden or slot in untold:
            continue
        events.append(VariableChanged(variable, old[slot], new[slot]))
        if variable.of and variable.notice and new[slot] != variable.start:
            events.append(Remembered(variable.of, variable, variable.notice))
    for slot, person in presences.items():
        if slot not in untold and not variables[slot].hidden and _is_lost(story, before, after, person):
            events.append(Lost(person, variables[slot].domain.word(new[slot])))
    return events


def _untold(story: Story, presences: Mapping[int, str], before: Moment, arrived: Moment) -> Iterator[int]:
    """Yield the slots of presences that the story is left to tell of.

    What became of somebody who was in neither scene is not yet known to you. What became of yourself is an ending's own
    to say: a line of state would say it first, and worse.
    """
    there = rules.listed(story, before) | rules.listed(story, arrived)
    for slot, person in presences.items():
        is_over = person == rules.YOU and arrived.scene.ending is not None
        if is_over or not there >> list(story.people).index(person) & 1:
            yield slot


def _is_lost(story: Story, before: Moment, after: Moment, person: str) -> bool:
    """Return whether somebody can no longer be there, or is no longer alive."""
    is_gone = rules.is_able(story, before.state, person) and not rules.is_able(story, after.state, person)
    return is_gone or (rules.is_alive(story, before.state, person) and not rules.is_alive(story, after.state, person))
