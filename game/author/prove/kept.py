"""A proof kept for the next one: answers by what they rest on, and ways to try again where that has changed.

It lies with the saves and not beside the story: a story's folder may be somebody else's, or packed, or under version
control, and what is kept is of use on this machine alone. Nothing in it is believed but an answer whose key is that of
the question; a way is played before it counts. A file that cannot be read is as good as none.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from game.author.prove.claims import Answer, ClaimKey, Kind
from game.author.prove.walk import in_common
from game.locations import saves_folder

FORMAT = 1
WORTH_KEEPING = 1500
"""How many claims make a proof worth keeping: fewer are decided again in no time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known from an earlier proof: by claim, the key of what its answer rested on, and the answer."""

    answers: Mapping[ClaimKey, tuple[str, Answer]] = field(default_factory=dict)

    def answer(self, claim: ClaimKey, key: str) -> Answer | None:
        """Return the answer to a claim if what it rests on is what it rested on."""
        rested_on, answer = self.answers.get(claim, ("", None))
        return answer if rested_on == key else None

    def way(self, claim: ClaimKey) -> tuple[str, ...] | None:
        """Return a way that once led to what is claimed, and may still."""
        return self.answers[claim][1].witness if claim in self.answers else None


def kept_in(story_id: str) -> Path:
    """Return the file in which a story's proof is kept."""
    return saves_folder() / "proofs" / f"{story_id}.json"


def read(file: Path) -> Kept:
    """Return what is kept in a file: nothing if it is not there, or not to be understood."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        if written["format"] != FORMAT:
            return Kept()
        ways: list[tuple[str, ...]] = []
        for shared, rest in written["ways"]:
            before = ways[-1][:shared] if ways else ()
            ways.append((*before, *(written["moves"][move] for move in rest)))
        answers = {
            (Kind(kind), str(at), str(detail)): (str(key), _answer(ways, place))
            for kind, at, detail, key, place in written["answers"]
        }
    except (OSError, ValueError, LookupError, TypeError):
        return Kept()
    return Kept(answers)


def keep(file: Path, answers: Iterable[tuple[ClaimKey, str, Answer]]) -> None:
    """Keep answers, each with the key of what it rests on; or let it be where nothing can be written."""
    decided = [one for one in answers if one[2].reachable is not None]
    ways = sorted({answer.witness for _, _, answer in decided if answer.witness is not None})
    places = {way: place for place, way in enumerate(ways)}
    moves = {move: number for number, move in enumerate(sorted({move for way in ways for move in way}))}
    written = {
        "format": FORMAT,
        "moves": list(moves),
        "ways": _rolled_up(ways, moves),
        "answers": [
            [*claim, key, None if answer.witness is None else places[answer.witness]] for claim, key, answer in decided
        ],
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as fresh:
            json.dump(written, fresh, separators=(",", ":"))
        Path(fresh.name).replace(file)
    except OSError:
        return


def _rolled_up(ways: Iterable[tuple[str, ...]], moves: Mapping[str, int]) -> list[tuple[int, list[int]]]:
    """Return ways in order, each by how much it has in common with the one before it, and what comes then."""
    found: list[tuple[int, list[int]]] = []
    before: tuple[str, ...] = ()
    for way in ways:
        shared = in_common(way, before)
        found.append((shared, [moves[move] for move in way[shared:]]))
        before = way
    return found


def _answer(ways: list[tuple[str, ...]], place: int | None) -> Answer:
    return Answer(reachable=False) if place is None else Answer(reachable=True, witness=ways[place])
