"""How often a shortest way can go round a loop, proved; and the graph with its loops laid out so many times.

In a part of the graph that is strongly connected only some slots change. A shortest way between two moments never
comes through the same moment twice, so it goes back at most as often as a simple path can through the part's nodes
times the values of those slots. Counting all of them would be too many; slots that can only be set, never set back
(what was taken once, what was said), are enough when whatever leaves them alone changes nothing else either.
(A completeness threshold in the sense of Kroening and Strichman 2003.)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

import networkx as nx
from msgspec import Struct
from msgspec.structs import replace

from game.author.prove.formula import TRUE, Formula, Member, Table, Test, compiled, mapped
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible, passed

MOST_MOMENTS = 60_000
"""Beyond so many pairs of a node and values a loop's bound is given up, and what hangs on it is undecided."""
UNPROVED_ROUNDS = 3
"""How often a loop is gone round whose bound was given up: enough to meet most of what there is."""
MOST_STEPS_COUNTED = 50_000


class Laid(Struct, frozen=True):
    """A graph without loops, and whether each loop was laid out as often as any shortest way can need."""

    graph: Unfolding
    copies: tuple[int, ...]
    """For each node, the node of the looped graph that it is a copy of."""
    proved: bool
    early: tuple[bool, ...]
    """For each node, whether everything can follow there that could in the looped graph. All moments come to such."""


_Place: TypeAlias = tuple[int, tuple[int, ...]]
"""A node, and the codes of the slots that are told apart."""
Moments: TypeAlias = "nx.MultiDiGraph[_Place]"
"""Each edge between them carries the edge of the story's graph that it is, under ``edge``."""


class _Step(Struct, frozen=True):
    """An edge as far as some slots go."""

    edge: Edge
    guard: Test
    update: tuple[tuple[int, Table], ...]

    def after(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """Return the codes after the edge."""
        changed = list(values)
        for place, table in self.update:
            changed[place] = table[changed[place]]
        return tuple(changed)


def lay_out(graph: Unfolding, sets: Sequence[Possible | None], *, twice: bool = False) -> Laid:
    """Return a graph without loops in which every moment can be reached, at its shortest distance, that could before.

    Nodes are in an order in which every edge leads onward. With ``twice``, each loop can be gone round as often again.
    """
    shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in graph.edges)
    shape.add_node(0)
    parts = list(nx.strongly_connected_components(shape))
    part_of = {index: number for number, part in enumerate(parts) for index in part}
    backward: set[int] = set()
    layers = [1] * len(parts)
    early = [1] * len(parts)
    proved = True
    for number, part in enumerate(parts):
        inner = [edge for index in sorted(part) for edge in graph.out[index] if part_of[edge.target] == number]
        if inner:
            order = _order(part, inner, graph)
            back = {id(edge) for edge in inner if order[edge.target] <= order[edge.source]}
            backward |= back
            bound = _bound(part, inner, back, graph, sets)
            if bound is None:
                proved, bound = False, UNPROVED_ROUNDS
            # What can follow a moment is asked of dilemmas: from wherever it is, as far again.
            asked = any(graph.nodes[index].scene.dilemma is not None for index in part)
            early[number] = bound + 1
            layers[number] = 2 * (bound + 1) if asked or twice else bound + 1
    laid, places = _copied(graph, part_of, layers, backward)
    has_all_ahead = tuple(layer < early[part_of[index]] for index, layer in places)
    return Laid(laid, tuple(index for index, _ in places), proved, has_all_ahead)


def _order(part: set[int], inner: Iterable[Edge], graph: Unfolding) -> dict[int, int]:
    """Return an order of a part's nodes against which few edges go: reverse postorder from where it is entered."""
    shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in inner)
    outside = (edge.target for edge in graph.edges if edge.target in part and edge.source not in part)
    entries = [*dict.fromkeys(outside), *([0] if 0 in part else []), *sorted(part)]
    order: dict[int, int] = {}
    for entry in entries:
        if entry not in order:
            fresh = [index for index in nx.dfs_postorder_nodes(shape, entry) if index not in order]
            order.update({index: len(order) + place for place, index in enumerate(reversed(fresh))})
    return order


def _bound(
    part: set[int], inner: Sequence[Edge], back: set[int], graph: Unfolding, sets: Sequence[Possible | None]
) -> int | None:
    """Return how often a shortest way through a part can take an edge of ``back``, or ``None`` if that is too many."""
    changed = {slot for edge in inner for slot, table in edge.update.items() if table != tuple(range(len(table)))}
    sizes = graph.grounds.sizes
    kept = {
        slot
        for slot in changed
        if sizes[slot] == 2 and all(edge.update[slot][1] == 1 for edge in inner if slot in edge.update)  # noqa: PLR2004
    }
    while True:
        walk = _Walk(part, inner, back, graph, sets, sorted(kept))
        moments = walk.moments()
        if moments is None:
            return None
        loose = walk.changed_unnoticed(moments, changed - kept)
        if not loose:
            return walk.most_backward(moments)
        kept |= loose


class _Walk:
    """The moments of a part of the graph, as far as some slots tell them apart. What hangs on others may be."""

    def __init__(  # noqa: PLR0913, PLR0917 - a part, and what it is part of
        self,
        part: set[int],
        inner: Sequence[Edge],
        back: set[int],
        graph: Unfolding,
        sets: Sequence[Possible | None],
        kept: Sequence[int],
    ) -> None:
        self.back = back
        places = {slot: place for place, slot in enumerate(kept)}
        self.out: dict[int, list[_Step]] = {index: [] for index in part}
        for edge in inner:
            guard = compiled(_relaxed(edge.guard, places, graph.grounds.sizes))
            update = tuple((places[slot], table) for slot, table in edge.update.items() if slot in places)
            self.out[edge.source].append(_Step(edge, guard, update))
        self.starts = {
            (index, values)
            for index, codes in _entries(part, graph, sets)
            for values in product(*(_codes(codes[slot]) for slot in kept))
        }

    def moments(self) -> "Moments | None":
        """Return the moments that can be come to and the edges between them, or ``None`` if they are too many."""
        found: Moments = nx.MultiDiGraph()
        if len(self.starts) > MOST_MOMENTS:
            return None
        found.add_nodes_from(self.starts)
        waiting = list(self.starts)
        while waiting:
            index, values = place = waiting.pop()
            for step in self.out[index]:
                if step.guard(values):
                    target = (step.edge.target, step.after(values))
                    if target not in found:
                        waiting.append(target)
                    found.add_edge(place, target, edge=step.edge)
            if len(found) > MOST_MOMENTS:
                return None
        return found

    def changed_unnoticed(self, moments: Moments, unnoticed: set[int]) -> set[int]:
        """Return the slots that are changed without being told apart, where a way can come round again."""
        component = _components(moments)
        return {
            slot
            for source, target, edge in _steps(moments)
            if component[source] == component[target]
            for slot, table in edge.update.items()
            if slot in unnoticed and table != tuple(range(len(table)))
        }

    def most_backward(self, moments: Moments) -> int:
        """Return the most edges of ``back`` on a way that never comes through a moment twice, or somewhat more."""
        shape: nx.DiGraph[_Place] = nx.DiGraph()
        shape.add_nodes_from(moments)
        shape.add_edges_from(moments.edges())
        condensed = nx.condensation(shape)
        component = condensed.graph["mapping"]
        crossing: dict[tuple[int, int], int] = {}
        inside: dict[int, list[tuple[_Place, _Place, int]]] = {}
        for source, target, edge in _steps(moments):
            pair, weight = (component[source], component[target]), int(id(edge) in self.back)
            if pair[0] != pair[1]:
                crossing[pair] = max(weight, crossing.get(pair, 0))
            elif source != target:
                inside.setdefault(pair[0], []).append((source, target, weight))
        most: dict[int, int] = {}
        for number in nx.topological_sort(condensed):
            arrived = max((most[before] + crossing[before, number] for before in condensed.pred[number]), default=0)
            most[number] = arrived + _longest(inside.get(number, []))
        return max(most.values(), default=0)


def _entries(part: set[int], graph: Unfolding, sets: Sequence[Possible | None]) -> Iterator[tuple[int, Possible]]:
    """Yield where a part is entered, with the codes that are possible there then."""
    if 0 in part:
        yield 0, [1 << code for code in graph.start]
    for edge in graph.edges:
        before = sets[edge.source]
        if edge.target in part and edge.source not in part and before is not None:
            codes = passed(edge, before, graph.grounds.sizes)
            if codes is not None:
                yield edge.target, codes


def _steps(moments: Moments) -> Iterator[tuple[_Place, _Place, Edge]]:
    yield from moments.edges(data="edge")


def _components(moments: Moments) -> dict[_Place, int]:
    parts = nx.strongly_connected_components(moments)
    return {place: number for number, part in enumerate(parts) for place in part}


def _longest(edges: Sequence[tuple[_Place, _Place, int]]) -> int:
    """Return the greatest weight of a simple path: exactly in a small graph, else no less than it."""
    out: dict[_Place, list[tuple[_Place, int]]] = {}
    for source, target, weight in edges:
        out.setdefault(source, []).append((target, weight))
    steps = 0
    best = 0
    for start, first in out.items():
        trail = [(start, 0, iter(first))]
        on_trail = {start}
        while trail:
            place, weight, rest = trail[-1]
            best = max(best, weight)
            step = next(rest, None)
            if step is None:
                trail.pop()
                on_trail.discard(place)
            elif step[0] not in on_trail:
                steps += 1
                if steps > MOST_STEPS_COUNTED:
                    return len({target for _, target, backward in edges if backward})
                on_trail.add(step[0])
                trail.append((step[0], weight + step[1], iter(out.get(step[0], []))))
    return best


def _relaxed(guard: Formula, kept: Mapping[int, int], sizes: Sequence[int]) -> Formula:
    """Return a guard that asks of kept slots only, by their places, and lets pass whatever hangs on others.

    There is no negation in a formula, so that what is let pass can only let more pass.
    """

    def replaced(question: Member) -> Formula:
        return Member(kept[question.slot], question.codes) if question.slot in kept else TRUE

    return mapped(guard, sizes, replaced)


def _codes(codes: int) -> list[int]:
    return [code for code in range(codes.bit_length()) if codes >> code & 1]


def _copied(
    graph: Unfolding, part_of: Mapping[int, int], layers: Sequence[int], backward: set[int]
) -> tuple[Unfolding, list[tuple[int, int]]]:
    """Return the graph with each part copied so many times, an edge of ``backward`` leading to the next copy."""
    shape: nx.DiGraph[tuple[int, int]] = nx.DiGraph()
    ways: dict[tuple[int, int], list[tuple[Edge, tuple[int, int]]]] = {}
    waiting = [(0, 0)]
    shape.add_node((0, 0))
    while waiting:
        index, layer = place = waiting.pop()
        ways[place] = []
        for edge in graph.out[index]:
            stays = part_of[edge.target] == part_of[index]
            target = (edge.target, (layer + (id(edge) in backward)) if stays else 0)
            if target[1] < layers[part_of[edge.target]]:
                if target not in shape:
                    waiting.append(target)
                shape.add_edge(place, target)
                ways[place].append((edge, target))
    order = {place: number for number, place in enumerate(nx.lexicographical_topological_sort(shape))}
    laid = Unfolding(graph.grounds, start=graph.start)
    for place, number in order.items():
        laid.nodes.append(replace(graph.nodes[place[0]], index=number))
        laid.out.append([])
    for place, number in order.items():
        for edge, target in ways[place]:
            laid.add(replace(edge, source=number, target=order[target]))
    return laid, list(order)
