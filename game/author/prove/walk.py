"""The ways of a graph, gone move by move."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from game.author.prove.claims import Claim
from game.author.prove.formula import Test, Update, compiled
from game.author.prove.unfold import Edge, Unfolding

MOST_MOMENTS = 5000
"""How many moments are looked at to see whether something can follow one."""


class Walk:
    """A graph as ways through it are gone."""

    def __init__(self, graph: Unfolding) -> None:
        """Prepare to go ways through a graph; conditions are compiled where one comes by."""
        self.graph = graph
        self._start = bytes(graph.start)
        self._tests: dict[Edge, Test] = {}
        self._way: Sequence[str] = ()
        self._gone: list[tuple[Edge, bytes]] = []
        """The edges of the way that was tried last, as far as it could be gone, each with the codes after it."""

    def along(self, moves: Sequence[str]) -> Iterator[tuple[int, bytes]]:
        """Yield the moments of a way: nodes, each with the codes there, the beginning first."""
        index, codes = 0, self._start
        yield index, codes
        for move in moves:
            edge = next(edge for edge in self.graph.out[index] if edge.move == move and self._is_open(edge, codes))
            index, codes = edge.target, after(edge.update, codes)
            yield index, codes

    def end(self, way: Sequence[str]) -> tuple[int, bytes] | None:
        """Return the moment that a way leads to, ``None`` if it cannot be gone."""
        gone = self.gone(way)
        if gone is None:
            return None
        return (gone[-1][0].target, gone[-1][1]) if gone else (0, self._start)

    def gone(self, way: Sequence[str]) -> Sequence[tuple[Edge, bytes]] | None:
        """Return the edges of a way, each with the codes after it; ``None`` if it cannot be gone.

        What it shares with the way before it is not gone again.
        """
        gone = self._gone
        del gone[in_common(way, self._way) :]
        self._way = way
        index, codes = (gone[-1][0].target, gone[-1][1]) if gone else (0, self._start)
        for move in way[len(gone) :]:
            for edge in self.graph.out[index]:
                if edge.move == move and self._is_open(edge, codes):
                    break
            else:
                return None
            index, codes = edge.target, after(edge.update, codes)
            gone.append((edge, codes))
        return gone

    def meets(self, claim: Claim, way: Sequence[str]) -> bool:
        """Return whether a way can be gone and leads to what is claimed."""
        for target in claim.targets:
            if target.move is None or way[-1:] == (target.move,):
                moment = self.end(way if target.move is None else way[:-1])
                if moment is not None and moment[0] == target.node and compiled(target.holds)(moment[1]):
                    return True
        return False

    def leads(self, moment: tuple[int, bytes], wanted: AbstractSet[int]) -> bool | None:
        """Return whether some way leads from a moment to one of some nodes; ``None`` if that takes too long to see."""
        been = {moment}
        waiting = [moment]
        while waiting:
            index, codes = waiting.pop()
            if index in wanted:
                return True
            if len(been) > MOST_MOMENTS:
                return None
            for edge in self.graph.out[index]:
                if self._is_open(edge, codes):
                    onward = (edge.target, after(edge.update, codes))
                    if onward not in been:
                        been.add(onward)
                        waiting.append(onward)
        return False

    def _is_open(self, edge: Edge, codes: bytes) -> bool:
        if edge not in self._tests:
            self._tests[edge] = compiled(edge.guard)
        return self._tests[edge](codes)


def passing(start: Sequence[int], edges: Iterable[Edge]) -> Iterator[tuple[int, bytes]]:
    """Yield the moments on a way of which the edges are known: nodes, each with the codes there."""
    codes = bytes(start)
    yield 0, codes
    for edge in edges:
        codes = after(edge.update, codes)
        yield edge.target, codes


def after(update: Update, codes: bytes) -> bytes:
    """Return the codes after an update."""
    changed = bytearray(codes)
    for slot, table in update.items():
        changed[slot] = table[changed[slot]]
    return bytes(changed)


def in_common(way: Sequence[str], other: Sequence[str]) -> int:
    """Return how many moves two ways begin with that are the same."""
    same, differs = 0, min(len(way), len(other)) + 1
    # Halved again and again: comparing slices is a hundred times as fast as comparing their parts one by one.
    while differs - same > 1:
        middle = (same + differs) // 2
        if way[same:middle] == other[same:middle]:
            same = middle
        else:
            differs = middle
    return same
