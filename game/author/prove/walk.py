"""The ways of a graph, gone move by move."""

from collections.abc import Iterable, Iterator, Sequence

from game.author.prove.formula import Test, Update, compiled
from game.author.prove.unfold import Edge, Unfolding


class Walk:
    """A graph as ways through it are gone."""

    def __init__(self, graph: Unfolding) -> None:
        """Prepare to go ways through a graph; conditions are compiled where one comes by."""
        self._graph = graph
        self._start = bytes(graph.start)
        self._tests: dict[Edge, Test] = {}
        self._gone: list[tuple[str, tuple[int, bytes]]] = []

    def along(self, moves: Sequence[str]) -> Iterator[tuple[int, bytes]]:
        """Yield the moments of a way: nodes, each with the codes there, the beginning first."""
        index, codes = 0, self._start
        yield index, codes
        for move in moves:
            edge = next(edge for edge in self._graph.out[index] if edge.move == move and self._is_open(edge, codes))
            index, codes = edge.target, after(edge.update, codes)
            yield index, codes

    def end(self, way: Sequence[str]) -> tuple[int, bytes] | None:
        """Return the moment that a way leads to, ``None`` if it cannot be gone.

        What it shares with the way before it is not gone again.
        """
        del self._gone[in_common(way, [move for move, _ in self._gone]) :]
        for move in way[len(self._gone) :]:
            index, codes = self._gone[-1][1] if self._gone else (0, self._start)
            out = (edge for edge in self._graph.out[index] if edge.move == move and self._is_open(edge, codes))
            edge = next(out, None)
            if edge is None:
                return None
            self._gone.append((move, (edge.target, after(edge.update, codes))))
        return self._gone[-1][1] if self._gone else (0, self._start)

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
    pairs = enumerate(zip(way, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(way), len(other)))
