"""Which nodes need not be told apart, as far as one slot goes.

What comes into a region leaves it as it came: between its nodes nothing is asked of the slot and nothing changes it.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from game.author.prove.formula import Table
from game.author.prove.unfold import Edge

MOST_ROUNDS = 6


class Arc(Struct, frozen=True):
    """An edge out of a node where a slot matters."""

    edge: Edge
    target: int | None
    """The node it leads to, ``None`` if what the slot holds there does not hang on what it held before, or matters no
    more."""
    table: Table | None
    """What becomes of the slot's codes, ``None`` for what they were."""
    is_asked: bool
    """Whether something about the edge asks for the slot."""

    @property
    def is_plain(self) -> bool:
        """Return whether it leads on and has nothing to do with the slot."""
        return self.target is not None and self.table is None and not self.is_asked


class Regions:
    """Nodes, put together as far as they can be."""

    def __init__(
        self,
        nodes: Sequence[int],
        arcs: Mapping[int, Sequence[Arc]],
        asking: AbstractSet[int],
        entered: AbstractSet[int],
        left: AbstractSet[int],
    ) -> None:
        """Put nodes together, which are in an order in which arcs lead onward.

        ``asking`` are those where the slot is asked for, ``entered`` those where it is given a code whatever it held,
        ``left`` those from which some way goes on without its mattering.
        """
        self._arcs, self._asking = arcs, asking
        self._entered, self._left = set(entered), set(left)
        self._into: dict[int, list[tuple[int, Arc]]] = {node: [] for node in nodes}
        self._of = {node: node for node in nodes}
        self.members = {node: [node] for node in nodes}
        for node in nodes:
            for arc in arcs[node]:
                if arc.target is not None:
                    self._into[arc.target].append((node, arc))
        for _ in range(MOST_ROUNDS):
            before = len(self.members)
            for node in nodes:
                if self._of[node] == node and node not in self._entered:
                    self._put_into(node, self._before(node))
            for node in reversed(nodes):
                if self._of[node] == node and node not in self._left:
                    self._put_into(node, self._behind(node))
            if len(self.members) == before:
                break

    def of(self, node: int) -> int:
        """Return a node's region, as one of its nodes."""
        return self._of[node]

    def _before(self, region: int) -> int | None:
        """Return the one region that a region is come to from, by plain arcs alone."""
        arriving = [(source, arc) for node in self.members[region] for source, arc in self._into[node]]
        outside = {self._of[source] for source, _ in arriving} - {region}
        return outside.pop() if len(outside) == 1 and all(arc.is_plain for _, arc in arriving) else None

    def _behind(self, region: int) -> int | None:
        """Return the one region that a region leads to, by plain arcs alone."""
        leaving = [arc for node in self.members[region] for arc in self._arcs[node]]
        if not all(arc.is_plain for arc in leaving):
            return None
        outside = {self._of[arc.target] for arc in leaving if arc.target is not None} - {region}
        return outside.pop() if len(outside) == 1 else None

    def _put_into(self, region: int, other: int | None) -> None:
        if other is None or region in self._asking or other in self._asking:
            return
        for node in self.members[region]:
            self._of[node] = other
        self.members[other] += self.members.pop(region)
        for regions in (self._entered, self._left):
            if region in regions:
                regions.add(other)
