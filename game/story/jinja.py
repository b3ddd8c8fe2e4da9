"""Jinja2 as a parser and nothing more: its lexer tells where things stand, its parser what they are.

No template is ever compiled or rendered.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser
from msgspec import Struct

from game.story.jinja_shortcut import quickly_parsed

ENVIRONMENT = Environment(keep_trailing_newline=True)  # noqa: S701  # nothing is rendered, so there is nothing to escape

LONGEST = 1000
DEEPEST = 20
MOST_TERMS = 200
_MOST_KEPT = 8192
"""More expressions than a large story has: an editor has all of them read again with every change."""
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_CLOSING = frozenset(_CLOSED_BY.values())
_PREFIXES = frozenset({"not", "-", "+"})
_JOINING = frozenset({"and", "or", "not", "in", "is", "if", "else"})
_LITERALS = frozenset({"string", "integer", "float"})
_STRAIGHT = 'Quotation marks are straight in a condition: `"`.'
_MEANT = {
    "&": "This is written as a word: `and`.",
    "!": "This is written as a word: `not`.",
    "\N{LEFT DOUBLE QUOTATION MARK}": _STRAIGHT,
    "\N{RIGHT DOUBLE QUOTATION MARK}": _STRAIGHT,
    "\N{LEFT SINGLE QUOTATION MARK}": _STRAIGHT,
    "\N{RIGHT SINGLE QUOTATION MARK}": _STRAIGHT,
}
"""What to write in the place of characters that people bring from elsewhere."""
_AT = re.compile(r" at (\d+)$")


class Token(Struct, frozen=True):
    """A piece of a text as Jinja2's lexer sees it, with where it begins."""

    kind: str
    words: str
    offset: int


class Parsed(Struct, frozen=True):
    """An expression's tree, in which ``lineno`` is not a line but the offset of a node's token, and its tokens."""

    tree: nodes.Expr
    tokens: tuple[Token, ...]


class Unreadable(Exception):
    """A text that Jinja2 cannot read.

    ``offset`` and ``length`` are where, as nearly as is known; ``too_large`` if it was not even tried.
    """

    def __init__(self, message: str, offset: int, length: int = 1, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.length = length
        self.too_large = too_large


def _tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of an expression. Raises Unreadable."""
    offset = 0
    try:
        for _, kind, words in ENVIRONMENT.lexer.tokeniter(source, None, state="variable"):
            offset = max(source.find(words, offset), offset)
            yield Token(kind, words, offset)
            offset += len(words)
    except TemplateSyntaxError as error:
        at = _AT.search(error.message or "")
        place = int(at.group(1)) if at else offset
        meant = _MEANT.get(source[place : place + 1], _plain(error))
        raise Unreadable(meant, place) from error


@lru_cache(maxsize=_MOST_KEPT)
def parse_expression(source: str) -> Parsed:
    """Return an expression's tree, which is not to be changed: it is kept for when the same is written again.

    Raises Unreadable for what is too large, before parsing it, or is no expression.
    """
    if len(source) > LONGEST:
        raise Unreadable(f"This condition has {len(source)} characters; {LONGEST} are possible.", 0, too_large=True)
    quick = quickly_parsed(source)
    if quick is not None:
        tree, pieces = quick
        return Parsed(tree, tuple(Token(*piece) for piece in pieces))
    return slowly_parsed(source)


def slowly_parsed(source: str) -> Parsed:
    """Return an expression's tree as Jinja2 itself reads it. Raises Unreadable."""
    found = tuple(token for token in _tokens(source) if token.kind != "whitespace")
    _measure(found)
    parser = Parser(ENVIRONMENT, "", state="variable")
    try:
        # The parser carries a token's line number into its nodes and errors: offsets in their stead tell exact places.
        numbered = ((token.offset, token.kind, token.words) for token in found)
        parser.stream = TokenStream(ENVIRONMENT.lexer.wrap(numbered), None, None)
        tree = parser.parse_expression()
    except TemplateSyntaxError as error:
        if parser.stream.eos:
            raise _cut_short(source, found, error) from error
        offset = error.lineno
        _refuse_equals(found, offset)
        length = next((len(token.words) for token in found if token.offset == offset), 1)
        raise Unreadable(_plain(error), offset, length) from error
    if not parser.stream.eos:
        place = parser.stream.current.lineno
        _refuse_equals(found, place)
        left_over = next(token.words for token in found if token.offset == place)
        raise Unreadable(f"`{left_over}` cannot follow what stands before it.", place, len(left_over))
    return Parsed(tree, found)


def _cut_short(source: str, found: tuple[Token, ...], error: TemplateSyntaxError) -> Unreadable:
    """Return the complaint of an expression that ends too early: at the bracket that stays open, if one does."""
    opened: list[Token] = []
    for token in found:
        if token.words in _CLOSED_BY:
            opened.append(token)
        elif token.words in _CLOSING and opened:
            opened.pop()
    if not opened:
        return Unreadable(_plain(error), max(len(source) - 1, 0))
    opening = opened[-1]
    return Unreadable(f"A `{_CLOSED_BY[opening.words]}` is missing: this bracket is never closed.", opening.offset)


def _refuse_equals(found: tuple[Token, ...], offset: int) -> None:
    """Say what to write where a single `=` was meant to compare, or stands before its `>` or `<`. Raises Unreadable."""
    for token, following in zip(found, (*found[1:], None), strict=True):
        if token.offset == offset and token.words == "=":
            if following is not None and following.words in {">", "<"} and following.offset == offset + 1:
                raise Unreadable(f"Write `{following.words}=`, the `=` behind the other.", offset, 2)
            raise Unreadable("One `=` compares nothing: write `==`.", offset)


def _measure(found: tuple[Token, ...]) -> None:
    """Count before parsing, so that no input can exhaust the parser, and refuse literals that no domain holds."""
    terms = brackets = prefixes = 0
    for token in found:
        brackets += (token.words in _CLOSED_BY) - (token.words in _CLOSING)
        prefixes = prefixes + 1 if token.words in _PREFIXES else 0
        terms += token.kind in _LITERALS or (token.kind == "name" and token.words not in _JOINING)
        if brackets + prefixes > DEEPEST:
            raise Unreadable(f"This condition is more than {DEEPEST} levels deep.", token.offset, too_large=True)
        if token.kind in _LITERALS and ("\\" in token.words or not token.words.isascii()):
            raise Unreadable("No value is written so.", token.offset, len(token.words))
    if terms > MOST_TERMS:
        raise Unreadable(f"This condition has {terms} terms; {MOST_TERMS} are possible.", 0, too_large=True)


def _plain(error: TemplateSyntaxError) -> str:
    said = error.message or "this cannot be read"
    for sign, words in (
        ("unexpected end of template", "Something is missing at the end."),
        ("Expected an expression, got 'end of", "Something is missing at the end."),
        ("unexpected 'end of", "Something is missing at the end."),
        ("unexpected char", "A character stands here that no condition can hold."),
        ("Invalid character in identifier", "No name is written so."),
    ):
        if sign in said:
            return words
    return f"This cannot be read: {said}"
