"""An order of a function's slots in which it is narrow: each slot moves to where the function is smallest.

(As decision diagrams are reordered: Rudell 1993; here a step is an exact change of two neighbours.)
"""

from collections.abc import Iterable

from msgspec import Struct

from game.author.prove.cores import Core, swapped
from game.author.prove.elimination import Field
from game.author.prove.trains import Train

SMALL = 125
"""What is not larger is left in its order."""
GROWN = 1.25
"""By how much a function may have grown since it was last put in order."""
STILL_GROWN = 1.6
"""With so much left when the slots that were asked about since have been moved, all are."""
_UPHILL = 1.15
"""How much worse than the best the places may be that a slot comes through while it looks for a better one."""


class Sorted(Struct, frozen=True):
    """A function with how large it was when its slots were last put in order, and the slots asked about since."""

    train: Train
    size: int = SMALL
    touched: frozenset[int] = frozenset()


def in_order(field: Field, one: Sorted) -> Sorted:
    """Return a function with its slots in a better order if it has grown."""
    train, size = one.train, one.train.size
    least = min(one.size, max(size, SMALL))
    if size <= GROWN * least:
        return Sorted(train, least, one.touched)
    train = sifted(field, train, one.touched)
    if train.size > STILL_GROWN * least:
        train = sifted(field, train, train.order)
    return Sorted(train, max(train.size, SMALL))


def sifted(field: Field, train: Train, slots: Iterable[int]) -> Train:
    """Return a function with some of its slots moved, the largest first."""
    cores = list(train.cores)
    sizes = {core.slot: core.size for core in cores}
    for slot in sorted(set(slots) & sizes.keys(), key=lambda slot: (-sizes[slot], slot)):
        place = next(place for place, core in enumerate(cores) if core.slot == slot)
        best = sum(core.size for core in cores), cores
        for step in (-1, 1):
            best = min(best, _moved(field, cores, place, step, best[0]), key=lambda found: found[0])
        cores = best[1]
    return Train(train.weight, cores)


def _moved(field: Field, cores: list[Core], place: int, step: int, least: int) -> tuple[int, list[Core]]:
    """Return the best that comes of moving a slot one way, with how large it is then; ``least`` is the best so far."""
    size = sum(core.size for core in cores)
    best = size, cores
    moved = list(cores)
    while 0 <= place + step < len(moved):
        left = min(place, place + step)
        before = moved[left].size + moved[left + 1].size
        moved[left : left + 2] = swapped(field, moved[left], moved[left + 1])
        size += moved[left].size + moved[left + 1].size - before
        place += step
        if size < best[0]:
            best = size, list(moved)
        if size > _UPHILL * min(best[0], least):
            break
    return best
