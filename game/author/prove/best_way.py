"""The way that a figure is of: followed move by move, by what is still to come from each place on."""

from collections.abc import Iterable, Iterator, Mapping, MutableSequence

from msgspec import Struct

from game.author.prove.ahead import Ahead, Counted
from game.author.prove.measured import Measure, PieceKey
from game.author.prove.rings import Weight
from game.author.prove.unfold import Edge
from game.author.prove.valued import Diagrams

MOST_TRIED = 2_000
"""How many moves are tried for a way."""


class _Nowhere:
    """There is no way on that was not tried."""


_NOWHERE = _Nowhere()


class Found(Struct, frozen=True):
    """The best way to an ending, as far as texts are told apart."""

    measure: Measure | None
    bound: Weight
    """What no way there can better."""
    value: Weight
    """What this way comes to."""
    moves: tuple[str, ...]
    differs: Mapping[PieceKey, tuple[Weight, frozenset[int]]]
    """The texts for which the two differ, with how much, and the slots they ask about."""


def best_way(ahead: Ahead, can: Ahead, ending: int) -> Found | None:
    """Return the best way to an ending, by its place among them; ``None`` if there is none or it is not found.

    Where functions were exchanged for bounds the way that looks best may lead nowhere: then ``can``, which is exact
    unless it has grown too large itself, says so. Where it does not, it is tried from further back, but not for ever.
    """
    paths, diagrams = ahead.paths, ahead.diagrams
    trail = _Trail(ahead, can, [*paths.graph.start, ending, *[0] * len(paths.pieces.marks)])
    bound = diagrams.at(ahead.values[0], trail.codes)
    if bound == diagrams.ring.nothing:
        return None
    trail.count(ahead.arriving[0])
    stack = [(trail, trail.onward())]
    for _ in range(MOST_TRIED):
        if not stack:
            break
        trail, ways = stack[-1]
        edge = next(ways, _NOWHERE)
        if edge is _NOWHERE:
            stack.pop()
        elif isinstance(edge, Edge):
            after = trail.after(edge)
            stack.append((after, after.onward()))
        else:
            return Found(ahead.measure, bound, trail.value, tuple(trail.moves), trail.differs)
    return None


class _Trail:
    """A way so far: the codes it has come to, and what it comes to."""

    def __init__(self, ahead: Ahead, can: Ahead, codes: list[int]) -> None:
        self.ahead, self.can = ahead, can
        self.codes = codes
        self.index = 0
        self.value: Weight = 0
        self.moves: list[str] = []
        self.differs: dict[PieceKey, tuple[Weight, frozenset[int]]] = {}

    def onward(self) -> Iterator[Edge | None]:
        """Yield the moves from here, those first that look best; ``None`` is to stop."""
        ring = self.ahead.diagrams.ring
        ways: list[tuple[Weight, int, Edge | None]] = []
        if self.ahead.paths.stops(self.index):
            ways.append((ring.one, -1, None))
        for place, edge in enumerate(self.ahead.paths.graph.out[self.index]):
            value = self._tried(edge)
            if value != ring.nothing:
                ways.append((value, place, edge))
        sign = 1 if ring.join(0, 1) == 0 else -1
        yield from (edge for _, _, edge in sorted(ways, key=lambda way: (sign * way[0], way[1])))

    def after(self, edge: Edge) -> "_Trail":
        """Return the way with one move more."""
        longer = _Trail(self.ahead, self.can, list(self.codes))
        longer.index, longer.value = self.index, self.value
        longer.moves, longer.differs = [*self.moves, edge.move], dict(self.differs)
        longer.take(edge)
        return longer

    def _tried(self, edge: Edge) -> Weight:
        """Return what a move comes to with all that is ahead of it, as it is taken to be."""
        diagrams = self.ahead.diagrams
        if edge not in self.ahead.moving or diagrams.at(diagrams.of(edge.guard), self.codes) == diagrams.ring.nothing:
            return diagrams.ring.nothing
        codes = list(self.codes)
        value = sum(counted(diagrams, one, codes)[1] for one in self.ahead.moving[edge])
        change(codes, edge)
        if self.can.diagrams.at(self.can.values[edge.target], codes) == self.can.diagrams.ring.nothing:
            return diagrams.ring.nothing
        return value + diagrams.at(self.ahead.values[edge.target], codes)

    def take(self, edge: Edge) -> None:
        """Make a move."""
        self.count(self.ahead.moving[edge])
        change(self.codes, edge)
        self.index = edge.target
        self.count(self.ahead.arriving[edge.target])

    def count(self, parts: Iterable[Counted]) -> None:
        """Count what counts here."""
        for one in parts:
            exact, taken = counted(self.ahead.diagrams, one, self.codes)
            self.value += exact
            if exact != taken:
                self.differs[one.part.key] = (abs(exact - taken), one.part.asked)


def counted(diagrams: Diagrams, one: Counted, codes: MutableSequence[int]) -> tuple[Weight, Weight]:
    """Return what a part comes to, as it is and as it is taken to be, and mark it as counted."""
    mark = one.part.mark
    exact, taken = diagrams.at(one.part.amount, codes), diagrams.at(one.taken, codes)
    if mark is None:
        return exact, taken
    if codes[mark] or exact == diagrams.ring.nothing:
        return 0, 0
    codes[mark] = 1
    return exact, exact


def change(codes: MutableSequence[int], edge: Edge) -> None:
    """Change some codes as an edge does."""
    for slot, table in edge.update.items():
        codes[slot] = table[codes[slot]]
