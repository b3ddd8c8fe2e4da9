"""An order of slots in which those that have to do with each other stand close: the smaller are diagrams over them.

Each slot moves to the middle of what it has to do with, again and again (FORCE: Aloul, Markov and Sakallah 2003).
"""

from collections.abc import Iterable, Iterator, Sequence

from game.author.prove.formula import slots_of
from game.author.prove.unfold import Edge, Unfolding

ROUNDS = 60
MOST_TOGETHER = 7
"""More slots than that, changed in one place, say nothing of any two of them."""


def ordered(graph: Unfolding, tracked: frozenset[int], asked: Iterable[frozenset[int]]) -> list[int]:
    """Return some slots in a good order. ``asked`` are sets of slots that are asked about together."""
    groups = [group & tracked for group in (*_groups(graph), *asked)]
    groups = [group for group in groups if len(group) > 1]
    last: dict[int, int] = {}
    for node in graph.nodes:
        for edge in graph.out[node.index]:
            last.update(dict.fromkeys(slots_of(edge.guard), node.index))
    order = sorted(tracked, key=lambda slot: (last.get(slot, len(graph.nodes)), slot))
    best, least = order, _span(order, groups)
    for _ in range(ROUNDS):
        moved = _moved(order, groups)
        if moved == order:
            break
        order = moved
        span = _span(order, groups)
        if span < least:
            best, least = order, span
    return best


def asked_together(graph: Unfolding) -> frozenset[int]:
    """Return the slots that some move of a graph asks about."""
    return frozenset(slot for edge in graph.edges for slot in slots_of(edge.guard))


def _groups(graph: Unfolding) -> Iterator[frozenset[int]]:
    for leaving in graph.out:
        yield from (_touched(edge) for edge in leaving)
        changed = frozenset(slot for edge in leaving for slot in edge.update)
        if len(changed) <= MOST_TOGETHER:
            yield changed


def _touched(edge: Edge) -> frozenset[int]:
    return frozenset((*slots_of(edge.guard), *edge.update))


def _span(order: Sequence[int], groups: Sequence[frozenset[int]]) -> int:
    places = {slot: place for place, slot in enumerate(order)}
    return sum(max(found) - min(found) for found in ([places[slot] for slot in group] for group in groups))


def _moved(order: Sequence[int], groups: Sequence[frozenset[int]]) -> list[int]:
    places = {slot: place for place, slot in enumerate(order)}
    drawn: dict[int, list[float]] = {slot: [] for slot in order}
    for group in groups:
        middle = sum(places[slot] for slot in group) / len(group)
        for slot in group:
            drawn[slot].append(middle)
    wanted = {slot: sum(to) / len(to) if to else places[slot] for slot, to in drawn.items()}
    return sorted(order, key=lambda slot: (wanted[slot], places[slot]))
