"""Jinja2 as a parser and nothing more: its lexer tells where things stand, its parser what they are.

No template is ever compiled or rendered. What is common needs none of this, see ``expr_syntax``.
"""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from game.story import syntax
from game.story.syntax import Parsed, Token, Unreadable

ENVIRONMENT = Environment(keep_trailing_newline=True)  # noqa: S701  # nothing is rendered, so there is nothing to escape

DEEPEST = 20
MOST_TERMS = 200
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
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}
_AT = re.compile(r" at (\d+)$")


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


def parsed_by_jinja(source: str) -> Parsed:
    """Return an expression as Jinja2 reads it. Raises Unreadable, for what is too large before parsing it."""
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
    return Parsed(_translated(tree), found)


def _translated(tree: nodes.Node) -> syntax.Node:
    """Return Jinja2's tree as ours. ``lineno`` of its nodes is an offset."""
    found: list[nodes.Node] = [tree]
    for node in found:
        found.extend(node.iter_child_nodes())
    made: dict[int, syntax.Node] = {}
    # From the leaves on, and not by recursion: a call of a call of a call may be some hundreds deep.
    for node in reversed(found):
        made[id(node)] = _made(node, tuple(made[id(part)] for part in node.iter_child_nodes()))
    return made[id(tree)]


def _made(node: nodes.Node, parts: tuple[syntax.Node, ...]) -> syntax.Node:  # noqa: PLR0911 - one for each kind of node
    """Return a node of ours, made of what its parts have become, which stand in Jinja2's own order."""
    offset = node.lineno
    match node:
        case nodes.Name():
            return syntax.Name(offset, node.name)
        case nodes.Getattr():
            return syntax.Attribute(offset, parts[0], node.attr)
        case nodes.Const():
            return syntax.Constant(offset, node.value)
        case nodes.List():
            return syntax.Items(offset, parts)
        case nodes.Call():
            plain = 1 + len(node.args)
            return syntax.Call(offset, parts[0], parts[1:plain], parts[plain:])
        case nodes.Compare():
            signs = tuple(_SIGNS[operand.op] for operand in node.ops)
            return syntax.Compare(offset, parts[0], signs, tuple(operand.parts[0] for operand in parts[1:]))
        case nodes.And():
            return syntax.And(offset, *parts)
        case nodes.Or():
            return syntax.Or(offset, *parts)
        case nodes.Not():
            return syntax.Not(offset, *parts)
    return syntax.Other(offset, type(node).__name__, parts)


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
