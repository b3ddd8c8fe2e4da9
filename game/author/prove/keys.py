"""What an answer rests on, in a few bytes: two claims of the same key have the same answer, whatever else has changed.

Whether there is a way to a node, and how long it is, hangs on the nodes from which it can be come to, on the edges
between them, on the codes at the beginning, and on the prover itself; and on nothing else. All of that is in the key,
slots by their names, for their numbers move when a variable is added. What a code means is not: the question is about
codes, and has the same answer whatever they are called.
"""

from collections.abc import Iterable
from hashlib import blake2b

import networkx as nx

from game.author.prove.claims import Claim, Target
from game.author.prove.formula import AtLeast, Formula, Member, Truth
from game.author.prove.unfold import Edge, Node, Unfolding
from game.cache import code_of

_SIZE = 16
LIBRARIES = ("dd", "networkx", "pysat")


class Keys:
    """The keys of claims about one graph."""

    def __init__(self, graph: Unfolding) -> None:
        """Work out what the ways to each node rest on."""
        self._graph = graph
        self._slots = _slot_names(graph)
        self._formulas: dict[int, tuple[Formula, bytes]] = {}
        """By identity; the formulas are kept so that no other can have theirs."""
        self._before: dict[int, bytes] = {}
        self._known: dict[Claim, str] = {}
        shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in graph.edges)
        shape.add_nodes_from(range(len(graph.nodes)))
        arriving: dict[int, list[Edge]] = {}
        for edge in graph.edges:
            arriving.setdefault(edge.target, []).append(edge)
        condensed = nx.condensation(shape)
        for part in nx.topological_sort(condensed):
            members: set[int] = condensed.nodes[part]["members"]
            edges = [edge for index in members for edge in arriving.get(index, ())]
            rests_on = sorted(map(self._edge, edges)) + sorted(_name(graph.nodes[index]) for index in members)
            rests_on += sorted({self._before[edge.source] for edge in edges if edge.source not in members})
            key = _digest(rests_on)
            self._before.update(dict.fromkeys(members, key))

    def of(self, claim: Claim) -> str:
        """Return the key of a claim, which asks for what it asked for when it was first wanted."""
        if claim not in self._known:
            self._known[claim] = self._of(claim.targets)
        return self._known[claim]

    def of_everywhere(self, claim: Claim) -> str:
        """Return the key of a claim, and of all else where it is of interest whether it holds."""
        return self._of(claim.everywhere)

    def of_all(self, asked: str) -> str:
        """Return the key of a question, in words, that rests on the whole graph."""
        return _digest([_prover().encode(), asked.encode(), *sorted(self._before.values())]).hex()

    def _of(self, targets: Iterable[Target]) -> str:
        parts = [
            b"%b %b %b %b"
            % (
                self._before[target.node],
                _name(self._graph.nodes[target.node]),
                self._formula(target.holds),
                repr(target.move).encode(),
            )
            for target in targets
        ]
        return _digest([_prover().encode(), *sorted(parts)]).hex()

    def _edge(self, edge: Edge) -> bytes:
        update = sorted((self._slots[slot], table) for slot, table in edge.update.items())
        ends = [_name(self._graph.nodes[index]) for index in (edge.source, edge.target)]
        return _digest([*ends, edge.move.encode(), self._formula(edge.guard), repr(update).encode()])

    def _formula(self, formula: Formula) -> bytes:
        if id(formula) not in self._formulas:
            self._formulas[id(formula)] = formula, _digest([self._written(formula).encode()])
        return self._formulas[id(formula)][1]

    def _written(self, formula: Formula) -> str:
        match formula:
            case Truth(value=value):
                return str(value)
            case Member(slot=slot, codes=codes):
                return f"{self._slots[slot]}:{codes:x}"
        number = formula.number if isinstance(formula, AtLeast) else ""
        # In an order of their names, for that of their slots' numbers is none.
        return f"{type(formula).__name__}{number}({','.join(sorted(map(self._written, formula.terms)))})"


def _name(node: Node) -> bytes:
    return repr((node.scene.key, node.back, node.clipped)).encode()


def _slot_names(graph: Unfolding) -> list[str]:
    """Return a name for each slot that no other has, with its code at the beginning and how many it can have."""
    grounds = graph.grounds
    names = {variable.slot: f"v {variable.name}" for variable in grounds.story.variables}
    names |= {slot: f"s {key}" for key, slot in grounds.seen.items()}
    names |= {slot: f"t {key}" for key, slot in grounds.taken.items()}
    return [f"{names[slot]} {graph.start[slot]} {size}" for slot, size in enumerate(grounds.sizes)]


def _digest(parts: Iterable[bytes]) -> bytes:
    """Return a digest of some bytes, each told apart from the next."""
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(4, "little"))
        found.update(part)
    return found.digest()


def _prover() -> str:
    """Return what tells the prover, and what it asks, from any other version of it."""
    return code_of(("author/prove",), LIBRARIES)
