"""Functions of the codes before a move from those of the codes after it, and the reverse."""

from collections.abc import Iterator
from typing import TypeAlias

from game.author.prove.cores import Core, Matrix, total
from game.author.prove.elimination import Field, Row
from game.author.prove.formula import Update
from game.author.prove.liveness import slots_in
from game.author.prove.trains import Train, absorbed, codes_in, summed
from game.author.prove.value_sets import Possible

_Piece: TypeAlias = tuple[Core | None, Matrix, bool]


def pulled(field: Field, train: Train, update: Update, before: Possible, after: Possible) -> Train:
    """Return a function of the codes before a move, given that of those after it. What cannot be has any value."""
    return absorbed(field, train.weight, (_pulled(core, update, before, after) for core in train.cores))


def _pulled(core: Core, update: Update, before: Possible, after: Possible) -> _Piece:
    table = update.get(core.slot)
    places = {code: place for place, code in enumerate(codes_in(after[core.slot]))}
    ways = [places.get(table[code] if table else code, 0) for code in codes_in(before[core.slot])]
    if len(set(ways)) == 1:
        return None, core.ways[ways[0]], True
    if ways == list(range(len(core.ways))):
        return core, (), False
    return Core(core.slot, [core.ways[way] for way in ways], core.right), (), True


def unasked(field: Field, train: Train) -> Train:
    """Return a function without the cores of slots on which it does not hang."""
    pieces: list[_Piece] = [
        (None, core.ways[0], True) if all(way == core.ways[0] for way in core.ways) else (core, (), False)
        for core in train.cores
    ]
    return absorbed(field, train.weight, pieces) if any(core is None for core, _, _ in pieces) else train


def pushed(field: Field, train: Train, update: Update, before: Possible, after: Possible, live: int) -> Train:  # noqa: PLR0913, PLR0917 - a move
    """Return how many there are of each of the ``live`` codes after a move, given how many there were before it."""
    pieces = [_pushed(field, core, update, before, after, live) for core in train.cores]
    return absorbed(field, train.weight, [*pieces, *_fresh(train, update, before, after, live)])


def _pushed(field: Field, core: Core, update: Update, before: Possible, after: Possible, live: int) -> _Piece:  # noqa: PLR0913, PLR0917 - a move
    codes = codes_in(after[core.slot])
    if not live >> core.slot & 1 or len(codes) == 1:
        return summed(field, core)
    table = update.get(core.slot)
    becomes = [table[code] if table else code for code in codes_in(before[core.slot])]
    if becomes == codes:
        return core, (), False
    ways = [
        total(field, (way for way, reached in zip(core.ways, becomes, strict=True) if reached == code), core.left)
        for code in codes
    ]
    return Core(core.slot, ways, core.right), (), True


def _fresh(train: Train, update: Update, before: Possible, after: Possible, live: int) -> Iterator[_Piece]:
    """Yield cores for the slots that only now have more than one code that matters: by the move, all have the same."""
    known = set(train.order)
    for slot in slots_in(live):
        codes = codes_in(after[slot])
        if slot not in known and len(codes) > 1:
            code = codes_in(before[slot])[0]
            table = update.get(slot)
            reached = table[code] if table else code
            ways: list[list[Row]] = [[{0: 1} if code == reached else {}] for code in codes]
            yield Core(slot, ways, 1), (), True
