"""Claims settled one after the other by one solver: whether, and then how soon.

What a claim is asked first is whether there is a way to it as short as any can be; nearly always there is. Every way
that is found is looked along for what else it comes by.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from game.author.prove.beside import Beside
from game.author.prove.claims import NEVER, UNDECIDED, Answer, Claim, Target
from game.author.prove.encode import End, Way
from game.author.prove.formula import AllOf, Formula, Test, compiled, implies_at_once, slots_of
from game.author.prove.soonest import NO_LENGTH
from game.author.prove.stretches import Stretches
from game.author.prove.walk import passing

if TYPE_CHECKING:
    from game.author.prove.decide import Decided

ROOM = 3
"""By how many moves more than the least a claim's ways are told apart at first; what needs more is asked again."""
NARROW = 15
"""By how many moves more than the shortest way to a node a claim's ways there are told apart at first.

What needs more is asked afterwards: it makes the formula larger for all that is asked with it.
"""
WORTH_TWO = 400
"""How many claims are worth a second process; what is dealt does not hang on whether there is one."""
ASKED_AT_ONCE = 16
"""Of how many claims it is asked in one question whether any of them has a shorter way than the one that is known."""
DEALT_AT_ONCE = 8
"""How many nodes in a row have their claims settled by the same process."""


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


class _Place(NamedTuple):
    """Where a claim can be met, and with how many moves at the least."""

    length: int
    node: int
    target: Target


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
        self._places: dict[Claim, list[_Place]] = {}
        """Where a claim can be met, nearest first."""
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
            # The more room, the more lengths are told apart, until they are all.
            far = {claim for claim in left if self._width(claim, longest[claim]) > NARROW + room}
            self._ask_all({claim: length for claim, length in longest.items() if claim not in far})
            for some in self._grouped(far):
                self._ask_all({claim: self._bound(claim) + 4 * room for claim in some}, told_apart=NARROW + 4 * room)
            room *= 4
        return self.numbered()

    def _grouped(self, far: Iterable[Claim]) -> Iterator[list[Claim]]:
        """Yield claims that are far from the shortest ways to their nodes, together those that are about as far."""
        widths = {claim: self._width(claim, self._bound(claim)) for claim in far if not self._is_settled(claim)}
        some: list[Claim] = []
        for claim in sorted(widths, key=widths.__getitem__):
            if some and widths[claim] > widths[some[0]] + NARROW:
                yield some
                some = []
            some.append(claim)
        if some:
            yield some

    def _width(self, claim: Claim, longest: int) -> int:
        """Return by how many moves more than the shortest way to a node a claim's ways there are told apart."""
        least = self.decided.soonest.least
        return longest - min(least[place.node] for place in self._places[claim] if place.length <= longest)

    def _ask_all(self, longest: Mapping[Claim, int], told_apart: int | None = None) -> None:
        """Ask for ways to some claims, up to certain lengths.

        With ``told_apart``, only so many lengths are told apart at a node, so that some questions may be left open.
        """
        if longest:
            encoding = self._encoded(longest, told_apart)
            self._refuse_together(encoding, longest)
            for number, (claim, length) in enumerate(longest.items()):
                self.decided.tell("Questions", number, len(longest))
                self._settle(encoding, claim, length)
            encoding.close()

    def _encoded(self, longest: Mapping[Claim, int], told_apart: int | None) -> Stretches:
        """Return an encoding in which claims can be asked, for ways up to certain lengths."""
        wanted: list[dict[int, None]] = [{} for _ in self.decided.graph.nodes]
        most = [0] * len(wanted)
        for claim, length in longest.items():
            for place in self._places[claim]:
                wanted[place.node].update(dict.fromkeys(slots_of(place.target.holds)))
                if place.length <= length:
                    most[place.node] = max(most[place.node], length + 1)
        return self.decided.stretches(wanted, most, told_apart)

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

    def _refuse_together(self, encoding: Stretches, longest: Mapping[Claim, int]) -> None:
        """Ask of many claims at once for ways shorter than those that are known: nearly always there are none."""
        nearer = (claim for claim, length in longest.items() if self._may_be_nearer(claim, length))
        for some in _batched(nearer, ASKED_AT_ONCE):
            open_ones = [claim for claim in some if not self._is_settled(claim)]
            while open_ones:
                told = self._ask({claim: len(self.found[claim]) - 1 for claim in open_ones}, encoding)
                if told is None:
                    break
                if not told:
                    for claim in open_ones:
                        self._refuse(claim, len(self.found[claim]))
                open_ones = [claim for claim in open_ones if not self._is_settled(claim)]

    def _may_be_nearer(self, claim: Claim, longest: int) -> bool:
        return claim in self.found and self._bound(claim) < len(self.found[claim]) <= longest + 1

    def _settle(self, encoding: Stretches, claim: Claim, longest: int) -> None:
        if not self._is_settled(claim) and claim not in self.found and self._ask({claim: None}, encoding) is False:
            self._refuse(claim, 2 * NO_LENGTH)
            self.answers[claim] = NEVER if self.decided.laid.proved else UNDECIDED
        while not self._is_settled(claim):
            bound = self._bound(claim)
            if bound > longest:
                return
            told = self._ask({claim: bound}, encoding)
            if told is None:
                return
            if not told:
                self._refuse(claim, bound + 1)

    def _bound(self, claim: Claim) -> int:
        """Return how many moves a witness has at the least."""
        least = NO_LENGTH
        for place in self._places_of(claim):
            if place.length >= least:
                break
            least = min(least, self._least(place))
        return least

    def _places_of(self, claim: Claim) -> "list[_Place]":
        if claim not in self._places:
            copies, soonest = self.decided.copies, self.decided.soonest
            found = [
                _Place(soonest.length(copy, target.holds) + (target.move is not None), copy, target)
                for target in claim.targets
                for copy in copies[target.node]
            ]
            self._places[claim] = sorted(
                (place for place in found if place.length < NO_LENGTH), key=lambda place: place[:2]
            )
        return self._places[claim]

    def _least(self, place: "_Place") -> int:
        """Return how many moves it takes to meet what is claimed in one place at the least."""
        least = place.length - (place.target.move is not None)
        for refused, length in self._refused.get(place.node, ()):
            if length > least and implies_at_once(self._terms(place.target), refused):
                least = length
        return least + (place.target.move is not None)

    def _terms(self, target: Target) -> frozenset[Formula]:
        """Return what all must hold for a target to be met."""
        formula = target.holds
        if id(formula) not in self._terms_of:
            terms = formula.terms if isinstance(formula, AllOf) else (formula,)
            self._terms_of[id(formula)] = frozenset(terms)
        return self._terms_of[id(formula)]

    def _refuse(self, claim: Claim, length: int) -> None:
        """Note that a claim cannot be met before so many moves are made."""
        for place in self._places_of(claim):
            if place.length < length:
                known = self._refused.setdefault(place.node, [])
                known.append((self._terms(place.target), length - (place.target.move is not None)))

    def _ask(self, claims: Mapping[Claim, int | None], encoding: Stretches) -> bool | None:
        """Return whether there is a way to any of some claims, of a length at most; all that it comes by is noted.

        ``None`` is that there is one, but longer, and known already: lengths are not told apart so far.
        """
        ends = [
            End(place.node, place.target, length)
            for claim, length in claims.items()
            for place in self._places_of(claim)
            if self._least(place) <= (NO_LENGTH if length is None else length)
        ]
        way = encoding.way_to(ends)
        return False if way is None else self._note(way) or None

    def _note(self, way: Way) -> bool:
        """Keep the parts of a way that lead somewhere sooner than any that is known; return whether one does."""
        moves = way.moves()
        is_news = False
        for length, (copy, codes) in enumerate(passing(self.decided.graph.start, way.edges)):
            index = self.decided.laid.copies[copy]
            answered = False
            # Ways are long, and many: what comes to the same moment has the same.
            ways: dict[str | None, tuple[str, ...]] = {}
            for claim, test, move in self._open[index]:
                if claim in self.answers:
                    answered = True
                elif self._would_be_news(claim, length + (move is not None)) and test(codes):
                    if move not in ways:
                        ways[move] = moves[:length] if move is None else (*moves[:length], move)
                    self.found[claim] = ways[move]
                    is_news = True
            if answered:
                self._open[index] = [one for one in self._open[index] if one[0] not in self.answers]
        return is_news

    def _would_be_news(self, claim: Claim, length: int) -> bool:
        return claim not in self.found or len(self.found[claim]) > length


def _batched(claims: Iterable[Claim], number: int) -> Iterator[list[Claim]]:
    rest = iter(claims)
    while some := list(islice(rest, number)):
        yield some
