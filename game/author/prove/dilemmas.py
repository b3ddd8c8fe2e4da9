"""Whether the options of a dilemma differ: by what can follow each, and by how they leave people and counts.

For two options that are offered together, something *sets one apart* if it can follow it from some moment and can
never follow the other from there. What the story asks about the dilemma's own fact is tried first, and nearly always
settles it with two questions. What is left is counterexample-guided (Clarke and others 2000): take a moment from which
the one leads to something; if the other can lead to it from there as well, by a certain way, leave out every moment
from which that way can be gone, and ask again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import networkx as nx

from game.author.prove.claims import Claim, Kind, Target
from game.author.prove.decide import Decided
from game.author.prove.encode import Encoding
from game.author.prove.formula import (
    FALSE,
    Formula,
    Update,
    all_of,
    member,
    negation,
    one_of,
    pulled_back,
    slots_of,
    within,
)
from game.author.prove.unfold import Edge, offered
from game.story.model import Choice, Scene
from game.story.variables import DomainKind, VariableKind

MOST_ROUNDS = 40
"""How often a pair of options is asked about one thing before it is given up."""
MOST_QUESTIONS = 1500
"""How many questions are asked about a pair before it is given up."""
FOLLOWING = (Kind.SCENE, Kind.BRANCH, Kind.LINE, Kind.ENDING)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known of two options: ``None`` where it could not be decided."""

    scene: Scene
    options: tuple[Choice, Choice]
    same_future: bool | None
    dominated: bool | None
    """Whether the first is dominated by the second."""


@dataclass(frozen=True, slots=True)
class _Option:
    """An option, and the edges it is taken by."""

    choice: Choice
    edges: tuple[Edge, ...]


class Dilemmas:
    """Compares the options of a decided story's dilemmas."""

    def __init__(self, decided: Decided) -> None:
        """Encode the story with all that can follow."""
        self.decided = decided
        self.grounds = decided.grounds
        self.graph = decided.graph
        shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in self.graph.edges)
        self._after = {index: {*nx.descendants(shape, index), index} for index in shape}
        reachable = (claim for claim in decided.claims.of(*FOLLOWING) if decided.answers[claim].reachable is not False)
        self.following = [claim for claim in reachable if claim.targets]
        self._ends = {claim: list(decided.ends(claim)) for claim in self.following}
        self.encoding: Encoding = decided.encoded(self.following, also=self._compared_slots())
        self._asking: dict[int, list[Claim]] = {}
        """By slot, the claims that cannot be true without a certain code there."""
        for claim in self.following:
            slots = (set(slots_of(target.holds)) for target in claim.targets)
            for slot in set.intersection(*slots):
                self._asking.setdefault(slot, []).append(claim)
        self._asked = 0
        self._known: dict[tuple[int, Formula], int] = {}
        self._taken = {edge: literal for leaving in self.encoding.taken.values() for edge, literal in leaving}

    def close(self) -> None:
        """Let go of the solver."""
        self.encoding.close()

    def _compared_slots(self) -> dict[int, set[int]]:
        """Return the slots that options of dilemmas ask about or change, at the nodes where they do."""
        deciding = (edge for edge in self.graph.edges if self.graph.nodes[edge.source].scene.dilemma is not None)
        slots: dict[int, set[int]] = {}
        for edge in deciding:
            asked = offered(self.grounds, self.graph.nodes[edge.source], edge.choice)
            slots.setdefault(edge.source, set()).update(edge.update, slots_of(asked))
        return slots

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every pair of options of every dilemma that are ever offered together, each way round."""
        for scene in self.decided.story.scenes.values():
            if scene.dilemma is not None:
                slot = self.decided.story.slots[scene.dilemma]
                options = [self._option(choice) for choice in scene.choices if _value(choice, slot) is not None]
                for left, right in combinations(options, 2):
                    yield from self._compared(scene, left, right)

    def _option(self, choice: Choice) -> _Option:
        """Return an option with its edges where everything can follow that can follow at all."""
        early = self.decided.laid.early
        return _Option(choice, tuple(edge for edge in self._taken if edge.choice is choice and early[edge.source]))

    def _compared(self, scene: Scene, left: _Option, right: _Option) -> Iterator[Comparison]:
        if not self._can([self._offered(edge, right) for edge in left.edges]):
            return
        apart = {pair: self._set_apart(*pair) for pair in permutations((left, right), 2)}
        differs = _either(apart.values())
        for worse, better in permutations((left, right), 2):
            yield Comparison(
                scene,
                (worse.choice, better.choice),
                None if differs is None else not differs,
                self._is_dominated(worse, better, apart=apart[worse, better]),
            )

    def _can(self, ways: Sequence[int]) -> bool:
        """Return whether one of some literals can be true."""
        self._asked += 1
        one = self.encoding.any(ways)
        return one != -1 and self.encoding.solve([one])

    def _offered(self, edge: Edge, other: _Option) -> int:
        """Return a literal for taking an edge where another option is offered too."""
        asked = offered(self.grounds, self.graph.nodes[edge.source], other.choice)
        guard = within(asked, self.decided.laid_sets[edge.source] or [], self.grounds.sizes)
        return self.encoding.all([self._taken[edge], self.encoding.literal(guard, edge.source)])

    def _set_apart(self, one: _Option, other: _Option) -> bool | None:
        """Return whether something can follow the one from some moment and never the other from there."""
        self._asked = 0
        apart = {one.choice.key, other.choice.key, *_arrived_at(one), *_arrived_at(other)}
        differing = _differing(one, other)
        asking = dict.fromkeys(claim for slot in differing for claim in self._asking.get(slot, ()))
        telling = [claim for claim in asking if claim.at.partition("#")[0] not in apart]
        for claim in self._telling_first(telling, one, other):
            if self._can(self._leading(one, other, claim)) and not self._can(self._leading(other, one, claim)):
                return True
        following = [claim for claim in self.following if claim.at.partition("#")[0] not in apart]
        return _either(
            self._follows_only(one, other, claim) for claim in self._affected(following, differing, one, other)
        )

    def _telling_first(self, claims: Iterable[Claim], one: _Option, other: _Option) -> Iterator[Claim]:
        """Yield claims, first those that ask for what the one option makes so, and the other makes otherwise."""
        mine, theirs = _constants(one), _constants(other)
        others = []
        for claim in claims:
            if self._tells(claim, mine, theirs):
                yield claim
            else:
                others.append(claim)
        yield from others

    def _tells(self, claim: Claim, mine: Update, theirs: Update) -> bool:
        """Return whether a claim asks for something that the one option makes so, and the other makes otherwise."""
        sizes = self.grounds.sizes
        asked = any(pulled_back(target.holds, mine, sizes) != FALSE for target in claim.targets)
        return asked and all(pulled_back(target.holds, theirs, sizes) == FALSE for target in claim.targets)

    def _affected(self, following: Sequence[Claim], differing: set[int], one: _Option, other: _Option) -> list[Claim]:
        """Return what could follow one and not the other, what asks for their difference itself first.

        If both lead to the same nodes, and no guard after that asks for what they do differently, the rest is left out.
        """
        after = set().union(*(self._after[edge.target] for edge in one.edges))
        asking = [
            claim
            for claim in following
            if any(differing & set(slots_of(target.holds)) for copy, target in self._ends[claim] if copy in after)
        ]
        same = {edge.target for edge in one.edges} == {edge.target for edge in other.edges}
        guards = (edge.guard for index in after for edge in self.graph.out[index])
        if same and not any(differing & set(slots_of(guard)) for guard in guards):
            return asking
        return list(dict.fromkeys([*asking, *following]))

    def _leading(
        self, one: _Option, other: _Option, claim: Claim, without: Mapping[int, Sequence[Formula]] | None = None
    ) -> list[int]:
        """Return literals for the ways on which an option is taken, the other being offered, and a claim follows.

        ``without`` are, for each node, what must not hold there when it is taken.
        """
        ways = []
        for edge in one.edges:
            after = self._after[edge.target]
            ends = [self._end(copy, target) for copy, target in self._ends[claim] if copy in after]
            barred = [negation(formula, self.grounds.sizes) for formula in (without or {}).get(edge.source, ())]
            allowed = self.encoding.literal(all_of(barred), edge.source)
            ways.append(self.encoding.all([self._offered(edge, other), allowed, self.encoding.any(ends)]))
        return ways

    def _end(self, copy: int, target: Target) -> int:
        key = (copy, target.holds)
        if key not in self._known:
            self._known[key] = self.encoding.there(copy, target.holds)
        return self._known[key]

    def _follows_only(self, one: _Option, other: _Option, claim: Claim) -> bool | None:
        """Return whether there is a moment from which the one can lead to what is claimed and the other cannot."""
        without: dict[int, list[Formula]] = {}
        for _ in range(MOST_ROUNDS):
            if self._asked > MOST_QUESTIONS:
                return None
            leading = self._leading(one, other, claim, without)
            if not self._can(leading):
                return False
            targets = [edge.target for edge in one.edges]
            edges = self.encoding.way(zip(targets, leading, strict=True)).edges
            source, before = edges[-1].source, [self._taken[edge] for edge in edges[:-1]]
            there = _Option(other.choice, tuple(edge for edge in other.edges if edge.source == source))
            if not self._can([self.encoding.all([*before, way]) for way in self._leading(there, one, claim)]):
                return True
            without.setdefault(source, []).append(self._same_way(there, claim))
        return None

    def _same_way(self, option: _Option, claim: Claim) -> Formula:
        """Return from what states the way that was found last can be gone, by an option and on to what is claimed."""
        source = option.edges[0].source
        after = set().union(*(self._after[edge.target] for edge in option.edges))
        ends = [(copy, self._end(copy, target)) for copy, target in self._ends[claim] if copy in after]
        way = self.encoding.way(ends)
        leaving = next(place for place, edge in enumerate(way.edges) if edge.source == source)
        asked = one_of((target.holds for copy, target in self._ends[claim] if copy == way.end), self.grounds.sizes)
        for edge in reversed(way.edges[leaving:]):
            asked = all_of((edge.guard, pulled_back(asked, edge.update, self.grounds.sizes)))
        return asked

    def _is_dominated(self, worse: _Option, better: _Option, *, apart: bool | None) -> bool | None:
        """Return whether an option leaves nothing better than another, something worse, and leads to nothing more.

        ``apart`` is whether it does lead to more.
        """
        if apart:
            return False
        if self._can(self._leaves_better(worse, better)) or not self._can(self._leaves_better(better, worse)):
            return False
        return None if apart is None else True

    def _leaves_better(self, one: _Option, other: _Option) -> list[int]:
        """Return literals for moments from which one option leaves some stat or count better than the other."""
        ways = []
        for mine in one.edges:
            for theirs in other.edges:
                if mine.source == theirs.source:
                    better = one_of(self._better(mine, theirs), self.grounds.sizes)
                    both = all_of((mine.guard, theirs.guard, better))
                    ways.append(self.encoding.there(mine.source, both))
        return ways

    def _better(self, mine: Edge, theirs: Edge) -> Iterator[Formula]:
        for slot in {*mine.update, *theirs.update}:
            size = self.grounds.sizes[slot]
            ranks = self._ranks(slot)
            same = tuple(range(size))
            after, other = mine.update.get(slot, same), theirs.update.get(slot, same)
            codes = sum(1 << code for code in range(size) if ranks and ranks[after[code]] > ranks[other[code]])
            yield member(slot, codes, size)

    def _ranks(self, slot: int) -> list[int]:
        """Return how good each code of a stat or count is; empty for what is neither, or has no order."""
        story = self.decided.story
        variable = story.variables[slot] if slot < len(story.variables) else None
        if variable is None or variable.kind not in {VariableKind.STAT, VariableKind.COUNT}:
            return []
        presence = story.presence
        if presence is not None and variable.stat == presence.id:
            able, alive = presence.able or frozenset(), presence.alive or frozenset()
            return [2 if code in able else int(code in alive) for code in range(variable.domain.size)]
        if variable.domain.kind is not DomainKind.RANGE:
            return []
        return [code if variable.high_is_better else -code for code in range(variable.domain.size)]


def _value(choice: Choice, slot: int) -> int | None:
    """Return what a choice sets a dilemma's fact to, or ``None``."""
    return next((effect.amount for effect in choice.effects if effect.slot == slot and effect.sets), None)


def _differing(one: _Option, other: _Option) -> set[int]:
    """Return the slots that two options may leave with different codes."""
    return {
        slot
        for mine in one.edges
        for theirs in other.edges
        for slot in {*mine.update, *theirs.update}
        if mine.update.get(slot) != theirs.update.get(slot)
    }


def _constants(option: _Option) -> Update:
    """Return what an option sets, whatever was there and by whichever route it goes."""
    first, *others = (edge.update for edge in option.edges)
    return {
        slot: table
        for slot, table in first.items()
        if len(set(table)) == 1 and all(other.get(slot) == table for other in others)
    }


def _arrived_at(option: _Option) -> Iterator[str]:
    return (route.target for route in option.choice.routes)


def _either(answers: Iterable[bool | None]) -> bool | None:
    """Return whether one of some answers is yes, ``None`` if that hangs on one that is not known."""
    unsure = False
    for answer in answers:
        if answer:
            return True
        unsure = unsure or answer is None
    return None if unsure else False
