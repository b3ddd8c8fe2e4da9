"""One way through the story as a formula for a solver: every assignment that satisfies it is a way, and the reverse.

A node and an edge are on the way or not. A slot has a new version only where ways come together with different ones
(as in static single assignment, Cytron and others 1991). How far a node is from the beginning is counted in unary above
its distance in the graph, as far as a window goes. Questions are assumptions, asked of the one solver one after the
other (Eén and Sörensson 2003; bounded model checking, Biere and others 1999).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from game.author.prove.claims import Target
from game.author.prove.formula import (
    AllOf,
    AtLeast,
    Formula,
    Member,
    OneOf,
    Truth,
    slots_of,
)
from game.author.prove.liveness import live_slots, slots_in
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible
from game.author.prove.versions import Version, Versions


class End(NamedTuple):
    """Where a way can end: a node, with what must hold there; and how long the way may be, ``None`` for any length."""

    node: int
    target: Target
    length: int | None


class Way(Struct, frozen=True):
    """What a satisfying assignment says: the edges of a way, and its last node."""

    edges: tuple[Edge, ...]
    end: int

    def moves(self) -> tuple[str, ...]:
        """Return the moves of the way."""
        return tuple(edge.move for edge in self.edges)


class Plan(NamedTuple):
    """What is encoded: a graph whose every edge leads onward, the codes that are possible, and what is asked for."""

    graph: Unfolding
    sets: Sequence[Possible | None]
    wanted: Sequence[Iterable[int]]
    """The slots that questions will ask about at each node."""
    live: Sequence[int]
    """Those and all that anything further on asks about, as bits."""

    @classmethod
    def of(
        cls, graph: Unfolding, sets: Sequence[Possible | None], wanted: Sequence[Iterable[int]] | None = None
    ) -> "Plan":
        """Return what is encoded of a graph if some slots will be asked about at each node; none if not said."""
        asked = wanted or [()] * len(graph.nodes)
        return cls(graph, sets, asked, live_slots(graph, sets, asked))


class Encoding(Versions):
    """A graph without loops, as clauses in a solver. Close it when it is no longer needed."""

    def __init__(self, plan: Plan) -> None:
        """Begin to encode a graph: ``arrive`` and ``leave`` do it, node by node."""
        super().__init__()
        self.graph = graph = plan.graph
        self.first = 0
        """The node at which ways begin."""
        self.sets = plan.sets
        self.least = [0] * len(graph.nodes)
        """How far each node is from the beginning at the least."""
        self.on = [0] * len(graph.nodes)
        self.taken: dict[int, list[tuple[Edge, int]]] = {}
        self._longer: list[dict[int, int]] = [{} for _ in graph.nodes]
        self._into: list[list[tuple[Edge, int]]] = [[] for _ in graph.nodes]
        self._live = plan.live
        self._wanted = plan.wanted
        self._done_with: list[list[int]] = [[] for _ in graph.nodes]
        """By the last node that is come to from them, nodes."""
        self.versions: list[dict[int, Version]] = [{} for _ in graph.nodes]

    def arrive(self, index: int, least: int, apart: Iterable[int]) -> None:
        """Add a node whose predecessors are there already, no nearer to the beginning than ``least``.

        Ways there are told apart by the lengths in ``apart``.
        """
        arriving = self._into[index]
        self.on[index] = here = self.fresh() if index != self.first else 1
        if index != self.first:
            self.solver.add_clause([-here, *(literal for _, literal in arriving)])
        for _, literal in arriving:
            self.solver.add_clause([-literal, here])
        self.place(index, max(least, min((self.least[edge.source] + 1 for edge, _ in arriving), default=0)), apart)
        for slot in slots_in(self._live[index]):
            self.versions[index][slot] = self._arrived(index, slot)
        for before in self._done_with[index]:
            self._let_go(before)

    def place(self, index: int, least: int, apart: Iterable[int]) -> None:
        """Say how far a node is at the least, and tell some lengths apart."""
        self.least[index] = least
        self._count(index, apart)

    def way(self, ends: Iterable[tuple[int, int]]) -> Way:
        """Return the way that was found last, up to the first of some ends: nodes, each with the literal it is for."""
        model = self.model()
        wanted = {index for index, literal in ends if self._true(model, literal) and self._true(model, self.on[index])}
        edges: list[Edge] = []
        index = self.first
        while index not in wanted:
            edge = next(edge for edge, literal in self.taken[index] if self._true(model, literal))
            edges.append(edge)
            index = edge.target
        return Way(tuple(edges), index)

    def whole_way(self) -> tuple[Edge, ...]:
        """Return the edges of the way that was found last, as far as it goes."""
        model = self.model()
        edges: list[Edge] = []
        edge: Edge | None = None
        while True:
            taken = self.taken[edge.target if edge else self.first]
            edge = next((edge for edge, literal in taken if self._true(model, literal)), None)
            if edge is None:
                return tuple(edges)
            edges.append(edge)

    @staticmethod
    def _true(model: Sequence[int], literal: int) -> bool:
        return (model[abs(literal) - 1] > 0) == (literal > 0)

    def literal(self, formula: Formula, index: int) -> int:
        """Return a literal that can only be true if a formula holds at a node."""
        versions = self.versions[index]
        match formula:
            case Truth(value=value):
                return 1 if value else -1
            case Member(slot=slot, codes=codes):
                return self.any_code(versions[slot], codes)
        key = (formula, tuple(id(versions[slot]) for slot in dict.fromkeys(slots_of(formula))))
        if key not in self.known:
            self.known[key] = self._joined(formula, index)
        return self.known[key]

    def way_to(self, ends: Iterable[End]) -> Way | None:
        """Return a way to one of some ends, ``None`` if there is none.

        Raises KeyError if lengths are not told apart so far.
        """
        known = [(end, self.literal(end.target.holds, end.node)) for end in ends]
        top = self.top
        there = [(end.node, self._at_end(end, literal)) for end, literal in known]
        wanted = self.any([literal for _, literal in there])
        way = self.way(there) if wanted != -1 and self.solve([wanted]) else None
        self.never_again(top)
        return way

    def at_ends(self, ends: Iterable[End]) -> list[tuple[int, int]]:
        """Return the nodes of ends, each with a literal for the way that ends there."""
        return [(end.node, self._at_end(end, self.literal(end.target.holds, end.node))) for end in ends]

    def _at_end(self, end: End, holds: int) -> int:
        length = 1 if end.length is None else self.no_longer(end.node, end.length - (end.target.move is not None))
        return self.all([self.on[end.node], holds, length])

    def there(self, index: int, formula: Formula) -> int:
        """Return a literal that can only be true if a node is on the way and a formula holds there."""
        return self.all([self.on[index], self.literal(formula, index)])

    def _joined(self, formula: AllOf | OneOf | AtLeast, index: int) -> int:
        parts = [self.literal(term, index) for term in formula.terms]
        if isinstance(formula, AtLeast):
            return self.at_least(formula.number, parts)
        if isinstance(formula, AllOf):
            return self.all(parts)
        return self.any(parts)

    def _arrived(self, index: int, slot: int) -> Version:
        """Return a slot's version at a node, a new one where those before it differ."""
        if index == 0:
            return self.constant(self.graph.start[slot])
        arriving = self._into[index]
        if len(arriving) == 1:
            return self._after(arriving[0][0], slot)
        before = [(self._after(edge, slot), literal) for edge, literal in arriving]
        first = before[0][0]
        if all(version is first for version, _ in before):
            return first
        return self.merged(before, (self.sets[index] or [])[slot])

    def _count(self, index: int, apart: Iterable[int]) -> None:
        """Say of some lengths, in order, whether the way to a node is as long, as far as they are beyond its least."""
        self._longer[index] = longer = {length: self.fresh() for length in apart if length > self.least[index]}
        for edge, literal in self._into[index]:
            for length, counted in longer.items():
                before = self._as_long(edge.source, length - 1)
                if before is not None and before != -1:
                    self.solver.add_clause([-literal, counted] if before == 1 else [-literal, -before, counted])

    def _as_long(self, index: int, length: int) -> int | None:
        """Return a literal for the way to a node on the way having so many moves or more; ``None`` if unknown.

        Where so many are not told apart, but more are, it is for as many more as are.
        """
        if length <= self.least[index]:
            return 1
        if index == 0:
            return -1
        longer = self._longer[index]
        return longer.get(length) or next((literal for more, literal in longer.items() if more > length), None)

    def no_longer(self, index: int, length: int) -> int:
        """Return a literal that can only be true if the way to a node has at most so many moves.

        It may be true of a longer one if lengths are not told apart so far, or so near, everywhere on it. Raises
        KeyError if they are not so far at the node itself.
        """
        longer = self._as_long(index, length + 1)
        if longer is None:
            raise KeyError(length)
        return -longer

    def leave(self, index: int) -> None:
        """Add the edges out of a node that is there."""
        here = self.on[index]
        leaving: list[tuple[Edge, int]] = []
        for edge in self.graph.out[index]:
            if self.sets[edge.target] is not None:
                literal = self.fresh()
                self.solver.add_clause([-literal, here])
                guard = self.literal(edge.guard, index)
                if guard != 1:
                    self.solver.add_clause([-literal, guard])
                leaving.append((edge, literal))
                self._into[edge.target].append((edge, literal))
        self.taken[index] = leaving
        self.at_most_one([literal for _, literal in leaving])
        if leaving:
            self._done_with[max(edge.target for edge, _ in leaving)].append(index)
        else:
            self._let_go(index)

    def _let_go(self, index: int) -> None:
        """Forget what a node's slots hold, but for those that are asked about there: of a dilemma that may be any."""
        if self.graph.nodes[index].scene.dilemma is None:
            versions = self.versions[index]
            self.versions[index] = {slot: versions[slot] for slot in self._wanted[index]}

    def _after(self, edge: Edge, slot: int) -> Version:
        """Return a slot's version after an edge."""
        table = edge.update.get(slot)
        if table is None:
            return self.versions[edge.source][slot]
        if len(set(table)) == 1:
            return self.constant(table[0])
        return self.changed(self.versions[edge.source][slot], table)
