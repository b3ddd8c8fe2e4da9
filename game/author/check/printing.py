"""A report for people, and the same as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from game.author.check.columns import columns
from game.author.check.report import Report
from game.story.problems import Problem, Severity

_TAB = 4
_WINDOW = 100
"""How much of a long line is quoted."""
_BEFORE = 40


def as_text(report: Report) -> str:
    """Return a report to be read: each problem with its line and a caret, then how many there are, and where."""
    blocks = ["\n".join(problem_lines(problem)) for problem in report.problems]
    return "\n\n".join([*blocks, _counts(report)]) + "\n"


def as_json(report: Report) -> str:
    """Return a report as the JSON object that docs/format.md describes."""
    found = [_object(problem) for problem in report.problems]
    return json.dumps({"story": report.story_id, "problems": found}, ensure_ascii=False, indent=2) + "\n"


def problem_lines(problem: Problem) -> Iterator[str]:
    """Yield a problem as it is read: what and where, its line with a caret, what was expected, what to do."""
    span = problem.span
    yield f"{span.file}:{span.line}:{span.column}: {problem.severity} {problem.code} {problem.message}"
    if problem.source_line.strip():
        yield from _quoted(problem)
    if problem.expected:
        yield f"  expected: {problem.expected}"
    if problem.hint:
        yield f"  hint: {problem.hint}"


def _quoted(problem: Problem) -> Iterator[str]:
    """Yield the line, cut to what fits around the place, and the mark under the stretch that is meant.

    A stretch that goes on in the next line is marked to the end of this one.
    """
    span, line = problem.span, problem.source_line.rstrip()
    start = span.column - 1
    end = max(span.end_column - 1 if span.end_line == span.line else len(line), start + 1)
    first = max(0, min(start - _BEFORE, len(line) - _WINDOW))
    before = ("…" if first else "") + _shown(line[first:start])
    meant = _shown(line[start : min(end, first + _WINDOW)])
    after = _shown(line[min(end, first + _WINDOW) : first + _WINDOW]) + ("…" if len(line) > first + _WINDOW else "")
    yield f"    {before}{meant}{after}"
    yield f"    {' ' * columns(before)}{'^' * max(1, columns(meant))}"


def _shown(words: str) -> str:
    """Return a line with nothing in it that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in words.rstrip("\r\n").replace("\t", " " * _TAB))


def counted(found: Mapping[Severity, int]) -> str:
    """Return how many problems of each severity there are, in words."""
    if not any(found.values()):
        return "Nothing wrong"
    return ", ".join(f"{found[level]} {level}{'' if found[level] == 1 else 's'}" for level in Severity)


def _counts(report: Report) -> str:
    where = f" in {_shown(report.folder)}" if report.folder else "."
    return counted(Counter(problem.severity for problem in report.problems)) + where


def _object(problem: Problem) -> dict[str, str | int]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": problem.message,
        "expected": problem.expected,
        "hint": problem.hint,
    }
