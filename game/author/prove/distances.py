"""How far each node of a graph without loops is from the beginning: proved by the solver, node by node."""

from collections.abc import Iterator, Sequence

from game.author.progress import Tell
from game.author.prove.encode import Encoding
from game.author.prove.soonest import Soonest
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible


def ways_to_nodes(
    graph: Unfolding, sets: Sequence[Possible | None], soonest: Soonest, known: Sequence[int], tell: Tell
) -> list[Sequence[Edge]]:
    """Work out how soon each node can be come to, and return the ways that were found to be shorter than those known.

    ``known`` is how far each node is at the most, as ways show that lead there. With what is asked of the solver
    nothing of what lies beyond is in the formula yet.
    """
    ways: list[Sequence[Edge]] = []
    encoding = Encoding(graph, sets, [()] * len(graph.nodes), known)
    for node in graph.nodes:
        tell("Distances", node.index, len(graph.nodes))
        if sets[node.index] is not None:
            encoding.arrive(node.index, soonest.arrive(node.index))
            ways += _placed(encoding, node.index, known[node.index])
            soonest.place(node.index, encoding.least[node.index])
            soonest.leave(node.index)
            encoding.leave(node.index)
    encoding.close()
    return ways


def _placed(encoding: Encoding, index: int, known: int) -> Iterator[Sequence[Edge]]:
    """Raise a node's least distance to what it is known to be at the most; yield the ways that are shorter."""
    while encoding.least[index] < known:
        if encoding.solve([encoding.on[index], encoding.no_longer(index, known - 1)]):
            way = encoding.way([(index, 1)]).edges
            known = len(way)
            yield way
        else:
            encoding.place(index, known)
