"""The prover against the referee: small random stories in which every moment can be looked at."""

from collections.abc import Iterator

import pytest
from prove.brute_force import Referee, TooManyMoments, Truth
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Dilemmas
from game.story.model import Story

MOST_MOMENTS = 4000
SEEDS = range(400)
BATCH = 25
BAD = {"stuck", "no_ending", "absent_cast", "law", "empty_text"}


def judged(seeds: range) -> Iterator[tuple[Story, Truth]]:
    """Yield stories with the truth about them, those left out that are too large for it."""
    for seed in seeds:
        story = story_of(Writer(seed).files())
        try:
            yield story, Referee(story, MOST_MOMENTS).truth
        except TooManyMoments:
            continue


BATCHES = [range(first, first + BATCH) for first in range(SEEDS.start, SEEDS.stop, BATCH)]


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_every_answer_and_every_distance_is_the_referees(seeds: range) -> None:
    """Sound, complete and shortest: what is reachable is reachable in so many moves, and nothing else is."""
    for story, truth in judged(seeds):
        decided = Decided(story)
        answers = {
            (str(claim.kind), claim.at, claim.detail): None if answer.witness is None else len(answer.witness)
            for claim, answer in decided.answers.items()
        }
        assert all(answer.reachable is not None for answer in decided.answers.values())
        assert {key: length for key, length in answers.items() if length is not None} == truth.least


@pytest.mark.parametrize("seeds", BATCHES[:8], ids=str)
def test_a_problem_is_shown_by_its_first_way(seeds: range) -> None:
    """Of the shortest ways to a problem the first in file order is told, so that reports do not change by chance."""
    for story, truth in judged(seeds):
        decided = Decided(story)
        bad = [claim for claim, answer in decided.answers.items() if answer.reachable and claim.kind in BAD]
        first = decided.first_in_order(bad)
        told = {(str(claim.kind), claim.at, claim.detail): moves for claim, moves in first.items()}
        assert told == {key: truth.first[key] for key in told}


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_dilemmas_compare_as_the_referee_compares_them(seeds: range) -> None:
    """Two options are told to have the same future, or one to be dominated, exactly where the definitions say so."""
    for story, truth in judged(seeds):
        dilemmas = Dilemmas(Decided(story))
        for one in dilemmas.comparisons():
            pair = (one.scene.key, one.options[0].key, one.options[1].key)
            assert (one.same_future, one.dominated) == (pair in truth.same, pair in truth.dominated)
        dilemmas.close()
