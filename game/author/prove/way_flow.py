"""A way through the story as a flow: how much of it goes by each edge, all of it by one if the way is one way."""

from collections.abc import Mapping
from functools import cached_property

import networkx as nx

from game.author.prove.ahead import Paths
from game.author.prove.linear import Column, Program
from game.author.prove.unfold import Edge


class WayFlow:
    """A program whose solutions in whole numbers are the ways from the beginning to where the story stops."""

    def __init__(self, paths: Paths) -> None:
        """Give every edge that can be on such a way a column, and every node."""
        self.paths = paths
        self.program = program = Program()
        graph, sets = paths.graph, paths.sets
        possible = [edge for edge in graph.edges if sets[edge.source] is not None and sets[edge.target] is not None]
        shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in possible)
        shape.add_nodes_from(node.index for node in graph.nodes)
        stops = [node.index for node in graph.nodes if sets[node.index] is not None and paths.stops(node.index)]
        leading = set(stops).union(*(nx.ancestors(shape, stop) for stop in stops))
        self.nodes = [node.index for node in graph.nodes if sets[node.index] is not None and node.index in leading]
        """In an order in which every edge leads onward."""
        self.node: Mapping[int, Column] = {index: program.column() for index in self.nodes}
        self.out: dict[int, list[Edge]] = {index: [] for index in self.nodes}
        into: dict[int, list[Column]] = {index: [] for index in self.nodes}
        self.edge: dict[Edge, Column] = {}
        for edge in possible:
            if edge.target in self.out:
                self.edge[edge] = program.column()
                self.out[edge.source].append(edge)
                into[edge.target].append(self.edge[edge])
        self.stops = {stop: program.column() for stop in stops}
        for index, column in self.node.items():
            if index:
                program.equal((column,), into[index])
            stopping = (self.stops[index],) if index in self.stops else ()
            program.equal((column,), (*(self.edge[edge] for edge in self.out[index]), *stopping))

    def settled(self, ending: str) -> dict[Column, int]:
        """Return what is known of columns if a way is to have an ending: it begins, and comes to no other."""
        known = dict.fromkeys((self.program.always, *(self.node[index] for index in self.nodes[:1])), 1)
        for index, column in self.node.items():
            other = self.paths.graph.nodes[index].scene.ending
            if other is not None and other.id != ending:
                known[column] = 0
        return known

    def leads(self, index: int, to: int) -> bool:
        """Return whether a node leads to another, or is it."""
        return bool(self._ahead[index] >> to & 1)

    @cached_property
    def _ahead(self) -> Mapping[int, int]:
        """The nodes that each node leads to, itself included, as bits."""
        ahead: dict[int, int] = {}
        for index in reversed(self.nodes):
            ahead[index] = 1 << index
            for edge in self.out[index]:
                ahead[index] |= ahead[edge.target]
        return ahead

    def codes(self, index: int, slot: int) -> list[int]:
        """Return the codes a slot can have at a node."""
        possible = (self.paths.sets[index] or [])[slot]
        return [code for code in range(possible.bit_length()) if possible >> code & 1]
