"""The comments of a file. YAML passes over them, so they are what stands behind a `#` and in no text."""

import re
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct

from game.story.nodes import Scalar
from game.story.problems import Span

_SIGN = re.compile(r"(?:^|(?<=[ \t]))#")


class Comment(Struct, frozen=True):
    """A comment, from its sign to the end of its line."""

    span: Span
    words: str
    """What stands behind the sign."""
    is_alone: bool
    """Whether nothing stands before it in its line."""


def comments_of(file: str, lines: Sequence[str], written: Sequence[Scalar]) -> Iterator[Comment]:
    """Yield the comments among a file's lines. ``written`` are all the texts and keys of the file."""
    within: dict[int, list[tuple[int, int]]] = {}
    for scalar in written:
        for number, begin, end in _stretches(scalar):
            within.setdefault(number, []).append((begin, end))
    for number, line in enumerate(lines, 1):
        for sign in _SIGN.finditer(line):
            column = sign.start() + 1
            if not any(begin <= column < end for begin, end in within.get(number, ())):
                span = Span(file, number, column, number, len(line) + 1)
                yield Comment(span, line[column:].strip(), not line[: column - 1].strip())
                break


def _stretches(scalar: Scalar) -> Iterator[tuple[int, int, int]]:
    """Yield the columns of each line that a text takes, the end exclusive. Behind a `|` there can be a comment."""
    span, is_block = scalar.span, scalar.style in {"|", ">"}
    for number in range(span.line + is_block, span.end_line + 1):
        begin = span.column if number == span.line else 1
        yield number, begin, span.end_column if number == span.end_line else sys.maxsize
