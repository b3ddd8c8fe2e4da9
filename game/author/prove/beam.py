"""Good ways to an ending, many followed side by side: what the other side of a bound is told by.

Node by node those are kept that promise most by what they have come to and what is ahead of them at best (a beam
search, as in Lowerre 1976). What is found is a playthrough; that there is none better is for others to say.
"""

from collections.abc import Iterable
from typing import TypeAlias

from game.author.prove.ahead import Ahead, Counted
from game.author.prove.best_way import Found, change, counted
from game.author.prove.formula import Test, compiled
from game.author.prove.rings import Weight
from game.author.prove.unfold import Edge

_Trail: TypeAlias = "tuple[_Trail, str] | None"
"""A way: the one before it, and its last move."""
_Arrived: TypeAlias = "dict[bytes, tuple[Weight, Weight, _Trail]]"
"""By the codes on arriving, what a way promises, what it has come to before it arrives, and the way."""


class Beam:
    """Follows ways by what is ahead of them."""

    def __init__(self, ahead: Ahead, can: Ahead, followed: int) -> None:
        """Follow so many ways from each node; ``can`` is exact about which endings can be reached."""
        self._ahead, self._can, self._followed = ahead, can, followed
        self._sign = 1 if ahead.diagrams.ring.join(0, 1) == 0 else -1
        self._tests: dict[Edge, Test] = {}

    def way(self, ending: int) -> Found | None:
        """Return the best way to an ending that is found, by its place among them."""
        ahead, paths = self._ahead, self._ahead.paths
        start = bytes([*paths.graph.start, ending, *[0] * len(paths.pieces.marks)])
        bound = ahead.diagrams.at(ahead.values[0], start)
        arriving: dict[int, _Arrived] = {0: {start: (bound, 0, None)}}
        best: tuple[Weight, _Trail] | None = None
        for node in paths.graph.nodes:
            arrived = arriving.pop(node.index, {})
            for before, (_, to_here, trail) in sorted(arrived.items(), key=self._promise)[: self._followed]:
                codes = bytearray(before)
                value = to_here + _count(ahead, ahead.arriving[node.index], codes)
                if paths.stops(node.index) and (best is None or self._sign * (value - best[0]) < 0):
                    best = value, trail
                for edge in paths.graph.out[node.index]:
                    self._follow(edge, codes, (value, trail), arriving)
        if best is None:
            return None
        return Found(ahead.measure, bound, best[0], _moves(best[1]), {})

    def _promise(self, item: tuple[bytes, tuple[Weight, Weight, _Trail]]) -> tuple[Weight, bytes]:
        return self._sign * item[1][0], item[0]

    def _follow(
        self, edge: Edge, before: bytearray, so_far: tuple[Weight, _Trail], arriving: dict[int, _Arrived]
    ) -> None:
        """Follow an edge, if it can be taken and the ending can be reached by it."""
        ahead, can = self._ahead, self._can
        if edge not in ahead.moving or not self._is_open(edge, before):
            return
        codes = bytearray(before)
        value = so_far[0] + _count(ahead, ahead.moving[edge], codes)
        change(codes, edge)
        if can.diagrams.at(can.values[edge.target], codes) == can.diagrams.ring.nothing:
            return
        there, key = arriving.setdefault(edge.target, {}), bytes(codes)
        known = there.get(key)
        if known is None or self._sign * (value - known[1]) < 0:
            promise = value + ahead.diagrams.at(ahead.values[edge.target], codes)
            there[key] = promise, value, (so_far[1], edge.move)

    def _is_open(self, edge: Edge, codes: bytearray) -> bool:
        if edge not in self._tests:
            self._tests[edge] = compiled(edge.guard)
        return self._tests[edge](codes)


def _count(ahead: Ahead, parts: Iterable[Counted], codes: bytearray) -> Weight:
    """Return what some parts come to, as they are, and mark them as counted."""
    return sum(counted(ahead.diagrams, one, codes)[0] for one in parts)


def _moves(trail: _Trail) -> tuple[str, ...]:
    moves = []
    while trail is not None:
        trail, move = trail
        moves.append(move)
    return tuple(reversed(moves))
