"""Seams: nodes that every way passes on its way on, where little of what was before is still asked for."""

from collections.abc import Iterator, Sequence

import networkx as nx

from game.author.prove.encode import Plan
from game.author.prove.liveness import slots_in
from game.author.prove.value_sets import Possible

STRETCH = 600
"""About how many nodes there are from one seam to the next."""
MOST_STATES = 5000
"""In no more ways than that the slots that are asked for behind a seam can be filled there."""


def seams(plan: Plan) -> list[int]:
    """Return the seams of a graph without loops, in order, the beginning first."""
    passed = _passed_by_most(plan)
    nodes = passed[0][1]
    number = round(nodes / STRETCH)
    found = [0]
    for place in range(1, number):
        around = {
            node: _states(plan.sets[node] or [], plan.live[node])
            for node, behind in passed
            if abs((nodes - behind) * number - place * nodes) * 2 <= nodes and node > found[-1]
        }
        best = min(around, key=around.__getitem__, default=0)
        if around.get(best, MOST_STATES + 1) <= MOST_STATES:
            found.append(best)
    return found


def stretches_of(plan: Plan, seams: Sequence[int]) -> list[list[int]]:
    """Return for each node the numbers of the stretches that it is in: behind which seams, with none between.

    A seam is in the one that it begins, and in none where nothing can come to it.
    """
    found: list[set[int]] = [set() for _ in plan.graph.nodes]
    begun = {node: number for number, node in enumerate(seams)}
    for node in plan.graph.nodes:
        if plan.sets[node.index] is not None:
            if node.index in begun:
                found[node.index] = {begun[node.index]}
            for edge in plan.graph.out[node.index]:
                found[edge.target] |= found[node.index]
    return [sorted(numbers) for numbers in found]


def _passed_by_most(plan: Plan) -> list[tuple[int, int]]:
    """Return nodes each of which all ways to the next one pass, with how many nodes cannot be come to without it."""
    shape: nx.DiGraph[int] = nx.DiGraph(
        (edge.source, edge.target) for edge in plan.graph.edges if plan.sets[edge.target] is not None
    )
    shape.add_node(0)
    before: dict[int, int] = nx.immediate_dominators(shape, 0)
    after: dict[int, list[int]] = {index: [] for index in (0, *before)}
    behind = dict.fromkeys(after, 1)
    for index in sorted(after, reverse=True):
        if index:
            after[before[index]].append(index)
            behind[before[index]] += behind[index]
    return list(_chain(after, behind))


def _chain(after: dict[int, list[int]], behind: dict[int, int]) -> Iterator[tuple[int, int]]:
    index: int | None = 0
    while index is not None:
        yield index, behind[index]
        index = max(after[index], key=behind.__getitem__, default=None)


def _states(possible: Possible, live: int) -> int:
    """Return in how many ways the slots that are asked for can be filled, as far as the sets of codes tell."""
    found = 1
    for slot in slots_in(live):
        found *= possible[slot].bit_count()
    return found
