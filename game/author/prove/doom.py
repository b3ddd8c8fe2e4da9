"""How long before an early end it has become inevitable."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.author.prove.backward import Backward, TooLarge
from game.author.prove.claims import Kind
from game.author.prove.decide import Decided
from game.author.prove.formula import TRUE, Formula, compiled
from game.author.prove.walk import Walk


@dataclass(frozen=True, slots=True)
class Doom:
    """An early end, on a shortest way to it: the last choice that left another ending open."""

    ending: str
    title: str
    move: str
    """What was chosen there; from then on there was no other ending."""
    moves_before: int
    """How many moves before the end it was made; 1 if it led there."""


def dooms(decided: Decided) -> Iterator[Doom]:
    """Yield each early end that can be reached with its point of no return, on a shortest way to it.

    An end that was the only one from the beginning has none.
    """
    endings = [scene.ending for scene in decided.story.scenes.values() if scene.ending is not None]
    walk, backward = Walk(decided.looped), Backward(decided.looped)
    for claim in decided.claims.of(Kind.ENDING):
        ending = next((one for one in endings if one.id == claim.at), None)
        witness = decided.answers[claim].witness
        if ending is None or ending.kind != "tape_stops" or not witness:
            continue
        others: dict[int, Formula] = {
            node.index: TRUE for node in decided.looped.nodes if node.scene.ending not in {None, ending}
        }
        along = list(walk.along(witness))
        try:
            lost = backward.unreachable_from(others, (index for index, _ in along))
        except TooLarge:
            continue
        tests = {index: compiled(formula) for index, formula in lost.items()}
        stands = [tests[index](codes) for index, codes in along]
        last_open = max((place for place, is_lost in enumerate(stands) if not is_lost), default=None)
        if last_open is not None:
            yield Doom(ending.id, ending.title, witness[last_open], len(witness) - last_open)
    backward.close()
