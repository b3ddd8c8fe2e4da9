"""One stretch of a story as clauses: from a seam, come to in any state that may be possible there, to the next.

How ways come to the seam is no part of it. It knows how soon each slot can have each code there, and what it has been
told that no way comes to, or not so soon.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from game.author.prove.encode import Encoding, End, Plan, Way
from game.author.prove.formula import Formula, negation
from game.author.prove.soonest import NO_LENGTH, Soonest
from game.author.prove.versions import Version


class Refused(NamedTuple):
    """What cannot hold together; and whether it can at a greater length."""

    terms: Sequence[Formula]
    so_soon: bool


class Stretch(Encoding):
    """Some nodes of a graph, the first a seam or the beginning."""

    def __init__(self, plan: Plan, soonest: Soonest, first: int) -> None:
        """Begin with a first node; what ``soonest`` knows of it must be there when it is arrived at."""
        super().__init__(plan)
        self.first = first
        self._soonest = soonest

    def way_and_end(self, ends: Sequence[End]) -> tuple[Way, End] | None:
        """Return a way from the first node to one of some ends, with the end, ``None`` if there is none.

        Raises KeyError if lengths are not told apart so far.
        """
        known = [(end, self.literal(end.target.holds, end.node)) for end in ends]
        top = self.top
        there = [(end, self._at_end(end, literal)) for end, literal in known]
        wanted = self.any([literal for _, literal in there])
        found = None
        if wanted != -1 and self.solve([wanted]):
            model = self.model()
            met = {
                end.node: end
                for end, literal in reversed(there)
                if self._true(model, literal) and self._true(model, self.on[end.node])
            }
            way = self.way([(node, 1) for node in met])
            found = way, met[way.end]
        self.never_again(top)
        return found

    def way_where(self, index: int, terms: Sequence[Formula], most: int | None) -> Way | Refused:
        """Return a way to a node where some formulas hold, of a length at most; or what of it cannot be."""
        literals = {self.literal(term, index): term for term in terms}
        soon = [] if most is None else [self.no_longer(index, most)]
        if self.solve([self.on[index], *literals, *soon]):
            return self.way([(index, 1)])
        core = set(self.solver.get_core() or ())
        return Refused([term for literal, term in literals.items() if literal in core], not core.isdisjoint(soon))

    def bar(self, refused: Refused, most: int | None) -> None:
        """Say that formulas do not hold together at the first node, or not with so few moves made on the way there."""
        sizes = self.graph.grounds.sizes
        clause = [self.literal(negation(term, sizes), self.first) for term in refused.terms]
        if refused.so_soon and most is not None:
            clause.append(-self.no_longer(self.first, most))
        self.solver.add_clause(clause)

    def began_within(self, most: int) -> bool:
        """Return whether what was found last takes the first node to be come to with so many moves at most.

        If not, the way is longer than was asked for, because lengths are not told apart everywhere on it.
        """
        longer = self._as_long(self.first, most + 1)
        return longer is not None and not self._true(self.model(), longer)

    def _count(self, index: int, apart: Iterable[int]) -> None:
        super()._count(index, apart)
        if index == self.first:
            for less, more in pairwise(self._longer[index].values()):
                self.solver.add_clause([-more, less])

    def _let_go(self, index: int) -> None:
        if index != self.first:
            super()._let_go(index)

    def _arrived(self, index: int, slot: int) -> Version:
        if index != self.first or index == 0:
            return super()._arrived(index, slot)
        version = self.merged((), (self.sets[index] or [])[slot])
        for code, late in enumerate(self._soonest.lateness(index, slot)):
            literal = version.get(code)
            if literal is not None and late > 0:
                lengths = [length for length in self._longer[index] if length <= self.least[index] + late]
                if late >= NO_LENGTH:
                    self.solver.add_clause([-literal])
                elif lengths:
                    self.solver.add_clause([-literal, self._longer[index][max(lengths)]])
        return version
