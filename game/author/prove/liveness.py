"""What of a moment matters further on, in a graph without loops whose nodes are in order."""

from collections.abc import Iterable, Sequence

from game.author.prove.formula import slots_of
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible


def lengths_needed(graph: Unfolding, sets: Sequence[Possible | None], most: Sequence[int]) -> list[int]:
    """Return up to what length the ways to each node must be told apart, for those of the nodes after it to be."""
    needed = list(most)
    for node in reversed(graph.nodes):
        for edge in graph.out[node.index]:
            if sets[edge.target] is not None:
                needed[node.index] = max(needed[node.index], needed[edge.target] - 1)
    return needed


def live_slots(graph: Unfolding, sets: Sequence[Possible | None], wanted: Sequence[Iterable[int]]) -> list[int]:
    """Return the slots at each node whose value something further on may ask for, as bits."""
    live = [bits(slots) for slots in wanted]
    for node in reversed(graph.nodes):
        here = live[node.index]
        for edge in graph.out[node.index]:
            if sets[edge.target] is not None:
                here |= bits(slots_of(edge.guard)) | live[edge.target] & ~_forgotten(edge)
        live[node.index] = here
    return live


def bits(slots: Iterable[int]) -> int:
    """Return slots as the bits of a number."""
    found = 0
    for slot in slots:
        found |= 1 << slot
    return found


def slots_in(number: int) -> list[int]:
    """Return the slots that the bits of a number stand for, in order."""
    return [slot for slot, digit in enumerate(reversed(f"{number:b}")) if digit == "1"]


def _forgotten(edge: Edge) -> int:
    """Return the slots of which it is known after an edge what they hold, whatever they held before."""
    return bits(slot for slot, table in edge.update.items() if len(set(table)) == 1)
