"""Clauses in a solver, and literals that stand for what is made of others."""

from collections.abc import Sequence

from pysat.card import CardEnc, EncType
from pysat.solvers import Solver

SOLVER = "minisat22"
"""Of many small questions about one formula, it answers most the soonest."""


class Clauses:
    """A solver with its clauses, and variables that are given out one after the other. The first is true.

    Close it when it is no longer needed.
    """

    def __init__(self) -> None:
        """Begin with nothing but a literal that is true."""
        self.top = 1
        self.solver = Solver(name=SOLVER)
        self.solver.add_clause([1])
        self._found: Sequence[int] | None = None

    def close(self) -> None:
        """Let go of the solver."""
        self.solver.delete()

    def fresh(self) -> int:
        """Return a new variable."""
        self.top += 1
        return self.top

    def solve(self, assumptions: Sequence[int]) -> bool:
        """Return whether some way satisfies all assumptions."""
        self._found = None
        return bool(self.solver.solve(assumptions=assumptions))

    def never_again(self, top: int) -> None:
        """Have done with all literals that were made by ``all`` and ``any`` since there were so many variables."""
        for literal in range(top + 1, self.top + 1):
            self.solver.add_clause([-literal])

    def model(self) -> Sequence[int]:
        """Return every variable as a literal that is true in what was found last."""
        if self._found is None:
            self._found = list(self.solver.get_model())
        return self._found

    def all(self, parts: Sequence[int]) -> int:
        """Return a literal that can only be true if all of some are."""
        parts = [part for part in dict.fromkeys(parts) if part != 1]
        if -1 in parts:
            return -1
        if len(parts) < 2:  # noqa: PLR2004 - one needs no variable of its own
            return parts[0] if parts else 1
        both = self.fresh()
        for part in parts:
            self.solver.add_clause([-both, part])
        return both

    def any(self, parts: Sequence[int]) -> int:
        """Return a literal that can only be true if one of some is."""
        parts = [part for part in dict.fromkeys(parts) if part != -1]
        if 1 in parts:
            return 1
        if len(parts) < 2:  # noqa: PLR2004 - as above
            return parts[0] if parts else -1
        one = self.fresh()
        self.solver.add_clause([-one, *parts])
        return one

    def at_least(self, number: int, parts: Sequence[int]) -> int:
        """Return a literal that can only be true if so many of some are."""
        number -= sum(part == 1 for part in parts)
        parts = [part for part in parts if abs(part) != 1]
        if number <= 0 or number >= len(parts):
            return 1 if number <= 0 else self.all(parts) if number == len(parts) else -1
        enough = self.fresh()
        counted = CardEnc.atleast(parts, bound=number, top_id=self.top, encoding=EncType.seqcounter)
        self.top = max(self.top, counted.nv)
        for clause in counted.clauses:
            self.solver.add_clause([-enough, *clause])
        return enough

    def at_most_one(self, literals: Sequence[int]) -> None:
        """Say that no two of some literals are true."""
        if len(literals) <= 6:  # noqa: PLR2004 - pairs are fewer than what a counter would need
            for place, left in enumerate(literals):
                for right in literals[place + 1 :]:
                    self.solver.add_clause([-left, -right])
            return
        counted = CardEnc.atmost(list(literals), bound=1, top_id=self.top, encoding=EncType.seqcounter)
        self.top = max(self.top, counted.nv)
        for clause in counted.clauses:
            self.solver.add_clause(clause)
