"""A proof for people, and the same as the JSON object that docs/format.md describes."""

import json
from collections.abc import Iterator

from game.author.check.printing import as_json as problems_as_json
from game.author.check.printing import as_text as problems_as_text
from game.author.check.printing import problem_lines
from game.author.check.report import Report
from game.author.prove.claims import REACHED, Kind
from game.author.prove.findings import Finding
from game.author.prove.outcome import Proof

MOST_MOVES = 6
"""How many moves of a witness are printed for people: the last, where it happens."""


def as_json(proof: Proof) -> str:
    """Return a proof as JSON, witnesses in full."""
    if proof.refused:
        refused = json.loads(problems_as_json(Report(proof.story_id, proof.refused)))
        return _dumped({"story": proof.story_id, "decided": False, "problems": refused["problems"]})
    sections = {
        str(kind): {
            at: {"reachable": answer.reachable, "witness": None if answer.witness is None else list(answer.witness)}
            for at, answer in proof.of(kind).items()
        }
        for kind in REACHED
    }
    return _dumped(
        {
            "story": proof.story_id,
            "version": proof.version,
            "decided": not proof.undecided,
            "undecided": list(proof.undecided),
            **sections,
            "problems": [_finding(finding) for finding in proof.findings],
        }
    )


def _dumped(proof: dict[str, object]) -> str:
    return json.dumps(proof, ensure_ascii=False, indent=2) + "\n"


def facts_of(finding: Finding) -> dict[str, object]:
    """Return what a program can know of a finding beyond its problem."""
    witness = None if finding.witness is None else list(finding.witness)
    return {"kind": finding.kind, "at": finding.at, **finding.about, "witness": witness}


def _finding(finding: Finding) -> dict[str, object]:
    problem = finding.problem
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        **facts_of(finding),
        "message": problem.message,
        "file": problem.span.file,
        "line": problem.span.line,
        "column": problem.span.column,
    }


def as_text(proof: Proof) -> str:
    """Return a proof to be read: what was found with the way to it, then how much was decided."""
    if proof.refused:
        return problems_as_text(Report(proof.story_id, proof.refused)) + "A story with errors is not proved.\n"
    blocks = ["\n".join(_lines(finding)) for finding in proof.findings]
    return "\n\n".join([*blocks, "\n".join(_summary(proof))]) + "\n"


def _lines(finding: Finding) -> Iterator[str]:
    yield from problem_lines(finding.problem)
    yield from (f"  {line}" for line in way_lines(finding))


def way_lines(finding: Finding) -> Iterator[str]:
    """Yield the way to where a problem is met, its last moves only if it is long; nothing if there is none."""
    if finding.witness is not None:
        before = len(finding.witness) - MOST_MOVES
        yield f"way ({len(finding.witness)} moves):" + (f" … {before} before, then" if before > 0 else "")
        yield from (f"  {move}" for move in finding.witness[-MOST_MOVES:])


def _summary(proof: Proof) -> Iterator[str]:
    for kind in REACHED:
        answers = proof.of(kind)
        if answers:
            reached = sum(answer.reachable is True for answer in answers.values())
            yield f"{reached} of {len(answers)} {_NAMES[kind]} can be reached."
    for doom in proof.dooms:
        yield f"“{doom.title}” is certain after `{doom.move}`, {doom.moves_before} before its end on a shortest way."
    errors = sum(finding.problem.is_error for finding in proof.findings)
    found = f"{errors} error{'' if errors == 1 else 's'}" if errors else "Nothing wrong"
    if proof.undecided:
        yield f"{found}. Undecided: {', '.join(proof.undecided)}."
    else:
        yield f"{found}. All {len(proof.answers):,} claims decided, for all playthroughs."


_NAMES = {
    Kind.SCENE: "scenes",
    Kind.CHOICE: "choices",
    Kind.CLIP: "clips",
    Kind.ENDING: "endings",
    Kind.BRANCH: "branches of text",
    Kind.ROUTE: "routes",
    Kind.LINE: "lines of the Record",
}
