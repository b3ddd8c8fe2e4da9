"""What is still to come of a measure, from every node on and for all states at once, computed from the ends back.

The same over ways as `backward.py` does for whether there is one: dynamic programming (Bellman 1957) over functions
that diagrams share. What moves are offered is always exact. Of a text, the best that it can come to is taken for what
it comes to, unless it is among those that are told apart: so a figure is a bound, and exact once nothing is taken for
better on its way than it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from game.author.progress import Tell, silent
from game.author.prove.formula import slots_of
from game.author.prove.measured import Measure, Part, PieceKey, Pieces, Weights, conditions_at
from game.author.prove.ordering import asked_together, ordered
from game.author.prove.rings import Count, Ring
from game.author.prove.unfold import Edge, Node, Unfolding
from game.author.prove.value_sets import Possible
from game.author.prove.valued import Diagrams, Valued

MOST_WHOLE = 40_000
"""How large the diagrams of a small story may grow with every text told apart and nothing exchanged for a bound."""
MOST_NODES = 300_000
"""How large the diagrams may grow; with more, memory would be short."""
MOST_LIVE = 60
"""How large one function may grow before it is exchanged for a bound, of those that hang on nearly everything."""
MOST_OF_MOVES = 20_000
"""The same for moves and choices, which hang on what is asked for by moves alone, and are exact."""
LEFT_OUT = 10
"""One slot in so many is left out at a time."""
MOST_COUNTED = 20_000
"""The same for counting to the last, which grows too large soon where it does, and then bounds are better."""
_SWEPT = 40_000
_REMEMBERED = 20_000
"""After how many new nodes it is forgotten what they were worked out from."""


class Paths(Struct, frozen=True):
    """A graph without loops, where its ways stop, and which ending each has had by then."""

    graph: Unfolding
    sets: Sequence[Possible | None]
    endings: Sequence[str]
    """Ids, as the last slot but the marks has them for codes."""
    pieces: Pieces

    @property
    def ending_slot(self) -> int:
        """The slot, of nothing in the story, that says which ending a way is asked to have."""
        return len(self.graph.grounds.sizes)

    def sizes(self) -> list[int]:
        """Return the sizes of all slots, the ending's and the marks' included."""
        return [*self.graph.grounds.sizes, max(1, len(self.endings)), *[2] * len(self.pieces.marks)]

    def stops(self, index: int) -> bool:
        """Return whether a way may stop at a node."""
        scene = self.graph.nodes[index].scene
        return scene.is_end and not scene.routes


class Counted(Struct, frozen=True):
    """A part of a measure as it is, and as it is taken to be."""

    part: Part
    taken: Valued


class Ahead:
    """The functions of one measure. Raises TooMany if they outgrow what they may."""

    def __init__(  # noqa: PLR0913 - a question, and what it may cost
        self,
        paths: Paths,
        measure: Measure | None,
        ring: type[Ring],
        *,
        apart: Mapping[PieceKey, frozenset[int]] | None = None,
        tell: Tell = silent,
        keep: bool = True,
        whole: bool = False,
        roughly: bool = False,
    ) -> None:
        """Work out what is to come; without a measure, ways themselves, whichever their ending.

        ``apart`` are the texts that are told apart, with the slots they ask about. Functions that are needed no more
        are forgotten unless they are to be kept for ``best_way``. Moves and choices are exact unless it is asked for
        them ``roughly``. The ``whole`` of a small story is exact, whatever is asked for.
        """
        self.paths = paths
        self._apart = apart or {}
        order = order_for(paths, measure, self._apart.values())
        most = MOST_COUNTED if ring is Count else min(MOST_WHOLE, MOST_NODES) if whole else MOST_NODES
        self.diagrams = Diagrams(ring, [paths.ending_slot, *order], paths.sizes(), most)
        self._whole = whole
        self.measure = measure
        is_exact = measure in {Measure.MOVES, Measure.CHOICES} and not roughly
        self._most_live = MOST_NODES if whole or ring is Count else MOST_OF_MOVES if is_exact else MOST_LIVE
        self._weights = Weights(measure, paths.pieces, self.diagrams, paths.sets)
        self._taken: dict[Valued, Valued] = {}
        self.values: list[Valued] = [self.diagrams.nothing] * len(paths.graph.nodes)
        self.arriving: dict[int, list[Counted]] = {}
        self.moving: dict[Edge, list[Counted]] = {}
        self._work(tell, keep=keep)

    def _work(self, tell: Tell, *, keep: bool) -> None:
        graph, diagrams = self.paths.graph, self.diagrams
        swept, remembered = _SWEPT, _REMEMBERED
        furthest = [max((edge.target for edge in edges), default=0) for edges in graph.out]
        for node in reversed(graph.nodes):
            index = node.index
            tell("Readings", len(graph.nodes) - index, len(graph.nodes))
            if self.paths.sets[index] is None:
                continue
            if len(diagrams) > swept:
                self._sweep(range(index + 1, len(graph.nodes) if keep else max(furthest[: index + 1]) + 1))
                swept = 2 * len(diagrams) + _SWEPT
            if diagrams.made > remembered:
                diagrams.forget()
                remembered = diagrams.made + _REMEMBERED
            found = diagrams.one if self.paths.stops(index) else diagrams.nothing
            for edge in graph.out[index]:
                ahead = diagrams.replaced(self.values[edge.target], edge.update)
                way = diagrams.times(diagrams.of(edge.guard), ahead)
                if way != diagrams.nothing:
                    self.moving[edge] = self._counted(self._weights.on_move(edge, node))
                    found = self._small(diagrams.join(found, self._small(self._with(self.moving[edge], way))))
            self.arriving[index] = self._counted(self._weights.on_arrival(node))
            found = self._with(self.arriving[index], found)
            if node.scene.ending is not None and self.measure is not None:
                which = diagrams.among(self.paths.ending_slot, 1 << self.paths.endings.index(node.scene.ending.id))
                found = diagrams.times(which, found)
            self.values[index] = self._small(diagrams.replaced(found, self._possible(index)))

    def _sweep(self, needed: range) -> None:
        """Forget everything but what some nodes have ahead of them and what counts there."""
        parts = [one for counted in self._all_counted(needed) for one in counted]
        amounts = [amount for one in parts for amount in (one.part.amount, one.taken)]
        numbers = self.diagrams.kept([*(self.values[place] for place in needed), *amounts])

        def kept(value: Valued) -> Valued:
            return Valued(value.weight, numbers[value.node])

        def renumbered(counted: Iterable[Counted]) -> list[Counted]:
            return [Counted(replace(one.part, amount=kept(one.part.amount)), kept(one.taken)) for one in counted]

        nothing = self.diagrams.nothing
        self.values = [kept(value) if place in needed else nothing for place, value in enumerate(self.values)]
        self.arriving = {place: renumbered(self.arriving[place]) for place in needed if place in self.arriving}
        self.moving = {edge: renumbered(counted) for edge, counted in self.moving.items() if edge.source in needed}
        self._taken.clear()

    def _all_counted(self, needed: range) -> Iterator[list[Counted]]:
        yield from (self.arriving[place] for place in needed if place in self.arriving)
        yield from (counted for edge, counted in self.moving.items() if edge.source in needed)

    def _possible(self, index: int) -> dict[int, tuple[int, ...]]:
        """Return tables by which codes that a slot cannot have at a node are taken for one that it can."""
        possible, sizes = self.paths.sets[index] or (), self.paths.graph.grounds.sizes
        asked = (slot for slot in self.diagrams.levels if slot < len(possible))
        return {
            slot: _folded(possible[slot], sizes[slot]) for slot in asked if possible[slot] != (1 << sizes[slot]) - 1
        }

    def _small(self, value: Valued) -> Valued:
        """Return a function, or if it is too large a bound to it: with those slots left out that matter least."""
        while self.diagrams.size(value) > self._most_live:
            spreads = self.diagrams.spreads(value)
            spreads.pop(self.paths.ending_slot, None)
            for slot in sorted(spreads, key=lambda slot: (spreads[slot], slot))[: 1 + len(spreads) // LEFT_OUT]:
                value = self.diagrams.without(value, slot)
        return value

    def _counted(self, parts: Iterable[Part]) -> list[Counted]:
        return [Counted(part, self._as_taken(part)) for part in parts]

    def _as_taken(self, part: Part) -> Valued:
        if self._whole or not part.asked or part.mark is not None or part.key in self._apart:
            return part.amount
        if part.amount not in self._taken:
            taken = part.amount
            for slot in part.asked:
                taken = self.diagrams.without(taken, slot)
            self._taken[part.amount] = taken
        return self._taken[part.amount]

    def _with(self, counted: Iterable[Counted], ahead: Valued) -> Valued:
        diagrams = self.diagrams
        for one in counted:
            ahead = self._small(ahead)
            mark = one.part.mark
            if mark is None:
                ahead = diagrams.times(one.taken, ahead)
            else:
                fresh = diagrams.times(one.taken, diagrams.among(mark, 0b01))
                read = diagrams.replaced(ahead, {mark: (1, 1)})
                ahead = diagrams.join(diagrams.times(fresh, read), diagrams.times(self._again(one, mark), ahead))
        return ahead

    def _again(self, one: Counted, mark: int) -> Valued:
        """Return one where a part does not count: it is not read, or has been before."""
        diagrams = self.diagrams
        reads = Valued(diagrams.one.weight, one.taken.node)
        return diagrams.opposite(diagrams.times(reads, diagrams.among(mark, 0b01)))


def order_for(paths: Paths, measure: Measure | None, apart: Iterable[frozenset[int]] = ()) -> list[int]:
    """Return a good order of all slots that a measure can hang on; ``apart`` are some that texts ask about together."""
    marks = frozenset(paths.pieces.marks.values()) if measure is Measure.TEXT else frozenset()
    texts = frozenset[int]().union(*_asked(paths)) if measure in {Measure.WORDS, Measure.TEXT} else frozenset()
    return ordered(paths.graph, asked_together(paths.graph) | marks | texts, apart)


@lru_cache(maxsize=4096)
def _folded(codes: int, size: int) -> tuple[int, ...]:
    one = (codes & -codes).bit_length() - 1
    return tuple(code if codes >> code & 1 else one for code in range(size))


def _asked(paths: Paths) -> Iterator[frozenset[int]]:
    """Yield, for every branching of what is read at a node, the slots that it asks about together."""
    for node in paths.graph.nodes:
        if paths.sets[node.index] is not None:
            yield from _asked_at(paths, node)


def _asked_at(paths: Paths, node: Node) -> Iterator[frozenset[int]]:
    grounds = paths.graph.grounds
    for condition in conditions_at(grounds.story, node.scene):
        yield frozenset(slots_of(grounds.formula(condition, node.here)))
