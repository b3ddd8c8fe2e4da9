"""Two options of a dilemma side by side: what each does, and whether the one leaves anything better than the other."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from game.author.prove.formula import Formula, Update, member
from game.author.prove.unfold import Edge
from game.story.model import Choice, Story
from game.story.variables import DomainKind, VariableKind


class Option(Struct, frozen=True):
    """An option, and the edges it is taken by."""

    choice: Choice
    edges: tuple[Edge, ...]


def differing_slots(one: Option, other: Option) -> set[int]:
    """Return the slots that two options may leave with different codes."""
    return {
        slot
        for mine in one.edges
        for theirs in other.edges
        for slot in {*mine.update, *theirs.update}
        if mine.update.get(slot) != theirs.update.get(slot)
    }


def constants(option: Option) -> Update:
    """Return what an option sets, whatever was there and by whichever route it goes."""
    first, *others = (edge.update for edge in option.edges)
    return {
        slot: table
        for slot, table in first.items()
        if len(set(table)) == 1 and all(other.get(slot) == table for other in others)
    }


def arrived_at(option: Option) -> Iterator[str]:
    """Yield the scenes that an option leads to."""
    return (route.target for route in option.choice.routes)


def better(story: Story, mine: Edge, theirs: Edge, sizes: Sequence[int]) -> Iterator[Formula]:
    """Yield what must hold for one edge to leave some stat or count better than another that is taken instead of it."""
    for slot in {*mine.update, *theirs.update}:
        size = sizes[slot]
        order = ranks(story, slot)
        same = tuple(range(size))
        after, other = mine.update.get(slot, same), theirs.update.get(slot, same)
        codes = sum(1 << code for code in range(size) if order and order[after[code]] > order[other[code]])
        yield member(slot, codes, size)


def ranks(story: Story, slot: int) -> list[int]:
    """Return how good each code of a stat or count is; empty for what is neither, or has no order."""
    variable = story.variables[slot] if slot < len(story.variables) else None
    if variable is None or variable.kind not in {VariableKind.STAT, VariableKind.COUNT}:
        return []
    presence = story.presence
    if presence is not None and variable.stat == presence.id:
        able, alive = presence.able or frozenset(), presence.alive or frozenset()
        return [2 if code in able else int(code in alive) for code in range(variable.domain.size)]
    if variable.domain.kind is not DomainKind.RANGE:
        return []
    return [code if variable.high_is_better else -code for code in range(variable.domain.size)]


def either(answers: Iterable[bool | None]) -> bool | None:
    """Return whether one of some answers is yes, ``None`` if that hangs on one that is not known."""
    unsure = False
    for answer in answers:
        if answer:
            return True
        unsure = unsure or answer is None
    return None if unsure else False
