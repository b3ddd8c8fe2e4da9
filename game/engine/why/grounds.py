"""What made a condition hold, or fail: the values that it read and that were decisive for it."""

from collections.abc import Iterator
from typing import NamedTuple

from game.story.expr import All, Among, AnyOf, Condition, CountOf, Not, Present


class Ground(NamedTuple):
    """A slot whose code is among some, or is not."""

    slot: int
    codes: int
    """Bit n stands for code n."""
    holds: bool

    def fits(self, code: int) -> bool:
        """Return whether the ground would be as it is with another code."""
        return bool(self.codes >> code & 1) == self.holds


def grounds(vector: bytes, listed: int, condition: Condition) -> Iterator[Ground]:
    """Yield what a condition came to for: of an ``and`` that failed, the terms that failed, and so on.

    Who is named by a scene's lists is the scene's own and no ground.
    """
    if isinstance(condition, Among):
        yield Ground(condition.slot, condition.codes, condition.test(vector, listed))
    for part in _decisive(vector, listed, condition):
        yield from grounds(vector, listed, part)


def _decisive(vector: bytes, listed: int, condition: Condition) -> Iterator[Condition]:
    """Yield the parts of a condition that it came to what it came to for."""
    holds = condition.test(vector, listed)
    match condition:
        case Not(part=part):
            yield part
        case All(terms=terms) | AnyOf(terms=terms):
            yield from (term for term in terms if term.test(vector, listed) == holds)
        case Present(bit=bit, able=able):
            if listed >> bit & 1:
                yield able
        case CountOf(members=members):
            counted = _counted(condition, holds=holds)
            yield from (one for one in members if counted is None or one.test(vector, listed) == counted)


def _counted(condition: CountOf, *, holds: bool) -> bool | None:
    """Return which members a count came out so for: those who were counted, those who were not, or all."""
    match condition.operator:
        case ">" | ">=":
            return holds
        case "<" | "<=":
            return not holds
        case _:
            return None
