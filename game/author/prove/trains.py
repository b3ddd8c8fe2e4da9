"""Functions of a story's slots kept as products of matrices, one core a slot, no wider than the function needs.

What is to come from a moment hangs on many slots at once, but mostly on each for itself or on a few together. Written
as a product of matrices (tensor trains: Oseledets 2011; weighted automata made minimal: Schützenberger 1961) it is
small where even the most shared diagram is large, for a product shares what is a sum of others as well. Each core's
rows and columns are independent, so that every width is the least there is in this order of the slots.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from game.author.prove.cores import (
    Core,
    Matrix,
    both,
    combined,
    fewer_columns,
    fewer_rows,
    stacked,
    swapped,
    times_left,
    times_right,
    unit,
    weighed,
)
from game.author.prove.elimination import Field, Row
from game.author.prove.formula import FALSE, Formula, slots_of, within
from game.author.prove.value_sets import Possible


class Train(Struct, frozen=True):
    """A function: how often its cores' product is to be taken. Without cores it is the same everywhere."""

    weight: int
    cores: Sequence[Core] = ()

    @property
    def size(self) -> int:
        """How many entries its cores have."""
        return sum(core.size for core in self.cores)

    @property
    def order(self) -> list[int]:
        """The slots it asks about, from left to right."""
        return [core.slot for core in self.cores]


NOTHING = Train(0)


def codes_in(possible: int) -> list[int]:
    """Return the codes that bits stand for."""
    return [code for code in range(possible.bit_length()) if possible >> code & 1]


def narrowed(field: Field, weight: int, cores: Sequence[Core], first: int, last: int) -> Train:
    """Return a function made as narrow as it can be, of which no cores but those from ``first`` to ``last`` are new."""
    narrow = list(cores)
    left, place = first, last
    while place > 0:
        pair = fewer_rows(field, narrow[place - 1], narrow[place])
        if pair:
            narrow[place - 1 : place + 1] = pair
            left = min(left, place - 1)
        elif place <= first:
            break
        place -= 1
    place = left
    while place < len(narrow) - 1:
        pair = fewer_columns(field, narrow[place], narrow[place + 1])
        if pair:
            narrow[place : place + 2] = pair
            last = max(last, place + 1)
        elif place >= last:
            break
        place += 1
    return Train(weight, narrow) if not narrow or narrow[0].size else NOTHING


def absorbed(field: Field, weight: int, pieces: Iterable[tuple[Core | None, Matrix, bool]]) -> Train:
    """Return a function of pieces in order, each a core, or in place of one a matrix that its neighbour takes in.

    Each says whether it is new.
    """
    cores: list[Core] = []
    carried: Matrix | None = None
    changed: list[int] = []
    for core, matrix, is_new in pieces:
        if core is None:
            carried = matrix if carried is None else [combined(field, row, matrix) for row in carried]
            continue
        if is_new or carried is not None:
            changed.append(len(cores))
        cores.append(core if carried is None else times_left(field, carried, core))
        carried = None
    if carried is not None and not cores:
        return Train(weight * carried[0].get(0, 0) % field.prime)
    if carried is not None:
        cores[-1] = times_right(field, cores[-1], carried, 1)
        changed.append(len(cores) - 1)
    return narrowed(field, weight, cores, changed[0], changed[-1]) if changed else Train(weight, cores)


def permuted(field: Field, train: Train, order: Sequence[int]) -> Train:
    """Return a function with its slots in another order, which may have more of them."""
    places = {slot: place for place, slot in enumerate(order)}
    cores = list(train.cores)
    for index in range(1, len(cores)):
        place = index
        while place and places[cores[place - 1].slot] > places[cores[place].slot]:
            cores[place - 1 : place + 1] = swapped(field, cores[place - 1], cores[place])
            place -= 1
    return Train(train.weight, cores)


def joined(field: Field, one: Train, two: Train, possible: Possible) -> Train:
    """Return the sum of two functions. What they have in common at either end is there once."""
    if not (one.weight and two.weight):
        return one if one.weight else two
    if one.size < two.size:
        one, two = two, one
    order = _merged(one.order, two.order)
    if [slot for slot in order if slot in set(two.order)] != two.order:
        two = permuted(field, two, order)
    pairs = list(zip(_filled(one, order, possible), _filled(two, order, possible), strict=True))
    differ = [place for place, (left, right) in enumerate(pairs) if left is not right and left != right]
    if not differ:
        return _or_nothing(Train((one.weight + two.weight) % field.prime, [left for left, _ in pairs]))
    first, last = differ[0], differ[-1]
    cores = [left for left, _ in pairs]
    for place in range(first, last + 1):
        left, right = pairs[place]
        if place == first:
            left, right = weighed(field, left, one.weight), weighed(field, right, two.weight)
        cores[place] = stacked(field, left, right, first=place == first, last=place == last)
    return narrowed(field, 1, cores, first, last)


def _or_nothing(train: Train) -> Train:
    return train if train.weight else NOTHING


def _merged(order: Sequence[int], other: Sequence[int]) -> list[int]:
    """Return an order with another's slots, too, each behind the one it stands behind there; the first ones before."""
    found = list(order)
    first = next((place for place, slot in enumerate(other) if slot in order), None)
    if first is None:
        return [*order, *other]
    for place, slot in enumerate(other):
        if slot not in order:
            found.insert(found.index(other[first]) if place < first else found.index(other[place - 1]) + 1, slot)
    return found


def _filled(train: Train, order: Sequence[int], possible: Possible) -> list[Core]:
    """Return a core for every slot of an order."""
    cores = {core.slot: core for core in train.cores}
    found: list[Core] = []
    for slot in order:
        width = found[-1].right if found else 1
        found.append(cores.get(slot) or unit(slot, possible[slot].bit_count(), width))
    return found


def held(field: Field, train: Train, formula: Formula, possible: Possible, sizes: Sequence[int]) -> Train:
    """Return a function where a formula holds, and nothing elsewhere."""
    asked = dict.fromkeys(slots_of(formula))
    known = [slot for slot in train.order if slot in asked]
    fresh = [slot for slot in asked if slot not in known]
    behind = train.order.index(known[len(known) // 2]) + 1 if known else 0
    order = [*train.order[:behind], *fresh, *train.order[behind:]]
    first = min(order.index(slot) for slot in asked)
    last = max(order.index(slot) for slot in asked)
    guards = _guards(formula, [slot for slot in order if slot in asked], possible, sizes)
    cores = _filled(train, order, possible)
    width = 1
    for place in range(first, last + 1):
        slot = order[place]
        guard = guards.get(slot) or unit(slot, possible[slot].bit_count(), width)
        width = guard.right
        cores[place] = both(guard, cores[place], field.prime)
    return narrowed(field, train.weight, cores, first, last)


def _guards(formula: Formula, asked: Sequence[int], possible: Possible, sizes: Sequence[int]) -> Mapping[int, Core]:
    """Return the cores of the function that is one where a formula holds, each row being what is left to be asked."""
    left: dict[Formula, int] = {formula: 0}
    found: dict[int, Core] = {}
    for slot in asked:
        after: dict[Formula, int] = {}
        codes = codes_in(possible[slot])
        ways: list[list[Row]] = [[{} for _ in left] for _ in codes]
        for question, row in left.items():
            for place, code in enumerate(codes):
                settled = list(possible)
                settled[slot] = 1 << code
                rest = within(question, settled, sizes)
                if rest != FALSE:
                    ways[place][row][after.setdefault(rest, len(after))] = 1
        found[slot] = Core(slot, ways, max(1, len(after)))
        left = after
    return found


def common(field: Field, one: Train, two: Train) -> int:
    """Return the sum over all codes of the product of two functions, of which the first asks about all the slots."""
    mine = {core.slot: core for core in one.cores}
    if not (one.weight and two.weight):
        return 0
    one = absorbed(
        field,
        one.weight,
        ((core, (), False) if core.slot in set(two.order) else summed(field, core) for core in mine.values()),
    )
    if one.size < two.size:
        one = permuted(field, one, two.order)
    else:
        two = permuted(field, two, one.order)
    ends: list[Row] = [{0: 1}]
    for left, right in zip(one.cores, two.cores, strict=True):
        # The ends' rows are the first function's columns so far, their columns the second's.
        after: list[Row] = [{} for _ in range(left.right)]
        for upper, lower in zip(left.ways, right.ways, strict=True):
            for row, end in zip(upper, ends, strict=True):
                reached = combined(field, end, lower)
                for column, value in row.items():
                    field.add(after[column], reached, value)
        ends = after
    return one.weight * two.weight * ends[0].get(0, 0) % field.prime


def summed(field: Field, core: Core) -> tuple[None, Matrix, bool]:
    """Return the piece in place of a core whose slot is told apart no more."""
    rows: list[Row] = [{} for _ in range(core.left)]
    for way in core.ways:
        for into, row in zip(rows, way, strict=True):
            field.add(into, row, 1)
    return None, rows, True
