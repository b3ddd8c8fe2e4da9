"""How far it is from an option to the first thing that would read otherwise, had another been taken.

That is what asks for the dilemma's own fact and is settled by it: with the other option's value in its place, which
some playthrough has there, a branch of text would not be read, or another would; a choice would be offered, or would
not; another route would be gone. What the choice itself says and where it leads by itself is no consequence here.
"""

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.author.prove.formula import FALSE, Formula, all_of, member, negation, one_of, pulled_back
from game.author.prove.options import Asked, Option, Options
from game.author.prove.unfold import Edge


class Visible(Struct, frozen=True):
    """Where a difference is seen first: how many moves from the choice on, which is the first of them."""

    least: int
    most: int
    """The same, unless only bounds are known."""
    kind: str
    at: str


class _Near(Struct, frozen=True):
    """Something that may be otherwise, and how many moves away it is at the least by one of an option's edges."""

    distance: int
    edge: Edge
    copy: int
    asked: Asked
    holds: Formula
    """Where it holds, it is otherwise."""


class Seen:
    """Looks for what asks for a dilemma's fact."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.sizes = options.decided.grounds.sizes
        self._known: dict[tuple[int, int, int], bool] = {}

    def first(self, option: Option, others: Sequence[Option]) -> Visible | None:
        """Return the nearest difference after an option; ``None`` if nothing ever asks."""
        slot = self.options.story.slots[option.scene.dilemma or ""]
        found: Visible | None = None
        least: int | None = None
        for near in sorted(self._near(option, slot, others), key=lambda near: near.distance):
            if found is not None and near.distance >= found.most:
                break
            length = near.distance if self._is_there(near, self._detours(near)) else self._length(near)
            if length is not None:
                if length > near.distance and least is None:
                    # It may be nearer than the way that was found, but no nearer than this.
                    least = near.distance + 1
                if found is None or length < found.most:
                    found = Visible(length, length, str(near.asked.claim.kind), near.asked.claim.at)
        if found is None or least is None:
            return found
        return replace(found, least=min(least, found.most))

    def _near(self, option: Option, slot: int, others: Sequence[Option]) -> Iterator[_Near]:
        codes = [other.code for other in others if other.code != option.code]
        for edge in option.edges:
            distances = self._distances(edge.target) if edge in self.options.taken else {}
            for copy, asking in self.options.asking.get(slot, {}).items():
                for asked in asking if copy in distances else ():
                    had = [code for code in codes if self._had(copy, slot, code)]
                    holds = self._settled(asked.holds, slot, option.code, had)
                    if holds != FALSE:
                        yield _Near(distances[copy] + asked.later, edge, copy, asked, holds)

    def _settled(self, holds: Formula, slot: int, code: int, others: Sequence[int]) -> Formula:
        """Return when a formula's truth is another with the code of another option in a slot."""
        size = self.sizes[slot]
        here = pulled_back(holds, {slot: (code,) * size}, self.sizes)
        ways = []
        for other in others:
            there = pulled_back(holds, {slot: (other,) * size}, self.sizes)
            ways.append(all_of((here, negation(there, self.sizes))))
            ways.append(all_of((negation(here, self.sizes), there)))
        return all_of((member(slot, 1 << code, size), one_of(ways, self.sizes)))

    def _had(self, copy: int, slot: int, code: int) -> bool:
        """Return whether any playthrough has a code in a slot where a node is."""
        node = self.options.decided.laid.copies[copy]
        if (node, slot, code) not in self._known:
            encoding, holds = self.options.encoding, member(slot, 1 << code, self.sizes[slot])
            ways = [encoding.there(one, holds) for one in self.options.decided.copies[node]]
            self._known[node, slot, code] = encoding.solve([encoding.any(ways)])
        return self._known[node, slot, code]

    def _distances(self, start: int) -> dict[int, int]:
        """Return how many moves nodes are away at the least, the one to the start included."""
        found = {start: 1}
        waiting = deque(found)
        while waiting:
            index = waiting.popleft()
            for edge in self.options.graph.out[index]:
                if edge.target not in found:
                    found[edge.target] = found[index] + 1
                    waiting.append(edge.target)
        return found

    def _is_there(self, near: _Near, barred: Sequence[int]) -> bool:
        """Return whether a way comes there by none of some edges."""
        encoding = self.options.encoding
        return encoding.solve([self.options.taken[near.edge], encoding.there(near.copy, near.holds), *barred])

    def _length(self, near: _Near) -> int | None:
        """Return how many moves away it is on some way; ``None`` if there is none."""
        if not self._is_there(near, ()):
            return None
        way = self.options.encoding.whole_way()
        begin = way.index(near.edge)
        end = next(place for place, edge in enumerate(way) if edge.target == near.copy)
        return end - begin + 1 + near.asked.later

    def _detours(self, near: _Near) -> list[int]:
        """Return literals for taking no way there but the shortest."""
        start, end, graph = near.edge.target, near.copy, self.options.graph
        ahead = self.options.ahead
        layers = [{start}]
        been = {start}
        while end not in layers[-1]:
            after = {edge.target for index in layers[-1] for edge in graph.out[index]} - been
            layers.append({index for index in after if end in ahead[index]})
            been |= layers[-1]
        barred: list[int] = []
        following = {end}
        for layer in reversed(layers[:-1]):
            leaving = [one for index in layer for one in self.options.encoding.taken.get(index, ())]
            barred += [-literal for edge, literal in leaving if edge.target not in following]
            following = {edge.source for edge, _ in leaving if edge.target in following}
        return barred
