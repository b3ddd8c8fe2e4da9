"""A proof kept for the next one: answers by what they rest on, and ways to try again where that has changed.

Nothing in it is believed but an answer whose key is that of the question; a way is played before it counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct, field

from game.author.prove.claims import Answer, ClaimKey, Kind
from game.author.prove.compared import Compared, Pairs, Shown
from game.author.prove.walk import in_common
from game.cache import Cache, key_of
from game.story.packing import UNREADABLE

FORMAT = 1
"""Of what is written here; what is of another is not looked at."""
WORTH_KEEPING = 1500
"""How many claims make a proof worth keeping: fewer are decided again in no time."""
Way: TypeAlias = tuple[str, ...]


class Kept(Struct, frozen=True):
    """What is known from an earlier proof: by claim, the key of what its answer rested on, and the answer."""

    answers: Mapping[ClaimKey, tuple[str, Answer]] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=Pairs)
    report: Mapping[str, Any] = field(default_factory=dict)
    """What came of it in the end, in words that `report.py` understands."""

    def answer(self, claim: ClaimKey, key: str) -> Answer | None:
        """Return the answer to a claim if what it rests on is what it rested on."""
        rested_on, answer = self.answers.get(claim, ("", None))
        return answer if rested_on == key else None

    def way(self, claim: ClaimKey) -> Way | None:
        """Return a way that once led to what is claimed, and may still."""
        return self.answers[claim][1].witness if claim in self.answers else None

    def ways(self) -> set[Way]:
        """Return the ways to all that was reachable."""
        return {answer.witness for _, answer in self.answers.values() if answer.witness is not None}


class KeptProof:
    """The latest proof of a folder's story."""

    def __init__(self, cache: Cache, folder: Path) -> None:
        self._cache = cache
        self._key = key_of("proof", str(FORMAT), str(folder.absolute()))

    def read(self) -> Kept:
        """Return what is kept: nothing if it is not there, or not to be understood."""
        try:
            written = self._cache.get(self._key)
            ways = list(_unrolled(written["ways"], written["moves"]))
            answers = {
                (Kind(kind), str(at), str(detail)): (str(key), _answer(ways, place))
                for kind, at, detail, key, place in written["answers"]
            }
            return Kept(answers, _pairs(written["pairs"], ways), dict(written["report"]))
        except UNREADABLE:
            return Kept()

    def keep(
        self,
        answers: Iterable[tuple[ClaimKey, str, Answer]],
        pairs: Pairs | None = None,
        report: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep answers, each with the key of what it rests on; or let it be where nothing can be written."""
        decided = [one for one in answers if one[2].reachable is not None]
        compared = pairs or Pairs()
        known = [answer.witness for _, _, answer in decided if answer.witness is not None]
        ways = sorted({*known, *(shown.way for shown in compared.shown.values())})
        places = {way: place for place, way in enumerate(ways)}
        moves = {move: number for number, move in enumerate(sorted({move for way in ways for move in way}))}
        written = {
            "moves": list(moves),
            "ways": list(_rolled_up(ways, moves)),
            "answers": [
                [*claim, key, None if answer.witness is None else places[answer.witness]]
                for claim, key, answer in decided
            ],
            "pairs": {
                "key": compared.key,
                # Without a key they are not all there, or not all decided, and of no use.
                "compared": [[*pair, *found] for pair, found in compared.compared.items() if compared.key],
                "shown": [[*pair, *shown.claim, places[shown.way]] for pair, shown in compared.shown.items()],
            },
            "report": report or {},
        }
        self._cache.put(self._key, written)
        self._cache.trim()


def _rolled_up(ways: Iterable[Way], moves: Mapping[str, int]) -> Iterator[tuple[int, list[int]]]:
    """Yield ways in order, each by how much it has in common with the one before it, and what comes then."""
    before: Way = ()
    for way in ways:
        shared = in_common(way, before)
        yield shared, [moves[move] for move in way[shared:]]
        before = way


def _unrolled(ways: Iterable[tuple[int, Sequence[int]]], moves: Sequence[str]) -> Iterator[Way]:
    way: Way = ()
    for shared, rest in ways:
        way = (*way[:shared], *(moves[move] for move in rest))
        yield way


def _answer(ways: Sequence[Way], place: int | None) -> Answer:
    return Answer(reachable=False) if place is None else Answer(reachable=True, witness=ways[place])


def _pairs(written: Mapping[str, Any], ways: Sequence[Way]) -> Pairs:
    compared = {
        (str(one), str(other)): Compared(bool(same), bool(dominated))
        for one, other, same, dominated in written["compared"]
    }
    shown = {
        (str(one), str(other)): Shown((Kind(kind), str(at), str(detail)), ways[place])
        for one, other, kind, at, detail, place in written["shown"]
    }
    return Pairs(str(written["key"]), compared, shown)
