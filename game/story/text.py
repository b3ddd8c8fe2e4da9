"""Prose as segments: what is written, what is filled in, and what depends on a condition."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct

from game.story.expr import Condition


class Prose(Struct, frozen=True):
    """Words, exactly as written."""

    words: str


class PlayerName(Struct, frozen=True):
    """The name of the run's player."""


class Number(Struct, frozen=True):
    """An integer variable, in words to twenty unless ``digits``."""

    slot: int
    digits: bool
    capital: bool = False


class Headcount(Struct, frozen=True):
    """How many of some people there are: each member is a condition, in cast order."""

    members: tuple[Condition, ...]
    digits: bool
    capital: bool


class Names(Struct, frozen=True):
    """Who of some people there is: (name, condition) in cast order, never ``you``."""

    members: tuple[tuple[str, Condition], ...]
    capital: bool


class Arm(Struct, frozen=True):
    """One branch of an ``{% if %}``.

    ``number`` is its place in reading order from 1; ``condition`` is ``None`` for ``else``.
    """

    number: int
    condition: Condition | None
    text: "Text"


class Branching(Struct, frozen=True):
    """An ``{% if %}``: the first arm whose condition holds is read."""

    arms: tuple[Arm, ...]


Segment: TypeAlias = Prose | PlayerName | Number | Headcount | Names | Branching


class Text(Struct, frozen=True, dict=True):
    """A run of segments."""

    segments: tuple[Segment, ...]
    language: str = ""
    """The language whose numbers and lists it has, such as "ko"; empty for that of the story as it was written."""

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What others have worked out of this text and keep with it, each under a name of its own. Not the author's."""
        return {}

    def arms(self) -> Iterator[tuple[Arm, tuple[Arm, ...]]]:
        """Yield each branch in reading order, outer before inner, with the branches it stands in."""
        yield from _arms(self, ())

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition this text reads."""
        for segment in self.segments:
            match segment:
                case Prose():
                    continue
                case Headcount(members=members):
                    yield from members
                case Names(members=pairs):
                    yield from (condition for _, condition in pairs)
                case Branching(arms=arms):
                    for arm in arms:
                        if arm.condition is not None:
                            yield arm.condition
                        yield from arm.text.conditions()

    def slots(self) -> Iterator[int]:
        """Yield the slots of the numbers this text prints."""
        for segment in self.segments:
            match segment:
                case Prose():
                    continue
                case Number(slot=slot):
                    yield slot
                case Branching(arms=arms):
                    for arm in arms:
                        yield from arm.text.slots()


def _arms(text: Text, outer: tuple[Arm, ...]) -> Iterator[tuple[Arm, tuple[Arm, ...]]]:
    for segment in text.segments:
        if isinstance(segment, Branching):
            for arm in segment.arms:
                yield arm, outer
                yield from _arms(arm.text, (*outer, arm))
