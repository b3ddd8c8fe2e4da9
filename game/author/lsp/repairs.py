"""Hints that can be done as well as read: what would be written in place of what."""

import re
from collections.abc import Sequence

from msgspec import Struct

from game.story.problems import Problem, Span

_MEANT = re.compile(r"Did you mean `([^`]+)`\?")
_WRITE = re.compile(r"Write `([^`…]+)`\.")
_NAMED = re.compile(r"`([^`]+)`")
_WHOLLY = frozenset({"HT103", "HT302", "HT304"})
"""Problems whose place is all that their hint says how to write."""
_ONE_VALUE = "HT303"
_IDLE_COMMENT = "HT452"


class Repair(Struct, frozen=True):
    """What a hint comes to: a title for a menu, and what to write where."""

    title: str
    span: Span
    words: str


def repair_of(problem: Problem, lines: Sequence[str]) -> Repair | None:
    """Return the repair that a problem's hint describes, or ``None`` if it leaves something to be decided."""
    span = problem.span
    if span.line != span.end_line or not 0 < span.line <= len(lines):
        return None
    if problem.code == _IDLE_COMMENT:
        before = lines[span.line - 1][: span.column - 1]
        return Repair("Take the comment out", span._replace(column=len(before.rstrip()) + 1), "")
    meant = _MEANT.fullmatch(problem.hint)
    if meant is not None:
        place = _misspelt(problem, lines[span.line - 1])
        return Repair(f"Write `{meant.group(1)}`", place, meant.group(1)) if place is not None else None
    write = _WRITE.match(problem.hint)
    if write is not None and problem.code in _WHOLLY:
        return Repair(f"Write `{write.group(1)}`", span, write.group(1))
    quoted = _NAMED.fullmatch(problem.expected)
    if write is not None and problem.code == _ONE_VALUE and quoted is not None:
        return Repair(f"Write `{quoted.group(1)}`", span, quoted.group(1))
    return None


def _misspelt(problem: Problem, line: str) -> Span | None:
    """Return where the word stands that another was meant for: the last that the message names, in its place."""
    span = problem.span
    written = line[span.column - 1 : span.end_column - 1]
    for word in reversed(_NAMED.findall(problem.message)):
        begin = written.rfind(word)
        if begin >= 0:
            return span._replace(column=span.column + begin, end_column=span.column + begin + len(word))
    inner = written.strip("\"'")
    if not inner or not all(sign in {"_", "."} or sign.isalnum() for sign in inner):
        return None
    begin = written.index(inner)
    return span._replace(column=span.column + begin, end_column=span.column + begin + len(inner))
