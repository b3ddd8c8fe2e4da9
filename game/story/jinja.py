"""Jinja2 as a parser and nothing more: its lexer tells where things stand, its parser what they are.

No template is ever compiled or rendered.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

ENVIRONMENT = Environment(keep_trailing_newline=True)  # noqa: S701  # nothing is rendered, so there is nothing to escape

LONGEST = 1000
DEEPEST = 20
MOST_TERMS = 200
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_PREFIXES = frozenset({"not", "-", "+"})
_JOINING = frozenset({"and", "or", "not", "in", "is", "if", "else"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text as Jinja2's lexer sees it, with where it begins."""

    kind: str
    words: str
    offset: int


class Unreadable(Exception):
    """A text that Jinja2 cannot read.

    ``offset`` is where, as nearly as is known; ``too_large`` if it was not even tried.
    """

    def __init__(self, message: str, offset: int, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.too_large = too_large


def tokens(source: str, state: str | None = None) -> Iterator[Token]:
    """Yield the tokens of a text, or with ``state="variable"`` of an expression. Raises Unreadable."""
    offset = 0
    try:
        for _, kind, words in ENVIRONMENT.lexer.tokeniter(source, None, state=state):
            # Whitespace control drops text from the stream, so a place is looked up and not summed.
            found = source.find(words, offset) if words else offset
            offset = max(found, offset)
            yield Token(kind, words, offset)
            offset += len(words)
    except TemplateSyntaxError as error:
        raise Unreadable(_plain(error), _offset_of_line(source, error.lineno, offset)) from error


def parse_expression(source: str) -> nodes.Expr:
    """Return an expression's tree. Raises Unreadable for what is too large, before parsing it, or is no expression."""
    _measure(source)
    try:
        parser = Parser(ENVIRONMENT, source, state="variable")
        expression = parser.parse_expression()
    except TemplateSyntaxError as error:
        raise Unreadable(_plain(error), _offset_of_line(source, error.lineno, 0)) from error
    if not parser.stream.eos:
        left_over = str(parser.stream.current.value)
        raise Unreadable(f"`{left_over}` is left over at the end.", max(source.rfind(left_over), 0))
    return expression


def parse_template(source: str) -> nodes.Template:
    """Return a text's tree. Raises Unreadable."""
    try:
        return ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise Unreadable(_plain(error), _offset_of_line(source, error.lineno, 0)) from error


def _measure(source: str) -> None:
    """Count before parsing, so that no input can exhaust the parser."""
    if len(source) > LONGEST:
        raise Unreadable(f"This condition has {len(source)} characters; {LONGEST} are possible.", 0, too_large=True)
    terms = brackets = prefixes = 0
    for token in tokens(source, state="variable"):
        if token.kind == "whitespace":
            continue
        brackets += (token.words in _OPENING) - (token.words in _CLOSING)
        prefixes = prefixes + 1 if token.words in _PREFIXES else 0
        terms += token.kind in {"string", "integer", "float"} or (token.kind == "name" and token.words not in _JOINING)
        if brackets + prefixes > DEEPEST:
            raise Unreadable(f"This condition is more than {DEEPEST} levels deep.", token.offset, too_large=True)
    if terms > MOST_TERMS:
        raise Unreadable(f"This condition has {terms} terms; {MOST_TERMS} are possible.", 0, too_large=True)


def _offset_of_line(source: str, line: int, at_least: int) -> int:
    start = 0
    for _ in range(max(line - 1, 0)):
        start = source.find("\n", start) + 1
    return max(start, at_least)


def _plain(error: TemplateSyntaxError) -> str:
    said = error.message or "this cannot be read"
    for sign, words in (
        ("unexpected end of template", "A `{{` is opened here and never closed."),
        ("Unexpected end of template", "An `{% if %}` is opened and has no `{% endif %}`."),
        ("Missing end of comment", "A `{#` is opened here and never closed."),
        ("Expected an expression, got 'end of print statement'", "Something is missing at the end."),
        ("unexpected char", "A character stands here that no condition can hold."),
        ("Encountered unknown tag", "This `{% … %}` has no `{% if %}` that it belongs to."),
    ):
        if sign in said:
            return words
    return f"This cannot be read: {said}"
