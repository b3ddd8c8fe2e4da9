"""How somebody came to be as their card shows them: what of them changed, where and when, and by which choice.

Only what the run told: what is hidden, and what became of somebody out of sight, is in none of this.
"""

from collections.abc import Iterator

from msgspec import Struct

from game.engine.events import Lost, SceneEntered, VariableChanged
from game.engine.playthrough import Playthrough, Step
from game.engine.roster import Sighting, fact_sentence, moved_words, sighting, value_words
from game.engine.rules import company, is_able
from game.story.variables import DomainKind, Variable, VariableKind


class Turn(Struct, frozen=True):
    """One change of a stat of somebody, or of what they remember."""

    variable: Variable
    before: int
    after: int

    @property
    def is_memory(self) -> bool:
        """Whether it is something they remember."""
        return self.variable.kind is not VariableKind.STAT

    @property
    def words(self) -> str:
        """The change: "Trust 3 of 5, up from 2", a word of an enum, or the sentence of a memory. May be empty."""
        if self.is_memory:
            return fact_sentence(self.variable, self.after)
        told = value_words(self.variable, self.after)
        if not told or self.variable.domain.kind is not DomainKind.RANGE:
            return told and f"{self.variable.label}: {told}"
        return moved_words(self.variable, self.before, self.after)


class Episode(Struct, frozen=True):
    """What changed of somebody at one time."""

    at: Sighting
    choice: str
    """What the player chose that did it, as it was shown; empty for what came by itself."""
    turns: tuple[Turn, ...]


def episodes(playthrough: Playthrough, person: str) -> tuple[Episode, ...]:
    """Return all that changed of somebody in this run, the first change first."""
    return tuple(_episodes(playthrough, person))


def lost_at(playthrough: Playthrough, person: str) -> Sighting | None:
    """Return where and when somebody was lost; ``None`` for whoever is able to be there, or was lost out of sight."""
    story = playthrough.story
    if is_able(story, playthrough.moment.state, person):
        return None
    for step in reversed(playthrough.steps):
        if any(isinstance(event, Lost) and event.person == person for event in step.events):
            # What is told on arriving may have happened to somebody who was left behind.
            arrived = company(story, step.after)
            was_left = step.before is not None and person not in (*arrived.cast, *arrived.maybe)
            return sighting(story, step.before if was_left and step.before is not None else step.after)
    return None


def _episodes(playthrough: Playthrough, person: str) -> Iterator[Episode]:
    for step in playthrough.steps:
        for is_arrival in (False, True):
            turns = tuple(turn for turn in _turns(step, person, is_arrival=is_arrival) if turn.words)
            if turns:
                moment = step.after if is_arrival or step.before is None else step.before
                yield Episode(sighting(playthrough.story, moment), "" if is_arrival else step.label, turns)


def _turns(step: Step, person: str, *, is_arrival: bool) -> Iterator[Turn]:
    """Yield what a step changed of somebody: by the move itself, or on arriving."""
    for at, event in enumerate(step.events):
        if not isinstance(event, VariableChanged) or _is_arrival(step, at) != is_arrival:
            continue
        if person in {event.variable.person, event.variable.of}:
            yield Turn(event.variable, event.before, event.after)


def _is_arrival(step: Step, at: int) -> bool:
    return any(isinstance(event, SceneEntered) for event in step.events[:at])
