"""How many playthroughs there are, to the last: counted from the beginning and from the ends until the two meet.

From the ends, a node has for each state how many ways there are on from it; from the beginning, how many there are to
it. Both are functions of what moves ahead still ask for, kept as trains. Whichever side is smaller goes on, so that
they meet where neither has to be large. All is worked out modulo one prime, and so many ways there cannot be: the graph
has fewer even if every condition is taken to hold. So what it comes to is the number itself.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

from msgspec.structs import replace

from game.author.progress import Tell
from game.author.prove.ahead import Paths
from game.author.prove.elimination import Field
from game.author.prove.formula import TRUE, Table, slots_of
from game.author.prove.liveness import bits, live_slots
from game.author.prove.merging import merged
from game.author.prove.moving import pulled, pushed, unasked
from game.author.prove.sifting import GROWN, Sorted, in_order, sifted
from game.author.prove.trains import NOTHING, Train, absorbed, common, held, joined, summed
from game.author.prove.unfold import Edge
from game.author.prove.value_sets import Possible

MOST_STEPS = 400_000_000
"""How many steps of elimination are worth taking, of which a processor takes a million or more a second."""


def playthroughs(paths: Paths, tell: Tell) -> int:
    """Return how many ways there are from the beginning to where one may stop. Raises TooMany if that is too much."""
    return _BothEnds(merged(paths), Field(most_ways(paths), MOST_STEPS)).count(tell)


def most_ways(paths: Paths) -> int:
    """Return how many ways there would be if every move were always offered, with the route that most ways go on from.

    There are no fewer, for of a move's routes one at most is open.
    """
    ahead = [0] * len(paths.graph.nodes)
    for node in reversed(paths.graph.nodes):
        routes: dict[str, int] = {}
        for edge in paths.graph.out[node.index]:
            routes[edge.move] = max(routes.get(edge.move, 0), ahead[edge.target])
        if paths.sets[node.index] is not None:
            ahead[node.index] = sum(routes.values()) + paths.stops(node.index)
    return ahead[0]


def _from_the_beginning(behind: int, ahead: int) -> bool:
    """Return which side goes on, by how large their last functions are."""
    return behind <= ahead


class _BothEnds:
    """The functions of both sides, as far as they have come."""

    def __init__(self, paths: Paths, field: Field) -> None:
        self._paths, self._field = paths, field
        self._graph = paths.graph
        self._sizes = paths.graph.grounds.sizes
        nodes = len(self._graph.nodes)
        self._live = live_slots(self._graph, paths.sets, [()] * nodes)
        self._into: list[list[Edge]] = [[] for _ in range(nodes)]
        for edge in self._graph.edges:
            self._into[edge.target].append(edge)
        self._behind: dict[int, Sorted] = {}
        """For nodes before where the sides are to meet, how many ways there are to each state."""
        self._ahead: dict[int, Sorted] = {}
        """For nodes after it, how many ways there are on from each state."""

    def count(self, tell: Tell) -> int:
        """Let the two sides meet, and return how many ways there are from end to end."""
        nodes = len(self._graph.nodes)
        cuts = self._cuts()
        first, last = 0, len(cuts) - 1
        done, stopped, sizes = 0, 0, [0, 0]
        while first < last:
            from_beginning = _from_the_beginning(*sizes)
            first, last = (first + 1, last) if from_beginning else (first, last - 1)
            todo = range(cuts[first - 1], cuts[first]) if from_beginning else range(cuts[last], cuts[last + 1])[::-1]
            for index in todo:
                tell("Readings: playthroughs", done, nodes)
                done += 1
                if from_beginning:
                    stopped += self._passed(index)
                else:
                    self._gone_on(index)
            found = self._behind[todo[-1]] if from_beginning else self._ahead[todo[-1]]
            sizes[not from_beginning] = found.train.size
        if cuts[last] < nodes:
            stopped += common(self._field, self._arrived(cuts[last]).train, self._ahead[cuts[last]].train)
        return stopped % self._field.prime

    def _cuts(self) -> list[int]:
        """Return the nodes past which no way goes but through them, in order, and the end: there the sides meet."""
        furthest, found = 0, [0]
        for node in self._graph.nodes:
            if furthest <= node.index and node.index:
                found.append(node.index)
            furthest = max([furthest, *(edge.target for edge in self._graph.out[node.index])])
        return [*found, len(self._graph.nodes)]

    def _passed(self, index: int) -> int:
        """Work out how many ways there are to a node, and return how many of them stop there."""
        found = self._behind[index] = self._arrived(index)
        self._forget(self._behind, self._graph.out, range(index + 1))
        return self._all(found.train) if self._paths.stops(index) else 0

    def _gone_on(self, index: int) -> None:
        """Work out how many ways there are on from a node."""
        self._ahead[index] = self._followed(index)
        self._forget(self._ahead, self._into, range(index, len(self._graph.nodes)))

    @staticmethod
    def _forget(functions: dict[int, Sorted], edges: Sequence[Sequence[Edge]], done: range) -> None:
        """Forget the functions that nothing is left to be worked out from."""
        for index in list(functions):
            if edges[index] and all(edge.source in done and edge.target in done for edge in edges[index]):
                del functions[index]

    def _all(self, train: Train) -> int:
        """Return the sum of all of a function's values."""
        return absorbed(self._field, train.weight, (summed(self._field, core) for core in train.cores)).weight

    def _possible(self, index: int) -> Possible:
        return self._paths.sets[index] or []

    def _followed(self, index: int) -> Sorted:
        """Return how many ways there are on from each state of a node."""
        before = self._possible(index)
        terms = [Sorted(Train(1))] if self._paths.stops(index) else []
        for edges in _alike(self._graph.out[index], lambda edge: edge.target):
            ahead = self._ahead[edges[0].target]
            if ahead.train.weight and before:
                terms.append(self._pulled(ahead, edges, before))
        found = self._sum(terms, before)
        return in_order(self._field, replace(found, train=unasked(self._field, found.train)))

    def _pulled(self, ahead: Sorted, edges: Sequence[Edge], before: Possible) -> Sorted:
        """Return how many ways there are on by some edges to one node."""
        after = self._possible(edges[0].target)
        asked = bits(ahead.train.order)
        parts: list[Sorted] = []
        for alike in _alike(edges, lambda edge: _changes(edge, asked)):
            train = pulled(self._field, ahead.train, alike[0].update, before, after)
            parts.append(self._open(_touched(ahead, train, alike[0].update), alike, before))
        return self._sum(parts, before)

    def _arrived(self, index: int) -> Sorted:
        """Return how many ways there are to each state of a node, by nodes for which that is known."""
        after, live = self._possible(index), self._live[index]
        terms = [] if index else [Sorted(Train(1))]
        for edges in _alike(self._into[index], lambda edge: edge.source):
            behind = self._behind.get(edges[0].source)
            if behind is not None and behind.train.weight and after:
                terms.append(self._pushed(behind, edges, live))
        return in_order(self._field, self._sum(terms, after))

    def _pushed(self, behind: Sorted, edges: Sequence[Edge], live: int) -> Sorted:
        """Return how many ways there are by some edges from one node."""
        before, after = self._possible(edges[0].source), self._possible(edges[0].target)
        parts: list[Sorted] = []
        for alike in _alike(edges, lambda edge: _changes(edge, live)):
            passing = self._open(behind, alike, before)
            train = pushed(self._field, passing.train, alike[0].update, before, after, live)
            parts.append(_touched(passing, train, alike[0].update))
        return self._sum(parts, after)

    def _open(self, one: Sorted, edges: Sequence[Edge], possible: Possible) -> Sorted:
        """Return a function as often as some edges that do the same are open."""
        free = sum(edge.guard == TRUE for edge in edges)
        parts = [replace(one, train=replace(one.train, weight=one.train.weight * free % self._field.prime))]
        for edge in edges:
            if edge.guard != TRUE:
                train = held(self._field, one.train, edge.guard, possible, self._sizes)
                parts.append(_touched(one, train, slots_of(edge.guard)))
        return self._sum(parts, possible)

    def _sum(self, terms: Iterable[Sorted], possible: Possible) -> Sorted:
        """Return the sum of some functions, the smaller ones first."""
        found = Sorted(NOTHING)
        for term in sorted(terms, key=lambda one: one.train.size):
            if not found.train.weight or not term.train.weight:
                found = found if found.train.weight else term
                continue
            train = joined(self._field, found.train, term.train, possible)
            # What one of them does not ask about has been put where it is.
            strange = set(found.train.order) ^ set(term.train.order)
            touched = found.touched | term.touched | strange
            # Side by side they are as large as both: if there is more, their orders do not go together.
            size = max(found.size, term.size)
            if train.size > GROWN * (found.train.size + term.train.size):
                train = sifted(self._field, train, touched)
            found = Sorted(train, size, touched)
        return found


def _touched(one: Sorted, train: Train, slots: Iterable[int]) -> Sorted:
    """Return what became of a function by something that has to do with some slots."""
    return Sorted(train, one.size, one.touched.union(slots))


def _changes(edge: Edge, slots: int) -> frozenset[tuple[int, Table]]:
    """Return what an edge does to some slots."""
    return frozenset((slot, table) for slot, table in edge.update.items() if slots >> slot & 1)


def _alike(edges: Iterable[Edge], kind: Callable[[Edge], Hashable]) -> list[list[Edge]]:
    """Return edges together with those that are of the same kind."""
    found: dict[Hashable, list[Edge]] = {}
    for edge in edges:
        found.setdefault(kind(edge), []).append(edge)
    return list(found.values())
