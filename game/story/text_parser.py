"""Prose as an author writes it, turned into segments.

Delimiters are Jinja2's, and so is the grammar of what stands between them, as far as this language goes.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from game.story.expr import Condition, Settled
from game.story.expr_parser import parse_condition
from game.story.expr_source import Expression
from game.story.expr_syntax import LONGEST
from game.story.names import Names, Scope
from game.story.nodes import Scalar
from game.story.syntax import Unreadable
from game.story.text import Arm, Branching, Prose, Segment, Text
from game.story.text_inserts import read_insertion

DEEPEST = 8
LONGEST_TEXT = 200_000
"""Characters: a book's worth on one page, and what a screen still wraps at once."""
MOST_PIECES = 4000
"""Insertions and branches in one text: more than anybody writes, few enough to read at once."""
MOST_TOLD = 100
"""How many things are told of one text: beyond, it is no text of this language."""
_OPENING = re.compile(r"\{([{%#])")
_SIGNS = "-+"
_CLOSING = {"{": "}}", "%": "%}", "#": "#}"}
_TAGS = ("if", "elif", "else", "endif")
_TAGS_ELSEWHERE = {"elseif": "elif", "elsif": "elif", "fi": "endif"}
"""What other languages call them."""
_TAGS_EXPECTED = "`if`, `elif`, `else`, `endif`"


class _Piece(NamedTuple):
    """Words, or what stands between two delimiters, and where."""

    kind: str
    """``words``, ``insert``, or one of the tags."""
    source: str
    offset: int
    begin: int
    """Where its delimiter stands."""


class _OpenArm(Struct):
    number: int
    condition: Condition | None
    """``None`` for ``else``, and for a condition that could not be read."""
    segments: list[Segment] = field(default_factory=list)


class _OpenBranching(Struct):
    """An ``{% if %}`` whose end is still to come."""

    opened: _Piece
    arms: list[_OpenArm] = field(default_factory=list)
    has_else: bool = False


def read_text(scalar: Scalar, names: Names, scope: Scope) -> Text:
    """Return a text as segments. What is wrong has been reported, and is left out."""
    if len(scalar.text) > LONGEST_TEXT:
        message = f"This text has {len(scalar.text)} characters; {LONGEST_TEXT} are possible."
        names.problems.add("HT003", scalar.span, message, hint="Make several scenes of it.")
        return Text((), names.language)
    if "{" not in scalar.text:
        return Text((Prose(scalar.text),) if scalar.text else (), names.language)
    return _Reader(scalar, names, scope).read()


def constant_words(scalar: Scalar, names: Names, scope: Scope) -> str:
    """Return a single line in which only names can be filled in, for they never change: a fact's sentence."""
    text = read_text(scalar, names, replace(scope, tellable=False))
    if not all(isinstance(segment, Prose) for segment in text.segments):
        message = "This sentence cannot depend on the moment it is read in."
        names.problems.add("HT308", scalar.span, message, expected="words, `{{ them.name }}` and other people's names")
    words = "".join(segment.words for segment in text.segments if isinstance(segment, Prose))
    return " ".join(words.split())


class _Reader:
    """Reads one text."""

    def __init__(self, scalar: Scalar, names: Names, scope: Scope) -> None:
        self._scalar = scalar
        self._names = names
        self._scope = scope
        self._number = 0
        self._told = 0
        self._top: list[Segment] = []
        self._open: list[_OpenBranching] = []

    def read(self) -> Text:
        try:
            for count, piece in enumerate(self._pieces()):
                if count > MOST_PIECES:
                    message = f"This text has more than {MOST_PIECES} insertions and branches."
                    self._report("HT307", piece.begin, 1, message, hint="Make several scenes of it.")
                    return Text(())
                if self._told > MOST_TOLD:
                    return Text(())
                self._take(piece)
        except Unreadable as error:
            self._report(
                "HT307", error.offset, error.length, error.message, "`{{ … }}`, `{% if … %}` or `{# … #}`, each closed"
            )
            return Text(())
        for branching in self._open:
            piece = branching.opened
            self._report("HT307", piece.begin, 2, "This `{% if %}` is never closed.", "an `{% endif %}` behind it")
        return Text(tuple(self._top), self._names.language)

    def _report(self, code: str, offset: int, length: int, message: str, expected: str = "", hint: str = "") -> None:  # noqa: PLR0913, PLR0917  # a place and what is said of it
        self._told += 1
        self._names.problems.add(code, self._scalar.locate(offset, length), message, expected=expected, hint=hint)

    def _pieces(self) -> Iterator[_Piece]:
        """Yield words and what stands between delimiters, in reading order. Raises Unreadable."""
        text, done = self._scalar.text, 0
        for opened in _OPENING.finditer(text):
            begin, start = opened.start(), opened.end()
            if begin < done:
                continue
            if begin > done:
                yield _Piece("words", text[done:begin], done, done)
            kind = opened.group(1)
            closed = text.find(_CLOSING[kind], start)
            if closed < 0:
                raise Unreadable(f"A `{{{kind}` is opened here and never closed.", begin, 2)
            if closed - start > LONGEST and kind != "#":
                raise Unreadable(f"More than {LONGEST} characters stand between these braces.", begin, 2)
            done = closed + 2
            if text[start] in _SIGNS or text[closed - 1] in _SIGNS:
                self._refuse_whitespace_control(start, closed, kind)
            if kind != "#":
                yield from self._delimited(kind, text[start:closed].strip("+-"), start, begin)
        if done < len(text):
            yield _Piece("words", text[done:], done, done)

    def _refuse_whitespace_control(self, start: int, closed: int, kind: str) -> None:
        """Refuse a sign at the inner side of a delimiter; an insertion may of course begin with a number's sign."""
        text = self._scalar.text
        message = "This would take away or keep spaces around it, which the story's own rules do."
        for place, begin in ((start, start - 2), (closed - 1, closed - 1)):
            if start <= place < closed and text[place] in _SIGNS:
                self._report("HT310", begin, 3, message, f"`{{{kind}` and `{_CLOSING[kind]}` without a sign")

    def _delimited(self, kind: str, inside: str, start: int, begin: int) -> Iterator[_Piece]:
        start = self._scalar.text.index(inside, start)
        if kind == "{":
            yield _Piece("insert", inside, start, begin)
            return
        word = (inside.split() or [""])[0]
        place = start + inside.find(word)
        if word not in _TAGS:
            self._refuse_tag(word, place)
        elif not self._scope.tellable:
            message = "Branches cannot stand in a single line such as a label."
            hint = "Write two choices with an `if` each."
            self._report("HT313", place, len(word), message, "words and `{{ … }}`", hint)
        else:
            rest = place + len(word)
            yield _Piece(word, inside[rest - start :], rest, begin)

    def _refuse_tag(self, word: str, offset: int) -> None:
        message = f"`{{% {word} %}}` is not part of this language."
        hint = self._names.problems.nearest(_TAGS_ELSEWHERE.get(word, word), _TAGS)
        self._report("HT308", offset, max(len(word), 1), message, _TAGS_EXPECTED, hint)

    def _take(self, piece: _Piece) -> None:
        match piece.kind:
            case "words":
                self._here().append(Prose(piece.source))
            case "insert":
                segment = read_insertion(self._expression(piece))
                if segment is None:
                    self._told += 1
                else:
                    self._here().append(segment)
            case "if":
                self._open.append(_OpenBranching(piece))
                if len(self._open) == DEEPEST + 1:
                    message = f"Branches stand more than {DEEPEST} deep in one another."
                    self._report("HT309", piece.begin, 2, message, hint="Make a scene of it.")
                self._arm(piece)
            case "elif" | "else":
                self._turn(piece)
            case "endif":
                self._close(piece)

    def _here(self) -> list[Segment]:
        return self._open[-1].arms[-1].segments if self._open else self._top

    def _expression(self, piece: _Piece) -> Expression:
        return Expression.within(piece.source, piece.offset, self._scalar, self._names, self._scope)

    def _arm(self, piece: _Piece) -> None:
        """Begin a branch. All branches are read and numbered as written, those that ``them`` rules out too."""
        self._number += 1
        condition = None if piece.kind == "else" else parse_condition(self._expression(piece))
        self._told += condition is None and piece.kind != "else"
        self._open[-1].arms.append(_OpenArm(self._number, condition))

    def _turn(self, piece: _Piece) -> None:
        if not self._open:
            self._stray(piece, "has no `{% if %}` that it belongs to")
        elif self._open[-1].has_else:
            self._stray(piece, "stands behind the `{% else %}`")
        else:
            self._open[-1].has_else = piece.kind == "else"
            self._nothing_behind(piece)
            self._arm(piece)

    def _stray(self, piece: _Piece, what: str) -> None:
        message = f"This `{{% {piece.kind} %}}` {what}."
        self._report("HT307", piece.begin, 2, message, "`{% if … %}…{% elif … %}…{% else %}…{% endif %}`")

    def _nothing_behind(self, piece: _Piece) -> None:
        if piece.kind != "elif" and piece.source.strip():
            self._stray(piece, "takes nothing behind it")

    def _close(self, piece: _Piece) -> None:
        if not self._open:
            self._stray(piece, "has no `{% if %}` that it belongs to")
            return
        self._nothing_behind(piece)
        arms = _kept(self._open.pop().arms, self._names.language)
        if arms and arms[0].condition is None:
            self._here().extend(arms[0].text.segments)
        elif arms:
            self._here().append(Branching(tuple(arms)))


def _kept(written: list[_OpenArm], language: str) -> list[Arm]:
    """Return the branches that are left where ``them`` settles which is read; one it settles on ends the rest."""
    kept: list[Arm] = []
    for arm in written:
        text = Text(tuple(arm.segments), language)
        if not isinstance(arm.condition, Settled):
            kept.append(Arm(arm.number, arm.condition, text))
        elif arm.condition.value:
            return [*kept, Arm(arm.number, None, text)]
    return kept
