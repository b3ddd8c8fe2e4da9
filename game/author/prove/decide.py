"""Answers to all claims about single moments: never, or reachable with a shortest witness.

Playing finds most witnesses at once; while it does, an encoding of the guards alone settles how far each node is from
the beginning at the least. A second, with what the open claims ask about, decides those, and looks for shorter ways
where a witness is longer than it may have to be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from game.author.progress import Tell, silent
from game.author.prove.claims import NEVER, UNDECIDED, Answer, Claim, ClaimKey, Kind, Target
from game.author.prove.distances import Distances
from game.author.prove.encode import Encoding, End, Plan
from game.author.prove.formula import TRUE, Formula, slots_of
from game.author.prove.gathering import Claims
from game.author.prove.ground import Grounds
from game.author.prove.inevitable import inevitable
from game.author.prove.kept import Kept
from game.author.prove.keys import Keys
from game.author.prove.liveness import lengths_needed, live_slots
from game.author.prove.loops import Laid, lay_out
from game.author.prove.seams import seams
from game.author.prove.settle import settled
from game.author.prove.soonest import Soonest
from game.author.prove.stretches import Stretches
from game.author.prove.sweep import Nearer, no_nearer, sweep
from game.author.prove.unfold import Unfolding, unfold
from game.author.prove.value_sets import Possible, pruned, value_sets
from game.author.prove.walk import Walk
from game.story.model import Story

WORTH_PLAYING = 200
"""How many claims without a way are worth looking for by playing before the solver is asked."""
ROUGHLY, BROADLY = 32, 96
"""How many moments of a node are played on from: to learn how far the nodes are, and to find all that can be found."""


class Decided:
    """A story's graph, with and without its loops, its claims and their answers."""

    def __init__(
        self, story: Story, tell: Tell = silent, *, without: frozenset[str] = frozenset(), kept: Kept | None = None
    ) -> None:
        """Work out the graph and what there is to decide; ``run`` decides it.

        ``tell`` is told how far it is. Choices in ``without`` are taken to be offered nowhere. ``kept`` is what is
        known from an earlier proof.
        """
        self._kept = kept or Kept()
        self.story = story
        self.tell = tell
        self.grounds = Grounds(story, without)
        looped = unfold(self.grounds)
        self.looped: Unfolding = pruned(looped, value_sets(looped))
        self.sets: list[Possible | None] = value_sets(self.looped)
        self.laid: Laid = lay_out(self.looped, self.sets)
        self.graph: Unfolding = pruned(self.laid.graph, value_sets(self.laid.graph))
        self.laid_sets: list[Possible | None] = value_sets(self.graph)
        self.copies: list[list[int]] = [[] for _ in self.looped.nodes]
        for copy, index in enumerate(self.laid.copies):
            if self.laid_sets[copy] is not None:
                self.copies[index].append(copy)
        self.claims = Claims(self.looped, self.sets)
        self.given_up: list[ClaimKey] = []
        self.answers: dict[Claim, Answer] = {}
        self.found: dict[Claim, tuple[str, ...]] = {}
        self.soonest = Soonest(self.graph, self.laid_sets, [0] * len(self.graph.nodes))
        self._is_measured = False

    def run(self, only: Callable[[Claim], bool] | None = None) -> None:
        """Decide every claim about single moments, or those that are asked for."""
        of_all_endings: list[Claim] = []
        asked = [claim for claim in self.claims.found.values() if only is None or only(claim)]
        if only is None:
            self.tell("What can follow", 0, 1)
            follow = inevitable(self.claims)
            self.given_up = follow.given_up
            asked += [self.claims.add(key, ways) for key, ways in follow.claimed]
            of_all_endings = [self.claims.add(key, ()) for key in follow.from_start]
        self.ask(list(dict.fromkeys(asked)))
        self.answers |= dict.fromkeys(of_all_endings, self._every_ending())
        self._tell_laws_apart()
        self._put_in_order()

    def _every_ending(self) -> Answer:
        """Return whether every ending can be reached at all."""
        found = {self.answers[claim].reachable for claim in self.claims.of(Kind.ENDING) if claim in self.answers}
        return NEVER if False in found else UNDECIDED if None in found else Answer(reachable=True, witness=())

    def ask(self, claims: Sequence[Claim]) -> None:
        """Decide some claims, playing first."""
        self.answers |= {claim: NEVER for claim in claims if not claim.targets}
        open_claims = [claim for claim in claims if claim.targets and not self._is_known(claim)]
        if not open_claims:
            return
        self.tell("Playing", 0, 1)
        self.found = self._once_gone(open_claims)
        others = [claim for claim in open_claims if claim not in self.found]
        is_worth_it = len(others) >= WORTH_PLAYING or not self.found
        if not self._is_measured:
            self._is_measured = True
            self._measure(open_claims, others if is_worth_it else ())
        elif is_worth_it:
            self.found |= self._swept(others, BROADLY)
        self._settle(open_claims)
        # They are long, and many.
        self.found = {}

    def _measure(self, claims: Iterable[Claim], sought: Sequence[Claim]) -> None:
        """Find out how far everything is from the beginning, looking for ways to some claims at the same time."""
        scenes = [claim for claim in self.claims.of(Kind.SCENE) if claim.targets]
        known = {claim: way for claim in scenes if (way := self._known_way(claim)) is not None}
        nearest = _nearest(known)
        at_most = {copy: nearest[index] for copy, index in enumerate(self.laid.copies) if index in nearest}
        self.soonest = Soonest(self.graph, self.laid_sets, live_slots(self.graph, self.laid_sets, self._asked(claims)))
        guards_alone = Stretches(Plan.of(self.graph, self.laid_sets), self.soonest, self.seams)
        distances = Distances(guards_alone, self.soonest, at_most, self.tell)
        if sought or len(known) < len(scenes):
            self.found |= self._swept(sought, BROADLY if sought else ROUGHLY, distances.at)
        else:
            distances.all()
        distances.close()

    def _asked(self, claims: Iterable[Claim], *, besides: bool = False) -> list[dict[int, None]]:
        """Return the slots that some claims ask about, by nodes; ``besides`` also where they came to hold before."""
        asked: list[dict[int, None]] = [{} for _ in self.graph.nodes]
        known: dict[int, tuple[Formula, dict[int, None]]] = {}
        for claim in claims:
            for target in claim.everywhere if besides else claim.targets:
                # Many ask for the same formula, which is one object then; it is kept, so that no other can have its id.
                formula = target.holds
                if id(formula) not in known:
                    known[id(formula)] = formula, dict.fromkeys(slots_of(formula))
                for copy in self.copies[target.node]:
                    asked[copy].update(known[id(formula)][1])
        return asked

    def _known_way(self, claim: Claim) -> tuple[str, ...] | None:
        """Return a way to what is claimed, if one is known by now."""
        return self.answers[claim].witness if claim in self.answers else self.found.get(claim)

    def _is_known(self, claim: Claim) -> bool:
        """Answer a claim from an earlier proof, if what its answer rests on is as it was."""
        if self._kept.answers:
            answer = self._kept.answer(claim.key, self.keys.of(claim))
            if answer is not None:
                self.answers[claim] = answer
        return claim in self.answers

    @cached_property
    def seams(self) -> Sequence[int]:
        """Where the graph without loops can be asked about in parts."""
        return seams(Plan.of(self.graph, self.laid_sets))

    @cached_property
    def keys(self) -> Keys:
        """What the answers rest on."""
        return Keys(self.looped)

    def _once_gone(self, claims: Iterable[Claim]) -> dict[Claim, tuple[str, ...]]:
        """Return the ways to some claims that were found by an earlier proof and still lead there."""
        ways = {claim: way for claim in claims if (way := self._kept.way(claim.key)) is not None}
        walk = Walk(self.looped)
        return {claim: ways[claim] for claim in sorted(ways, key=ways.__getitem__) if walk.meets(claim, ways[claim])}

    def _swept(self, claims: Iterable[Claim], most: int, nearer: Nearer = no_nearer) -> dict[Claim, tuple[str, ...]]:
        """Return witnesses found by playing."""
        wanted: dict[int, list[tuple[Claim, Target]]] = {}
        asked = list(claims)
        for claim in asked:
            for target in claim.targets:
                for copy in self.copies[target.node]:
                    wanted.setdefault(copy, []).append((claim, target))
        live = live_slots(self.graph, self.laid_sets, self._asked(asked))
        return sweep(self.graph, most, live, wanted, nearer)

    def _settle(self, claims: Sequence[Claim]) -> None:
        for claim, answer in settled(self, claims):
            self.answers[claim] = answer

    def _tell_laws_apart(self) -> None:
        """Ask of laws that can be broken in which scenes, each of which is a claim of its own."""
        laws = [claim for claim in self.answers if claim.kind is Kind.LAW and not claim.at]
        broken = [claim for claim in laws if self.answers[claim].reachable]
        apart: list[Claim] = []
        for claim in broken:
            del self.answers[claim]
            apart += self.claims.tell_apart(claim)
        self._settle(apart)

    def _put_in_order(self) -> None:
        """Put the answers in the order of the story, whichever was found first."""
        self.answers = {claim: self.answers[claim] for claim in self.claims.found.values() if claim in self.answers}

    def to_keep(self) -> Iterator[tuple[ClaimKey, str, Answer]]:
        """Yield all answers, each with the key of what it rests on; empty where another proof may not use it."""
        for claim, answer in self.answers.items():
            yield claim.key, self.keys.of(claim) if claim.targets and self.laid.proved else "", answer

    def witnesses(self) -> Iterator[tuple[str, ...]]:
        """Yield the witness of each answer that has one."""
        return (answer.witness for answer in self.answers.values() if answer.witness is not None)

    def first_in_order(self, claims: Sequence[Claim]) -> dict[Claim, tuple[str, ...]]:
        """Return, of each claim's shortest witnesses, the one whose moves come first in the files, clips last."""
        if not claims:
            return {}
        encoding = self.encoded(claims, longest={claim: len(self.answers[claim].witness or ()) for claim in claims})
        first = {claim: self._first(encoding, claim) for claim in claims}
        encoding.close()
        return first

    def _first(self, encoding: Encoding, claim: Claim) -> tuple[str, ...]:
        length = len(self.answers[claim].witness or ())
        stops = encoding.at_ends(End(copy, target, length) for copy, target in self.ends(claim))
        wanted = [encoding.any([literal for _, literal in stops])]
        encoding.solve(wanted)
        way = encoding.way(stops).edges
        for place in range(length):
            for edge, literal in encoding.taken[way[place].source]:
                if edge is way[place]:
                    break
                if encoding.solve([*wanted, literal]):
                    way = encoding.way(stops).edges
                    break
            wanted.append(next(literal for edge, literal in encoding.taken[way[place].source] if edge is way[place]))
        return tuple(edge.move for edge in way)

    def encoded(
        self,
        claims: Iterable[Claim],
        *,
        longest: Mapping[Claim, int] | None = None,
        also: Mapping[int, Iterable[int]] | None = None,
    ) -> Encoding:
        """Return an encoding in which some claims can be asked, those in ``longest`` for ways up to certain lengths.

        ``also`` are slots that will be asked about besides, by node.
        """
        asked = list(claims)
        wanted = self._asked(asked, besides=True)
        for copy, slots in (also or {}).items():
            wanted[copy].update(dict.fromkeys(slots))
        most = [0] * len(self.graph.nodes)
        for claim, length in (longest or {}).items():
            for copy, _ in self.ends(claim):
                most[copy] = max(most[copy], length + 1)
        return self.encoding(wanted, most)

    def encoding(self, wanted: Sequence[Iterable[int]], most: Sequence[int]) -> Encoding:
        """Return an encoding in which some slots can be asked about at each node, and lengths up to certain ones."""
        encoding = Encoding(Plan.of(self.graph, self.laid_sets, wanted))
        self._fill(encoding, most)
        return encoding

    def stretches(
        self, wanted: Sequence[Iterable[int]], most: Sequence[int], told_apart: int | None = None
    ) -> Stretches:
        """Return the like of an encoding, in which what is far from the beginning is asked of what is near it only.

        With ``told_apart``, so many lengths are told apart at a node, next to the least, and as many of the longest.
        """
        found = Stretches(Plan.of(self.graph, self.laid_sets, wanted), self.soonest, self.seams)
        self._fill(found, most, told_apart)
        return found

    def _fill(self, encoding: Encoding | Stretches, most: Sequence[int], told_apart: int | None = None) -> None:
        needed = lengths_needed(self.graph, self.laid_sets, most)
        for node in self.graph.nodes:
            if self.laid_sets[node.index] is not None:
                least, longest = self.soonest.least[node.index], needed[node.index]
                apart: Sequence[int] = range(least + 1, longest + 1)
                if told_apart is not None and len(apart) > 2 * told_apart:
                    apart = [*apart[:told_apart], *apart[-told_apart:]]
                encoding.arrive(node.index, least, apart)
                encoding.leave(node.index)

    def ends(self, claim: Claim) -> Iterator[tuple[int, Target]]:
        """Yield what is claimed, by the nodes of the graph without loops, and where it can have come to hold before."""
        for target in claim.everywhere:
            for copy in self.copies[target.node]:
                yield copy, target


def _nearest(known: Mapping[Claim, Sequence[str]]) -> dict[int, int]:
    """Return how far nodes are from the beginning at the most, by ways that are known to scenes."""
    nearest: dict[int, int] = {}
    for claim, way in known.items():
        for target in claim.targets:
            if target.move is None and target.holds == TRUE and len(claim.targets) == 1:
                nearest[target.node] = min(len(way), nearest.get(target.node, len(way)))
    return nearest
