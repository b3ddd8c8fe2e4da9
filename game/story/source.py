"""YAML as structure and text: the only module that knows PyYAML.

A file becomes a tree of nodes with spans, built from the parser's events rather than composed by it: so depth is bounded, aliases never expand, tags are
never obeyed, and every scalar stays the text that was written.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

import yaml

from game.story.problems import Problems, Span
from game.story.yaml_complaints import in_plain_words

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S")
_COMMENT = re.compile(r"[ \t]+#[^\n]*")


class _Mark(Protocol):
    """Where PyYAML's parsers, in C or in Python, say that something stands. Both count from 0."""

    line: int
    column: int


@dataclass(eq=False, slots=True)
class Node:
    """A piece of a file."""

    span: Span


@dataclass(eq=False, slots=True)
class Scalar(Node):
    """A text. ``style`` is YAML's: empty for unquoted, else one of ``' " | >``."""

    text: str
    style: str = ""
    swallowed: Span | None = None
    """A comment so close behind unquoted words that it may have been meant as words."""
    raw: str = ""
    """The file's own characters, quotes and indentation included."""

    def locate(self, offset: int, length: int = 1) -> Span:
        """Return where ``text[offset:offset + length]`` stands in the file, or the whole scalar if that cannot be told."""
        words = self.text[offset : offset + length].split("\n", 1)[0]
        if not words:
            return self.span
        place = -1
        for _ in range(self.text.count(words, 0, offset) + 1):
            place = self.raw.find(words, place + 1)
            if place < 0:
                return self.span
        before = self.raw[:place]
        line = self.span.line + before.count("\n")
        column = place - before.rfind("\n") if "\n" in before else self.span.column + place
        return Span(self.span.file, line, column, line, column + len(words))


@dataclass(eq=False, slots=True)
class Listing(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Mapping(Node):
    """A mapping, in the order written. ``keys`` holds each key's own node."""

    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)

    def key_span(self, key: str) -> Span:
        """Return where a key stands, or the mapping if it has no such key."""
        return self.keys[key].span if key in self.keys else self.span

    def value_span(self, key: str) -> Span:
        """Return where a key's value stands, or the mapping if it has no such key."""
        return self.entries[key].span if key in self.entries else self.span


def dangerous(text: str) -> Iterator[int]:
    """Yield the offsets of characters that a terminal would obey or that turn text about: control and bidirectional-override characters."""
    for offset, character in enumerate(text):
        if character in _BIDIRECTIONAL or (unicodedata.category(character) == "Cc" and character not in "\n\t"):
            yield offset


def read_yaml(text: str, file: str, problems: Problems) -> Node | None:
    """Turn a file's text into nodes. Reports what is wrong and returns ``None`` if nothing can be made of it."""
    lines = text.split("\n")
    sound = True
    for number, line in enumerate(lines, 1):
        for offset in dangerous(line):
            sound = False
            name = f"U+{ord(line[offset]):04X}"
            problems.add(
                "HT005",
                Span(file, number, offset + 1, number, offset + 2),
                f"The character {name} is invisible and can change what a terminal does.",
                hint="Delete it, or write what it was meant to show.",
            )
        if _TAB_INDENT.match(line):
            sound = False
            problems.add(
                "HT006",
                Span(file, number, line.index("\t") + 1, number, line.index("\t") + 2),
                "This line is indented with a tab.",
                expected="spaces",
                hint="Indent with two spaces for each step.",
            )
    return _Reader(text, file, problems).read() if sound else None


class _Reader:
    """Builds the tree from YAML's events."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._text = text
        self._file = file
        self._problems = problems
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def read(self) -> Node | None:
        try:
            return self._build()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            span = self._span(mark, mark)
            said, expected, hint = in_plain_words(error, self._line(span.line))
            self._problems.add("HT007", span, said, expected=expected, hint=hint)
        except yaml.YAMLError as error:
            self._problems.add("HT007", Span(self._file), f"YAML cannot read this file: {error}")
        return None

    def _line(self, number: int) -> str:
        lines = self._text.split("\n")
        return lines[number - 1] if number <= len(lines) else ""

    def _span(self, start: _Mark | None, end: _Mark | None) -> Span:
        if start is None or end is None:
            return Span(self._file)
        return Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _build(self) -> Node | None:
        root: Node | None = None
        open_nodes: list[tuple[Node, Scalar | None]] = []
        documents = 0
        for event in yaml.parse(self._text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        "HT010",
                        event,
                        "A second document begins here.",
                        "one document in a file",
                        "Take out the `---`.",
                    )
                    return root
                if event.version or event.tags:
                    self._refuse(
                        "HT009",
                        event,
                        "This file begins with a YAML directive.",
                        "",
                        "Take the line that begins with `%` out.",
                    )
                    return None
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._refuse(
                    "HT008",
                    event,
                    "This is a YAML anchor or alias.",
                    "every value written where it stands",
                    "Text that begins with & or * goes on the line below a `|`.",
                )
                return None
            if getattr(event, "tag", None) not in {None, "!"}:
                self._refuse(
                    "HT009",
                    event,
                    "This is a YAML tag.",
                    "a plain value",
                    "Text that begins with ! goes on the line below a `|`.",
                )
                return None
            if isinstance(event, yaml.CollectionEndEvent):
                node, _ = open_nodes.pop()
                end = self._span(event.end_mark, event.end_mark)
                node.span = Span(self._file, node.span.line, node.span.column, end.line, end.column)
                continue
            made = self._node(event)
            if made is None:
                continue
            if not open_nodes:
                root = made
            elif not self._place(made, open_nodes):
                return None
            if not isinstance(made, Scalar):
                open_nodes.append((made, None))
                if len(open_nodes) > _DEEPEST:
                    self._refuse("HT011", event, f"This is nested more than {_DEEPEST} deep.", "", "")
                    return None
        return root

    def _refuse(self, code: str, event: yaml.Event, message: str, expected: str, hint: str) -> None:
        self._problems.add(code, self._span(event.start_mark, event.end_mark), message, expected=expected, hint=hint)

    def _node(self, event: yaml.Event) -> Node | None:
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._span(event.start_mark, event.end_mark))
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(self._span(event.start_mark, event.end_mark))
        if not isinstance(event, yaml.ScalarEvent):
            return None
        scalar = Scalar(self._span(event.start_mark, event.end_mark), event.value, event.style or "")
        begin, end = self._offset(event.start_mark), self._offset(event.end_mark)
        scalar.raw = self._text[begin:end]
        if not scalar.style:
            scalar.swallowed = self._swallowed(end, scalar.span)
        for offset in dangerous(scalar.text):
            self._problems.add(
                "HT005",
                scalar.span,
                f"This text holds the character U+{ord(scalar.text[offset]):04X}, which can change what a terminal does.",
                hint="Take the escape out.",
            )
        return scalar

    def _offset(self, mark: _Mark | None) -> int:
        if mark is None:
            return 0
        return self._starts[min(mark.line, len(self._starts) - 1)] + mark.column

    def _swallowed(self, end: int, span: Span) -> Span | None:
        """Return a comment that stands right behind unquoted words, unless it keeps the distance that a comment keeps."""
        match = _COMMENT.match(self._text, end)
        if match is None:
            return None
        comment = match.group()
        gap = len(comment) - len(comment.lstrip())
        if gap >= 2 and comment.lstrip()[1:2] in {"", " "}:
            return None
        line = bisect_right(self._starts, end)
        column = end + gap - self._starts[line - 1] + 1
        return Span(span.file, line, column, line, column + len(comment) - gap)

    def _place(self, made: Node, open_nodes: list[tuple[Node, Scalar | None]]) -> bool:
        parent, key = open_nodes[-1]
        if isinstance(parent, Listing):
            parent.items.append(made)
        elif isinstance(parent, Mapping) and key is None:
            if not isinstance(made, Scalar):
                self._problems.add(
                    "HT018",
                    made.span,
                    "A list or a mapping stands here as a key.",
                    expected="a word, then a colon",
                    hint="Text that begins with [ or { goes on the line below a `|`.",
                )
                return False
            open_nodes[-1] = (parent, made)
        elif isinstance(parent, Mapping) and key is not None:
            open_nodes[-1] = (parent, None)
            if key.text in parent.entries:
                first = parent.keys[key.text].span.line
                self._problems.add(
                    "HT012",
                    key.span,
                    f"The key `{key.text}` stands here a second time; the first is in line {first}.",
                    hint="Keep one of them.",
                )
            else:
                parent.entries[key.text] = made
                parent.keys[key.text] = key
        return True
