"""Bounds that are brought together, against every playthrough of small random stories."""

import math
import random
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from prove.brute_force import Referee, TooManyMoments
from prove.brute_readings import truth_of
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove import closing, nearer, ranges, relaxed
from game.author.prove.best_way import Found, best_way
from game.author.prove.cuts import cuts
from game.author.prove.figures import readings_text
from game.author.prove.linear import Program
from game.author.prove.measured import Measure
from game.author.prove.played import played
from game.author.prove.ranges import Ranges
from game.author.prove.readings import Range, read_all
from game.author.prove.relaxed import Relaxed
from game.author.prove.rings import Least, Most

BATCH = 30
BATCHES = [range(first, first + BATCH) for first in range(0, 240, BATCH)]
Spans = dict[str, dict[str, tuple[int, int]]]


@pytest.fixture(autouse=True)
def nothing_is_known_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have words and text begin with bounds that say nothing, and any way at all, where small stories are exact."""
    whole = Ranges._refined  # noqa: SLF001 - what comes before is taken away

    def refined(self: Ranges, measure: Measure, ring: type[Least | Most]) -> dict[str, Found]:
        found = whole(self, measure, ring)
        return {ending: _loose(self, ending, one, ring) for ending, one in found.items()}

    def _loose(self: Ranges, ending: str, found: Found, ring: type[Least | Most]) -> Found:
        if found.measure not in {Measure.WORDS, Measure.TEXT}:
            return found
        can = self._can
        way = best_way(can, can, can.paths.endings.index(ending))
        assert way is not None
        value = played(self._story, way.moves, found.measure)
        return Found(found.measure, 0 if ring is Least else 10**6, value, way.moves, {})

    monkeypatch.setattr(Ranges, "_refined", refined)


def figures(seed: int) -> tuple[dict[str, dict[Measure, Range]], Spans, set[str]] | None:
    """Return a story's figures, those of all its playthroughs, and the endings that can be put off for ever."""
    story = story_of(Writer(seed).files())
    try:
        truth = truth_of(Referee(story, 1500))
    except TooManyMoments:
        return None
    return read_all(story).endings, truth.spans, truth.endless


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_every_figure_is_exact(seeds: range) -> None:
    """Protects programs and their bounds: no way is left out of them, and none that is not one is let in."""
    for endings, spans, endless in filter(None, map(figures, seeds)):
        assert set(endings) == set(spans)
        for ending, measured in endings.items():
            for measure, found in measured.items():
                least, most = spans[ending][measure]
                assert (found.least.low, found.least.high) == (least, least)
                if ending not in endless:
                    assert (found.most.low, found.most.high) == (most, most)


def test_what_is_given_up_is_between_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects large stories: who stops looking says how far it has come, and that is true.

    In these, solutions are not whole at first.
    """
    monkeypatch.setattr(closing, "MOST_SOLVED", 1)
    monkeypatch.setattr(closing, "MOST_CUT", 0)
    wide = 0
    for endings, spans, endless in filter(None, map(figures, (49, 152, 215, 260, 383, 385, 393))):
        for ending, measured in endings.items():
            for measure in (Measure.WORDS, Measure.TEXT):
                found, (least, most) = measured[measure], spans[ending][measure]
                assert found.least.low is not None
                assert found.least.high is not None
                assert found.least.low <= least <= found.least.high
                wide += not found.least.exact
                if ending not in endless:
                    assert found.most.low is not None
                    assert found.most.high is not None
                    assert found.most.low <= most <= found.most.high
    assert wide, "nothing was given up, so that nothing was tried"


def test_cuts_are_let_go_of_between_endings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the next ending's room, and what the program says besides: only cuts go, from both of them."""
    monkeypatch.setattr(relaxed, "MOST_HELD", 60)
    begin_again = Relaxed.begin_again
    let_go = []

    def watched(self: Relaxed) -> None:
        before = self._rows
        begin_again(self)
        let_go.append(before - self._rows)
        assert self._solver.getNumRow() == self._rows == len(self._program.equal_rows)

    monkeypatch.setattr(Relaxed, "begin_again", watched)
    for endings, spans, endless in filter(None, map(figures, (49, 152, 215, 260, 383, 385, 393))):
        for ending in endings.keys() - endless:
            for measure, found in endings[ending].items():
                least, most = spans[ending][measure]
                assert found.least.low is not None
                assert found.most.high is not None
                assert found.least.low <= least
                assert found.most.high >= most
    assert any(let_go), "nothing was let go of, so that nothing was tried"


def programs() -> Iterator[tuple[Program, NDArray[np.int64], random.Random]]:
    """Yield random programs, each with a whole solution that satisfies its rows."""
    dice = random.Random(7)  # noqa: S311 - dice, not secrets
    for _ in range(60):
        program = Program()
        columns = [program.column() for _ in range(6)]
        chosen = np.array([1, *(dice.randrange(2) for _ in columns)])
        for column in columns:
            program.costs[column] = dice.randrange(-9, 10)
        for _ in range(8):
            left, right = dice.sample(columns, 2), dice.sample(columns, 2)
            difference = chosen[right].sum() - chosen[left].sum()
            if difference == 0:
                program.equal(left, right)
            elif difference > 0:
                program.no_more(left, right)
        yield program, chosen, dice


def test_bounds_hold_whatever_rows_cost() -> None:
    """Protects exactness from floating point: whatever prices are, no solution comes to less than they say."""
    for program, chosen, dice in programs():
        relaxed = Relaxed(program, 1)
        cost = sum(cost * chosen[column] for column, cost in program.costs.items())
        prices = np.array([dice.choice([0, dice.gauss(0, 3), 1e30, math.nan, -math.inf]) for _ in program.equal_rows])
        assert relaxed.solve({}).bound <= cost
        assert relaxed._bound(prices, relaxed._costs) <= cost  # noqa: SLF001 - no solver gives such prices


def test_no_whole_solution_is_cut_off() -> None:
    """Protects exactness from cuts: whatever rows they are made of, they hold wherever columns are nothing or one."""
    made = 0
    for program, chosen, dice in programs():
        table = Relaxed(program, 1)._table  # noqa: SLF001 - cuts are made of it
        for _ in range(40):
            multiples = np.array([dice.choice([0, 0, 0.5, -0.5, 1 / 3, dice.random()]) for _ in program.equal_rows])
            shares = np.array([1, *(dice.choice([0, 0.5, 1]) for _ in chosen[1:])])
            for cut in cuts(table, multiples, shares):
                made += 1
                assert cut.factors @ chosen[cut.columns] >= cut.low
                assert cut.factors @ shares[cut.columns] < cut.low
    assert made > 100


def test_without_the_library_there_are_bounds_and_a_word_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a player's install, which has no solver: bounds are given as such, and it is said what it takes."""
    monkeypatch.setattr(nearer, "LIBRARY", "no_such_library")
    monkeypatch.setattr(ranges, "MOST_SPENT", 1)
    told = readings_text(read_all(story_of(Writer(1).files())))
    assert "(between" in told
    assert "hyosan[author]" in told
