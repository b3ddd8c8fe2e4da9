"""What a slot holds along a way, as a flow: how much of the way comes to each place with each code."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import networkx as nx
from msgspec import Struct, field

from game.author.prove.formula import Table, narrowed
from game.author.prove.linear import Column
from game.author.prove.regions import Arc, Regions
from game.author.prove.unfold import Edge
from game.author.prove.way_flow import WayFlow

Shares: TypeAlias = Mapping[int, tuple[Column, ...]]
"""The codes a slot can have somewhere, each with the columns that add up to how much of the way has it there."""
_Group: TypeAlias = tuple[int | None, Table | None, Edge | None]
"""Where some arcs lead, what they make of the slot, and which it is if it asks for it."""


class Asked(Struct):
    """Where a slot is asked for."""

    nodes: set[int] = field(default_factory=set)
    edges: set[Edge] = field(default_factory=set)


class SlotFlow:
    """Adds to a way's program what one slot holds along it."""

    def __init__(self, way: WayFlow, slot: int, asked: Asked, live: AbstractSet[int]) -> None:
        """Add it; the slot matters at the nodes where it is ``live``."""
        self._way, self._slot, self._asked = way, slot, asked
        self.at_node: dict[int, Shares] = {}
        """Where something at a node asks for the slot,"""
        self.at_edge: dict[Edge, Shares] = {}
        """and where something about an edge does."""
        self._entering: dict[int, list[Shares]] = {}
        """What comes to a node, or to a region."""
        nodes = [index for index in way.nodes if index in live]
        arcs = {index: list(self._arcs(index, live)) for index in nodes}
        for index in way.nodes:
            self._enter(index, live)
        left = {index for index in nodes if index in way.stops or len(arcs[index]) < len(way.out[index])}
        self._regions = Regions(nodes, arcs, asked.nodes, set(self._entering), left)
        for region in self._in_order(arcs):
            members = self._regions.members[region]
            self._through(region, [arc for node in members for arc in arcs[node]], leaks=not left.isdisjoint(members))

    def _arcs(self, index: int, live: AbstractSet[int]) -> Iterator[Arc]:
        for edge in self._way.out[index]:
            table = edge.update.get(self._slot)
            if table is not None and all(table[code] == code for code in self._way.codes(index, self._slot)):
                table = None
            is_kept = edge.target in live and (table is None or len(set(table)) > 1)
            if is_kept or edge in self._asked.edges:
                yield Arc(edge, edge.target if is_kept else None, table if is_kept else None, edge in self._asked.edges)

    def _enter(self, index: int, live: AbstractSet[int]) -> None:
        """Let the slot have a code on from where it is given one whatever it held."""
        if index == 0 and index in live:
            start = self._way.paths.graph.start[self._slot]
            self._entering.setdefault(index, []).append({start: (self._way.node[index],)})
        for edge in self._way.out[index]:
            table = edge.update.get(self._slot)
            if table is None or edge.target not in live or len(set(table)) > 1:
                continue
            if index in live and all(table[code] == code for code in self._way.codes(index, self._slot)):
                continue
            self._entering.setdefault(edge.target, []).append({table[0]: (self._way.edge[edge],)})

    def _in_order(self, arcs: Mapping[int, Sequence[Arc]]) -> list[int]:
        """Return the regions in an order in which arcs lead onward, with what enters their nodes."""
        shape: nx.DiGraph[int] = nx.DiGraph()
        shape.add_nodes_from(self._regions.members)
        for node, leaving in arcs.items():
            for arc in leaving:
                if arc.target is not None and self._regions.of(node) != self._regions.of(arc.target):
                    shape.add_edge(self._regions.of(node), self._regions.of(arc.target))
        for region, members in self._regions.members.items():
            entering = [shares for node in members for shares in self._entering.pop(node, ())]
            if entering:
                self._entering[region] = entering
        return list(nx.lexicographical_topological_sort(shape))

    def _through(self, region: int, arcs: Sequence[Arc], *, leaks: bool) -> None:
        """Let what enters a region leave it; some of it ``leaks`` where the slot matters no more."""
        program = self._way.program
        entering = self._arrived(region)
        if region in self._asked.nodes:
            self.at_node[region] = entering
        groups: dict[_Group, list[Edge]] = {}
        for arc in arcs:
            target = None if arc.target is None else self._regions.of(arc.target)
            if target != region or not arc.is_plain:
                groups.setdefault((target, arc.table, arc.edge if arc.is_asked else None), []).append(arc.edge)
        passing = {group: self._passing(group, entering) for group in groups}
        if len(groups) == 1 and not leaks and all(len(codes) == len(entering) for codes in passing.values()):
            leaving: dict[_Group, Shares] = dict.fromkeys(groups, entering)
        else:
            leaving = {group: self._leaving(edges, passing[group]) for group, edges in groups.items()}
            for code, columns in entering.items() if len(entering) > 1 else ():
                gone = [column for shares in leaving.values() for column in shares.get(code, ())]
                (program.no_more if leaks else program.equal)(gone, columns)
        for (target, table, asked), shares in leaving.items():
            if asked is not None:
                self.at_edge[asked] = shares
            if target is not None:
                self._entering.setdefault(target, []).append(_changed(shares, table))

    def _arrived(self, region: int) -> Shares:
        """Return what enters a region, all together."""
        possible = {code for node in self._regions.members[region] for code in self._way.codes(node, self._slot)}
        entering: dict[int, tuple[Column, ...]] = {}
        for shares in self._entering.pop(region, ()):
            for code in possible & shares.keys():
                entering[code] = (*entering.get(code, ()), *shares[code])
        return {code: self._way.program.short(columns) for code, columns in sorted(entering.items())}

    def _passing(self, group: _Group, entering: Shares) -> list[int]:
        """Return the codes with which edges can be taken."""
        edge = group[2]
        if edge is None:
            return list(entering)
        asked = narrowed(edge.guard, self._way.paths.sets[edge.source] or []).get(self._slot)
        return [code for code in entering if asked is None or asked >> code & 1]

    def _leaving(self, edges: Sequence[Edge], codes: Sequence[int]) -> Shares:
        """Return how much leaves by some edges with each code, by columns of their own."""
        program = self._way.program
        whole = tuple(self._way.edge[edge] for edge in edges)
        if len(codes) == 1:
            return {codes[0]: whole}
        shares = {code: (program.column(),) for code in codes}
        program.equal(whole, [column for columns in shares.values() for column in columns])
        return shares


def _changed(shares: Shares, table: Table | None) -> Shares:
    if table is None:
        return shares
    found: dict[int, tuple[Column, ...]] = {}
    for code, columns in shares.items():
        found[table[code]] = (*found.get(table[code], ()), *columns)
    return found
