"""Functions of a story's slots whose values are numbers, shared as far as they are alike: diagrams with valued edges.

An edge carries what all below it have in common, so that a sum of small parts (or a product, where ways are counted)
stays as small as its parts. Decision diagrams with edge values in a semiring (Lai and Sastry 1992 for sums; Wilson 2005
for any semiring; Fargier, Marquis, Niveau and Schmidt 2013 compare them).
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from game.author.prove.formula import AllOf, AtLeast, Formula, Member, OneOf, Table, Truth
from game.author.prove.rings import Ring, Weight

CONSTANT = 0
"""The node below which nothing is asked."""
_FRAMES_A_LEVEL = 8


class Valued(NamedTuple):
    """A function: what all its values have in common, and the node of the rest."""

    weight: Weight
    node: int


class TooMany(Exception):
    """The diagrams have outgrown what they may."""


class Diagrams:
    """Functions over levels, each a slot with its codes. Equal functions are one and the same."""

    def __init__(self, ring: type[Ring], slots: Sequence[int], sizes: Sequence[int], most: int) -> None:
        """Begin without any; ``slots`` are in the order of the levels. Raises TooMany beyond ``most`` nodes."""
        self.ring = ring
        self.most = most
        self.made = 0
        """How many nodes were made in all, those that are forgotten included."""
        self.levels = {slot: level for level, slot in enumerate(slots)}
        self.nothing, self.one = Valued(ring.nothing, CONSTANT), Valued(ring.one, CONSTANT)
        self._slots = tuple(slots)
        self._sizes = sizes
        self._bottom = len(slots)
        self._level = [self._bottom]
        self._children: list[tuple[Valued, ...]] = [()]
        self._asks = [0]
        """By node, the levels that it and those below it ask about, as bits."""
        self._unique: dict[tuple[int, tuple[Valued, ...]], int] = {}
        self._formulas: dict[Formula, Valued] = {}
        self._opposites: dict[int, Valued] = {}
        self.forget()
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 1000 + _FRAMES_A_LEVEL * len(slots)))

    def __len__(self) -> int:
        return len(self._children)

    def forget(self) -> None:
        """Forget what was worked out before, but not the functions."""
        self._joined: dict[tuple[int, int, Weight, Weight, bool], Valued] = {}
        self._products: dict[tuple[int, int], Valued] = {}
        self._replaced: dict[tuple[int, object], Valued] = {}

    def kept(self, functions: Iterable[Valued]) -> dict[int, int]:
        """Forget all functions but some. Returns their nodes' new numbers by the old ones."""
        self.forget()
        self._formulas.clear()
        self._opposites.clear()
        level, children = self._level, self._children
        needed = self._below(functions)
        # A node is made after those below it, so that the old order will do.
        numbers = {node: place for place, node in enumerate(sorted(needed))}
        self._level = [level[node] for node in numbers]
        self._children = [
            tuple(Valued(child.weight, numbers[child.node]) for child in children[node]) for node in numbers
        ]
        self._asks = [self._asks[node] for node in numbers]
        self._unique = {(self._level[node], self._children[node]): node for node in range(1, len(self._children))}
        return numbers

    def _below(self, functions: Iterable[Valued]) -> set[int]:
        needed = {CONSTANT}
        waiting = [function.node for function in functions]
        while waiting:
            node = waiting.pop()
            if node not in needed:
                needed.add(node)
                waiting += (child.node for child in self._children[node])
        return needed

    def weighed(self, weight: Weight, function: Valued) -> Valued:
        """Return a function with every value so much more."""
        if weight == self.ring.one:
            return function
        whole = self.ring.times(weight, function.weight)
        return self.nothing if whole == self.ring.nothing else Valued(whole, function.node)

    def among(self, slot: int, codes: int) -> Valued:
        """Return the function that is one where a slot has one of some codes, and nothing elsewhere."""
        ways = [self.one if codes >> code & 1 else self.nothing for code in range(self._sizes[slot])]
        return self._made(self.levels[slot], ways)

    def _made(self, level: int, ways: Sequence[Valued]) -> Valued:
        first = ways[0]
        if all(way == first for way in ways):
            return first
        ring = self.ring
        common = ring.common([way.weight for way in ways])
        children = tuple(
            way if way.weight == ring.nothing else Valued(ring.less(way.weight, common), way.node) for way in ways
        )
        key = (level, children)
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = len(self._children)
            self.made += 1
            if node > self.most:
                raise TooMany
            self._children.append(children)
            self._level.append(level)
            asks = 1 << level
            for child in children:
                asks |= self._asks[child.node]
            self._asks.append(asks)
        return Valued(common, node)

    def _ways(self, node: int, level: int, size: int) -> Sequence[Valued]:
        return self._children[node] if self._level[node] == level else [Valued(self.ring.one, node)] * size

    def join(self, left: Valued, right: Valued) -> Valued:
        """Return two functions joined, value by value."""
        nothing = self.ring.nothing
        if nothing in {left.weight, right.weight}:
            return right if left.weight == nothing else left
        return self._combined(left, right, bounds=False)

    def bound(self, left: Valued, right: Valued) -> Valued:
        """Return a bound to two functions, value by value."""
        if self.ring.nothing in {left.weight, right.weight}:
            other = right if left.weight == self.ring.nothing else left
            return self.nothing if self.ring.bound(self.ring.nothing, other.weight) == self.ring.nothing else other
        return self._combined(left, right, bounds=True)

    def _combined(self, left: Valued, right: Valued, *, bounds: bool) -> Valued:
        ring = self.ring
        if left.node == right.node:
            weight = (ring.bound if bounds else ring.join)(left.weight, right.weight)
            return Valued(weight, left.node)
        if left.node > right.node:
            left, right = right, left
        common = ring.common([left.weight, right.weight])
        more, other = ring.less(left.weight, common), ring.less(right.weight, common)
        key = (left.node, right.node, more, other, bounds)
        found = self._joined.get(key)
        if found is None:
            level = min(self._level[left.node], self._level[right.node])
            size = self._sizes[self._slots[level]]
            pairs = zip(self._ways(left.node, level, size), self._ways(right.node, level, size), strict=True)
            combine = self.bound if bounds else self.join
            ways = [combine(self.weighed(more, one), self.weighed(other, two)) for one, two in pairs]
            found = self._joined[key] = self._made(level, ways)
        return self.weighed(common, found)

    def times(self, left: Valued, right: Valued) -> Valued:
        """Return what two functions, of two parts of a way, come to together."""
        whole = self.ring.times(left.weight, right.weight)
        if whole == self.ring.nothing:
            return self.nothing
        if CONSTANT in {left.node, right.node}:
            return Valued(whole, left.node + right.node)
        key = (left.node, right.node) if left.node < right.node else (right.node, left.node)
        found = self._products.get(key)
        if found is None:
            level = min(self._level[left.node], self._level[right.node])
            size = self._sizes[self._slots[level]]
            pairs = zip(self._ways(left.node, level, size), self._ways(right.node, level, size), strict=True)
            found = self._products[key] = self._made(level, [self.times(one, two) for one, two in pairs])
        return self.weighed(whole, found)

    def opposite(self, function: Valued) -> Valued:
        """Return one where a function, which is one or nothing everywhere, is nothing; and the reverse."""
        if function.node == CONSTANT:
            return self.one if function.weight == self.ring.nothing else self.nothing
        found = self._opposites.get(function.node)
        if found is None:
            ways = [self.opposite(way) for way in self._children[function.node]]
            found = self._opposites[function.node] = self._made(self._level[function.node], ways)
        return found

    def replaced(self, function: Valued, update: Mapping[int, Table]) -> Valued:
        """Return a function of the codes before an update, given that of the codes after it."""
        levels, asked = self.levels, self._asks[function.node]
        changes = sorted((levels[slot], table) for slot, table in update.items() if slot in levels)
        return self._replace(function, tuple(one for one in changes if asked >> one[0] & 1))

    def _replace(self, function: Valued, changes: tuple[tuple[int, Table], ...]) -> Valued:
        asked, level = self._asks[function.node], self._level[function.node]
        if any(not asked >> one[0] & 1 for one in changes):
            changes = tuple(one for one in changes if asked >> one[0] & 1)
        if not changes:
            return function
        key = (function.node, changes)
        found = self._replaced.get(key)
        if found is None:
            ways = self._children[function.node]
            if changes[0][0] == level:
                table = changes[0][1]
                after = {code: self._replace(ways[code], changes[1:]) for code in set(table)}
                found = self._made(level, [after[code] for code in table])
            else:
                found = self._made(level, [self._replace(way, changes) for way in ways])
            self._replaced[key] = found
        return self.weighed(function.weight, found)

    def without(self, function: Valued, slot: int) -> Valued:
        """Return a bound to a function that is the same for all codes of a slot."""
        size = self._sizes[slot]
        found, *others = (self.replaced(function, {slot: (code,) * size}) for code in range(size))
        for other in others:
            found = self.bound(found, other)
        return found

    def size(self, function: Valued) -> int:
        """Return how many nodes a function is made of."""
        return len(self._below([function]))

    def below(self, function: Valued) -> list[tuple[int, int, tuple[Valued, ...]]]:
        """Return the nodes a function is made of from the top down: their numbers, slots and functions by code."""
        nodes = sorted(self._below([function]) - {CONSTANT}, key=lambda node: (self._level[node], node))
        return [(node, self._slots[self._level[node]], self._children[node]) for node in nodes]

    def spreads(self, function: Valued) -> dict[int, Weight]:
        """Return, for each slot a function asks about, how much at most hangs on it by itself."""
        found: dict[int, Weight] = {}
        for node in self._below([function]) - {CONSTANT}:
            weights = [child.weight for child in self._children[node]]
            slot = self._slots[self._level[node]]
            found[slot] = max(found.get(slot, 0), max(weights) - min(weights))
        return found

    def slots_of(self, function: Valued) -> set[int]:
        """Return the slots a function asks about."""
        asked = self._asks[function.node]
        return {slot for level, slot in enumerate(self._slots) if asked >> level & 1}

    def at(self, function: Valued, codes: Mapping[int, int] | Sequence[int]) -> Weight:
        """Return a function's value for the codes of all slots it asks about."""
        while function.node != CONSTANT:
            way = self._children[function.node][codes[self._slots[self._level[function.node]]]]
            function = self.weighed(function.weight, way)
        return function.weight

    def of(self, formula: Formula) -> Valued:
        """Return the function that is one where a formula holds, and nothing elsewhere."""
        if formula not in self._formulas:
            self._formulas[formula] = self._of(formula)
        return self._formulas[formula]

    def _of(self, formula: Formula) -> Valued:
        match formula:
            case Truth(value=value):
                return self.one if value else self.nothing
            case Member(slot=slot, codes=codes):
                return self.among(slot, codes)
            case AllOf(terms=terms):
                found = self.one
                for term in terms:
                    found = self.times(found, self.of(term))
                return found
            case OneOf(terms=terms):
                none = self.one
                for term in terms:
                    none = self.times(none, self.opposite(self.of(term)))
                return self.opposite(none)
            case AtLeast(number=number, terms=terms):
                return self._enough(number, [self.of(term) for term in terms])

    def _enough(self, number: int, parts: Sequence[Valued]) -> Valued:
        """Return one where so many of some functions are one, by how many of those before were."""
        so_far = [self.one, *[self.nothing] * number]
        for part in parts:
            other = self.opposite(part)
            stays = [self.times(before, other) for before in so_far[:-1]] + so_far[-1:]
            comes = [self.times(before, part) for before in so_far[:-1]]
            # Who has enough stays so, and whoever comes to it now is not there yet: ways are never counted twice.
            comes[-1] = self.times(comes[-1], self.opposite(so_far[-1]))
            so_far = [stays[0], *(self.join(one, two) for one, two in zip(stays[1:], comes, strict=True))]
        return so_far[number]
