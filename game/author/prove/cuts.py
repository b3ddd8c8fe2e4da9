"""Rows that all whole solutions of a program satisfy, and one that is not whole does not: cuts (Gomory 1958).

Rows are added up, so and so many parts of each; what that leaves of every column is rounded up, and what it comes to as
well, for with whole columns it is whole (Chvátal 1973). Some columns are counted by how much they are short of one. All
of it is done in whole numbers. The solver says only what parts of which rows to try.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

PARTS = 24
"""How many parts a row is taken in: halves, thirds, quarters, sixths and eighths can be told."""
LEAST_GAINED = 0.002
"""By how much a solution must be cut off."""
MOST_COLUMNS = 3_000
"""Longer rows cost the solver more than they gain."""
MOST_OFTEN = 1_000
"""What counts a column more often than that is of no use, and sums must stay within 64 bits."""


class Cut(Struct, frozen=True):
    """A row: so much of some columns comes to no less than ``low``."""

    columns: NDArray[np.int32]
    factors: NDArray[np.int64]
    low: int
    gain: float
    """How far off a solution is that it cuts off, as such things are measured."""


class Table(Struct, frozen=True):
    """The rows of a program, as they stand one after the other: columns, how often each, and in which row."""

    columns: NDArray[np.int32]
    factors: NDArray[np.int64]
    row_of: NDArray[np.int64]
    width: int

    def parts(self, taken: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what rows come to in each column if so many parts of each are taken."""
        found: NDArray[np.int64] = np.zeros(self.width, np.int64)
        used = np.flatnonzero(taken[self.row_of])
        np.add.at(found, self.columns[used], taken[self.row_of[used]] * self.factors[used])
        return found


def cuts(table: Table, multiples: NDArray[np.float64], shares: NDArray[np.float64]) -> Iterator[Cut]:
    """Yield the cuts that come of adding up rows in some multiples, of which only what is not whole counts."""
    for sign in (1, -1):
        taken = np.rint(np.nan_to_num(sign * multiples) % 1 * PARTS).astype(np.int64) % PARTS
        if taken.any():
            cut = _cut(table.parts(taken), shares)
            if cut is not None:
                yield cut


def _cut(left: NDArray[np.int64], shares: NDArray[np.float64]) -> Cut | None:
    """Return what comes of rows that add up to no less than nothing, ``left`` being parts of columns."""
    down, up = left // PARTS, -(-left // PARTS)
    # A column can be rounded as it is or by what it is short of one: whichever loses less.
    lost_up, lost_down = (up * PARTS - left) * shares, (left - down * PARTS) * (1 - shares)
    turned = lost_down < lost_up
    factors = np.where(turned, down, up)
    low = -(int(left[turned].sum()) // PARTS) + int(down[turned].sum())
    columns = np.flatnonzero(factors)
    if not 0 < len(columns) <= MOST_COLUMNS:
        return None
    factors = factors[columns]
    if np.abs(factors).max() > MOST_OFTEN:
        return None
    gain = (low - float(factors @ shares[columns])) / float(np.sqrt(factors @ factors))
    return Cut(columns.astype(np.int32), factors, low, gain) if gain > LEAST_GAINED else None
