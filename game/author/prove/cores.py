"""The pieces of a function that is kept as a product of matrices: for each code of a slot, a matrix of few entries."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from game.author.prove.elimination import Field, Row

Matrix = Sequence[Row]


class Core(Struct, frozen=True):
    """What one slot contributes: a matrix for each code that it can have, all with as many rows and columns."""

    slot: int
    ways: Sequence[Matrix]
    right: int
    """How many columns there are."""

    @property
    def left(self) -> int:
        """How many rows there are."""
        return len(self.ways[0])

    @property
    def size(self) -> int:
        """How many entries are not nothing."""
        return sum(len(row) for way in self.ways for row in way)

    def rows(self) -> list[Row]:
        """Return the matrices side by side, row by row."""
        found: list[Row] = [{} for _ in range(self.left)]
        for code, way in enumerate(self.ways):
            begin = code * self.right
            for row, part in zip(found, way, strict=True):
                for column, value in part.items():
                    row[begin + column] = value
        return found

    def columns(self) -> list[Row]:
        """Return the matrices one above the other, column by column."""
        found: list[Row] = [{} for _ in range(self.right)]
        for code, way in enumerate(self.ways):
            begin = code * self.left
            for index, row in enumerate(way, begin):
                for column, value in row.items():
                    found[column][index] = value
        return found


def unit(slot: int, codes: int, width: int) -> Core:
    """Return the core of a slot that says nothing."""
    way = [{index: 1} for index in range(width)]
    return Core(slot, [way] * codes, width)


def product(field: Field, left: Matrix, right: Matrix) -> Matrix:
    """Return the product of two matrices."""
    return [combined(field, row, right) for row in left]


def combined(field: Field, row: Row, matrix: Matrix) -> Row:
    """Return the sum of some rows of a matrix, each so often."""
    found: Row = {}
    for index, value in row.items():
        field.add(found, matrix[index], value)
    return found


def total(field: Field, matrices: Iterable[Matrix], left: int) -> Matrix:
    """Return the sum of some matrices of so many rows."""
    found: list[Row] = [{} for _ in range(left)]
    for matrix in matrices:
        for into, row in zip(found, matrix, strict=True):
            field.add(into, row, 1)
    return found


def times_left(field: Field, matrix: Matrix, core: Core) -> Core:
    """Return a core with a matrix before it."""
    return Core(core.slot, [product(field, matrix, way) for way in core.ways], core.right)


def times_right(field: Field, core: Core, matrix: Matrix, right: int) -> Core:
    """Return a core with a matrix of so many columns behind it."""
    return Core(core.slot, [product(field, way, matrix) for way in core.ways], right)


def weighed(field: Field, core: Core, weight: int) -> Core:
    """Return a core with everything so many times."""
    if weight == 1:
        return core
    ways = [
        [{column: value * weight % field.prime for column, value in row.items()} for row in way] for way in core.ways
    ]
    return Core(core.slot, ways, core.right)


def both(left: Core, right: Core, prime: int) -> Core:
    """Return the core of the product of two functions, of their cores for one slot."""
    width = right.right
    ways = [
        [
            {
                first * width + second: value * other % prime
                for first, value in row.items()
                for second, other in beside.items()
            }
            for row in one
            for beside in two
        ]
        for one, two in zip(left.ways, right.ways, strict=True)
    ]
    return Core(left.slot, ways, left.right * width)


def stacked(field: Field, one: Core, two: Core, *, first: bool, last: bool) -> Core:
    """Return the core of the sum of two functions, which have all before the first and after the last in common."""
    begin = 0 if last else one.right
    ways: list[Matrix] = []
    for upper, lower in zip(one.ways, two.ways, strict=True):
        moved = [{column + begin: value for column, value in row.items()} for row in lower] if begin else lower
        ways.append(total(field, (upper, moved), one.left) if first else [*upper, *moved])
    return Core(one.slot, ways, one.right if last else one.right + two.right)


def fewer_rows(field: Field, before: Core, core: Core) -> tuple[Core, Core] | None:
    """Return two neighbours of which the second has no row that others come to; ``None`` if it has none as it is."""
    hanging = field.relations(core.rows())
    if not hanging:
        return None
    kept = [index for index in range(core.left) if index not in hanging]
    places = {index: place for place, index in enumerate(kept)}
    matrix = [
        {places[index]: 1} if index in places else {places[other]: value for other, value in hanging[index].items()}
        for index in range(core.left)
    ]
    narrow = Core(core.slot, [[way[index] for index in kept] for way in core.ways], core.right)
    return times_right(field, before, matrix, len(kept)), narrow


def fewer_columns(field: Field, core: Core, after: Core) -> tuple[Core, Core] | None:
    """Return two neighbours of which the first has no column that others come to; ``None`` if it has none as it is."""
    hanging = field.relations(core.columns())
    if not hanging:
        return None
    kept = [index for index in range(core.right) if index not in hanging]
    places = {index: place for place, index in enumerate(kept)}
    narrow = [
        [{places[column]: value for column, value in row.items() if column in places} for row in way]
        for way in core.ways
    ]
    matrix: list[Row] = [{index: 1} for index in kept]
    for index, others in hanging.items():
        for other, value in others.items():
            matrix[places[other]][index] = value
    return Core(core.slot, narrow, len(kept)), times_left(field, matrix, after)


def swapped(field: Field, one: Core, two: Core) -> tuple[Core, Core]:
    """Return two neighbours' cores with their slots in the other order, no wider between than they must be."""
    right, codes = two.right, len(two.ways)
    rows: list[Row] = []
    for index in range(one.left):
        for second in two.ways:
            row: Row = {}
            for code, first in enumerate(one.ways):
                begin = code * right
                for column, value in combined(field, first[index], second).items():
                    row[begin + column] = value
            rows.append(row)
    hanging = field.relations(rows)
    kept = [index for index in range(len(rows)) if index not in hanging]
    places = {index: place for place, index in enumerate(kept)}
    lower: list[list[Row]] = [[{} for _ in kept] for _ in one.ways]
    for place, index in enumerate(kept):
        for column, value in rows[index].items():
            lower[column // right][place][column % right] = value
    matrix: list[Row] = [
        {places[index]: 1} if index in places else {places[other]: value for other, value in hanging[index].items()}
        for index in range(len(rows))
    ]
    upper = [matrix[code::codes] for code in range(codes)]
    return Core(two.slot, upper, len(kept)), Core(one.slot, lower, right)
