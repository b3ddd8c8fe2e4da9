"""What the solver says cannot be is checked by somebody else: each refusal's proof, step by step."""

from collections.abc import Iterable, Sequence

import pytest
from prove.small_stories import Writer
from pysat.solvers import Glucose4, Solver
from story_files import story_of

from game.author.prove import clauses
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Dilemmas

Clause = tuple[int, ...]
SEEDS = range(12)


class Recorder:
    """A solver that remembers its clauses, and every question that it refused."""

    refused: list[tuple[tuple[Clause, ...], Clause]]

    def __init__(self, name: str) -> None:
        """Stand in for a solver of that name."""
        self._solver = Solver(name=name)
        self._clauses: list[Clause] = []

    def add_clause(self, clause: Iterable[int]) -> None:
        """Take a clause."""
        self._clauses.append(tuple(clause))
        self._solver.add_clause(list(self._clauses[-1]))

    def solve(self, assumptions: Sequence[int]) -> bool:
        """Answer, and note a refusal with all that it was given."""
        answer = bool(self._solver.solve(assumptions=assumptions))
        if not answer:
            type(self).refused.append((tuple(self._clauses), tuple(assumptions)))
        return answer

    def get_model(self) -> list[int]:
        """Give what it found."""
        return list(self._solver.get_model())

    def delete(self) -> None:
        """Let go of it."""
        self._solver.delete()


def is_implied(clauses: Sequence[Clause], lemma: Clause) -> bool:
    """Whether denying a lemma leads to a contradiction by unit propagation alone (Goldberg and Novikov 2003)."""
    true = {-literal for literal in lemma}
    changed = True
    while changed:
        changed = False
        for clause in clauses:
            open_literals = [literal for literal in clause if -literal not in true]
            if not open_literals:
                return True
            if len(open_literals) == 1 and open_literals[0] not in true:
                true.add(open_literals[0])
                changed = True
    return False


def is_proof(clauses: Sequence[Clause], steps: Iterable[str]) -> bool:
    """Whether each step of a refutation follows from what is there before it, and the last is the contradiction."""
    known = list(clauses)
    for step in steps:
        if step.startswith("d"):
            # A checker may keep what a solver forgets.
            continue
        lemma = tuple(int(word) for word in step.split()[:-1])
        if not is_implied(known, lemma):
            return False
        known.append(lemma)
        if not lemma:
            return True
    return is_implied(known, ())


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_every_refusal_has_a_proof_that_holds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects "never", and "no shorter way": a second solver refuses too, and its proof is gone through here."""
    Recorder.refused = []
    monkeypatch.setattr(clauses, "Solver", Recorder)
    decided = Decided(story_of(Writer(seed).files()))
    decided.run()
    dilemmas = Dilemmas(decided)
    list(dilemmas.comparisons())
    dilemmas.close()
    for given, assumptions in Recorder.refused:
        asked = [*given, *((literal,) for literal in assumptions)]
        with Glucose4(bootstrap_with=asked, with_proof=True) as second:
            assert not second.solve()
            assert is_proof(asked, second.get_proof() or [])


def test_a_proof_with_a_step_that_does_not_follow_is_no_proof() -> None:
    """The checker itself can say no."""
    clauses = [(1, 2), (-1, 2), (1, -2)]
    assert is_proof([*clauses, (-1, -2)], ["2 0", "0"])
    assert not is_proof(clauses, ["2 0", "-1 0", "0"])
    assert not is_proof(clauses, [])
