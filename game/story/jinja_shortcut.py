"""The expressions that nearly all are, parsed without Jinja2's machinery into the very nodes that Jinja2 would make.

Names, calls, comparisons with numbers, words and lists, joined by `and`, `or` and `not`, with parentheses. Whatever is
anything else, or is wrong, or is unusually large, is left to Jinja2, whose language this is. It takes a third of the
time.
"""

import re
from typing import NamedTuple

from jinja2 import nodes

MOST_TOKENS, MOST_BRACKETS = 80, 15
"""Few enough that none of the bounds can be passed which are set to what Jinja2 is given."""
_TOKEN = re.compile(
    r'\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<integer>0|[1-9][0-9]*)(?![\w.])|(?P<string>"[^"\\\n]*")'
    r"|(?P<operator>[=!<>]=|[<>()\[\],.]))"
)
_COMPARED = {"==": "eq", "!=": "ne", "<": "lt", "<=": "lteq", ">": "gt", ">=": "gteq"}
_JOINING = frozenset({"and", "or", "not", "in"})
_OTHERS = frozenset({"if", "else", "is", "true", "false", "none", "True", "False", "None"})
"""Names that mean something else to Jinja2."""


class Piece(NamedTuple):
    """A token: its kind as Jinja2's lexer calls it, its words, and where it begins."""

    kind: str
    words: str
    offset: int


class _LeftToJinja(Exception):
    """This is no expression of the common kinds."""


def quickly_parsed(source: str) -> tuple[nodes.Expr, list[Piece]] | None:
    """Return an expression's tree and its tokens, or ``None`` for one of which Jinja2 knows better."""
    try:
        tokens = _tokens(source)
        return _Shortcut(tokens).whole(), tokens
    except _LeftToJinja:
        return None


def _tokens(source: str) -> list[Piece]:
    found: list[Piece] = []
    place, end = 0, len(source.rstrip())
    if not source.isascii() or source.count("(") + source.count("[") > MOST_BRACKETS:
        raise _LeftToJinja
    while place < end:
        match = _TOKEN.match(source, place)
        if match is None or match.lastgroup is None or len(found) == MOST_TOKENS:
            raise _LeftToJinja
        found.append(Piece(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        place = match.end()
    if not found:
        raise _LeftToJinja
    return found


class _Shortcut:
    """Goes through tokens once. As with Jinja2's parser, some nodes' ``lineno`` is where what follows them begins."""

    def __init__(self, tokens: list[Piece]) -> None:
        last = tokens[-1].offset
        self._tokens = [*tokens, Piece("", "", last)]
        self._at = 0

    def whole(self) -> nodes.Expr:
        """Return the tree of all tokens."""
        tree = self._either()
        if self._here.kind:
            raise _LeftToJinja
        return tree

    @property
    def _here(self) -> Piece:
        return self._tokens[self._at]

    def _take(self) -> Piece:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self, words: str) -> bool:
        """Pass over a word or sign, if that is what stands here."""
        is_here = self._here.words == words and self._here.kind in {"name", "operator"}
        self._at += is_here
        return is_here

    def _either(self) -> nodes.Expr:
        lineno = self._here.offset
        left = self._both()
        while self._skip("or"):
            left = nodes.Or(left, self._both(), lineno=lineno)
            lineno = self._here.offset
        return left

    def _both(self) -> nodes.Expr:
        lineno = self._here.offset
        left = self._negated()
        while self._skip("and"):
            left = nodes.And(left, self._negated(), lineno=lineno)
            lineno = self._here.offset
        return left

    def _negated(self) -> nodes.Expr:
        lineno = self._here.offset
        if not self._skip("not"):
            return self._compared()
        if self._here.words == "not":
            raise _LeftToJinja
        return nodes.Not(self._compared(), lineno=lineno)

    def _compared(self) -> nodes.Expr:
        left = self._primary()
        if self._here.words in _COMPARED:
            sign = _COMPARED[self._take().words]
        elif self._skip("in"):
            sign = "in"
        elif self._here.words == "not":
            self._take()
            if not self._skip("in"):
                raise _LeftToJinja
            sign = "notin"
        else:
            return left
        operand = nodes.Operand(sign, self._primary())
        if self._here.words in _COMPARED or self._here.words in {"in", "not"}:
            raise _LeftToJinja
        return nodes.Compare(left, [operand], lineno=self._here.offset)

    def _primary(self) -> nodes.Expr:
        token = self._take()
        if token.kind == "name" and token.words not in _JOINING and token.words not in _OTHERS:
            return self._parts_of(nodes.Name(token.words, "load", lineno=token.offset))
        found: nodes.Expr
        if token.kind == "string":
            found = nodes.Const(token.words[1:-1], lineno=token.offset)
        elif token.kind == "integer":
            found = nodes.Const(int(token.words), lineno=token.offset)
        elif token.words == "[":
            found = nodes.List(self._listed("]"), lineno=token.offset)
        elif token.words == "(":
            found = self._either()
            if not self._skip(")"):
                raise _LeftToJinja
        else:
            raise _LeftToJinja
        if self._here.kind == "string" or self._here.words in {".", "(", "["}:
            raise _LeftToJinja
        return found

    def _parts_of(self, node: nodes.Expr) -> nodes.Expr:
        """Return a name with what hangs on it: what stands behind a point, and what it is asked about."""
        while self._here.words in {".", "(", "["} and self._here.kind == "operator":
            sign = self._take()
            if sign.words == "[":
                raise _LeftToJinja
            if sign.words == "(":
                node = nodes.Call(node, self._listed(")"), [], None, None, lineno=sign.offset)
            else:
                part = self._take()
                if part.kind != "name":
                    raise _LeftToJinja
                node = nodes.Getattr(node, part.words, "load", lineno=sign.offset)
        return node

    def _listed(self, closed_by: str) -> list[nodes.Expr]:
        """Return what stands between brackets, at least one thing, with commas between."""
        found = [self._either()]
        while self._skip(","):
            found.append(self._either())
        if not self._skip(closed_by):
            raise _LeftToJinja
        return found
