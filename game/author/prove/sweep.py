"""Witnesses found by playing: all that a broad walk through the story comes across, nearest first.

Every way is followed through the graph without loops, but no node keeps more than so many of the moments that come to
it: the nearest, and of others as many as it takes for every value of every variable to be there that came so far. A
node's moments are looked at together, a condition being asked of a whole column of codes at once. What is found is
reachable, and its distance an upper bound; what is not found may be reachable all the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple, TypeAlias
from zlib import crc32

from game.author.prove.claims import Claim, Target
from game.author.prove.formula import AllOf, AtLeast, Formula, Member, OneOf, Table, Truth
from game.author.prove.liveness import slots_in
from game.author.prove.unfold import Edge, Unfolding

Column: TypeAlias = int
"""For each moment a byte that is one if something holds there, the first moment's the lowest."""

_Steps: TypeAlias = Sequence[tuple[int, Table]]
"""What an edge does to the slots that matter, one after the other."""


Nearer: TypeAlias = Callable[[int, int | None], Iterable[Sequence[Edge]]]
"""Given a node, and how far it is at the most as far as is known, yields shorter ways to it."""


def no_nearer(index: int, known: int | None) -> Iterable[Sequence[Edge]]:
    """Know of no shorter ways."""
    del index, known
    return ()


class Trail(NamedTuple):
    """A way: the last move of it, and the way before; ``None`` at the beginning."""

    before: "Trail | None"
    move: str

    def moves(self) -> tuple[str, ...]:
        """Return the moves from the beginning on."""
        found = []
        trail: Trail | None = self
        while trail is not None:
            found.append(trail.move)
            trail = trail.before
        return tuple(reversed(found))


class _Moment(NamedTuple):
    """How far a moment is from the beginning, a number to put those as far in some order, its codes and the way."""

    length: int
    lot: int
    codes: bytes
    trail: Trail | None


class _Crowd:
    """Some moments of a node, the nearest first, of which conditions can be asked together."""

    def __init__(self, moments: Sequence[_Moment]) -> None:
        self.moments = moments
        self.width = len(moments[0].codes)
        self._codes = b"".join(moment.codes for moment in moments)
        self._all = int.from_bytes(b"\1" * len(moments), "little")
        self._known: dict[Formula, Column] = {}

    def codes(self, slot: int) -> bytes:
        """Return the code of a slot in each moment."""
        return self._codes[slot :: self.width]

    def where(self, formula: Formula) -> Column:
        """Return in which moments a formula holds."""
        match formula:
            case Truth(value=value):
                return self._all if value else 0
            case Member(slot=slot, codes=codes):
                if formula not in self._known:
                    self._known[formula] = int.from_bytes(self.codes(slot).translate(_among(codes)), "little")
                return self._known[formula]
            case AllOf(terms=terms):
                found = self._all
                for term in terms:
                    found &= self.where(term)
                    if not found:
                        break
                return found
            case OneOf(terms=terms):
                found = 0
                for term in terms:
                    found |= self.where(term)
                return found
            case AtLeast(number=number, terms=terms):
                counted = sum(self.where(term) for term in terms).to_bytes(len(self.moments), "little")
                return int.from_bytes(counted.translate(_among(-1 << number)), "little")

    def first(self, column: Column) -> _Moment:
        """Return the nearest of some moments."""
        return self.moments[(column & -column).bit_length() - 1 >> 3]

    def those(self, column: Column) -> Iterator[_Moment]:
        """Yield some of the moments."""
        return compress(self.moments, column.to_bytes(len(self.moments), "little"))

    def chosen(self, most: int, live: Iterable[int]) -> "_Crowd":
        """Return the crowd of those that are followed; ``live`` are the slots that something further on asks for."""
        if len(self.moments) <= most:
            return self
        nearest = most // 2
        others: dict[int, None] = {}
        for slot in live:
            codes = self.codes(slot)
            if codes.count(codes[0]) < len(codes):
                # Nearly always the nearest have them all.
                missing = set(codes).difference(codes[:nearest])
                if missing:
                    missing.difference_update([codes[place] for place in others])
                    others.update((codes.index(code), None) for code in sorted(missing))
        nearest = max(nearest, most - len(others))
        return _Crowd([*self.moments[:nearest], *(self.moments[place] for place in sorted(others) if place >= nearest)])


def sweep(
    graph: Unfolding,
    most: int,
    live: Sequence[int],
    wanted: Mapping[int, Sequence[tuple[Claim, Target]]],
    nearer: Nearer = no_nearer,
) -> dict[Claim, tuple[str, ...]]:
    """Return a witness for each claim that a broad walk comes across, the shortest of those it comes across.

    The graph is without loops and its nodes in order, of which each keeps ``most`` moments or a few more; ``live`` are
    the slots there that something further on asks for, as bits, ``wanted`` what is looked for. ``nearer`` is asked at
    each node for shorter ways than the shortest that was found, which are gone on with.
    """
    start = _Moment(0, 0, bytes(graph.start), None)
    arriving: dict[int, dict[bytes, _Moment]] = {0: {start.codes: start}}
    steps = {edge: _steps(edge, live) for edge in graph.edges}
    found: dict[Claim, tuple[int, Trail | None, str | None]] = {}
    for node in graph.nodes:
        there = arriving.pop(node.index, {})
        for way in nearer(node.index, min((moment.length for moment in there.values()), default=None)):
            moment = _end(start, way, steps)
            there[moment.codes] = moment
        if there:
            crowd = _Crowd(sorted(there.values(), key=lambda moment: moment[:2]))
            crowd = crowd.chosen(most, slots_in(live[node.index]))
            for claim, target in wanted.get(node.index, ()):
                column = crowd.where(target.holds)
                if column:
                    moment = crowd.first(column)
                    length = moment.length + (target.move is not None)
                    if claim not in found or length < found[claim][0]:
                        found[claim] = length, moment.trail, target.move
            for edge in graph.out[node.index]:
                _follow(crowd, edge, steps[edge], arriving.setdefault(edge.target, {}))
    return dict(_witnesses(found))


def _witnesses(
    found: Mapping[Claim, tuple[int, Trail | None, str | None]],
) -> Iterator[tuple[Claim, tuple[str, ...]]]:
    """Yield claims' ways, one for all whose ways are the same: they are long, and many."""
    ways: dict[tuple[int, str | None], tuple[str, ...]] = {}
    for claim, (_, trail, move) in found.items():
        # A trail is told by its identity; its parts are many.
        key = (id(trail), move)
        if key not in ways:
            moves = trail.moves() if trail else ()
            ways[key] = moves if move is None else (*moves, move)
        yield claim, ways[key]


def _end(start: _Moment, way: Iterable[Edge], steps: Mapping[Edge, _Steps]) -> _Moment:
    """Return the moment that a way leads to."""
    moment = start
    for edge in way:
        moment = _after(moment, edge, steps[edge])
    return moment


def _follow(crowd: _Crowd, edge: Edge, update: _Steps, arriving: dict[bytes, _Moment]) -> None:
    """Add the moments that an edge leads to to those that arrive where it does, each by its shortest way."""
    for moment in crowd.those(crowd.where(edge.guard)):
        after = _after(moment, edge, update)
        known = arriving.get(after.codes)
        if known is None or known.length > after.length:
            arriving[after.codes] = after


def _after(moment: _Moment, edge: Edge, update: _Steps) -> _Moment:
    after = bytearray(moment.codes)
    for slot, table in update:
        after[slot] = table[after[slot]]
    return _Moment(moment.length + 1, crc32(after), bytes(after), Trail(moment.trail, edge.move))


def _steps(edge: Edge, live: Sequence[int]) -> _Steps:
    """Return what an edge does to a moment: what nothing asks for any more is no difference between moments."""
    after = live[edge.target]
    forgotten = slots_in(live[edge.source] & ~after)
    return [(slot, table) for slot, table in edge.update.items() if after >> slot & 1] + [
        (slot, _NOTHING) for slot in forgotten
    ]


_NOTHING = (0,) * 256


@lru_cache(maxsize=4096)
def _among(codes: int) -> bytes:
    """Return a table that makes ones of some codes, and noughts of all others."""
    return bytes(codes >> code & 1 for code in range(256))
