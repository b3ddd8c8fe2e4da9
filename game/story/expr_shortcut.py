"""The expressions that nearly all are, parsed without Jinja2 into the very tree that would come of what it reads.

Names, calls, comparisons with numbers, words and lists, joined by `and`, `or` and `not`, with parentheses. Whatever is
anything else, or is wrong, or is unusually large, is left to Jinja2, whose language this is. It takes a fraction of the
time, and the library need not be loaded.
"""

import re

from game.story.syntax import And, Attribute, Call, Compare, Constant, Items, Name, Node, Not, Or, Parsed, Token

MOST_TOKENS, MOST_BRACKETS = 80, 15
"""Few enough that none of the bounds can be passed which are set to what Jinja2 is given."""
_TOKEN = re.compile(
    r'\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<integer>0|[1-9][0-9]*)(?![\w.])|(?P<string>"[^"\\\n]*")'
    r"|(?P<operator>[=!<>]=|[<>()\[\],.]))"
)
_COMPARED = frozenset({"==", "!=", "<", "<=", ">", ">="})
_JOINING = frozenset({"and", "or", "not", "in"})
_OTHERS = frozenset({"if", "else", "is", "true", "false", "none", "True", "False", "None"})
"""Names that mean something else to Jinja2."""


class _LeftToJinja(Exception):
    """This is no expression of the common kinds."""


def quickly_parsed(source: str) -> Parsed | None:
    """Return an expression's tree and its tokens, or ``None`` for one of which Jinja2 knows better."""
    try:
        tokens = _tokens(source)
        return Parsed(_Shortcut(tokens).whole(), tuple(tokens))
    except _LeftToJinja:
        return None


def _tokens(source: str) -> list[Token]:
    found: list[Token] = []
    place, end = 0, len(source.rstrip())
    if not source.isascii() or source.count("(") + source.count("[") > MOST_BRACKETS:
        raise _LeftToJinja
    while place < end:
        match = _TOKEN.match(source, place)
        if match is None or match.lastgroup is None or len(found) == MOST_TOKENS:
            raise _LeftToJinja
        found.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        place = match.end()
    if not found:
        raise _LeftToJinja
    return found


class _Shortcut:
    """Goes through tokens once. As with Jinja2's parser, some nodes' offset is where what follows them begins."""

    def __init__(self, tokens: list[Token]) -> None:
        last = tokens[-1].offset
        self._tokens = [*tokens, Token("", "", last)]
        self._at = 0

    def whole(self) -> Node:
        """Return the tree of all tokens."""
        tree = self._either()
        if self._here.kind:
            raise _LeftToJinja
        return tree

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self, words: str) -> bool:
        """Pass over a word or sign, if that is what stands here."""
        is_here = self._here.words == words and self._here.kind in {"name", "operator"}
        self._at += is_here
        return is_here

    def _either(self) -> Node:
        offset = self._here.offset
        left = self._both()
        while self._skip("or"):
            left = Or(offset, left, self._both())
            offset = self._here.offset
        return left

    def _both(self) -> Node:
        offset = self._here.offset
        left = self._negated()
        while self._skip("and"):
            left = And(offset, left, self._negated())
            offset = self._here.offset
        return left

    def _negated(self) -> Node:
        offset = self._here.offset
        if not self._skip("not"):
            return self._compared()
        if self._here.words == "not":
            raise _LeftToJinja
        return Not(offset, self._compared())

    def _compared(self) -> Node:
        left = self._primary()
        if self._here.words in _COMPARED:
            sign = self._take().words
        elif self._skip("in"):
            sign = "in"
        elif self._here.words == "not":
            self._take()
            if not self._skip("in"):
                raise _LeftToJinja
            sign = "not in"
        else:
            return left
        right = self._primary()
        if self._here.words in _COMPARED or self._here.words in {"in", "not"}:
            raise _LeftToJinja
        return Compare(self._here.offset, left, (sign,), (right,))

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "name" and token.words not in _JOINING and token.words not in _OTHERS:
            return self._parts_of(Name(token.offset, token.words))
        found: Node
        if token.kind == "string":
            found = Constant(token.offset, token.words[1:-1])
        elif token.kind == "integer":
            found = Constant(token.offset, int(token.words))
        elif token.words == "[":
            found = Items(token.offset, self._listed("]"))
        elif token.words == "(":
            found = self._either()
            if not self._skip(")"):
                raise _LeftToJinja
        else:
            raise _LeftToJinja
        if self._here.kind == "string" or self._here.words in {".", "(", "["}:
            raise _LeftToJinja
        return found

    def _parts_of(self, node: Node) -> Node:
        """Return a name with what hangs on it: what stands behind a point, and what it is asked about."""
        while self._here.words in {".", "(", "["} and self._here.kind == "operator":
            sign = self._take()
            if sign.words == "[":
                raise _LeftToJinja
            if sign.words == "(":
                node = Call(sign.offset, node, self._listed(")"))
            else:
                part = self._take()
                if part.kind != "name":
                    raise _LeftToJinja
                node = Attribute(sign.offset, node, part.words)
        return node

    def _listed(self, closed_by: str) -> tuple[Node, ...]:
        """Return what stands between brackets, at least one thing, with commas between."""
        found = [self._either()]
        while self._skip(","):
            found.append(self._either())
        if not self._skip(closed_by):
            raise _LeftToJinja
        return tuple(found)
