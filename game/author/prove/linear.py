"""A program of the linear kind, in whole numbers: columns between nothing and one, and rows about sums of them.

Every row says of two sums of columns that they are equal, or that the one is no more than the other. So what a program
comes to at the least can be bounded in whole numbers by what is known of its columns alone (`relaxed.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Column: TypeAlias = int
Sum: TypeAlias = Iterable[Column]
"""Columns that are added up, each as often as it stands there."""
MOST_IN_A_SUM = 4
"""A sum of more columns than that, which is needed often, has a column of its own."""


class Program:
    """Columns, rows and costs."""

    def __init__(self) -> None:
        """Begin with one column only, that is one always: ``always``."""
        self.always: Column = 0
        self.columns = 1
        self.costs: Counter[Column] = Counter()
        """What each column adds, if it is one."""
        self.columns_of: list[Column] = []
        """What stands in the rows, one row after the other: columns,"""
        self.factors: list[int] = []
        """and how often each is added."""
        self.ends: list[int] = [0]
        """Where each row ends there; that before the first first."""
        self.equal_rows: list[bool] = []
        """By row, whether what is in it comes to nothing; else it comes to nothing or more."""

    def column(self) -> Column:
        """Return a new column."""
        self.columns += 1
        return self.columns - 1

    def equal(self, left: Sum, right: Sum) -> None:
        """Say that two sums are equal."""
        self._row(left, right, is_equal=True)

    def no_more(self, left: Sum, right: Sum) -> None:
        """Say that a sum is no more than another."""
        self._row(left, right, is_equal=False)

    def short(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return a sum, as one column if it is long."""
        if len(columns) <= MOST_IN_A_SUM:
            return columns
        one = self.column()
        self.equal((one,), columns)
        return (one,)

    def no_less(self, factors: Mapping[Column, int]) -> None:
        """Say that so much of some columns comes to nothing or more."""
        self._stand(factors, is_equal=False)

    def forget(self, rows: int) -> None:
        """Forget all rows but so many that were said first."""
        end = self.ends[rows]
        del self.columns_of[end:], self.factors[end:], self.ends[rows + 1 :], self.equal_rows[rows:]

    def _row(self, less: Sum, more: Sum, *, is_equal: bool) -> None:
        found = Counter(more)
        found.subtract(Counter(less))
        self._stand(found, is_equal=is_equal)

    def _stand(self, found: Mapping[Column, int], *, is_equal: bool) -> None:
        standing = [(column, factor) for column, factor in found.items() if factor]
        if standing:
            self.columns_of += (column for column, _ in standing)
            self.factors += (factor for _, factor in standing)
            self.ends.append(len(self.factors))
            self.equal_rows.append(is_equal)
