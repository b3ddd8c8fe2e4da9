"""What a condition can read, and nothing else."""

from typing import NamedTuple

from game.story.model import Scene, Story
from game.story.variables import Value


class State(NamedTuple):
    """A value for each variable, the marks of scenes seen and choices taken, and where ``back`` leads.

    ``vector`` has one byte a slot (see ``Story``): every domain has at most twenty-four values. Bytes are small and
    hashable, and cheap to compare and to copy with a change.
    """

    vector: bytes
    back: str | None


class Moment(NamedTuple):
    """A scene and a state: all that the future depends on."""

    scene: Scene
    state: State


def changed_slots(before: bytes, after: bytes) -> list[int]:
    """Return the slots in which two vectors of a story differ, in order.

    Few of hundreds do: the vectors are compared as two numbers, so that none of the others is looked at in Python.
    """
    difference = int.from_bytes(before, "little") ^ int.from_bytes(after, "little")
    slots: list[int] = []
    passed = 0
    while difference:
        ahead = ((difference & -difference).bit_length() - 1) >> 3
        slots.append(passed + ahead)
        passed += ahead + 1
        difference >>= 8 * (ahead + 1)
    return slots


def values(story: Story, state: State) -> dict[str, Value]:
    """Return every variable's value by name."""
    return {variable.name: variable.domain.value(state.vector[variable.slot]) for variable in story.variables}
