"""Exact linear algebra over a prime field, on rows that are mostly empty: which of them the others come to, and how.

Everything that is done here is counted, so that a question too large can be given up at the same place every time.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from game.author.prove.valued import TooMany

Row: TypeAlias = dict[int, int]
"""By column what stands there; what is not there is nothing."""
Relations: TypeAlias = Mapping[int, Row]
"""For rows that others come to, how often each of the others."""
MERSENNE = (61, 127, 521, 607, 1279, 2203, 3217, 4423, 9689, 19937, 44497)
"""Powers of two that are one more than a prime, so that to divide by the prime is cheap."""


class Field:
    """The integers modulo a prime that is greater than some bound, and how much was worked out with them."""

    def __init__(self, bound: int, most: int) -> None:
        """Choose a prime. Raises TooMany if none is known beyond ``bound``.

        After ``most`` steps of elimination whatever needs another raises TooMany.
        """
        self.prime = next(((1 << power) - 1 for power in MERSENNE if bound < (1 << power) - 1), 0)
        if not self.prime:
            raise TooMany
        self.spent = 0
        self._most = most

    def add(self, into: Row, row: Row, factor: int) -> None:
        """Add a row to another, so many times."""
        prime = self.prime
        for column, value in row.items():
            whole = (into.get(column, 0) + factor * value) % prime
            if whole:
                into[column] = whole
            else:
                into.pop(column, None)

    def relations(self, rows: Sequence[Row]) -> Relations:
        """Return which rows are sums of others, each with what of the others it is. The others are independent."""
        rest, common = _not_alone(rows)
        if not rest:
            return {}
        elimination = _Elimination(self.prime, common)
        for index in sorted(rest, key=lambda index: len(rows[index])):
            elimination.take(index, rows[index])
        self.spent += elimination.steps
        if self.spent > self._most:
            raise TooMany
        return elimination.relations()


def _not_alone(rows: Sequence[Row]) -> tuple[list[int], dict[int, int]]:
    """Return the rows that may hang on one another, and how many of them have something in each column.

    A row that alone has something in some column hangs on no other, and so on for those that are left.
    """
    having: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        for column in row:
            having.setdefault(column, []).append(index)
    count = {column: len(indices) for column, indices in having.items()}
    alone = [column for column, number in count.items() if number == 1]
    left = dict.fromkeys(range(len(rows)))
    while alone:
        column = alone.pop()
        if count[column] == 1:
            index = next(index for index in having[column] if index in left)
            del left[index]
            for other in rows[index]:
                count[other] -= 1
                if count[other] == 1:
                    alone.append(other)
    return list(left), count


class _Elimination:
    """Rows taken one after the other, each less what it has of those before it."""

    def __init__(self, prime: int, common: Mapping[int, int]) -> None:
        self.steps = 0
        self._prime, self._common = prime, common
        self._pivots: list[tuple[int, list[tuple[int, int]]]] = []
        """Of each independent row what is left of it, made one in its own column, which is named first."""
        self._parts: list[Row] = []
        """How often each pivot goes into each independent row, its own last."""
        self._independent: list[int] = []
        self._dependent: dict[int, Row] = {}

    def take(self, index: int, row: Row) -> None:
        """Take a row."""
        prime, row, parts = self._prime, dict(row), Row()
        for place, (column, rest) in enumerate(self._pivots):
            factor = row.pop(column, 0)
            if factor:
                parts[place] = factor
                self.steps += len(rest)
                for other, value in rest:
                    whole = (row.get(other, 0) - factor * value) % prime
                    if whole:
                        row[other] = whole
                    else:
                        row.pop(other, None)
        if not row:
            self._dependent[index] = parts
            return
        # The column that the fewest other rows have anything in fills up the fewest of them.
        column = min(row, key=lambda column: (self._common[column], row[column] != 1, column))
        lead = row.pop(column)
        inverse = 1 if lead == 1 else pow(lead, -1, prime)
        parts[len(self._pivots)] = lead
        self._pivots.append((column, [(other, value * inverse % prime) for other, value in row.items()]))
        self._parts.append(parts)
        self._independent.append(index)

    def relations(self) -> Relations:
        """Return the rows that were nothing in the end, in terms of those that were not."""
        return {index: self._in_terms_of_rows(parts) for index, parts in self._dependent.items()}

    def _in_terms_of_rows(self, parts: Row) -> Row:
        """Return what a row has of pivots as what it has of the rows that they were made of."""
        prime, found = self._prime, Row()
        for place in range(len(self._pivots) - 1, -1, -1):
            factor = parts.get(place, 0)
            if factor:
                made_of = self._parts[place]
                lead = made_of[place]
                if lead != 1:
                    factor = factor * pow(lead, -1, prime) % prime
                found[self._independent[place]] = factor
                for other, value in made_of.items():
                    parts[other] = (parts.get(other, 0) - factor * value) % prime
        return found
