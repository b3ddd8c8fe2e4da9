"""A long story as stretches from seam to seam, each with a solver of its own, and ways put together from theirs.

A way through a stretch asks something of the state in which its seam is come to. The stretch before is asked whether
that can be, and how soon; and if not, what of it cannot be is told to the stretch behind, which looks for another way
(logic-based Benders decomposition: Hooker and Ottosson 2003). So what is asked of the end of a long story does not
have to go through all of it, and what it asks of the past is nearly always something that is known already.
"""

from collections.abc import Sequence

from game.author.prove.claims import Target
from game.author.prove.encode import End, Plan, Way
from game.author.prove.formula import TRUE, AllOf, Formula, Table, all_of, compiled, pulled_back, within
from game.author.prove.seams import stretches_of
from game.author.prove.soonest import Soonest
from game.author.prove.stretch import Refused, Stretch
from game.author.prove.unfold import Edge
from game.author.prove.walk import passing

_Known = tuple[bytes, tuple[Edge, ...]]


class Stretches:
    """A graph without loops as clauses, stretch by stretch. Close it when it is no longer needed."""

    def __init__(self, plan: Plan, soonest: Soonest, seams: Sequence[int]) -> None:
        """Begin to encode a graph: ``arrive`` and ``leave`` do it, node by node; the first seam is the beginning."""
        self.plan = plan
        self._soonest = soonest
        self._seams = seams
        self._in = stretches_of(plan, seams)
        self._by = [*self._in]
        """For each node the stretches by which it is come to: not the one that it begins."""
        for number, seam in enumerate(seams[1:]):
            self._by[seam] = [number]
        self._parts = [Stretch(plan, soonest, first) for first in seams]
        self._known: list[list[_Known]] = [[] for _ in seams]
        """By seam, ways there and the codes that they come to."""
        self._apart: list[Sequence[int]] = [()] * len(seams)

    def close(self) -> None:
        """Let go of the solvers."""
        for part in self._parts:
            part.close()

    def arrive(self, index: int, least: int, apart: Sequence[int]) -> None:
        """Add a node whose predecessors are there already, no nearer to the beginning than ``least``.

        Ways there are told apart by the lengths in ``apart``.
        """
        for part in self._before(index):
            part.arrive(index, least, apart)
        if index in self._seams:
            self._apart[self._seams.index(index)] = apart

    def place(self, index: int, least: int, apart: Sequence[int]) -> None:
        """Say how far a node is at the least, and tell some lengths apart."""
        for part in self._before(index):
            part.place(index, least, apart)
        if index in self._seams:
            self._apart[self._seams.index(index)] = apart

    def leave(self, index: int) -> None:
        """Add the edges out of a node that is there."""
        if index in self._seams[1:]:
            number = self._seams.index(index)
            self._parts[number].arrive(index, self._soonest.least[index], self._apart[number])
        for number in self._in[index]:
            self._parts[number].leave(index)

    def least(self, index: int) -> int:
        """Return how far a node is at the least, as far as is known."""
        return min(part.least[index] for part in self._before(index))

    def _before(self, index: int) -> list[Stretch]:
        """Return the stretches by which a node is come to."""
        return [self._parts[number] for number in self._by[index]]

    def way_to(self, ends: Sequence[End]) -> Way | None:
        """Return a way to one of some ends, ``None`` if there is none.

        It may be longer than is asked for where lengths are not told apart so far. Raises KeyError if they are not at
        an end itself.
        """
        for number, part in enumerate(self._parts):
            mine = [end for end in ends if number in self._by[end.node]]
            while mine:
                found = part.way_and_end(mine)
                if found is None:
                    break
                way, end = found
                before = self._begun(number, way, end)
                if before is not None:
                    return Way((*before, *way.edges), way.end)
        return None

    def _begun(self, number: int, way: Way, end: End) -> tuple[Edge, ...] | None:
        """Return the edges of a way that a way through a stretch can go on from; if there is none, tell the stretch."""
        if number == 0:
            return ()
        most = None if end.length is None else end.length - (end.target.move is not None) - len(way.edges)
        return self._come(number, self._asked(way, end.target.holds), most)

    def _asked(self, way: Way, holds: Formula) -> Sequence[Formula]:
        """Return what must hold where a way begins for it to be gone and for a formula to hold at its end."""
        sizes = self.plan.graph.grounds.sizes
        possible = self.plan.sets[way.edges[0].source if way.edges else way.end] or []
        done: dict[int, Table] = {}
        asked = []
        for edge in way.edges:
            if edge.guard != TRUE:
                asked.append(pulled_back(edge.guard, done, sizes))
            for slot, table in edge.update.items():
                before = done.get(slot)
                done[slot] = table if before is None else tuple(table[code] for code in before)
        asked.append(pulled_back(holds, done, sizes))
        found = all_of(within(one, possible, sizes) for one in asked)
        return found.terms if isinstance(found, AllOf) else () if found == TRUE else (found,)

    def _come(self, number: int, terms: Sequence[Formula], most: int | None) -> tuple[Edge, ...] | None:
        """Return the edges of a way to a seam where formulas hold, or tell the stretch behind it that there is none."""
        tests = list(map(compiled, terms))
        for codes, edges in self._known[number]:
            if (most is None or len(edges) <= most) and all(test(codes) for test in tests):
                return edges
        seam, before, behind = self._seams[number], self._parts[number - 1], self._parts[number]
        if most is not None and not behind.began_within(most):
            most = None
        while True:
            found = before.way_where(seam, terms, most)
            if isinstance(found, Refused):
                behind.bar(found, most)
                return None
            begun = self._begun(number - 1, found, End(seam, Target(seam, all_of(terms)), most))
            if begun is not None:
                whole = (*begun, *found.edges)
                *_, (_, codes) = passing(self.plan.graph.start, whole)
                self._known[number].append((codes, whole))
                return whole
