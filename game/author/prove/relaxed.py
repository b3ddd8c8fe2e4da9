"""A linear program's solutions, which need not be whole, and what no solution comes to less than: in whole numbers.

The solver counts in floating point, and is believed in nothing. Of what it finds only the price of each row is taken,
as a whole number of small parts. Whatever these prices are, no solution comes to less than the program does with its
rows left out and their prices charged instead (weak duality; Neumaier and Shcherbina 2004): a sum over columns, each of
which is nothing or one as it is cheaper. That sum is exact.
"""

import math
from collections.abc import Mapping, Sequence

import highspy
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from game.author.prove.cuts import Cut, Table, cuts
from game.author.prove.linear import Column, Program

PARTS = 1 << 20
"""How many parts of one prices are told in."""
MOST_IN_A_COLUMN = 1 << 61
"""What the prices of all rows may come to in a column, so that sums stay within 64 bits."""
MANY = 20_000
"""So many columns are solved from within first, by an interior-point method, and later from where they were."""
MOST_TRIED = 60
"""Of how many columns that are not whole it is tried to make cuts,"""
MOST_ADDED = 30
"""and how many are kept, those that cut off most."""
MOST_HELD = 150_000
"""How much may stand in all that are kept, or nearly: with more, memory would be short."""
NOT_WHOLE = 1e-4
_WAITED = 0.1
_WITHIN = 0.5
"""All that is asked for is whole, so that less than that below a number is as good."""


class Solved(Struct, frozen=True):
    """What is known of a program when some of its columns are settled."""

    bound: float
    """What no solution comes to less than: a whole number, or an infinity: nothing is known, or there is none."""
    shares: Sequence[float] | None
    """A solution that need not be whole; ``None`` if there is none, or none was found."""


class Relaxed:
    """A program that is solved again and again, with other columns settled."""

    def __init__(self, program: Program, sign: int) -> None:
        """Begin; ``sign`` is 1 for the least that a program comes to, and -1 for the most, with its sign turned."""
        self._program, self._columns = program, program.columns
        self._costs: NDArray[np.int64] = np.zeros(self._columns, np.int64)
        for column, cost in program.costs.items():
            self._costs[column] = sign * cost
        self._read(program)
        self._lower: NDArray[np.int64] = np.zeros(self._columns, np.int64)
        self._upper: NDArray[np.int64] = np.ones(self._columns, np.int64)
        self._solver = self._with_everything()
        self._own_rows, self._held = self._rows, 0
        self._uncut: highspy.HighsBasis | None = None
        """Where the first solution was, before anything was cut off."""
        self._first: highspy.HighsBasis | None = None
        self._is_first = True

    def _read(self, program: Program) -> None:
        ends = np.array(program.ends, np.int32)
        self._rows = len(program.equal_rows)
        row_of = np.repeat(np.arange(self._rows), np.diff(ends))
        factors = np.array(program.factors, np.int64)
        self._ends, self._table = ends, Table(np.array(program.columns_of, np.int32), factors, row_of, self._columns)
        self._is_equal = np.array(program.equal_rows, bool)
        in_columns = np.bincount(self._table.columns, np.abs(factors), self._columns)
        # A power of two, which floating point has exactly.
        self._most_price = 2.0 ** int(math.log2(MOST_IN_A_COLUMN / max(1.0, in_columns.max(initial=1.0))))

    def _with_everything(self) -> highspy.Highs:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._columns, self._rows
        model.col_cost_ = self._costs.astype(float)
        model.col_lower_, model.col_upper_ = self._lower.astype(float), self._upper.astype(float)
        model.row_lower_ = np.zeros(self._rows)
        model.row_upper_ = np.where(self._is_equal, 0.0, highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = self._ends
        model.a_matrix_.index_ = self._table.columns
        model.a_matrix_.value_ = self._table.factors.astype(float)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # untyped
        solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the library's own way of saying it
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("solver", "ipm" if self._columns > MANY else "simplex")
        solver.passModel(model)
        solver.HandleUserInterrupt = True
        return solver

    def begin_again(self) -> None:
        """Let the next be solved from where the one was that came after this was said the last time.

        What solutions were cut off by is let go of if it leaves little room for more: one ending's is of less use to
        another the further they are apart.
        """
        if self._held > MOST_HELD // 2 and self._uncut is not None:
            cut = np.arange(self._own_rows, self._rows, dtype=np.int32)
            self._solver.deleteRows(len(cut), cut)
            self._program.forget(self._own_rows)
            self._read(self._program)
            self._held, self._first = 0, self._uncut
        if self._first is not None:
            self._solver.setBasis(self._first)
        self._is_first = True

    def solve(self, settled: Mapping[Column, int], enough: float = math.inf) -> Solved:
        """Return what is known when some columns are settled; if it is bounded by ``enough``, only that."""
        lower, upper = np.zeros(self._columns, np.int64), np.ones(self._columns, np.int64)
        for column, value in settled.items():
            lower[column] = upper[column] = value
        changed = np.flatnonzero((lower != self._lower) | (upper != self._upper)).astype(np.int32)
        self._lower, self._upper = lower, upper
        self._solver.changeColsBounds(len(changed), changed, lower[changed].astype(float), upper[changed].astype(float))
        self._solver.setOptionValue("objective_bound", enough - _WITHIN)
        found = self._solved()
        if found.shares is None and found.bound < enough < math.inf:
            self._solver.setOptionValue("objective_bound", math.inf)
            found = self._solved()
        return found

    def _solved(self) -> Solved:
        self._run()
        self._solver.setOptionValue("solver", "simplex")
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved(math.inf if self._is_refused() else -math.inf, None)
        if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveBound}:
            return Solved(-math.inf, None)
        if self._is_first:
            self._first, self._is_first = self._solver.getBasis(), False
            self._uncut = self._uncut or self._first
        found = self._solver.getSolution()
        bound = self._bound(np.asarray(found.row_dual), self._costs)
        is_whole = status == highspy.HighsModelStatus.kOptimal
        return Solved(bound, list(found.col_value) if is_whole else None)

    def cut_off(self, shares: Sequence[float]) -> bool:
        """Add rows to the program that the solution found last does not satisfy, and all whole ones do.

        Returns whether there are such rows.
        """
        solution = np.asarray(shares)
        basic = self._solver.getBasicVariables()[1]  # type: ignore[attr-defined]  # untyped
        values = np.where(basic >= 0, solution[np.maximum(basic, 0)], 0)
        rows = np.flatnonzero(np.abs(values - np.rint(values)) > NOT_WHOLE).tolist()
        rows = rows[:: 1 + len(rows) // MOST_TRIED]
        found: list[Cut] = []
        for row in rows:
            multiples = self._solver.getBasisInverseRow(row)[1]  # type: ignore[attr-defined]  # untyped
            found += cuts(self._table, np.asarray(multiples), solution)
        found.sort(key=lambda cut: -cut.gain)
        room = MOST_HELD - self._held
        found = [cut for cut in found[:MOST_ADDED] if len(cut.columns) < room]
        for cut in found:
            self._held += len(cut.columns)
            self._add(cut)
        if found:
            self._read(self._program)
            self._first = None
        return bool(found)

    def _add(self, cut: Cut) -> None:
        """Add a row: it is made one that comes to nothing or more, by a column that is one on every way."""
        factors = dict(zip(cut.columns.tolist(), cut.factors.tolist(), strict=True))
        factors[self._program.always] = factors.get(self._program.always, 0) - cut.low
        self._program.no_less(factors)
        columns = np.array(list(factors), np.int32)
        values = np.array(list(factors.values()), float)
        self._solver.addRow(0.0, highspy.kHighsInf, len(columns), columns, values)

    def _run(self) -> None:
        """Let the solver work, and stop it where we are stopped."""
        self._solver.startSolve()
        try:
            while not self._solver.wait(_WAITED)[0]:
                pass
        except KeyboardInterrupt:
            self._solver.cancelSolve()  # type: ignore[no-untyped-call]  # untyped
            self._solver.wait()
            raise

    def _is_refused(self) -> bool:
        """Return whether rows can be priced so that every solution, if there were one, would come to more than it does.

        Whatever there is costs nothing here, and would come to more than nothing all the same.
        """
        has_status, has_ray, ray = self._solver.getDualRay()  # type: ignore[attr-defined]  # untyped
        if has_status != highspy.HighsStatus.kOk or not has_ray:
            return False
        free = np.zeros_like(self._costs)
        return any(self._bound(sign * np.asarray(ray), free) > 0 for sign in (1, -1))

    def _bound(self, prices: NDArray[np.float64], costs: NDArray[np.int64]) -> int:
        """Return what no solution comes to less than, by any prices of the rows."""
        finite = np.nan_to_num(prices * PARTS, nan=0.0, posinf=0.0, neginf=0.0)
        whole = np.clip(np.rint(finite), -self._most_price, self._most_price).astype(np.int64)
        # What may come to more than nothing can only be charged for coming to less.
        whole = np.where(self._is_equal, whole, np.maximum(whole, 0))
        left = costs * PARTS
        left -= self._table.parts(whole)
        cheapest = np.where(left > 0, left * self._lower, left * self._upper)
        total: int = sum(cheapest.tolist())
        return -(-total // PARTS)
