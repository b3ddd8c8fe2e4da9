"""Which endings can be put off for ever: by going round where a moment comes again."""

from game.author.prove.ahead import MOST_NODES, Paths
from game.author.prove.ordering import asked_together, ordered
from game.author.prove.rings import Least
from game.author.prove.valued import Diagrams, Valued


def endless(paths: Paths, late: frozenset[int]) -> frozenset[str]:
    """Return the endings that come after some way that has been in one moment twice.

    ``late`` are the nodes that only such a way comes to, in a graph in which loops can be gone round twice as often as
    a way without repetition can need. Raises TooMany if it cannot be worked out.
    """
    graph = paths.graph
    order = ordered(graph, asked_together(graph), ())
    diagrams = Diagrams(Least, [paths.ending_slot, *order], paths.sizes(), MOST_NODES)
    some: list[Valued] = [diagrams.nothing] * len(graph.nodes)
    repeated = list(some)
    for node in reversed(graph.nodes):
        if paths.sets[node.index] is None:
            continue
        found = diagrams.one if paths.stops(node.index) else diagrams.nothing
        again = diagrams.nothing
        for edge in graph.out[node.index]:
            guard = diagrams.of(edge.guard)
            found = diagrams.join(found, diagrams.times(guard, diagrams.replaced(some[edge.target], edge.update)))
            again = diagrams.join(again, diagrams.times(guard, diagrams.replaced(repeated[edge.target], edge.update)))
        if node.scene.ending is not None:
            which = diagrams.among(paths.ending_slot, 1 << paths.endings.index(node.scene.ending.id))
            found, again = diagrams.times(which, found), diagrams.times(which, again)
        some[node.index] = found
        repeated[node.index] = found if node.index in late else again
    at_start = (diagrams.at(repeated[0], [*graph.start, place]) for place in range(len(paths.endings)))
    return frozenset(
        ending for ending, value in zip(paths.endings, at_start, strict=True) if value != diagrams.ring.nothing
    )
