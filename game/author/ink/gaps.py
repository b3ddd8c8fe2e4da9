"""The white space between words, while it is not yet known what it comes to.

Here conditions are settled first, and then the white space is read; ink prints as it goes. So what is pending before a
word is kept as a tree of the conditions it depends on, and what tells the cases apart is written before the word.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from game.author.ink.escaping import LINE_BREAK
from game.author.ink.pieces import BREAK, LINE, SPACE
from game.author.ink.questions import Question, opposite

GLUE = "<>"
_START, _NONE, _PARAGRAPH = "start", "none", "paragraph"


class Gap(Struct, frozen=True):
    """What stands between the last word and here."""

    kind: str
    breaks: int = 0
    is_fresh: bool = False
    """Whether ink has begun a line since, so that what is no new paragraph must be glued to the last one."""

    def after(self, white: str) -> "Gap":
        """Return the gap with more white space at its end."""
        if self.kind in {_START, _PARAGRAPH}:
            return self
        if white == SPACE:
            return replace(self, kind=SPACE) if self.kind == _NONE else self
        if white == BREAK:
            return replace(self, kind=BREAK, breaks=self.breaks + 1)
        # Two ends of a line with nothing but spaces between them end a paragraph.
        return replace(self, kind=_PARAGRAPH if self.kind in {LINE, BREAK} else LINE)

    @property
    def is_paragraph(self) -> bool:
        """Whether the next word begins a paragraph."""
        return self.kind in {_START, _PARAGRAPH}

    def written(self, *, on_new_line: bool) -> str:
        """Return what is printed for it; ``on_new_line`` if ink begins one here in any case."""
        if self.is_paragraph:
            return ""
        white = LINE_BREAK * self.breaks if self.kind == BREAK else "" if self.kind == _NONE else " "
        return (GLUE if self.is_fresh or on_new_line else "") + white


class Either(Struct, frozen=True):
    """A gap that depends on which of some questions is the first to hold; the last has none."""

    cases: tuple[tuple[Question | None, "Pending"], ...]


Pending = Gap | Either
START = Gap(_START)
TIGHT = Gap(_NONE)
NEW_LINE = Gap(_PARAGRAPH, is_fresh=True)


def either(cases: list[tuple[Question | None, Pending]]) -> Pending:
    """Return what is pending behind a fork: one gap where all ways come to the same."""
    first = cases[0][1]
    return first if all(pending == first for _, pending in cases) else Either(tuple(cases))


def changed(pending: Pending, change: Callable[[Gap], Gap]) -> Pending:
    """Return what is pending with every gap changed."""
    if isinstance(pending, Gap):
        return change(pending)
    return either([(question, changed(inner, change)) for question, inner in pending.cases])


def gaps(pending: Pending) -> Iterator[Gap]:
    """Yield every gap that is possible."""
    if isinstance(pending, Gap):
        yield pending
    else:
        for _, inner in pending.cases:
            yield from gaps(inner)


def separator(pending: Pending) -> tuple[bool, str]:
    """Return whether a new line of ink's begins before the next word, and what is printed before it."""
    possible = set(gaps(pending))
    on_new_line = any(gap.kind == _PARAGRAPH and not gap.is_fresh for gap in possible)
    # Nothing was read before the beginning, so a space there is trimmed away.
    printed = {gap.written(on_new_line=on_new_line) for gap in possible if gap.kind != _START}
    if len(printed) <= 1 and printed <= {"", " "}:
        return on_new_line, "".join(printed)
    return on_new_line, _printed(pending, on_new_line=on_new_line)


def _printed(pending: Pending, *, on_new_line: bool) -> str:
    if isinstance(pending, Gap):
        return pending.written(on_new_line=on_new_line).replace(" ", "\\ ")
    return fork([(question, _printed(inner, on_new_line=on_new_line)) for question, inner in pending.cases])


def fork(cases: list[tuple[Question | None, str]]) -> str:
    """Return the first of some words whose question holds, as ink writes it within a line."""
    if all(words == cases[0][1] for _, words in cases) and cases[-1][0] is None:
        return cases[0][1]
    question, words = cases[0]
    if question is None:
        return words
    rest = fork(cases[1:]) if cases[1:] else ""
    # ink takes no branch that begins with nothing.
    if not words:
        return f"{{{_words(opposite(question))}:{rest}}}" if rest else ""
    return f"{{{question.words}:{words}{'|' + rest if rest else ''}}}"


def _words(asked: Question | bool) -> str:  # noqa: FBT001  # an answer, not a switch
    assert isinstance(asked, Question)  # noqa: S101  # the opposite of a question is one
    return asked.words
