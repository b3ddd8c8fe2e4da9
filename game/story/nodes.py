"""A file as structure and text: nodes, each with where it stands."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, field

from game.story.placing import places_of
from game.story.problems import Span

STAND_IN = "stand-in"
"""The style of a scalar that nobody wrote: it stands for a missing one, which has been reported."""
_LINE_END = re.compile("\n")


class Node(Struct, eq=False):
    """A piece of a file."""

    span: Span


class Scalar(Node, eq=False):
    """A text. ``style`` is YAML's: empty for unquoted, else one of ``' " | >``."""

    text: str
    style: str = ""
    swallowed: Span | None = None
    """A comment so close behind unquoted words that it may have been meant as words."""
    raw: str = ""
    """The file's own characters, quotes and indentation included."""
    _places: tuple[int, ...] | None = None
    """For each character of ``text``, where it stands in ``raw``; worked out when it is first asked for."""
    _lines: Sequence[int] = ()
    """Where each line of ``raw`` begins; worked out with the places."""

    def locate(self, offset: int, length: int = 1) -> Span:
        """Return where ``text[offset:offset + length]`` stands in the file, as far as it stands on one line.

        Returns where the whole scalar stands if that cannot be told.
        """
        if self._places is None:
            self._places = places_of(self.text, self.raw, self.style)
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.raw))]
        if not 0 <= offset < len(self._places):
            return self.span
        begin = self._places[offset]
        after = offset + max(length, 1)
        # An escape takes more room in the file than the one character it stands for.
        end = self._places[after] if after < len(self._places) else len(self.raw) - len(self.style.strip("|>"))
        index = bisect_right(self._lines, begin)
        if index < len(self._lines):
            end = min(end, self._lines[index] - 1)
        end = max(end, begin + 1)
        line = self.span.line + index - 1
        column = begin - self._lines[index - 1] + (1 if index > 1 else self.span.column)
        return Span(self.span.file, line, column, line, column + end - begin)


class Listing(Node, eq=False):
    """A list."""

    items: list[Node] = field(default_factory=list)


class Mapping(Node, eq=False):
    """A mapping, in the order written. ``keys`` holds each key's own node."""

    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)

    def key_span(self, key: str) -> Span:
        """Return where a key stands, or the mapping if it has no such key."""
        return self.keys[key].span if key in self.keys else self.span

    def value_span(self, key: str) -> Span:
        """Return where a key's value stands, or the mapping if it has no such key."""
        return self.entries[key].span if key in self.entries else self.span


def one_line(scalar: Scalar | None) -> str:
    """Return words as a single line, runs of spaces and line ends being one space; nothing for nothing."""
    return " ".join(scalar.text.split()) if scalar else ""
