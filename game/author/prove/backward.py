"""From where something can still be reached, for all states at once: decision diagrams, computed from the ends back.

A node's diagram holds in exactly those states from which, standing there, some way on leads to a target. Nearly always
that is all states, which is why this is cheap where the same forward is hopeless. (Bryant 1986; backward reachability
as in symbolic model checking, Burch and others 1992.)
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import networkx as nx
from dd import autoref
from msgspec import Struct

from game.author.prove.formula import (
    FALSE,
    TRUE,
    AllOf,
    AtLeast,
    Formula,
    Member,
    OneOf,
    Table,
    Truth,
    all_of,
    member,
    one_of,
)
from game.author.prove.unfold import Edge, Unfolding

Diagram = Any
"""A function of the library's, which ships no types."""

MOST_NODES = 400_000


class TooLarge(Exception):
    """The diagrams have outgrown what is worth waiting for."""


class _Good(Struct, frozen=True):
    """The states of a node from which a target can be reached, and the bits that they hang on."""

    diagram: Diagram
    support: AbstractSet[str]


class Backward:
    """Decision diagrams over a story's slots, each code in so many bits, spare codes standing for the last."""

    def __init__(self, graph: Unfolding) -> None:
        """Prepare a graph; nothing is computed yet."""
        self.graph = graph
        self.sizes = graph.grounds.sizes
        self.diagrams = autoref.BDD()
        self._bits: dict[int, list[str]] = {}
        shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in graph.edges)
        shape.add_nodes_from(node.index for node in graph.nodes)
        condensed = nx.condensation(shape)
        self._parts = [sorted(condensed.nodes[part]["members"]) for part in nx.topological_sort(condensed)]
        self._open_from: dict[int, list[int]] = {}
        """By node, those from which a move that is always open leads there."""
        for edge in graph.edges:
            if edge.guard == TRUE:
                self._open_from.setdefault(edge.target, []).append(edge.source)
        self._known: dict[Formula, Diagram] = {}
        self._guards: dict[Edge, Diagram] = {}

    def close(self) -> None:
        """Let go of the diagrams; the library wants it done before it is let go of itself."""
        self._known.clear()
        self._guards.clear()

    def unreachable_from(self, targets: Mapping[int, Formula], asked: Iterable[int]) -> dict[int, Formula]:
        """Return, for some nodes, the states there from which none of some targets can be reached any more.

        ``targets`` are nodes, each with what must hold there. Raises TooLarge if it cannot be worked out.
        """
        asked = tuple(asked)
        true, false = self.diagrams.true, self.diagrams.false
        wanted = {index: self._diagram(formula) for index, formula in targets.items() if formula != FALSE}
        between = self._between(asked, wanted)
        good = dict.fromkeys(range(len(self.graph.nodes)), _Good(false, frozenset()))
        good |= dict.fromkeys(self._certain(targets), _Good(true, frozenset()))
        for part in reversed(self._parts):
            comes_round = any(edge.target in part for index in part for edge in self.graph.out[index])
            changed = not between.isdisjoint(part)
            while changed:
                changed = False
                for index in part:
                    if good[index].diagram != true:
                        found = self._good(index, good, wanted)
                        if found != good[index].diagram:
                            good[index] = _Good(found, self.diagrams.support(found))
                            changed = comes_round
            if len(self.diagrams) > MOST_NODES:
                raise TooLarge
        known: dict[int, Formula] = {}
        return {index: self._formula(~good[index].diagram, known) for index in asked}

    def _certain(self, targets: Mapping[int, Formula]) -> set[int]:
        """Return the nodes from which moves that are always open lead to a target: most, and for nothing."""
        certain = {index for index, formula in targets.items() if formula == TRUE}
        waiting = list(certain)
        while waiting:
            for index in self._open_from.get(waiting.pop(), ()):
                if index not in certain:
                    certain.add(index)
                    waiting.append(index)
        return certain

    def _between(self, asked: Iterable[int], wanted: Iterable[int]) -> set[int]:
        """Return the nodes on ways from those that are asked about to those that are wanted."""
        ahead, behind = set(asked), set(wanted)
        for part in self._parts:
            if not ahead.isdisjoint(part):
                ahead.update(part)
                ahead.update(edge.target for index in part for edge in self.graph.out[index])
        for part in reversed(self._parts):
            leads = any(edge.target in behind for index in part for edge in self.graph.out[index])
            if leads or not behind.isdisjoint(part):
                behind.update(part)
        return ahead & behind

    def _good(self, index: int, good: Mapping[int, "_Good"], wanted: Mapping[int, Diagram]) -> Diagram:
        found = wanted.get(index, self.diagrams.false)
        # What is certain first: most nodes have a way out that is always open.
        for edge in sorted(self.graph.out[index], key=lambda edge: good[edge.target].diagram != self.diagrams.true):
            if found == self.diagrams.true:
                break
            after = good[edge.target]
            if after.diagram != self.diagrams.false:
                found |= self._guard(edge) & self._before(edge, after)
        return found

    def _guard(self, edge: Edge) -> Diagram:
        if edge not in self._guards:
            self._guards[edge] = self._diagram(edge.guard)
        return self._guards[edge]

    def _before(self, edge: Edge, after: "_Good") -> Diagram:
        """Return the states before an edge after which a diagram holds."""
        replaced = {
            bit: self._bit_after(slot, place, table)
            for slot, table in (edge.update.items() if after.support else ())
            for place, bit in enumerate(self._bits.get(slot, ()))
            if bit in after.support
        }
        return self.diagrams.let(replaced, after.diagram) if replaced else after.diagram

    def _bit_after(self, slot: int, place: int, table: Table) -> Diagram:
        codes = sum(1 << code for code, after in enumerate(table) if after >> place & 1)
        return self._diagram(member(slot, codes, self.sizes[slot]))

    def _diagram(self, formula: Formula) -> Diagram:
        if formula not in self._known:
            self._known[formula] = self._built(formula)
        return self._known[formula]

    def _built(self, formula: Formula) -> Diagram:
        match formula:
            case Truth(value=value):
                return self.diagrams.true if value else self.diagrams.false
            case Member(slot=slot, codes=codes):
                return self._among(slot, codes)
            case AllOf(terms=terms):
                found = self.diagrams.true
                for term in terms:
                    found &= self._diagram(term)
                return found
            case OneOf(terms=terms):
                found = self.diagrams.false
                for term in terms:
                    found |= self._diagram(term)
                return found
            case AtLeast(number=number, terms=terms):
                parts = [self._diagram(term) for term in terms]
                return self._enough(number, parts)

    def _enough(self, number: int, parts: Sequence[Diagram]) -> Diagram:
        """Return that so many of some diagrams hold, by how many of those before did."""
        so_far = [self.diagrams.true] + [self.diagrams.false] * number
        for part in parts:
            for place in range(number, 0, -1):
                so_far[place] |= so_far[place - 1] & part
        return so_far[number]

    def _among(self, slot: int, codes: int) -> Diagram:
        bits = self._bits_of(slot)
        last = self.sizes[slot] - 1
        found = self.diagrams.false
        for pattern in range(1 << len(bits)):
            if codes >> min(pattern, last) & 1:
                each = self.diagrams.true
                for place, bit in enumerate(bits):
                    variable = self.diagrams.var(bit)
                    each &= variable if pattern >> place & 1 else ~variable
                found |= each
        return found

    def _bits_of(self, slot: int) -> list[str]:
        if slot not in self._bits:
            bits = [f"s{slot}b{place}" for place in range((self.sizes[slot] - 1).bit_length())]
            self.diagrams.declare(*bits)
            self._bits[slot] = bits
        return self._bits[slot]

    def _formula(self, diagram: Diagram, known: dict[int, Formula]) -> Formula:
        """Return a diagram as a formula; ``known`` are those of its parts, by the library's number."""
        if diagram == self.diagrams.true:
            return TRUE
        if diagram == self.diagrams.false:
            return FALSE
        if int(diagram) not in known:
            slot, place = map(int, diagram.var[1:].split("b"))
            size = self.sizes[slot]
            # A bit of a code is that of every pattern that stands for it; spare patterns are the last code's.
            high = sum(1 << code for code in range(size) if code >> place & 1)
            ways = [
                all_of((member(slot, codes, size), self._formula(self._given(diagram, bit=value), known)))
                for value, codes in ((True, high), (False, ~high))
            ]
            known[int(diagram)] = one_of(ways, self.sizes)
        return known[int(diagram)]

    def _given(self, diagram: Diagram, *, bit: bool) -> Diagram:
        """Return what is left of a diagram where its first bit is known."""
        return self.diagrams.let({diagram.var: bit}, diagram)
