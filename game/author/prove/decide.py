"""Answers to all claims about single moments: never, or reachable with a shortest witness.

Three passes. Playing finds most witnesses at once. A first encoding, of the guards alone, settles how far each node is
from the beginning at the least. A second, with what the open claims ask about, decides those, and looks for shorter
ways where a witness is longer than it may have to be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.author.progress import Tell, silent
from game.author.prove.claims import Claim, ClaimKey, Claims, Kind, Target
from game.author.prove.encode import Encoding
from game.author.prove.formula import TRUE, slots_of
from game.author.prove.ground import Grounds
from game.author.prove.inevitable import claim_inevitable
from game.author.prove.loops import Laid, lay_out
from game.author.prove.sweep import Walk
from game.author.prove.unfold import Unfolding, unfold
from game.author.prove.value_sets import Possible, pruned, value_sets
from game.story.model import Story


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether there is such a way, ``None`` if that could not be decided; and the shortest, if there is one."""

    reachable: bool | None
    witness: tuple[str, ...] | None = None


NEVER, UNDECIDED = Answer(reachable=False), Answer(reachable=None)


class Decided:
    """A story's graph, with and without its loops, its claims and their answers."""

    def __init__(self, story: Story, tell: Tell = silent, *, without: frozenset[str] = frozenset()) -> None:
        """Work out the graph and what there is to decide; ``run`` decides it.

        ``tell`` is told how far it is. Choices in ``without`` are taken to be offered nowhere.
        """
        self.story = story
        self.tell = tell
        self.grounds = Grounds(story, without)
        looped = unfold(self.grounds)
        self.looped: Unfolding = pruned(looped, value_sets(looped))
        self.sets: list[Possible | None] = value_sets(self.looped)
        self.laid: Laid = lay_out(self.looped, self.sets)
        rough = value_sets(self.laid.graph)
        self.graph: Unfolding = pruned(self.laid.graph, rough)
        self.laid_sets: list[Possible | None] = value_sets(self.graph)
        self.copies: list[list[int]] = [[] for _ in self.looped.nodes]
        for copy, index in enumerate(self.laid.copies):
            if self.laid_sets[copy] is not None:
                self.copies[index].append(copy)
        self.claims = Claims(self.looped, self.sets)
        self.given_up: list[ClaimKey] = []
        self.answers: dict[Claim, Answer] = {}
        self.found: dict[Claim, tuple[str, ...]] = {}
        self.least: list[int] = [0] * len(self.graph.nodes)

    def run(self, only: Callable[[Claim], bool] | None = None) -> None:
        """Decide every claim about single moments, or those that are asked for."""
        if only is None:
            self.tell("What can follow", 0, 1)
            self.given_up = claim_inevitable(self.claims)
        self.ask([claim for claim in self.claims.found.values() if only is None or only(claim)])
        self._tell_laws_apart()

    def ask(self, claims: Sequence[Claim]) -> None:
        """Decide some claims."""
        self.answers |= {claim: NEVER for claim in claims if not claim.targets}
        self._decide_from_start([claim for claim in claims if claim.targets])

    def _decide_from_start(self, claims: list[Claim]) -> None:
        """Decide claims, playing first; scenes are looked for in any case, for their distances help the others."""
        scenes = [claim for claim in self.claims.of(Kind.SCENE) if claim.targets]
        self.tell("Playing", 0, 1)
        self._walk = Walk(self.looped, dict.fromkeys([*claims, *scenes]))
        self.found = self._walk.sweep()
        self.least = self._distances()
        self._decide(claims)

    def _distances(self) -> list[int]:
        """Return how far each node without loops is from the beginning at the least, proved."""
        nearest = self._nearest()
        most = [nearest.get(index, 0) for index in self.laid.copies]
        encoding = Encoding(self.graph, self.laid_sets, [()] * len(self.graph.nodes), most)
        for node in self.graph.nodes:
            self.tell("Distances", node.index, len(self.graph.nodes))
            if self.laid_sets[node.index] is not None:
                encoding.arrive(node.index)
                self._settle(encoding, node.index, most[node.index])
                encoding.leave(node.index)
        encoding.close()
        return encoding.least

    def _nearest(self) -> Mapping[int, int]:
        """Return how far nodes are from the beginning at the most, as far as playing came to them."""
        nearest: dict[int, int] = {}
        for claim, witness in self.found.items():
            for target in claim.targets:
                if target.move is None and target.holds == TRUE and len(claim.targets) == 1:
                    nearest[target.node] = min(len(witness), nearest.get(target.node, len(witness)))
        return nearest

    @staticmethod
    def _settle(encoding: Encoding, index: int, known: int) -> None:
        """Raise a node's least distance to what it is known to be at the most, if no way is shorter."""
        while encoding.least[index] < known:
            if encoding.solve([encoding.on[index], encoding.no_longer(index, known - 1)]):
                known = len(encoding.way([(index, 1)]).edges)
            else:
                encoding.place(index, known)

    def _decide(self, claims: list[Claim]) -> None:
        """Answer claims: first whether, and then, with lengths told apart as far as the witnesses go, how soon."""
        while claims:
            for claim in claims:
                if claim in self.found and len(self.found[claim]) <= self._bound(claim):
                    self.answers[claim] = Answer(reachable=True, witness=self.found[claim])
            # A way to what is far passes by much of what is near, so that few questions are left to be asked.
            claims = sorted((claim for claim in claims if claim not in self.answers), key=self._bound, reverse=True)
            encoding = self.encoded(claims)
            told_apart = {claim: len(self.found[claim]) for claim in claims if claim in self.found}
            for place, claim in enumerate(claims):
                self.tell("Questions", place, len(claims))
                if len(self.found.get(claim, ())) > told_apart.get(claim, 0):
                    continue
                if claim in self.found:
                    self._shorten(encoding, claim)
                elif self._ask(encoding, claim, None) is None:
                    self.answers[claim] = NEVER if self.laid.proved else UNDECIDED
            encoding.close()

    def _tell_laws_apart(self) -> None:
        """Ask of laws that can be broken in which scenes, each of which is a claim of its own."""
        laws = [claim for claim in self.answers if claim.kind is Kind.LAW and not claim.at]
        broken = [claim for claim in laws if self.answers[claim].reachable]
        apart: list[Claim] = []
        for claim in broken:
            del self.answers[claim]
            apart += self.claims.tell_apart(claim)
        self._decide(apart)

    def first_in_order(self, claims: Sequence[Claim]) -> dict[Claim, tuple[str, ...]]:
        """Return, of each claim's shortest witnesses, the one whose moves come first in the files, clips last."""
        encoding = self.encoded(claims)
        first = {claim: self._first(encoding, claim) for claim in claims}
        encoding.close()
        return first

    def _first(self, encoding: Encoding, claim: Claim) -> tuple[str, ...]:
        length = len(self.answers[claim].witness or ())
        ends = self._ends_within(encoding, claim, length)
        wanted = [encoding.any([literal for _, literal, _ in ends])]
        encoding.solve(wanted)
        stops = [(copy, literal) for copy, literal, _ in ends]
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

    def _bound(self, claim: Claim) -> int:
        """Return how many moves a witness has at the least."""
        return min((self._least(target) for target in claim.targets if self.copies[target.node]), default=0)

    def _least(self, target: Target) -> int:
        return min(self.least[copy] for copy in self.copies[target.node]) + (target.move is not None)

    def encoded(
        self, claims: Sequence[Claim], *, lengths: bool = True, also: Mapping[int, Iterable[int]] | None = None
    ) -> Encoding:
        """Return an encoding in which some claims can be asked, and with ``lengths`` for ways shorter than those found.

        ``also`` are slots that will be asked about besides, by node.
        """
        wanted: list[dict[int, None]] = [{} for _ in self.graph.nodes]
        most = [0] * len(self.graph.nodes)
        for claim in claims:
            for copy, target in self.ends(claim):
                wanted[copy].update(dict.fromkeys(slots_of(target.holds)))
                most[copy] = max(most[copy], len(self.found.get(claim, ())) + 1 if lengths else 0)
        for copy, slots in (also or {}).items():
            wanted[copy].update(dict.fromkeys(slots))
        encoding = Encoding(self.graph, self.laid_sets, wanted, most)
        for node in self.graph.nodes:
            if self.laid_sets[node.index] is not None:
                encoding.arrive(node.index, self.least[node.index])
                encoding.leave(node.index)
        return encoding

    def _shorten(self, encoding: Encoding, claim: Claim) -> None:
        """Answer a claim that has a witness by the shortest there is."""
        bound = self._bound(claim)
        while len(self.found[claim]) > bound and self._ask(encoding, claim, len(self.found[claim]) - 1) is not None:
            pass
        self.answers[claim] = Answer(reachable=True, witness=self.found[claim])

    def _ask(self, encoding: Encoding, claim: Claim, length: int | None) -> tuple[str, ...] | None:
        """Return a way to what is claimed, of a length at most, or ``None`` if there is none.

        All that it comes across on the way is noted with it.
        """
        ends = self._ends_within(encoding, claim, length)
        wanted = encoding.any([literal for _, literal, _ in ends])
        if wanted == -1 or not encoding.solve([wanted]):
            return None
        way = encoding.way((copy, literal) for copy, literal, _ in ends)
        self._note(way.moves())
        move = next(move for copy, _, move in ends if copy == way.end)
        self.found[claim] = way.moves() if move is None else (*way.moves(), move)
        return self.found[claim]

    def _ends_within(self, encoding: Encoding, claim: Claim, length: int | None) -> list[tuple[int, int, str | None]]:
        """Return where ways to what is claimed end, of a length at most: nodes, each with its literal and last move."""
        ends: list[tuple[int, int, str | None]] = []
        for copy, target in self.ends(claim):
            literal = encoding.there(copy, target.holds)
            if length is not None:
                literal = encoding.all([literal, encoding.no_longer(copy, length - (target.move is not None))])
            ends.append((copy, literal, target.move))
        return ends

    def _note(self, moves: tuple[str, ...]) -> None:
        """Keep the parts of a way that are shorter than what is known to lead where they lead."""
        for claim, witness in self._walk.follow(moves, lambda claim: claim not in self.answers):
            if claim not in self.found or len(witness) < len(self.found[claim]):
                self.found[claim] = witness

    def ends(self, claim: Claim) -> Iterator[tuple[int, Target]]:
        """Yield what is claimed, by the nodes of the graph without loops."""
        for target in claim.targets:
            for copy in self.copies[target.node]:
                yield copy, target
