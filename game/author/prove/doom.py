"""How long before an early end it has become inevitable."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from game.author.prove.backward import Backward, TooLarge
from game.author.prove.claims import Kind
from game.author.prove.decide import Decided
from game.author.prove.formula import TRUE, compiled
from game.author.prove.walk import Walk


class Doom(Struct, frozen=True):
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
    walk = Walk(decided.looped)
    for claim in decided.claims.of(Kind.ENDING):
        ending = next((one for one in endings if one.id == claim.at), None)
        witness = decided.answers[claim].witness
        if ending is None or ending.kind != "tape_stops" or not witness:
            continue
        others = {node.index for node in decided.looped.nodes if node.scene.ending not in {None, ending}}
        last_open = _last_open(walk, list(walk.along(witness)), others)
        if last_open is not None:
            yield Doom(ending.id, ending.title, witness[last_open], len(witness) - last_open)


def _last_open(walk: Walk, along: Sequence[tuple[int, bytes]], others: AbstractSet[int]) -> int | None:
    """Return the place of the last moment of a way from which others can be reached, by their nodes; if it is known."""
    for place in range(len(along) - 1, -1, -1):
        is_open = walk.leads(along[place], others)
        if is_open is None:
            break
        if is_open:
            return place
    else:
        return None
    # What can follow is too much to be gone through: all states at once are less.
    backward = Backward(walk.graph)
    try:
        lost = backward.unreachable_from(dict.fromkeys(others, TRUE), {index for index, _ in along})
    except TooLarge:
        return None
    finally:
        backward.close()
    open_places = (place for place, (index, codes) in enumerate(along) if not compiled(lost[index])(codes))
    return max(open_places, default=None)
