"""The way that a figure is of: followed move by move, by what is still to come from each place on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.author.prove.ahead import Ahead, Counted
from game.author.prove.measured import PieceKey
from game.author.prove.rings import Weight
from game.author.prove.unfold import Edge


@dataclass(frozen=True, slots=True)
class Found:
    """The best way to an ending, as far as texts are told apart."""

    bound: Weight
    """What no way there can better."""
    value: Weight
    """What this way comes to."""
    moves: tuple[str, ...]
    differs: Mapping[PieceKey, tuple[Weight, frozenset[int]]]
    """The texts for which the two differ, with how much, and the slots they ask about."""


def best_way(ahead: Ahead, ending: int) -> Found | None:
    """Return the best way to an ending, by its place among them; ``None`` if there is no way there."""
    paths, diagrams = ahead.paths, ahead.diagrams
    trail = _Trail(ahead, [*paths.graph.start, ending, *[0] * len(paths.pieces.marks)])
    bound = diagrams.at(ahead.values[0], trail.codes)
    if bound == diagrams.ring.nothing:
        return None
    trail.count(ahead.arriving[0])
    index = 0
    moves: list[str] = []
    while True:
        edge = trail.onward(index)
        if edge is None:
            return Found(bound, trail.value, tuple(moves), trail.differs)
        trail.take(edge)
        moves.append(edge.move)
        index = edge.target


class _Trail:
    """A way so far: the codes it has come to, and what it comes to."""

    def __init__(self, ahead: Ahead, codes: list[int]) -> None:
        self.ahead = ahead
        self.codes = codes
        self.value: Weight = 0
        self.differs: dict[PieceKey, tuple[Weight, frozenset[int]]] = {}

    def onward(self, index: int) -> Edge | None:
        """Return the move from here that the best way goes by, or ``None`` if it stops."""
        ring = self.ahead.diagrams.ring
        best = ring.one if self.ahead.paths.stops(index) else ring.nothing
        found: Edge | None = None
        for edge in self.ahead.paths.graph.out[index]:
            value = self._tried(edge)
            if ring.join(best, value) != best:
                best, found = value, edge
        return found

    def _tried(self, edge: Edge) -> Weight:
        """Return what a move comes to with all that is ahead of it, as it is taken to be."""
        diagrams = self.ahead.diagrams
        if edge not in self.ahead.moving or diagrams.at(diagrams.of(edge.guard), self.codes) == diagrams.ring.nothing:
            return diagrams.ring.nothing
        codes = list(self.codes)
        counted = sum(self._counted(one, codes)[1] for one in self.ahead.moving[edge])
        _change(codes, edge)
        return counted + diagrams.at(self.ahead.values[edge.target], codes)

    def take(self, edge: Edge) -> None:
        """Make a move."""
        self.count(self.ahead.moving[edge])
        _change(self.codes, edge)
        self.count(self.ahead.arriving[edge.target])

    def count(self, parts: Iterable[Counted]) -> None:
        """Count what counts here."""
        for one in parts:
            exact, taken = self._counted(one, self.codes)
            self.value += exact
            if exact != taken:
                self.differs[one.part.key] = (abs(exact - taken), one.part.asked)

    def _counted(self, one: Counted, codes: list[int]) -> tuple[Weight, Weight]:
        """Return what a part comes to, as it is and as it is taken to be, and mark it as counted."""
        diagrams, mark = self.ahead.diagrams, one.part.mark
        exact, taken = diagrams.at(one.part.amount, codes), diagrams.at(one.taken, codes)
        if mark is None:
            return exact, taken
        if codes[mark] or exact == diagrams.ring.nothing:
            return 0, 0
        codes[mark] = 1
        return exact, exact


def _change(codes: list[int], edge: Edge) -> None:
    for slot, table in edge.update.items():
        codes[slot] = table[codes[slot]]
