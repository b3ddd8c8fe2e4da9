"""How soon a way can come to each node, and with each code of each slot there: never later than it does.

The same over ways as `value_sets.py`, with how long they are at the least: abstract interpretation in which a slot's
codes each have a length. It forgets how slots hang together, so that two detours for two slots count as the longer one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from game.author.prove.formula import AllOf, AtLeast, Formula, Member, OneOf, Truth, narrowed
from game.author.prove.liveness import slots_in
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible

NO_LENGTH = 1 << 30
"""More moves than any way has: what needs so many never is."""


class _Arriving(NamedTuple):
    """An edge, the least length of a way by it, by how much later than its source its guard can hold, and where."""

    length: int
    late: int
    edge: Edge
    among: Mapping[int, int]
    """The codes that slots can have where the guard holds, of those that it narrows."""


class Soonest:
    """Lengths in a graph without loops, worked out node by node in the nodes' order."""

    def __init__(self, graph: Unfolding, sets: Sequence[Possible | None], live: Sequence[int]) -> None:
        """Begin; ``live`` are the slots that it is worth knowing of at each node, as bits."""
        self._graph = graph
        self._sets = sets
        self._live = live
        self.least = [0] * len(graph.nodes)
        """How many moves it takes to come to each node at the least."""
        self._late: list[dict[int, tuple[int, ...]]] = [{} for _ in graph.nodes]
        """By node and slot, how many moves more than the least it takes to have each code there, if not none for all.
        """
        self._into: list[list[_Arriving]] = [[] for _ in graph.nodes]
        self._alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        """Each of these once: most are the same at many nodes."""

    def arrive(self, index: int) -> int:
        """Work out a node whose predecessors have been left, and return its least length."""
        arriving = sorted(self._into[index], key=lambda one: one.length)
        self._into[index] = []
        if arriving:
            self.least[index] = arriving[0].length
            self._late[index] = self._merged(index, arriving)
        return self.least[index]

    def place(self, index: int, least: int) -> None:
        """Say that a node is farther away than it was found to be."""
        more = least - self.least[index]
        if more > 0:
            self.least[index] = least
            shorter = {
                slot: tuple(max(0, late - more) if late < NO_LENGTH else late for late in codes)
                for slot, codes in self._late[index].items()
            }
            self._late[index] = {slot: codes for slot, codes in shorter.items() if _matters(codes)}

    def leave(self, index: int) -> None:
        """Say how soon the edges out of a node can be taken."""
        possible = self._sets[index] or []
        for edge in self._graph.out[index]:
            if self._sets[edge.target] is not None:
                late = self.late(index, edge.guard)
                if late < NO_LENGTH:
                    length = self.least[index] + late + 1
                    self._into[edge.target].append(_Arriving(length, late, edge, narrowed(edge.guard, possible)))

    def length(self, index: int, formula: Formula) -> int:
        """Return how many moves it takes at the least to come to a node with a formula holding there."""
        return self.least[index] + self.late(index, formula)

    def lateness(self, index: int, slot: int) -> Sequence[int]:
        """Return how many moves more than to a node it takes to have each code of a slot there; empty if none does."""
        return self._late[index].get(slot, ())

    def late(self, index: int, formula: Formula) -> int:
        """Return how many moves more than to a node it takes to come there with a formula holding."""
        match formula:
            case Truth(value=value):
                return 0 if value else NO_LENGTH
            case Member(slot=slot, codes=among):
                if not among & (self._sets[index] or [])[slot]:
                    return NO_LENGTH
                codes = self._late[index].get(slot)
                return 0 if codes is None else min(late for code, late in enumerate(codes) if among >> code & 1)
            case AllOf(terms=terms):
                return max(self.late(index, term) for term in terms)
            case OneOf(terms=terms):
                return min(self.late(index, term) for term in terms)
            case AtLeast(number=number, terms=terms):
                return sorted(self.late(index, term) for term in terms)[number - 1]

    def _merged(self, index: int, arriving: Sequence[_Arriving]) -> dict[int, tuple[int, ...]]:
        there = self._sets[index] or []
        first = arriving[0]
        before = self._sets[first.edge.source] or []
        late_before, changed, among = self._late[first.edge.source], first.edge.update, first.among
        alone = all(one.edge.source == first.edge.source for one in arriving) and first.late == 0
        touched = set().union(*((*one.edge.update, *one.among) for one in arriving)) if alone else set()
        found = {}
        for slot in slots_in(self._live[index]):
            codes = there[slot]
            if not codes & (codes - 1):
                continue
            if before[slot] == codes and slot not in late_before and slot not in changed and slot not in among:
                continue
            # Of edges from one node that leave the slot alone none has it sooner than the first.
            is_as_before = alone and slot not in touched
            late = late_before.get(slot, ()) if is_as_before else self._of_slot(slot, codes, arriving)
            if _matters(late):
                found[slot] = self._alike.setdefault(late, late)
        return found

    def _of_slot(self, slot: int, possible: int, arriving: Iterable[_Arriving]) -> tuple[int, ...]:
        """Return how much later than the first of some edges each code of a slot can be had by any of them."""
        found = [NO_LENGTH] * possible.bit_length()
        least = None
        for length, guard, edge, among in arriving:
            least = length if least is None else least
            codes = among.get(slot) or (self._sets[edge.source] or [])[slot]
            known = self._late[edge.source].get(slot)
            table = edge.update.get(slot)
            more = length - least
            for code in range(codes.bit_length()):
                if codes >> code & 1:
                    late = more + (max(known[code] - guard, 0) if known else 0)
                    after = table[code] if table else code
                    found[after] = min(found[after], late)
        return tuple(found)


def _matters(late: Iterable[int]) -> bool:
    return any(0 < one < NO_LENGTH for one in late)
