"""Claims settled one after the other by one solver: whether, and then how soon.

What a claim is asked first is whether there is a way to it as short as any can be; nearly always there is. Every way
that is found is looked along for what else it comes by.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from game.author.prove.beside import Beside
from game.author.prove.claims import NEVER, UNDECIDED, Answer, Claim, Target
from game.author.prove.encode import Encoding, Way
from game.author.prove.formula import AllOf, Formula, Member, Test, compiled
from game.author.prove.walk import passing

if TYPE_CHECKING:
    from game.author.prove.decide import Decided

ROOM = 3
"""By how many moves more than the least a claim's ways are told apart at first; what needs more is asked again."""
WORTH_TWO = 400
"""How many claims are worth a second process; what is dealt does not hang on whether there is one."""
ASKED_AT_ONCE = 16
"""Of how many claims it is asked in one question whether any of them has a shorter way than the one that is known."""
DEALT_AT_ONCE = 8
"""How many nodes in a row have their claims settled by the same process."""
NO_LENGTH = 1 << 30
"""More moves than any way has: what needs so many never is."""


def settled(decided: "Decided", claims: Iterable[Claim]) -> Iterator[tuple[Claim, Answer]]:
    """Yield the answers to some claims, by two processes if they are many. Interrupted, yield what there is before."""
    settling = Settling(decided, claims)
    left = settling.left()
    yield from settling.answers.items()
    mine, others = _dealt(left) if len(left) >= WORTH_TWO else (left, [])
    settling, second = Settling(decided, mine), Settling(decided, others)
    beside = Beside(second.run, second.numbered, worth=True) if others else None
    try:
        settling.run()
        numbered = beside.result() if beside else []
    except KeyboardInterrupt:
        yield from settling.answers.items()
        yield from ((others[number], answer) for number, answer in (beside.stopped() if beside else []))
        raise
    yield from settling.answers.items()
    yield from ((others[number], answer) for number, answer in numbered)


def _dealt(claims: Iterable[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return claims in two parts; those of one node stay together, for what is refused there is often the same."""
    nodes = dict.fromkeys(claim.targets[0].node for claim in claims)
    part = {node: number // DEALT_AT_ONCE % 2 for number, node in enumerate(sorted(nodes))}
    return (
        [claim for claim in claims if part[claim.targets[0].node] == 0],
        [claim for claim in claims if part[claim.targets[0].node] == 1],
    )


class Settling:
    """Some claims of a story, to be settled; ``answers`` are those that are."""

    def __init__(self, decided: "Decided", claims: Iterable[Claim]) -> None:
        """Take claims whose nodes have their distances, with the witnesses that are known."""
        self.decided = decided
        self.claims = list(claims)
        self.answers: dict[Claim, Answer] = {}
        self.found = {claim: decided.found[claim] for claim in self.claims if claim in decided.found}
        self._refused: dict[int, list[tuple[frozenset[Formula], int]]] = {}
        """By node, what cannot hold there before so many moves are made."""
        self._terms_of: dict[int, frozenset[Formula]] = {}
        """Formulas' terms, by the formulas' identities."""
        self._nearest = [min((decided.least[copy] for copy in some), default=NO_LENGTH) for some in decided.copies]
        self._open: list[list[tuple[Claim, Test, str | None]]] = [[] for _ in decided.looped.nodes]

    def run(self) -> list[tuple[int, Answer]]:
        """Settle them all, and return the answers by the claims' numbers."""
        for claim in self.left():
            for target in claim.targets:
                self._open[target.node].append((claim, compiled(target.holds), target.move))
        room = ROOM
        while left := self.left():
            # A way to what is far passes by much of what is near, so that few questions are left to be asked.
            left.sort(key=lambda claim: (-self._bound(claim), len(self._terms(claim.targets[0]))))
            longest = {claim: self._bound(claim) + room for claim in left}
            encoding = self.decided.encoded(left, longest)
            self._refuse_together(encoding, left, longest)
            for place, claim in enumerate(left):
                self.decided.tell("Questions", place, len(left))
                self._settle(encoding, claim, longest[claim])
            encoding.close()
            room *= 4
        return self.numbered()

    def numbered(self) -> list[tuple[int, Answer]]:
        """Return the answers that there are, by the claims' numbers."""
        numbers = {claim: number for number, claim in enumerate(self.claims)}
        return [(numbers[claim], answer) for claim, answer in self.answers.items()]

    def left(self) -> list[Claim]:
        """Return the claims that are still open, once what is known by now is made use of."""
        return [claim for claim in self.claims if not self._is_settled(claim)]

    def _is_settled(self, claim: Claim) -> bool:
        """Return whether a claim is answered, once what is known by now is made use of."""
        if claim not in self.answers:
            bound = self._bound(claim)
            if bound >= NO_LENGTH:
                self.answers[claim] = NEVER if self.decided.laid.proved else UNDECIDED
            elif claim in self.found and len(self.found[claim]) <= bound:
                self.answers[claim] = Answer(reachable=True, witness=self.found[claim])
        return claim in self.answers

    def _refuse_together(self, encoding: Encoding, claims: Iterable[Claim], longest: Mapping[Claim, int]) -> None:
        """Ask of many claims at once for ways shorter than those that are known: nearly always there are none."""
        for some in _batched((one for one in claims if self._may_be_nearer(one, longest[one])), ASKED_AT_ONCE):
            open_ones = [claim for claim in some if not self._is_settled(claim)]
            while open_ones and self._ask_all(encoding, open_ones):
                open_ones = [claim for claim in open_ones if not self._is_settled(claim)]
            for claim in open_ones:
                self._refuse(claim, len(self.found[claim]))

    def _may_be_nearer(self, claim: Claim, longest: int) -> bool:
        return claim in self.found and self._bound(claim) < len(self.found[claim]) <= longest + 1

    def _ask_all(self, encoding: Encoding, claims: Iterable[Claim]) -> bool:
        """Return whether there is a shorter way to any of some claims than the one that is known; it is known then."""
        ends = [
            end for claim in claims for end in ends_within(self.decided, encoding, claim, len(self.found[claim]) - 1)
        ]
        nearer = encoding.any([literal for _, literal, _ in ends])
        if nearer == -1 or not encoding.solve([nearer]):
            return False
        self._note(encoding.way((copy, literal) for copy, literal, _ in ends))
        return True

    def _settle(self, encoding: Encoding, claim: Claim, longest: int) -> None:
        if not self._is_settled(claim) and claim not in self.found and not self._ask(encoding, claim, None):
            self._refuse(claim, 2 * NO_LENGTH)
            self.answers[claim] = NEVER if self.decided.laid.proved else UNDECIDED
        while not self._is_settled(claim):
            bound = self._bound(claim)
            if bound > longest:
                return
            if not self._ask(encoding, claim, bound):
                self._refuse(claim, bound + 1)

    def _bound(self, claim: Claim) -> int:
        """Return how many moves a witness has at the least."""
        return min((self._least(target) for target in claim.targets), default=NO_LENGTH)

    def _least(self, target: Target) -> int:
        least = self._nearest[target.node]
        for refused, length in self._refused.get(target.node, ()):
            if length > least and _implies(self._terms(target), refused):
                least = length
        return least + (target.move is not None)

    def _terms(self, target: Target) -> frozenset[Formula]:
        """Return what all must hold for a target to be met."""
        formula = target.holds
        if id(formula) not in self._terms_of:
            terms = formula.terms if isinstance(formula, AllOf) else (formula,)
            self._terms_of[id(formula)] = frozenset(terms)
        return self._terms_of[id(formula)]

    def _refuse(self, claim: Claim, length: int) -> None:
        """Note that a claim cannot be met before so many moves are made."""
        for target in claim.targets:
            known = self._refused.setdefault(target.node, [])
            known.append((self._terms(target), length - (target.move is not None)))

    def _ask(self, encoding: Encoding, claim: Claim, length: int | None) -> bool:
        """Return whether there is a way to what is claimed, of a length at most; all that it comes by is noted."""
        ends = ends_within(self.decided, encoding, claim, length)
        wanted = encoding.any([literal for _, literal, _ in ends])
        if wanted == -1 or not encoding.solve([wanted]):
            return False
        self._note(encoding.way((copy, literal) for copy, literal, _ in ends))
        return True

    def _note(self, way: Way) -> None:
        """Keep the parts of a way that are shorter than what is known to lead where they lead."""
        moves = way.moves()
        for length, (copy, codes) in enumerate(passing(self.decided.graph.start, way.edges)):
            index = self.decided.laid.copies[copy]
            answered = False
            for claim, test, move in self._open[index]:
                if claim in self.answers:
                    answered = True
                elif self._would_be_news(claim, length + (move is not None)) and test(codes):
                    self.found[claim] = moves[:length] if move is None else (*moves[:length], move)
            if answered:
                self._open[index] = [one for one in self._open[index] if one[0] not in self.answers]

    def _would_be_news(self, claim: Claim, length: int) -> bool:
        return claim not in self.found or len(self.found[claim]) > length


def ends_within(
    decided: "Decided", encoding: Encoding, claim: Claim, length: int | None
) -> list[tuple[int, int, str | None]]:
    """Return where ways to what is claimed end, of a length at most: nodes, each with its literal and last move."""
    ends: list[tuple[int, int, str | None]] = []
    for copy, target in decided.ends(claim):
        literal = encoding.there(copy, target.holds)
        if length is not None:
            literal = encoding.all([literal, encoding.no_longer(copy, length - (target.move is not None))])
        ends.append((copy, literal, target.move))
    return ends


def _implies(terms: frozenset[Formula], others: Iterable[Formula]) -> bool:
    """Return whether, as far as can be seen at once, some terms hold only where all of some others do."""
    return all(
        other in terms
        or (
            isinstance(other, Member)
            and any(isinstance(t, Member) and t.slot == other.slot and not t.codes & ~other.codes for t in terms)
        )
        for other in others
    )


def _batched(claims: Iterable[Claim], number: int) -> Iterator[list[Claim]]:
    rest = iter(claims)
    while some := list(islice(rest, number)):
        yield some
