"""What came of a proof, written down, for when the story is asked about again and nothing has changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import astuple

from game.author.check.kept import problem_from, row_of
from game.author.prove.claims import Claim
from game.author.prove.doom import Doom
from game.author.prove.findings import Finding
from game.author.prove.kept import Kept
from game.author.prove.outcome import Proof
from game.cache import code_of, key_of
from game.language import spoken
from game.story.disk import Asked, Disk, Question
from game.story.packing import UNREADABLE

PACKAGES = ("story", "engine", "author/check", "author/prove")
LIBRARIES = ("yaml", "msgspec", "jinja2", "transitions", "dd", "networkx", "pysat")


def report_of(proof: Proof, asked: Sequence[Asked]) -> dict[str, Any]:
    """Return what came of a proof beside its answers; nothing if not all was decided.

    ``asked`` is what its folder was asked, with the answers.
    """
    if proof.undecided or proof.interrupted:
        return {}
    return {
        "asked": asked,
        "program": _program(),
        "story": proof.story_id,
        "version": proof.version,
        "findings": [_written(finding) for finding in proof.findings],
        "dooms": [astuple(doom) for doom in proof.dooms],
    }


def as_before(kept: Kept, folder: Path) -> Proof | None:
    """Return the proof that is kept, if everything that it rests on is as it was; else ``None``.

    Raises CannotBegin if there is no such folder.
    """
    disk, report = Disk(folder), kept.report
    try:
        asked = [Asked(Question(question), name, answer) for question, name, answer in report["asked"]]
        proof = Proof(
            str(report["story"]),
            str(report["version"]),
            {Claim(*key): answer for key, (_, answer) in kept.answers.items()},
            tuple(_read(finding) for finding in report["findings"]),
            dooms=tuple(Doom(*doom) for doom in report["dooms"]),
        )
        return proof if report["program"] == _program() and disk.answers(asked) else None
    except UNREADABLE:
        return None


def _written(finding: Finding) -> list[object]:
    return [finding.kind, finding.at, row_of(finding.problem), finding.witness, dict(finding.about)]


def _read(written: Sequence[Any]) -> Finding:
    kind, at, problem, witness, about = written
    return Finding(kind, at, problem_from(problem), None if witness is None else tuple(witness), about)


def _program() -> str:
    """Return what tells all that reads, plays and proves a story, and the language it speaks, from any other."""
    return key_of(code_of(PACKAGES, LIBRARIES), spoken())
