"""The best way to an ending and the bound to all others, brought together until they meet: branch and bound.

What a program comes to when its solutions need not be whole bounds them all; where such a solution goes two ways at
once, either is looked into by itself (Land and Doig 1960), unless no way there can be better than the best that was
found.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from game.author.prove.ahead import Ahead, Paths
from game.author.prove.best_way import Found, change
from game.author.prove.formula import Test, compiled
from game.author.prove.linear import Column
from game.author.prove.measured import Measure
from game.author.prove.played import played
from game.author.prove.relaxed import Relaxed, Solved
from game.author.prove.unfold import Edge
from game.author.prove.way_flow import WayFlow
from game.story.model import Story

MOST_SOLVED = 100
"""How often a program is solved for an ending before what is known by then must do."""
WHOLE = 1e-6
"""What is as near to nothing or to one is taken for it when it is chosen what to look into: nothing is proved by it."""

MOST_CUT = 12
"""How often solutions are cut off for an ending before either way is looked into,"""
IDLE = 3
"""and how often in vain."""
LEAST_GAIN = 1e-3
"""An edge that gains nothing is still better than one that is clear."""


class _Part(Struct, frozen=True):
    """Ways with some edges settled, and what they are known not to come to less than."""

    settled: Mapping[Column, int]
    bound: float
    last: tuple[Column, int] | None = None
    """The edge that was settled last, and how."""


class Closing:
    """Closes the bounds of one measure on one side."""

    def __init__(self, story: Story, way: WayFlow, can: Ahead, measure: Measure, *, most: bool) -> None:
        """Begin; ``can`` is exact about which endings can be reached. With ``most`` the most is asked for."""
        self._story, self._flow, self._can, self._measure = story, way, can, measure
        self._sign = -1 if most else 1
        self._relaxed = Relaxed(way.program, self._sign)
        self._tests: dict[Edge, Test] = {}
        self._values: dict[tuple[str, ...], int] = {}
        self._gains: dict[tuple[Column, int], tuple[float, int]] = {}
        self._before: frozenset[Edge] = frozenset()
        """The best way to the ending before: that to the next is often the same for long."""

    @property
    def _paths(self) -> Paths:
        return self._flow.paths

    def closed(self, ending: str, found: Found) -> Found:
        """Return the best way to an ending and the bound to it, no worse than those that were found before."""
        known = self._flow.settled(ending)
        self._relaxed.begin_again()
        best, moves = self._sign * int(found.value), found.moves
        parts = [_Part({}, self._sign * found.bound)]
        given_up = math.inf
        solved = 0
        while parts and solved < MOST_SOLVED:
            part = parts.pop()
            if part.bound >= best:
                continue
            solved += 1
            relaxed = self._solved({**known, **part.settled}, best, cuts=part.last is None)
            bound = max(part.bound, relaxed.bound)
            if part.last is not None:
                self._learn(part.last, min(bound, best) - part.bound)
            if bound >= best or relaxed.shares is None:
                given_up = min(given_up, bound)
                continue
            for way in self._ways(ending, relaxed.shares):
                if self._value(way) < best:
                    best, moves = self._value(way), way
            if bound >= best:
                continue
            edge = self._parting(relaxed.shares, best - bound)
            if edge is None:
                given_up = min(given_up, bound)
            else:
                # The last is looked into first: what the solution has more of.
                last = round(relaxed.shares[edge])
                parts += [_Part({**part.settled, edge: value}, bound, (edge, value)) for value in (1 - last, last)]
        bound = min([best, given_up, *(part.bound for part in parts)])
        self._before = self._edges(moves)
        return Found(found.measure, self._sign * bound, self._sign * best, moves, found.differs)

    def _solved(self, settled: Mapping[Column, int], best: float, *, cuts: bool) -> Solved:
        """Return what is known when some columns are settled; with ``cuts``, solutions that are not whole are cut off.

        That is gone on with as long as it brings the bound nearer.
        """
        found = self._relaxed.solve(settled, best)
        idle = 0
        for _ in range(MOST_CUT if cuts else 0):
            if found.shares is None or found.bound >= best or idle == IDLE:
                break
            if not self._relaxed.cut_off(found.shares):
                break
            nearer = self._relaxed.solve(settled, best)
            if nearer.shares is None and nearer.bound < best:
                break
            idle = idle + 1 if nearer.bound <= found.bound else 0
            found = nearer
        return found

    def _unclear(self, shares: Sequence[float]) -> list[Column]:
        """Return the edges that are on the way in part."""
        return [column for column in self._flow.edge.values() if WHOLE < shares[column] < 1 - WHOLE]

    def _learn(self, settled: tuple[Column, int], gain: float) -> None:
        """Remember how much a bound has gained by settling an edge."""
        if math.isfinite(gain):
            total, times = self._gains.get(settled, (0.0, 0))
            self._gains[settled] = (total + gain, times + 1)

    def _parting(self, shares: Sequence[float], most: float) -> Column | None:
        """Return the edge that is settled next, of those that are on the way in part; ``None`` if there is none.

        It is the one by which bounds have gained most, whichever way it was settled (pseudo-costs: Bénichou and others
        1971). What is not known of an edge is taken to be as of others; of those that are alike it is the first.
        """
        unclear = self._unclear(shares)
        known = [total / times for total, times in self._gains.values()]
        usual = min(most, sum(known) / len(known)) if known else 1.0

        def promise(column: Column) -> float:
            found = (self._gains.get((column, value)) for value in (0, 1))
            gains = (usual if one is None else min(most, one[0] / one[1]) for one in found)
            return math.prod(max(LEAST_GAIN, gain) for gain in gains)

        return max(unclear, key=lambda column: (promise(column), -column), default=None)

    def _value(self, moves: tuple[str, ...]) -> int:
        """Return what a way comes to, by the game's own rules."""
        if moves not in self._values:
            self._values[moves] = self._sign * played(self._story, moves, self._measure)
        return self._values[moves]

    def _ways(self, ending: str, shares: Sequence[float]) -> Iterator[tuple[str, ...]]:
        """Yield ways to an ending that follow a solution as far as it is one, and that to the ending before."""
        column_of = self._flow.edge
        yield from self._following(ending, lambda edge: shares[column_of[edge]])
        yield from self._following(ending, lambda edge: shares[column_of[edge]] + 2 * (edge in self._before))

    def _following(self, ending: str, worth: Callable[[Edge], float]) -> Iterator[tuple[str, ...]]:
        """Yield the way that takes the edge that is worth most each time, and stops where it can if that is nothing."""
        paths = self._paths
        codes = [*paths.graph.start, paths.endings.index(ending), *[0] * len(paths.pieces.marks)]
        index = 0
        edges: list[Edge] = []
        while True:
            ways = [edge for edge in self._flow.out[index] if self._leads(edge, codes)]
            best = max(ways, key=worth, default=None)
            if index in self._flow.stops and (best is None or worth(best) < WHOLE):
                yield tuple(edge.move for edge in edges)
                return
            if best is None:
                return
            change(codes, best)
            edges.append(best)
            index = best.target

    def _edges(self, moves: Sequence[str]) -> frozenset[Edge]:
        """Return the edges that a way goes by."""
        codes = list(self._paths.graph.start)
        index = 0
        found: list[Edge] = []
        for move in moves:
            edge = next(edge for edge in self._flow.out[index] if edge.move == move and self._test(edge)(codes))
            change(codes, edge)
            found.append(edge)
            index = edge.target
        return frozenset(found)

    def _test(self, edge: Edge) -> Test:
        if edge not in self._tests:
            self._tests[edge] = compiled(edge.guard)
        return self._tests[edge]

    def _leads(self, edge: Edge, codes: Sequence[int]) -> bool:
        """Return whether an edge can be taken and the ending can be reached by it."""
        if not self._test(edge)(codes):
            return False
        after = list(codes)
        change(after, edge)
        can = self._can.diagrams
        return can.at(self._can.values[edge.target], after) != can.ring.nothing
