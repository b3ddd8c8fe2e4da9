"""How far each node of a graph without loops is from the beginning: proved by the solver, node by node."""

from collections.abc import Iterator, Mapping, Sequence

from game.author.progress import Tell
from game.author.prove.claims import Target
from game.author.prove.encode import End
from game.author.prove.formula import TRUE
from game.author.prove.soonest import Soonest
from game.author.prove.stretches import Stretches
from game.author.prove.unfold import Edge

TOLD_APART = 10
"""By how many moves more than the shortest way to a node ways there are told apart."""


class Distances:
    """The solver as it is asked for distances: nothing beyond a node is in its formula yet. Close it afterwards."""

    def __init__(self, encoding: Stretches, soonest: Soonest, known: Mapping[int, int], tell: Tell) -> None:
        """Begin; ``known`` is how far nodes are at the most, and ``soonest`` what is to know how far they are."""
        self._graph, self._sets = encoding.plan.graph, encoding.plan.sets
        self._encoding = encoding
        self._soonest = soonest
        self._known = known
        self._tell = tell

    def close(self) -> None:
        """Let go of the solver."""
        self._encoding.close()

    def all(self) -> None:
        """Work out all nodes."""
        for node in self._graph.nodes:
            for _ in self.at(node.index, None):
                pass

    def at(self, index: int, known: int | None) -> Iterator[Sequence[Edge]]:
        """Work out a node, all before it having been, and yield the ways there that are shorter than those known.

        ``known`` is how far it is at the most, as a way shows that was found just now.
        """
        self._tell("Distances", index, len(self._graph.nodes))
        if self._sets[index] is None:
            return
        least = self._soonest.arrive(index)
        self._encoding.arrive(index, least, _from(least))
        most = [length for length in (known, self._known.get(index)) if length is not None]
        yield from self._placed(index, min(most) if most else None)
        self._soonest.leave(index)
        self._encoding.leave(index)

    def _placed(self, index: int, known: int | None) -> Iterator[Sequence[Edge]]:
        """Raise a node's least distance to what it is known to be at the most."""
        encoding = self._encoding
        if known is None:
            way = self._way(index, None)
            if way is None:
                return
            known = len(way)
            yield way
        while encoding.least(index) < known:
            length = min(known - 1, encoding.least(index) + TOLD_APART - 1)
            way = self._way(index, length)
            if way is None:
                encoding.place(index, length + 1, _from(length + 1))
                self._soonest.place(index, length + 1)
            elif len(way) < known:
                known = len(way)
                yield way
            else:
                return

    def _way(self, index: int, length: int | None) -> Sequence[Edge] | None:
        """Return a way to a node by so many moves at most, unless some are more than are told apart."""
        way = self._encoding.way_to([End(index, Target(index, TRUE), length)])
        return None if way is None else way.edges


def _from(least: int) -> range:
    """Return the lengths that are told apart at a node."""
    return range(least + 1, least + TOLD_APART + 1)
