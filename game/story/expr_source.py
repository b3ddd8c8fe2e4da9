"""An expression of the author's with where it stands, so that every complaint points at its own words."""

from collections.abc import Callable
from functools import partial

from jinja2 import nodes
from msgspec import Struct

from game.story.jinja import Parsed, Token, parse_expression
from game.story.names import THEM, Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.variables import Variable

_FORMS: dict[type[nodes.Node], str] = {
    nodes.Filter: "Filters have",
    nodes.Test: "Tests with `is` have",
    nodes.CondExpr: "`… if … else …` has",
    nodes.Getitem: "A bracket behind a name has",
    nodes.Concat: "Joining with `~` has",
    nodes.List: "A list alone has",
    nodes.Tuple: "A list in parentheses has",
}


class Refused(Exception):
    """An expression that has been reported and cannot be used."""


class Expression(Struct, frozen=True):
    """The words of a condition or an insertion, which stand in ``scalar`` at ``offset``."""

    source: str
    offset: int
    scalar: Scalar
    names: Names
    scope: Scope
    tokens: tuple[Token, ...] = ()

    @classmethod
    def within(cls, source: str, offset: int, scalar: Scalar, names: Names, scope: Scope) -> "Expression":
        """Return the words at an offset without the spaces around them."""
        lead = len(source) - len(source.lstrip())
        return cls(source.strip(), offset + lead, scalar, names, scope)

    def parsed(self) -> tuple[nodes.Expr, "Expression"]:
        """Return the tree, and the expression with its tokens known. Raises Unreadable."""
        found: Parsed = parse_expression(self.source)
        return found.tree, Expression(self.source, self.offset, self.scalar, self.names, self.scope, found.tokens)

    def place(self, node: nodes.Node | None = None) -> Span:
        """Return where a part of the expression stands; without one, where all of it does."""
        if node is None:
            return self.scalar.locate(self.offset, len(self.source))
        begin, end = self._extent(node)
        return self.scalar.locate(self.offset + begin, end - begin)

    def where(self, node: nodes.Node) -> Callable[[], Span]:
        """Return what tells where a part of the expression stands, for a problem that there may be."""
        return partial(self.place, node)

    def _extent(self, node: nodes.Node) -> tuple[int, int]:
        """Return where a node begins and ends: from its first token to its last, and to the bracket that closes it."""
        parts: list[nodes.Node] = [node]
        for part in parts:
            parts.extend(part.iter_child_nodes())
        # Some nodes, an operand among them, have no token of their own.
        known: list[int | None] = [part.lineno for part in parts]
        offsets = [offset for offset in known if offset is not None]
        first, last = min(offsets), max(offsets)
        depth, end = 0, last + 1
        for index, token in enumerate(self.tokens):
            if token.offset < first:
                continue
            goes_on = index > 0 and self.tokens[index - 1].words in {".", "is"}
            if token.offset > last and not depth and not goes_on:
                break
            depth += (token.words in {"(", "["}) - (token.words in {")", "]"})
            end = token.offset + len(token.words)
        return first, end

    def refuse(self, code: str, node: nodes.Node | None, message: str, expected: str = "", hint: str = "") -> Refused:
        """Report a problem at a part of the expression, and return what to raise."""
        self.names.problems.add(code, self.place(node), message, expected=expected, hint=hint)
        return Refused()

    def refuse_form(self, node: nodes.Node) -> Refused:
        """Report a form that this language has not, and return what to raise."""
        if isinstance(node, nodes.Const):
            hint = "What must always hold needs no `if`."
            return self.refuse("HT305", node, "A value alone asks nothing.", "a fact, or a comparison", hint)
        counted = "Arithmetic has" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else "This form has"
        return self.refuse(
            "HT302",
            node,
            f"{_FORMS.get(type(node), counted)} no place in a condition.",
            "`and`, `or`, `not`, comparisons, facts, seen(), taken(), present(), alive(), count()",
        )

    def variable(self, name: str, node: nodes.Node) -> Variable:
        """Return the variable of a name as written. Raises Refused if there is none, which has been reported."""
        if name == THEM:
            if self.scope.them is None:
                self.names.resolve(THEM, self.scope, self.place(node))
                raise Refused
            raise self.refuse("HT305", node, "`them` alone asks nothing.", '`them == "…"` or `them.trust >= 2`')
        variable = self.names.variable(name, self.scope, self.where(node))
        if variable is None:
            raise Refused
        return variable

    def literals(self, sign: str, right: nodes.Node, left: str) -> list[tuple[object, nodes.Node]]:
        """Return the values on the right of a comparison, each with its node. Raises Refused for what is no value."""
        listed = sign in {"in", "not in"}
        if listed and not isinstance(right, nodes.List):
            raise self.refuse("HT303", right, f"`{sign}` wants a list.", f'`{left} {sign} ["…", "…"]`')
        found = right.items if isinstance(right, nodes.List) and listed else [right]
        if not found:
            raise self.refuse("HT303", right, "Nothing is in an empty list.", "at least one value")
        return [(self._literal(item, left), item) for item in found]

    def _literal(self, item: nodes.Node, left: str) -> object:
        if isinstance(item, nodes.Const):
            return item.value
        if isinstance(item, nodes.Neg) and isinstance(item.node, nodes.Const) and isinstance(item.node.value, int):
            return -item.node.value
        name = dotted(item)
        if name is None:
            raise self.refuse_form(item)
        owner, dot, stat = left.partition(".")
        variable = self.names.variables.get((self.scope.them or owner if owner == THEM else owner) + dot + stat)
        if variable is not None and name in variable.domain.values:
            message, hint = f"`{name}` stands without quotation marks.", f'Write `{left} == "{name}"`.'
            raise self.refuse("HT303", item, message, f'`"{name}"`', hint)
        raise self.refuse(
            "HT304",
            item,
            f"`{name}` stands where a value is wanted: two variables cannot be compared.",
            "a number or a value in quotation marks",
        )


def dotted(node: nodes.Node) -> str | None:
    """Return ``a``, ``a.b`` or ``a.b.c`` as written, or ``None`` for anything else."""
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    return ".".join([node.name, *reversed(parts)]) if isinstance(node, nodes.Name) else None
