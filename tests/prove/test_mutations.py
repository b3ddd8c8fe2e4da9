"""The prover on our own story with faults planted in it: a checker that misses one is broken."""

from pathlib import Path

import pytest
from prove.mutations import Mutation, mutations, shortened

from game.author.check.study import Study
from game.author.prove.outcome import Proof
from game.author.prove.proof import proved
from game.story.loader import load_story
from game.story.model import Story

NUMBER = 40
LEAST_FOUND = 0.6
"""How many of the faults must be told as problems. The others are none: a condition taken off a choice that was nearly
always offered, an effect whose readers another effect serves as well."""


@pytest.fixture(scope="module")
def story() -> Story:
    """Our story, made to end after two tapes."""
    loaded = load_story(Path(__file__).parents[2] / "story").story
    assert loaded is not None
    return shortened(loaded)


def told(proof: Proof) -> set[tuple[str, str | None, str]]:
    """Return what a proof finds wrong."""
    return {(finding.kind, finding.at, str(finding.about)) for finding in proof.findings}


def answers(proof: Proof) -> dict[tuple[str, str, str], bool | None]:
    """Return what can happen and what cannot."""
    return {claim.key: answer.reachable for claim, answer in proof.answers.items()}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_a_planted_fault_changes_is_found(story: Story) -> None:
    """Each fault that changes what can happen is told, and most of them do."""
    before = proved(story, Study(story, {}))
    missed: list[str] = []
    found: list[Mutation] = []
    for mutation in mutations(story, NUMBER):
        after = proved(mutation.story, Study(mutation.story, {}))
        if told(after) - told(before):
            found.append(mutation)
        elif answers(after) != answers(before):
            missed.append(mutation.what)
    assert missed == []
    assert len(found) >= LEAST_FOUND * NUMBER
