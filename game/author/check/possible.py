"""What can never hold, by constants alone: which values are ever written, and what a condition can come to with them.

No playthrough is followed here: what is called impossible is impossible, and what is not may be so all the same.
"""

from collections.abc import Sequence

from msgspec import Struct

from game.story.expr import COMPARE, All, Among, AnyOf, Condition, Constant, CountOf, Not, Present
from game.story.model import Scene, Story
from game.story.sketch import Sketch

_EITHER = (True, True)


class Possible(Struct, frozen=True):
    """For each slot, the codes it can ever have, as bits."""

    story: Story
    codes: tuple[int, ...]

    def can_hold(self, condition: Condition | None, scene: Scene | None = None) -> bool:
        """Return whether a condition can come to true, in a scene's company if one is given."""
        return condition is None or self._outcomes(condition, scene)[0]

    def _outcomes(self, condition: Condition, scene: Scene | None) -> tuple[bool, bool]:  # noqa: PLR0911 - a form each
        """Return whether a condition can be true, and whether it can be false."""
        match condition:
            case Constant(value=value):
                return value, not value
            case Among(slot=slot, codes=codes):
                return bool(self.codes[slot] & codes), bool(self.codes[slot] & ~codes)
            case Present(bit=bit, able=able):
                if scene is None or scene.keeps_company:
                    return _EITHER
                is_listed = bool(self.story.listed_bits[scene.key] >> bit & 1)
                return self._outcomes(able, scene) if is_listed else (False, True)
            case Not(part=part):
                holds, fails = self._outcomes(part, scene)
                return fails, holds
            case All(terms=terms):
                each = [self._outcomes(term, scene) for term in terms]
                return all(holds for holds, _ in each) and self._agree(terms), any(fails for _, fails in each)
            case AnyOf(terms=terms):
                each = [self._outcomes(term, scene) for term in terms]
                return any(holds for holds, _ in each), all(fails for _, fails in each)
            case CountOf():
                return self._count(condition, scene)
        return _EITHER

    def _agree(self, terms: tuple[Condition, ...]) -> bool:
        """Return whether terms that ask about the same variable leave it a value."""
        left: dict[int, int] = {}
        for term in terms:
            wanted = term.part if isinstance(term, Not) else term
            if isinstance(wanted, Among):
                codes = ~wanted.codes if isinstance(term, Not) else wanted.codes
                left[wanted.slot] = left.get(wanted.slot, self.codes[wanted.slot]) & codes
        return all(left.values())

    def _count(self, condition: CountOf, scene: Scene | None) -> tuple[bool, bool]:
        each = [self._outcomes(member, scene) for member in condition.members]
        least = sum(holds and not fails for holds, fails in each)
        most = sum(holds for holds, _ in each)
        compare = COMPARE[condition.operator]
        results = {compare(number, condition.number) for number in range(least, most + 1)}
        return True in results, False in results


def possible_codes(story: Story, reached: Sequence[Sketch]) -> Possible:
    """Return the codes that each slot can have: its start, and what is written to it in scenes that can be reached."""
    codes = [1 << start for start in story.start_vector]
    steps: dict[int, set[int]] = {}
    for scene in reached:
        for slot, sets, amount in scene.effects:
            if sets:
                codes[slot] |= 1 << amount
            else:
                steps.setdefault(slot, set()).add(amount)
        if scene.clip is not None:
            codes[scene.clip] |= 0b10
            if story.paying is not None:
                codes[story.paying.slot] = (1 << story.paying.domain.size) - 1
        if scene.key in story.seen_slots and scene.goes_on:
            codes[story.seen_slots[scene.key]] |= 0b10
        for choice in scene.choices:
            if choice in story.taken_slots:
                codes[story.taken_slots[choice]] |= 0b10
    for slot, amounts in steps.items():
        codes[slot] = _closed(codes[slot], amounts, story.variables[slot].domain.maximum)
    return Possible(story, tuple(codes))


def _closed(codes: int, amounts: set[int], maximum: int) -> int:
    """Return the codes that can be come to by moving from some codes by amounts, any number of times."""
    found = {code for code in range(maximum + 1) if codes >> code & 1}
    waiting = list(found)
    while waiting:
        code = waiting.pop()
        fresh = {min(maximum, max(0, code + amount)) for amount in amounts} - found
        found |= fresh
        waiting += fresh
    return sum(1 << code for code in found)
