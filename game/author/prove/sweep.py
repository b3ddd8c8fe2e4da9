"""Witnesses found by playing: all that a broad walk through the story comes across, nearest first.

Every way is followed through the graph without loops, but no node keeps more than so many of the moments that come to
it: the nearest, and of others as many as it takes for every value of every variable to be there that came so far. A
node's moments are looked at together, a condition being asked of a whole column of codes at once. What is found is
reachable, and its distance an upper bound; what is not found may be reachable all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import compress
from typing import NamedTuple, TypeAlias
from zlib import crc32

from game.author.prove.claims import Claim, Target
from game.author.prove.formula import AllOf, AtLeast, Formula, Member, OneOf, Table, Truth
from game.author.prove.unfold import Edge, Unfolding

MOST_MOMENTS = 256
"""How many moments of a node are followed."""

Column: TypeAlias = int
"""For each moment a byte that is one if something holds there, the first moment's the lowest."""


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

    def chosen(self, live: Iterable[int]) -> "_Crowd":
        """Return the crowd of those that are followed; ``live`` are the slots that something further on asks for."""
        if len(self.moments) <= MOST_MOMENTS:
            return self
        nearest = MOST_MOMENTS // 2
        others: dict[int, None] = {}
        for slot in live:
            codes = self.codes(slot)
            for code in sorted(set(codes)):
                first = codes.index(code)
                if first >= nearest and code not in {codes[place] for place in others}:
                    others[first] = None
        nearest = max(nearest, MOST_MOMENTS - len(others))
        return _Crowd([*self.moments[:nearest], *(self.moments[place] for place in sorted(others) if place >= nearest)])


def sweep(
    graph: Unfolding, live: Sequence[AbstractSet[int]], wanted: Mapping[int, Sequence[tuple[Claim, Target]]]
) -> dict[Claim, tuple[str, ...]]:
    """Return a witness for each claim that a broad walk comes across, the shortest of those it comes across.

    The graph is without loops and its nodes in order; ``live`` are the slots at each node that something further on
    asks for, ``wanted`` what is looked for in which.
    """
    arriving: dict[int, dict[bytes, _Moment]] = {0: {bytes(graph.start): _Moment(0, 0, bytes(graph.start), None)}}
    found: dict[Claim, tuple[int, Trail | None]] = {}
    for node in graph.nodes:
        there = arriving.pop(node.index, None)
        if there:
            crowd = _Crowd(sorted(there.values(), key=lambda moment: moment[:2])).chosen(live[node.index])
            for claim, target in wanted.get(node.index, ()):
                column = crowd.where(target.holds)
                if column:
                    moment = crowd.first(column)
                    length = moment.length + (target.move is not None)
                    if claim not in found or length < found[claim][0]:
                        found[claim] = length, moment.trail if target.move is None else Trail(moment.trail, target.move)
            for edge in graph.out[node.index]:
                update = _steps(edge, live)
                _follow(crowd, edge, update, arriving.setdefault(edge.target, {}))
    return {claim: () if trail is None else trail.moves() for claim, (_, trail) in found.items()}


def _follow(crowd: _Crowd, edge: Edge, update: Sequence[tuple[int, Table]], arriving: dict[bytes, _Moment]) -> None:
    """Add the moments that an edge leads to to those that arrive where it does, each by its shortest way."""
    for length, _, codes, trail in crowd.those(crowd.where(edge.guard)):
        after = bytearray(codes)
        for slot, table in update:
            after[slot] = table[after[slot]]
        changed = bytes(after)
        known = arriving.get(changed)
        if known is None or known.length > length + 1:
            arriving[changed] = _Moment(length + 1, crc32(changed), changed, Trail(trail, edge.move))


def _steps(edge: Edge, live: Sequence[AbstractSet[int]]) -> list[tuple[int, Table]]:
    """Return what an edge does to a moment: what nothing asks for any more is no difference between moments."""
    after = live[edge.target]
    forgotten = sorted(live[edge.source] - after)
    return [(slot, table) for slot, table in edge.update.items() if slot in after] + [
        (slot, _NOTHING) for slot in forgotten
    ]


_NOTHING = (0,) * 256


@lru_cache(maxsize=4096)
def _among(codes: int) -> bytes:
    """Return a table that makes ones of some codes, and noughts of all others."""
    return bytes(codes >> code & 1 for code in range(256))
