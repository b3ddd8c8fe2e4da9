"""What of a moment matters further on, in a graph without loops whose nodes are in order."""

from collections.abc import Iterable, Sequence

from game.author.prove.formula import slots_of
from game.author.prove.unfold import Unfolding
from game.author.prove.value_sets import Possible


def lengths_needed(graph: Unfolding, sets: Sequence[Possible | None], most: Sequence[int]) -> list[int]:
    """Return up to what length the ways to each node must be told apart, for those of the nodes after it to be."""
    needed = list(most)
    for node in reversed(graph.nodes):
        for edge in graph.out[node.index]:
            if sets[edge.target] is not None:
                needed[node.index] = max(needed[node.index], needed[edge.target] - 1)
    return needed


def live_slots(
    graph: Unfolding, sets: Sequence[Possible | None], wanted: Sequence[Iterable[int]]
) -> list[dict[int, None]]:
    """Return the slots at each node whose value something further on may ask for."""
    live: list[dict[int, None]] = [dict.fromkeys(slots) for slots in wanted]
    for node in reversed(graph.nodes):
        here = live[node.index]
        for edge in graph.out[node.index]:
            if sets[edge.target] is not None:
                here.update(dict.fromkeys(slots_of(edge.guard)))
                for slot in live[edge.target]:
                    table = edge.update.get(slot)
                    if table is None or len(set(table)) > 1:
                        here[slot] = None
    return live
