"""A proof in the formats that other programs read, with the ways to where its problems are met."""

from game.author.check.exchange import Told
from game.author.check.github import github_lines
from game.author.check.sarif import sarif_log
from game.author.prove.outcome import Proof
from game.author.prove.printing import facts_of, way_lines


def as_sarif(proof: Proof) -> str:
    """Return a proof as a SARIF log; ways are among a result's properties, whole."""
    return sarif_log(_told(proof), proof.folder, _unsettled(proof))


def as_github(proof: Proof) -> str:
    """Return a proof as GitHub's workflow commands."""
    return github_lines(_told(proof), proof.folder, _unsettled(proof))


def _told(proof: Proof) -> list[Told]:
    refused = [Told(problem) for problem in proof.refused]
    return refused + [Told(one.problem, tuple(way_lines(one)), facts_of(one)) for one in proof.findings]


def _unsettled(proof: Proof) -> list[str]:
    """Return what the proof has no answer to, in a sentence."""
    if proof.refused:
        return ["A story with errors is not proved."]
    return [f"Undecided: {', '.join(proof.undecided)}."] if proof.undecided else []
