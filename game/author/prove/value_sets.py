"""Which codes each slot can have in each node: abstract interpretation over sets of values, one set a slot.

What it calls impossible is impossible. What it lets be may be impossible all the same, for it forgets how slots hang
together (Cousot and Cousot 1977, in the simplest of its domains).
"""

from array import array
from collections.abc import Sequence
from heapq import heappop, heappush
from operator import or_
from typing import TypeAlias

import networkx as nx
from msgspec.structs import replace

from game.author.prove.formula import FALSE, Table, narrowed, within
from game.author.prove.unfold import Edge, Unfolding

Possible: TypeAlias = Sequence[int]
"""For each slot the codes it can have, as bits: an array, for there are as many as nodes times slots."""


def value_sets(graph: Unfolding) -> list[Possible | None]:
    """Return the possible codes at each node, ``None`` where nothing can come to."""
    sets: list[Possible | None] = [None] * len(graph.nodes)
    sets[0] = array("I", (1 << code for code in graph.start))
    # Who comes first in an order of the ways on is asked first: so that most nodes are done with when they are left.
    order = _order(graph)
    waiting, queued = [(order[0], 0)], {0}
    while waiting:
        _, index = heappop(waiting)
        queued.discard(index)
        here = sets[index]
        if here is None:
            continue
        for edge in graph.out[index]:
            after = passed(edge, here, graph.grounds.sizes)
            if after is not None and _joined(sets, edge.target, after) and edge.target not in queued:
                heappush(waiting, (order[edge.target], edge.target))
                queued.add(edge.target)
    return sets


def _order(graph: Unfolding) -> dict[int, int]:
    """Return an order of the nodes that can be come to, against which few edges go: reverse postorder."""
    shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in graph.edges)
    shape.add_node(0)
    return {index: -place for place, index in enumerate(nx.dfs_postorder_nodes(shape, 0))}


def passed(edge: Edge, before: Possible, sizes: Sequence[int]) -> Possible | None:
    """Return the codes that are possible after an edge, or ``None`` if it cannot be taken."""
    guard = within(edge.guard, before, sizes)
    if guard == FALSE:
        return None
    after = array("I", before)
    for slot, codes in narrowed(guard, before).items():
        after[slot] = codes
    for slot, table in edge.update.items():
        after[slot] = image(after[slot], table)
    return after


def pruned(graph: Unfolding, sets: Sequence[Possible | None]) -> Unfolding:
    """Return a graph without the edges that cannot be taken, its guards as short as the possible codes let them be."""
    kept = Unfolding(graph.grounds, graph.nodes, [], [[] for _ in graph.nodes], graph.start)
    for edge in graph.edges:
        here = sets[edge.source]
        if here is not None:
            guard = within(edge.guard, here, graph.grounds.sizes)
            if guard != FALSE:
                kept.add(replace(edge, guard=guard))
    return kept


def _joined(sets: list[Possible | None], index: int, more: Possible) -> bool:
    """Add possible codes to a node's, and return whether any was new."""
    there = sets[index]
    if there is None:
        sets[index] = more
        return True
    both = array("I", map(or_, there, more))
    if both == there:
        return False
    sets[index] = both
    return True


def image(codes: int, table: Table) -> int:
    """Return what becomes of a set of codes."""
    after = 0
    for code, becomes in enumerate(table):
        if codes >> code & 1:
            after |= 1 << becomes
    return after
