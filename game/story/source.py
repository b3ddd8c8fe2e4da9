"""YAML as structure and text: the only module that knows PyYAML.

A file becomes a tree of nodes with spans, built from the parser's events rather than composed by it: so depth is
bounded, aliases never expand, tags are never obeyed, and every scalar stays the text that was written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Protocol

import yaml
from msgspec import Struct, field

from game.story.characters import dangerous
from game.story.lines import are_plain
from game.story.nodes import Listing, Mapping, Node, Scalar
from game.story.open_quotes import CLOSE_IT, CLOSED, NEVER_CLOSED, swallows_keys
from game.story.problems import Problems, Span
from game.story.yaml_complaints import COLON_MISSING, in_plain_words

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
MOST_NODES = 60_000
"""Keys, values, lists and mappings in one file: more than a long chapter has, few enough to be read in a moment."""
_COMMENT = re.compile(r"[ \t]+(#[^\n]*)")
_COMMENT_APART = re.compile(r"(?: [ \t]+|\t[ \t]*)#(?: .*|)")
"""A comment that cannot be mistaken for words: two spaces before its sign, and one after it."""
_WORD_ALONE = re.compile(r"( *)\w+ *")
_QUOTES = frozenset("'\"")
_BLANKS = frozenset(" \t")
_NO_KEY = "no key"
"""The style of a key that is none: what stands behind it has no name to be kept under."""


class _Mark(Protocol):
    """Where PyYAML's parsers, in C or in Python, say that something stands. Both count from 0."""

    line: int
    column: int


class Document(Struct, eq=False):
    """What a file holds. ``whole`` is false if something in it had to be passed over."""

    root: Node | None
    whole: bool
    nodes: int = 0
    """How many keys, values, lists and mappings were read."""


def read_yaml(text: str, file: str, problems: Problems) -> Document:
    """Turn a file's text into nodes, reporting what is wrong."""
    return _Reader(text, file, problems).read() if are_plain(text, file, problems) else Document(None, whole=False)


def scalars(text: str, file: str) -> Iterator[Scalar]:
    """Yield the texts and keys of a file that is known to be YAML, in the order in which they stand."""
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, yaml.ScalarToken):
            begin, end = token.start_mark, token.end_mark
            span = Span(file, begin.line + 1, begin.column + 1, end.line + 1, end.column + 1)
            yield Scalar(span, token.value, token.style or "", raw=text[begin.index : end.index])


class _Unreadable(Exception):
    """The rest of a file cannot be read, which has been reported."""


class _Open(Struct, eq=False):
    """A list or mapping whose end is still to come, or the file."""

    node: Node
    items: list[Node] | None
    """What a list has so far, or the file; ``None`` for a mapping."""
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    """What a mapping has so far, and the keys."""
    key: Scalar | None = None
    """The key whose value comes next."""


class _Reader:
    """Builds the tree from YAML's events."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._text = text
        self._file = file
        self._problems = problems
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._last = len(self._starts) - 1
        self._roots: list[Node] = []
        self._top = _Open(Listing(Span(file)), self._roots)
        self._around: list[_Open] = []
        """What is open around that which was opened last."""
        self._documents = 0
        self._nodes = 0
        self._whole = True

    def read(self) -> Document:
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                # Most are these: a story has tens of thousands of them.
                if type(event) is yaml.ScalarEvent:
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_riddles(event)
                    self._put(self._scalar(event))
                else:
                    self._take(event)
        except yaml.MarkedYAMLError as error:
            self._complain(error)
            return Document(None, whole=False)
        except yaml.YAMLError as error:
            self._problems.add("HT007", Span(self._file), f"YAML cannot read this file: {error}")
            return Document(None, whole=False)
        except _Unreadable:
            self._whole = False
        return Document(self._roots[0] if self._roots else None, self._whole, self._nodes)

    def _complain(self, error: yaml.MarkedYAMLError) -> None:
        opened = self._open_quote(error.problem_mark or error.context_mark)
        if opened is not None:
            self._never_closed(opened)
            return
        span, said = self._place_of(error), f"{error.context or ''} {error.problem or ''}"
        above = _WORD_ALONE.fullmatch(self._line(span.line - 1))
        if "mapping values" in said and above is not None and self._line(span.line).startswith(above[1] + " "):
            # To YAML the two lines are one text: a word, and the key beneath it.
            column = above.end(1) + 1
            span, said = Span(self._file, span.line - 1, column, span.line - 1, column + 1), COLON_MISSING
        message, expected, hint = in_plain_words(said, self._line(span.line))
        self._problems.add("HT007", span, message, expected=expected, hint=hint)

    def _place_of(self, error: yaml.MarkedYAMLError) -> Span:
        """Return where to look: where the trouble is noticed, or, if that is lines below, where what is open began."""
        noticed, began = error.problem_mark or error.context_mark, error.context_mark
        opened = any(sign in (error.context or "") for sign in ("quoted scalar", "flow", "simple key"))
        mark = began if opened and noticed and began and began.line < noticed.line else noticed
        span = self._span(mark, mark)
        return span._replace(end_column=span.end_column + 1)

    def _open_quote(self, noticed: _Mark | None) -> Span | None:
        """Return where the first quoted text stands before the trouble that has taken keys for words."""
        try:
            for token in yaml.scan(self._text, Loader=_LOADER):
                if noticed is not None and token.start_mark.line > noticed.line:
                    return None
                span = self._span(token.start_mark, token.end_mark)
                if isinstance(token, yaml.ScalarToken) and token.style in _QUOTES and swallows_keys(self._lines, span):
                    return span
        except yaml.YAMLError:
            pass  # nothing can be told apart behind it
        return None

    def _never_closed(self, quoted: Span) -> None:
        span = quoted._replace(end_line=quoted.line, end_column=quoted.column + 1)
        self._problems.add("HT007", span, NEVER_CLOSED, expected=CLOSED, hint=CLOSE_IT)

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def _span(self, start: _Mark | None, end: _Mark | None) -> Span:
        if start is None or end is None:
            return Span(self._file)
        return Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            node, self._top = self._top.node, self._around.pop()
            begin, end = node.span, self._span(event.end_mark, event.end_mark)
            node.span = Span(begin.file, begin.line, begin.column, end.line, end.column)
        elif isinstance(event, yaml.NodeEvent):
            self._open(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin(event)

    def _open(self, event: yaml.NodeEvent) -> None:
        """Begin what begins here; of an alias, which is refused, take the words that it is written in."""
        self._refuse_riddles(event)
        span = self._span(event.start_mark, event.end_mark)
        made: Mapping | Listing
        if isinstance(event, yaml.MappingStartEvent):
            made = Mapping(span)
            opened = _Open(made, None, made.entries, made.keys)
        elif isinstance(event, yaml.SequenceStartEvent):
            made = Listing(span)
            opened = _Open(made, made.items)
        else:
            raw = self._text[self._place_at(span.line, span.column) : self._place_at(span.end_line, span.end_column)]
            self._put(Scalar(span, raw, raw=raw))
            return
        self._put(made)
        self._around.append(self._top)
        self._top = opened
        if len(self._around) > _DEEPEST:
            here = span._replace(end_line=span.line, end_column=span.column + 1)
            self._problems.add("HT011", here, f"This is nested more than {_DEEPEST} deep.")
            self._roots.clear()
            raise _Unreadable

    def _begin(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message, expected = "A second document begins here.", "one document in a file"
            self._refuse("HT010", event, message, expected, "Take out the `---`.")
            raise _Unreadable
        if event.version or event.tags:
            message = "This file begins with a YAML directive."
            self._refuse("HT009", event, message, "", "Take the line that begins with `%` out.")

    def _refuse_riddles(self, event: yaml.NodeEvent) -> None:
        """Refuse anchors, aliases and tags. What they are put on is read all the same."""
        if event.anchor is not None:
            message, expected = "This is a YAML anchor or alias.", "every value written where it stands"
            hint = "Text that begins with & or * goes on the line below a `|`."
            self._refuse("HT008", event, message, expected, hint)
        if getattr(event, "tag", None) not in {None, "!"}:
            hint = "Text that begins with ! goes on the line below a `|`."
            self._refuse("HT009", event, "This is a YAML tag.", "a plain value", hint)

    def _refuse(self, code: str, event: yaml.Event, message: str, expected: str, hint: str) -> None:
        self._whole = False
        self._problems.add(code, self._span(event.start_mark, event.end_mark), message, expected=expected, hint=hint)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span, style = self._span(event.start_mark, event.end_mark), event.style or ""
        begin, end = self._place_at(span.line, span.column), self._place_at(span.end_line, span.end_column)
        scalar = Scalar(span, event.value, style, None, self._text[begin:end])
        if not style:
            if self._text[end : end + 1] in _BLANKS:
                scalar.swallowed = self._swallowed(end, span)
        elif style in _QUOTES:
            self._look_into(scalar)
        return scalar

    def _look_into(self, scalar: Scalar) -> None:
        """Report what is wrong with a text in quotation marks."""
        if swallows_keys(self._lines, scalar.span):
            self._never_closed(scalar.span)
            self._roots.clear()
            raise _Unreadable
        # The file's own characters have been looked at already: only an escape can bring others in.
        for offset in dangerous(scalar.text) if scalar.style == '"' and "\\" in scalar.raw else ():
            name = f"U+{ord(scalar.text[offset]):04X}"
            self._problems.add(
                "HT005",
                scalar.locate(offset),
                f"This escape is the character {name}, which can change what a terminal does.",
                hint="Take the escape out.",
            )

    def _place_at(self, line: int, column: int) -> int:
        """Return the place in the text of a line and column, as spans have them."""
        return self._starts[line - 1 if line <= self._last else self._last] + column - 1

    def _swallowed(self, end: int, span: Span) -> Span | None:
        """Return a comment right behind unquoted words, unless it keeps the distance that a comment keeps."""
        match = _COMMENT.match(self._text, end)
        if match is None or _COMMENT_APART.fullmatch(match.group()):
            return None
        begin, close = match.span(1)
        line = bisect_right(self._starts, begin)
        column = begin - self._starts[line - 1] + 1
        return Span(span.file, line, column, line, column + close - begin)

    def _put(self, made: Node) -> None:
        """Put a node where it belongs in what was opened last."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            message = f"`{self._file}` holds more than {MOST_NODES} keys and values."
            self._problems.add("HT003", Span(self._file), message, hint="Spread the chapter over several files.")
            raise _Unreadable
        top = self._top
        if top.items is not None:
            top.items.append(made)
        elif top.key is None:
            top.key = made if type(made) is Scalar else self._no_key(made)
        else:
            key, top.key = top.key, None
            if key.text in top.entries:
                self._twice(key, top.keys[key.text])
            elif key.style != _NO_KEY:
                top.entries[key.text] = made
                top.keys[key.text] = key

    def _twice(self, key: Scalar, first: Scalar) -> None:
        message = f"The key `{key.text}` stands here a second time; the first is in line {first.span.line}."
        self._problems.add("HT012", key.span, message, hint="Keep one of them.")

    def _no_key(self, made: Node) -> Scalar:
        self._whole = False
        message, expected = "A list or a mapping stands here as a key.", "a word, then a colon"
        hint = "Text that begins with [ or { goes on the line below a `|`."
        self._problems.add("HT018", made.span, message, expected=expected, hint=hint)
        return Scalar(made.span, "", _NO_KEY)
