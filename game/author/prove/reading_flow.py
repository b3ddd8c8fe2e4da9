"""What is read along a way, as a program: its solutions in whole numbers are ways, and cost what there is to read.

A text is a flow through its diagram, from its root to below it, by edges with a code each; of each code no more than
the way has there. So a program whose solutions need not be whole comes to hardly more than its ways do.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from game.author.prove.ahead import Paths, order_for
from game.author.prove.formula import AllOf, Member, Truth, slots_of
from game.author.prove.linear import Column
from game.author.prove.liveness import live_slots, slots_in
from game.author.prove.measured import Measure, Part, Weights
from game.author.prove.rings import Least
from game.author.prove.slot_flow import Asked, Shares, SlotFlow
from game.author.prove.unfold import Edge
from game.author.prove.valued import CONSTANT, Diagrams, Valued
from game.author.prove.way_flow import WayFlow

SharesOf: TypeAlias = Callable[[int], Shares]
"""By slot, how much comes to a place with each code."""
MOST_NODES = 100_000
"""How large the diagrams of all texts together may grow."""


class _Occasion(NamedTuple):
    """Somewhere that something can be read: how many words, by columns that say so, and between which nodes."""

    words: int
    columns: tuple[Column, ...]
    before: int
    after: int


class ReadingFlow:
    """The program of a measure."""

    def __init__(self, paths: Paths, measure: Measure) -> None:
        """Make it. Raises TooMany if a text hangs on too much."""
        self.way = way = WayFlow(paths)
        self.program = way.program
        self.diagrams = Diagrams(Least, order_for(paths, measure), paths.sizes(), MOST_NODES)
        self._weights = Weights(measure, paths.pieces, self.diagrams, paths.sets)
        self._slots: dict[int, SlotFlow] = {}
        self._counted: dict[int, list[_Occasion]] = {}
        """By mark, where something can be read that counts once."""
        graph = paths.graph
        arriving = {index: list(self._weights.on_arrival(graph.nodes[index])) for index in way.nodes}
        moving = {edge: list(self._weights.on_move(edge, graph.nodes[edge.source])) for edge in way.edge}
        self._follow(arriving, moving)
        for edge, column in way.edge.items():
            self._guard(edge, column)
        for index, column in way.node.items():
            for part in arriving[index]:
                self._part(part, column, self._at_node(index), (index, index))
        for edge, column in way.edge.items():
            for part in moving[edge]:
                self._part(part, column, self._at_edge(edge), (edge.source, edge.target))
        for occasions in self._counted.values():
            self._once(occasions)

    def _follow(self, arriving: dict[int, list[Part]], moving: dict[Edge, list[Part]]) -> None:
        """Follow every slot that something asks for."""
        graph, sets = self.way.paths.graph, self.way.paths.sets
        wanted: list[set[int]] = [set() for _ in graph.nodes]
        asked: dict[int, Asked] = {}
        for index, parts in arriving.items():
            for slot in {slot for part in parts for slot in part.asked}:
                asked.setdefault(slot, Asked()).nodes.add(index)
                wanted[index].add(slot)
        for edge, parts in moving.items():
            for slot in {*slots_of(edge.guard), *(slot for part in parts for slot in part.asked)}:
                asked.setdefault(slot, Asked()).edges.add(edge)
                wanted[edge.source].add(slot)
        live: dict[int, set[int]] = {}
        for index, slots in enumerate(live_slots(graph, sets, wanted)):
            for slot in slots_in(slots):
                live.setdefault(slot, set()).add(index)
        for slot in sorted(asked):
            self._slots[slot] = SlotFlow(self.way, slot, asked[slot], live[slot])

    def _at_node(self, index: int) -> SharesOf:
        return lambda slot: self._slots[slot].at_node[index]

    def _at_edge(self, edge: Edge) -> SharesOf:
        return lambda slot: self._slots[slot].at_edge[edge]

    def _guard(self, edge: Edge, column: Column) -> None:
        """Let an edge be gone only where its guard holds; what that says of a slot by itself is said there."""
        terms = edge.guard.terms if isinstance(edge.guard, AllOf) else (edge.guard,)
        for term in terms:
            if not isinstance(term, Member | Truth):
                self._flow(self.diagrams.of(term), column, self._at_edge(edge))

    def _part(self, part: Part, column: Column, shares: SharesOf, place: tuple[int, int]) -> None:
        if part.mark is None:
            self.program.costs[column] += int(part.amount.weight)
            self._weigh(part.amount, column, shares)
        else:
            read = Valued(self.diagrams.one.weight, part.amount.node)
            occasion = _Occasion(int(part.amount.weight), self._where(read, column, shares), *place)
            self._counted.setdefault(part.mark, []).append(occasion)

    def _weigh(self, function: Valued, whole: Column, shares: SharesOf) -> None:
        """Count what a function comes to beyond what all its values have in common, ``whole`` being all that comes."""
        if len(asked := self.diagrams.below(function)) == 1:
            _, slot, ways = asked[0]
            for code, columns in shares(slot).items():
                for column in columns:
                    self.program.costs[column] += int(ways[code].weight)
        else:
            self._flow(function, whole, shares)

    def _where(self, condition: Valued, whole: Column, shares: SharesOf) -> tuple[Column, ...]:
        """Return columns that add up to how much comes to where a condition holds."""
        if condition.node == CONSTANT:
            return (whole,)
        if len(asked := self.diagrams.below(condition)) == 1:
            _, slot, ways = asked[0]
            return tuple(
                column
                for code, columns in shares(slot).items()
                if ways[code].weight == self.diagrams.ring.one
                for column in columns
            )
        holds, other = self.program.column(), self.program.column()
        self.program.equal((holds, other), (whole,))
        self._flow(condition, holds, shares)
        self._flow(self.diagrams.opposite(condition), other, shares)
        return (holds,)

    def _once(self, occasions: Sequence[_Occasion]) -> None:
        """Count what is read on some occasions once, and only if it is."""
        read = self.program.column()
        self.program.costs[read] += occasions[0].words
        self.program.no_more((read,), [column for one in occasions for column in one.columns])
        # Those that as many others can come before are on no way together, so that it is read on one of them at most.
        by_depth: dict[int, list[Column]] = {}
        depths: list[tuple[int, _Occasion]] = []
        for one in sorted(occasions, key=lambda occasion: (occasion.before, occasion.after)):
            earlier = (depth for depth, other in depths if self.way.leads(other.after, one.before))
            depths.append((1 + max(earlier, default=0), one))
            by_depth.setdefault(depths[-1][0], []).extend(one.columns)
        for columns in by_depth.values():
            self.program.no_more(columns, (read,))

    def _flow(self, function: Valued, whole: Column, shares: SharesOf) -> None:
        """Let what comes to a text go through its diagram, at what it costs beyond what all its values have in common.

        Where the function is nothing there is no way through.
        """
        entering: dict[int, list[Column]] = {function.node: [whole]}
        going: dict[tuple[int, int], list[Column]] = {}
        for node, slot, ways in self.diagrams.below(function):
            if node not in entering:
                # The codes that lead there are none that the slot can have here.
                continue
            leaving: list[Column] = []
            for code in shares(slot):
                weight, child = ways[code]
                if weight != self.diagrams.ring.nothing:
                    column = self.program.column()
                    self.program.costs[column] += int(weight)
                    leaving.append(column)
                    going.setdefault((slot, code), []).append(column)
                    entering.setdefault(child, []).append(column)
            self.program.equal(entering[node], leaving)
        for (slot, code), columns in going.items():
            self.program.no_more(columns, shares(slot)[code])
