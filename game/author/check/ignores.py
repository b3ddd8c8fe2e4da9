"""Comments that silence a problem: `# check: ignore HT450 because …`, and what is wrong with such comments."""

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from game.author.check.study import Study
from game.story.catalogue import CATALOGUE
from game.story.comments import Comment, comments_of
from game.story.nodes import Scalar
from game.story.problems import Problem, Severity, Span, nearest
from game.story.source import scalars

_MARK = re.compile(r"check\s*:\s*(.*)")
_FORM = re.compile(r"ignore\s+(\w+)\b\s*(.*)")
_REASON = re.compile(r"because\s+\S")
_MAYBE = re.compile(r"#\s*check\s*:")
_FIRST_OF_PROOF = "HT5"
_EXPECTED = "`# check: ignore CODE because …`"


class _Ignore(Struct, frozen=True):
    """A comment that can be followed, and the lines for which it holds."""

    comment: Comment
    code: str
    lines: frozenset[int]

    def silences(self, problem: Problem) -> bool:
        """Return whether a problem is one that this comment is about."""
        is_here = problem.span.file == self.comment.span.file and problem.span.line in self.lines
        return is_here and problem.code == self.code


def silence(found: Iterable[Problem], study: Study) -> Iterator[Problem]:
    """Yield the problems that no comment silences, and those of comments that silence nothing or cannot be followed."""
    ignores: list[_Ignore] = []
    for file, lines in study.files.items():
        if any("check" in line and _MAYBE.search(line) for line in lines):
            for one in _read(file, study):
                if isinstance(one, Problem):
                    yield one
                else:
                    ignores.append(one)
    used: set[_Ignore] = set()
    for problem in found:
        silencing = [ignore for ignore in ignores if ignore.silences(problem)]
        used.update(silencing)
        if not silencing:
            yield problem
    for ignore in ignores:
        if ignore not in used:
            yield study.problem(
                "HT452",
                ignore.comment.span,
                f"Nothing here is `{ignore.code}` ({CATALOGUE[ignore.code].title}).",
                hint="Take the comment out, or put it on the line in question or on the one above.",
            )


def _read(file: str, study: Study) -> Iterator[_Ignore | Problem]:
    """Yield the comments of a file that are for us, and problems with those that cannot be followed."""
    lines = study.files[file]
    written = list(scalars("\n".join(lines), file))
    comments = list(comments_of(file, lines, written))
    alone = {comment.span.line for comment in comments if comment.is_alone}
    for comment in comments:
        marked = _MARK.fullmatch(comment.words)
        if marked is None:
            continue
        form = _FORM.fullmatch(marked.group(1))
        code, reason = form.groups() if form is not None else ("", "")
        refusal = _refusal(code, reason)
        if refusal is not None:
            message, hint = refusal
            yield study.problem("HT453", comment.span, message, expected=_EXPECTED, hint=hint)
        else:
            yield _Ignore(comment, code, _lines_for(comment, alone, written))


def _lines_for(comment: Comment, alone: Collection[int], written: Iterable[Scalar]) -> frozenset[int]:
    """Return the lines for which a comment holds: its own, or the next that is no comment, with the texts begun there.

    Nothing can be remarked within a text, so what is remarked at its first line is for the whole of it.
    """
    first = comment.span.line
    while comment.is_alone and first in alone:
        first += 1
    last = max((_last_line(scalar.span) for scalar in written if scalar.span.line == first), default=first)
    return frozenset(range(first, last + 1))


def _last_line(span: Span) -> int:
    """Return the last line of a text. That of one below a `|` ends where the line behind it begins."""
    return span.end_line - 1 if span.end_column == 1 else span.end_line


def _refusal(code: str, reason: str) -> tuple[str, str] | None:
    """Return why a comment cannot be followed, and what to do; nothing if it can be."""
    if not code:
        return "This comment is for `check`, which cannot read it.", "A comment for people begins with another word."
    if code not in CATALOGUE:
        return f"There is no problem `{code}`.", nearest(code, CATALOGUE)
    if code >= _FIRST_OF_PROOF:
        return f"`{code}` is found by a proof, which reads no comments.", "`allow` on what it is about does that."
    if CATALOGUE[code].severity == Severity.ERROR:
        return f"`{code}` is an error, and cannot be ignored.", "Mend it: the story cannot be played as it is."
    if _REASON.match(reason) is None:
        return f"It is not said why `{code}` is to be ignored.", "Say it behind `because`, for whoever reads this next."
    return None
