"""The prover against the referee: small random stories in which every moment can be looked at."""

from collections.abc import Iterator

import pytest
from prove.brute_force import Referee, TooManyMoments, Truth
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove import decide, seams, settle
from game.author.prove.claims import REACHED
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Dilemmas
from game.author.prove.questions import ask_at, ask_without
from game.story.model import Story

MOST_MOMENTS = 4000
SEEDS = range(400)
BATCH = 25
BAD = {"stuck", "no_ending", "absent_cast", "law", "empty_text"}


def referees(seeds: range) -> Iterator[Referee]:
    """Yield stories, looked at moment by moment; those that are too large for it are left out."""
    for seed in seeds:
        try:
            yield Referee(story_of(Writer(seed).files()), MOST_MOMENTS)
        except TooManyMoments:
            continue


def judged(seeds: range) -> Iterator[tuple[Story, Truth]]:
    """Yield stories with the truth about them."""
    return ((referee.story, referee.truth) for referee in referees(seeds))


def decided_whole(story: Story) -> Decided:
    """Decide every claim about a story."""
    decided = Decided(story)
    decided.run()
    return decided


BATCHES = [range(first, first + BATCH) for first in range(SEEDS.start, SEEDS.stop, BATCH)]


@pytest.mark.parametrize("how", ["played", "asked", "in stretches", "far"])
@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_every_answer_and_every_distance_is_the_referees(
    seeds: range, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound, complete and shortest: what is reachable is reachable in so many moves, and nothing else is.

    Once as it is done, once with nothing found by playing, so that the solver is asked about everything, once more
    with a seam wherever there can be one, so that ways are put together, and with hardly any lengths told apart.
    """
    if how != "played":
        monkeypatch.setattr(decide, "sweep", lambda *_: {})
    if how in {"in stretches", "far"}:
        monkeypatch.setattr(seams, "STRETCH", 1)
    if how == "far":
        monkeypatch.setattr(settle, "NARROW", -3)
        monkeypatch.setattr(settle, "ROOM", 1)
    for story, truth in judged(seeds):
        decided = decided_whole(story)
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
        decided = decided_whole(story)
        bad = [claim for claim, answer in decided.answers.items() if answer.reachable and claim.kind in BAD]
        first = decided.first_in_order(bad)
        told = {(str(claim.kind), claim.at, claim.detail): moves for claim, moves in first.items()}
        assert told == {key: truth.first[key] for key in told}


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_dilemmas_compare_as_the_referee_compares_them(seeds: range) -> None:
    """Two options are told to have the same future, or one to be dominated, exactly where the definitions say so."""
    for story, truth in judged(seeds):
        dilemmas = Dilemmas(decided_whole(story))
        for one in dilemmas.comparisons():
            pair = (one.scene.key, one.options[0].key, one.options[1].key)
            assert (one.same_future, one.dominated) == (pair in truth.same, pair in truth.dominated)
        dilemmas.close()


@pytest.mark.parametrize("seeds", BATCHES[:4], ids=str)
def test_the_values_on_coming_to_a_scene_are_those_of_some_playthrough(seeds: range) -> None:
    """`--at` tells every value that a variable can have there, and no other."""
    for referee in referees(seeds):
        story = referee.story
        for scene in story.scenes.values():
            arrivals = [
                stand.moment.state.vector
                for stand in referee.depth
                if stand.moment.scene is scene and not stand.clipped
            ]
            told = ask_at(story, scene.key).values
            for variable in story.variables:
                codes = {vector[variable.slot] for vector in arrivals}
                assert told[variable.name] == [variable.domain.value(code) for code in sorted(codes)]


@pytest.mark.parametrize("seeds", BATCHES[:4], ids=str)
def test_what_hangs_on_a_choice_is_what_is_lost_without_it(seeds: range) -> None:
    """`--without` tells what the story would lose: nothing that some other way leads to, and all that none does."""
    for referee in referees(seeds):
        for choice in next(iter(referee.story.scenes.values())).choices:
            lost = {(str(claim.kind), claim.at) for claim in ask_without(referee.story, choice.key)}
            kept = {(kind, at) for kind, at, _ in Referee(referee.story, MOST_MOMENTS, choice.key).truth.least}
            before = {(kind, at) for kind, at, _ in referee.truth.least}
            reached = {str(kind) for kind in REACHED}
            assert {one for one in lost if one[0] in reached} == {one for one in before - kept if one[0] in reached}
