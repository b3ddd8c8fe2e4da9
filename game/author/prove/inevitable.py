"""Claims about what can still follow: no ending any more, what a law wants led to, every ending from somewhere."""

from typing import TypeAlias

from msgspec import Struct, field

from game.author.prove.backward import Backward, TooLarge
from game.author.prove.claims import ClaimKey, Kind
from game.author.prove.formula import FALSE, TRUE, Formula, all_of, negation, one_of
from game.author.prove.gathering import Claims
from game.author.prove.unfold import Node
from game.story.laws import Law, LawKind

_Claimed: TypeAlias = tuple[ClaimKey, list[tuple[int, Formula]]]


class Inevitable(Struct):
    """What is claimed, each by its key with nodes and what must hold there; and the keys of what is given up."""

    claimed: list[_Claimed] = field(default_factory=list)
    from_start: list[ClaimKey] = field(default_factory=list)
    """Of these, what is claimed is that every ending can be reached at all."""
    given_up: list[ClaimKey] = field(default_factory=list)


def inevitable(claims: Claims) -> Inevitable:
    """Return those claims of a story, and what could not be worked out."""
    found = Inevitable()
    backward = Backward(claims.graph)
    endings: dict[int, Formula] = {node.index: TRUE for node in claims.graph.nodes if node.scene.ending}
    try:
        going_on = [node for node in claims.graph.nodes if not node.scene.is_end]
        lost = backward.unreachable_from(endings, (node.index for node in going_on))
        for node in going_on:
            found.claimed.append(((Kind.NO_ENDING, node.scene.key, ""), [(node.index, lost[node.index])]))
    except TooLarge:
        found.given_up.append((Kind.NO_ENDING, "", ""))
    for law in claims.story.laws:
        try:
            if law.kind is LawKind.LEADS_TO:
                found.claimed.append(_leads_to(claims, backward, law))
            elif law.kind is LawKind.EVERY_ENDING_FROM and law.source in {None, claims.story.start}:
                # Whatever can follow any moment can follow the first.
                found.from_start.append((Kind.EVERY_ENDING, claims.story.start, law.id))
            elif law.kind is LawKind.EVERY_ENDING_FROM:
                found.claimed.append(_every_ending(claims, backward, law))
        except TooLarge:
            found.given_up.append((Kind.LAW, law.source or "", law.id))
    backward.close()
    return found


def _leads_to(claims: Claims, backward: Backward, law: Law) -> _Claimed:
    wanted: dict[int, Formula] = {}
    for node in claims.graph.nodes:
        reached = [TRUE] if node.scene.key in law.targets and not node.clipped else []
        wanted[node.index] = one_of([*reached, *_endings(claims, node, law.targets)], claims.grounds.sizes)
    there = [node for node in claims.graph.nodes if node.scene.key == law.source]
    lost = backward.unreachable_from(wanted, (node.index for node in there))
    return (Kind.LAW, law.source or "", law.id), [(node.index, lost[node.index]) for node in there]


def _every_ending(claims: Claims, backward: Backward, law: Law) -> _Claimed:
    """Claim that there is a moment in a scene from which each ending can be reached. It is good if it is reachable."""
    sizes = claims.grounds.sizes
    there = [node for node in claims.graph.nodes if node.scene.key == law.source]
    open_ends: dict[int, list[Formula]] = {node.index: [] for node in there}
    personal = [epilogue.ending.id for epilogue in claims.story.epilogues if epilogue.ending]
    ending_ids = [scene.ending.id for scene in claims.story.scenes.values() if scene.ending]
    for ending in dict.fromkeys([*ending_ids, *personal]):
        wanted = {
            node.index: one_of(_endings(claims, node, (ending,)), sizes)
            for node in claims.graph.nodes
            if node.scene.ending
        }
        lost = backward.unreachable_from(wanted, open_ends)
        for node in there:
            open_ends[node.index].append(negation(lost[node.index], sizes))
    return (Kind.EVERY_ENDING, law.source or "", law.id), [
        (node.index, all_of(open_ends[node.index])) for node in there
    ]


def _endings(claims: Claims, node: Node, wanted: tuple[str, ...]) -> list[Formula]:
    """Return when a node is the arrival at one of some endings, personal ones included."""
    ending = node.scene.ending
    if ending is None or node.clipped:
        return []
    found: list[Formula] = [TRUE] if ending.id in wanted else []
    if ending.kind == "record":
        found += [
            claims.grounds.formula(epilogue.condition, node.here)
            for epilogue in claims.story.epilogues
            if epilogue.ending and epilogue.ending.id in wanted
        ]
    return [formula for formula in found if formula != FALSE]
