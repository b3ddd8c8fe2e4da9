"""What sets two options of a dilemma apart: what can follow the one from some moment, and never the other from there.

What the story asks about the dilemma's own fact is tried first, and nearly always settles it with two questions. What
is left is counterexample-guided (Clarke and others 2000): take a moment from which the one leads to something; if the
other can lead to it from there as well, by a certain way, leave out every moment from which that way can be gone, and
ask again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from game.author.prove.claims import Claim, Target
from game.author.prove.compared import Pair, Shown
from game.author.prove.decide import Decided
from game.author.prove.encode import Encoding
from game.author.prove.formula import (
    FALSE,
    Formula,
    Update,
    all_of,
    compiled,
    negation,
    one_of,
    pulled_back,
    slots_of,
    within,
)
from game.author.prove.liveness import slots_in
from game.author.prove.pairs import Option, arrived_at, constants, differing_slots, either
from game.author.prove.unfold import Edge, Unfolding, offered
from game.author.prove.walk import Walk, passing
from game.story.model import Choice

MOST_ROUNDS = 200
"""How often a pair of options is asked about one thing before it is given up."""
MOST_QUESTIONS = 1500
"""How many questions are asked about a pair before it is given up."""


class Apart:
    """Looks for what sets options apart among some claims of a story."""

    def __init__(self, decided: Decided, following: Iterable[Claim]) -> None:
        """Encode a story with all that is asked about; ``following`` are the claims that can follow."""
        self.decided = decided
        self.grounds = decided.grounds
        self.graph = decided.graph
        self.following = dict.fromkeys(claim for claim in following if claim.targets)
        self.encoding: Encoding = decided.encoded(self.following, also=self._compared_slots())
        self.taken = {edge: literal for leaving in self.encoding.taken.values() for edge, literal in leaving}
        self._edges: dict[str, list[Edge]] = {}
        for edge in self.taken:
            if edge.choice is not None and decided.laid.early[edge.source]:
                self._edges.setdefault(edge.choice.key, []).append(edge)
        self.shown: dict[Pair, Shown] = {}
        """What was found, by the keys of the option it follows and the other."""
        self._after = _after(self.graph)
        self._ends: dict[Claim, list[tuple[int, Target]]] = {}
        """Where a claim can hold, for those that were asked about: places are many, and most claims never are."""
        self._asking: dict[int, list[Claim]] = {}
        """By slot, the claims that cannot be true without a certain code there."""
        for claim in self.following:
            slots = (set(slots_of(target.holds)) for target in claim.everywhere)
            for slot in set.intersection(*slots):
                self._asking.setdefault(slot, []).append(claim)
        self._walk = Walk(self.graph)
        self._asked = 0
        self._known: dict[tuple[int, Formula], int] = {}

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

    def option(self, choice: Choice) -> Option:
        """Return an option with its edges where everything can follow that can follow at all."""
        return Option(choice, tuple(self._edges.get(choice.key, ())))

    def can(self, ways: Sequence[int]) -> bool:
        """Return whether one of some literals can be true."""
        self._asked += 1
        one = self.encoding.any(ways)
        return one != -1 and self.encoding.solve([one])

    def offered_together(self, one: Option, other: Option) -> bool:
        """Return whether two options are ever offered in one moment."""
        return self.can([self._offered(edge, other) for edge in one.edges])

    def _offered(self, edge: Edge, other: Option) -> int:
        """Return a literal for taking an edge where another option is offered too."""
        return self.encoding.all([self.taken[edge], self.encoding.literal(self._asked_for(edge, other), edge.source)])

    def _asked_for(self, edge: Edge, other: Option) -> Formula:
        """Return what must hold where an edge is taken for another option to be offered too."""
        asked = offered(self.grounds, self.graph.nodes[edge.source], other.choice)
        return within(asked, self.decided.laid_sets[edge.source] or [], self.grounds.sizes)

    def is_shown(self, shown: Shown, one: Option, other: Option) -> bool:
        """Return whether a claim sets an option apart from another, as a way shows that may lead to both or to none."""
        claim = self.decided.claims.found.get(shown.claim)
        gone = self._walk.gone(shown.way) if claim in self.following else None
        found = None if claim is None or gone is None else self._place(claim, one, other, gone)
        if claim is None or gone is None or found is None:
            return False
        taken, there = found
        if not self._never(claim, one, other, [edge for edge, _ in gone[: taken + 1]]):
            return False
        self.shown[one.choice.key, other.choice.key] = Shown(claim.key, shown.way[: there + 1])
        return True

    def _is_shown_by_witness(self, claim: Claim, one: Option, other: Option) -> bool:
        """Return whether the witness of a claim shows that it sets an option apart, if it has one by now."""
        answer = self.decided.answers.get(claim)
        return (
            answer is not None
            and answer.witness is not None
            and self.is_shown(Shown(claim.key, answer.witness), one, other)
        )

    def _place(
        self, claim: Claim, one: Option, other: Option, gone: Sequence[tuple[Edge, bytes]]
    ) -> tuple[int, int] | None:
        """Return where a way first takes an option, the other being offered, and then comes to what is claimed."""
        wanted: dict[int, list[Target]] = {}
        for copy, target in self._ends_of(claim):
            wanted.setdefault(copy, []).append(target)
        taken = None
        for place, (edge, codes) in enumerate(gone):
            if taken is None and edge in one.edges:
                before = gone[place - 1][1] if place else bytes(self.graph.start)
                if compiled(self._asked_for(edge, other))(before):
                    taken = place
            if taken is not None and any(compiled(target.holds)(codes) for target in wanted.get(edge.target, ())):
                return taken, place
        return None

    def _never(self, claim: Claim, one: Option, other: Option, edges: Sequence[Edge]) -> bool:
        """Return whether, from where the last of some edges is taken, another option never leads to what is claimed."""
        there = Option(other.choice, tuple(edge for edge in other.edges if edge.source == edges[-1].source))
        self._asked += 1
        leading = self.encoding.any(self._leading(there, one, claim))
        return leading == -1 or not self.encoding.solve([*(self.taken[edge] for edge in edges[:-1]), leading])

    def set_apart(self, one: Option, other: Option) -> bool | None:
        """Return whether something can follow the one from some moment and never the other from there.

        ``None`` is that it was given up.
        """
        self._asked = 0
        apart = {one.choice.key, other.choice.key, *arrived_at(one), *arrived_at(other)}
        differing = differing_slots(one, other)
        asking = dict.fromkeys(claim for slot in differing for claim in self._asking.get(slot, ()))
        telling = [claim for claim in asking if claim.at.partition("#")[0] not in apart]
        for claim in self._telling_first(telling, one, other):
            if self._is_shown_by_witness(claim, one, other):
                return True
            if self.can(self._leading(one, other, claim)):
                way = self.encoding.whole_way()
                if not self.can(self._leading(other, one, claim)):
                    self._note(claim, one, other, way)
                    return True
        following = [claim for claim in self.following if claim.at.partition("#")[0] not in apart]
        return either(
            self._follows_only(one, other, claim) for claim in self._affected(following, differing, one, other)
        )

    def _note(self, claim: Claim, one: Option, other: Option, way: Sequence[Edge]) -> None:
        moments = islice(passing(self.graph.start, way), 1, None)
        found = self._place(claim, one, other, [(edge, codes) for edge, (_, codes) in zip(way, moments, strict=True)])
        if found is not None:
            moves = tuple(edge.move for edge in way[: found[1] + 1])
            self.shown[one.choice.key, other.choice.key] = Shown(claim.key, moves)

    def _after_any(self, option: Option) -> int:
        """Return the nodes that can follow an option, as bits."""
        found = 0
        for edge in option.edges:
            found |= self._after[edge.target]
        return found

    def _telling_first(self, claims: Iterable[Claim], one: Option, other: Option) -> Iterator[Claim]:
        """Yield claims, first those that ask for what the one option makes so, and the other makes otherwise."""
        mine, theirs = constants(one), constants(other)
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
        holds = [target.holds for _, target in self._ends_of(claim)]
        asked = any(pulled_back(one, mine, sizes) != FALSE for one in holds)
        return asked and all(pulled_back(one, theirs, sizes) == FALSE for one in holds)

    def _affected(self, following: Sequence[Claim], differing: set[int], one: Option, other: Option) -> list[Claim]:
        """Return what could follow one and not the other, what asks for their difference itself first.

        If both lead to the same nodes, and no guard after that asks for what they do differently, the rest is left out.
        """
        after = self._after_any(one)
        asking = [claim for claim in following if self._is_asked(claim, differing, after)]
        same = {edge.target for edge in one.edges} == {edge.target for edge in other.edges}
        guards = (edge.guard for index in slots_in(after) for edge in self.graph.out[index])
        if same and not any(differing & set(slots_of(guard)) for guard in guards):
            return asking
        return list(dict.fromkeys([*asking, *following]))

    def _leading(
        self, one: Option, other: Option, claim: Claim, without: Mapping[int, Sequence[Formula]] | None = None
    ) -> list[int]:
        """Return literals for the ways on which an option is taken, the other being offered, and a claim follows.

        ``without`` are, for each node, what must not hold there when it is taken.
        """
        ways = []
        for edge in one.edges:
            after = self._after[edge.target]
            ends = [self._end(copy, target) for copy, target in self._ends_of(claim) if after >> copy & 1]
            barred = [negation(formula, self.grounds.sizes) for formula in (without or {}).get(edge.source, ())]
            allowed = self.encoding.literal(all_of(barred), edge.source)
            ways.append(self.encoding.all([self._offered(edge, other), allowed, self.encoding.any(ends)]))
        return ways

    def _is_asked(self, claim: Claim, slots: set[int], nodes: int) -> bool:
        """Return whether a claim asks for some slots at some nodes, which are bits."""
        ends = ((copy, target) for copy, target in self._ends_of(claim) if nodes >> copy & 1)
        return any(slots & set(slots_of(target.holds)) for _, target in ends)

    def _ends_of(self, claim: Claim) -> list[tuple[int, Target]]:
        if claim not in self._ends:
            self._ends[claim] = list(self.decided.ends(claim))
        return self._ends[claim]

    def _end(self, copy: int, target: Target) -> int:
        key = (copy, target.holds)
        if key not in self._known:
            self._known[key] = self.encoding.there(copy, target.holds)
        return self._known[key]

    def _follows_only(self, one: Option, other: Option, claim: Claim) -> bool | None:
        """Return whether there is a moment from which the one can lead to what is claimed and the other cannot."""
        without: dict[int, list[Formula]] = {}
        for _ in range(MOST_ROUNDS):
            if self._asked > MOST_QUESTIONS:
                return None
            leading = self._leading(one, other, claim, without)
            if not self.can(leading):
                return False
            whole = self.encoding.whole_way()
            targets = [edge.target for edge in one.edges]
            edges = self.encoding.way(zip(targets, leading, strict=True)).edges
            if self._never(claim, one, other, edges):
                self._note(claim, one, other, whole)
                return True
            source = edges[-1].source
            there = Option(other.choice, tuple(edge for edge in other.edges if edge.source == source))
            without.setdefault(source, []).append(self._same_way(there, claim))
        return None

    def _same_way(self, option: Option, claim: Claim) -> Formula:
        """Return from what states the way that was found last can be gone, by an option and on to what is claimed."""
        source = option.edges[0].source
        after = self._after_any(option)
        ends = [(copy, self._end(copy, target)) for copy, target in self._ends_of(claim) if after >> copy & 1]
        way = self.encoding.way(ends)
        leaving = next(place for place, edge in enumerate(way.edges) if edge.source == source)
        asked = one_of((target.holds for copy, target in self._ends_of(claim) if copy == way.end), self.grounds.sizes)
        for edge in reversed(way.edges[leaving:]):
            asked = all_of((edge.guard, pulled_back(asked, edge.update, self.grounds.sizes)))
        return asked


def _after(graph: Unfolding) -> list[int]:
    """Return the nodes that can follow each node of a graph without loops, itself among them, as bits."""
    after = [0] * len(graph.nodes)
    for node in reversed(graph.nodes):
        found = 1 << node.index
        for edge in graph.out[node.index]:
            found |= after[edge.target]
        after[node.index] = found
    return after
