"""An expression of the author's with where it stands, so that every complaint points at its own words."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from game.story.expr_syntax import parse_expression
from game.story.names import THEM, Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.syntax import Attribute, Constant, Items, Name, Node, Other, Token
from game.story.variables import Variable

_FORMS = {
    "Filter": "Filters have",
    "Test": "Tests with `is` have",
    "CondExpr": "`… if … else …` has",
    "Getitem": "A bracket behind a name has",
    "Concat": "Joining with `~` has",
    "Tuple": "A list in parentheses has",
}
"""By what Jinja2 calls it, how to speak of a form."""
_ARITHMETIC = frozenset({"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"})


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

    def parsed(self) -> tuple[Node, "Expression"]:
        """Return the tree, and the expression with its tokens known. Raises Unreadable."""
        found = parse_expression(self.source)
        return found.tree, Expression(self.source, self.offset, self.scalar, self.names, self.scope, found.tokens)

    def place(self, node: Node | None = None) -> Span:
        """Return where a part of the expression stands; without one, where all of it does."""
        if node is None:
            return self.scalar.locate(self.offset, len(self.source))
        begin, end = self._extent(node)
        return self.scalar.locate(self.offset + begin, end - begin)

    def where(self, node: Node) -> Callable[[], Span]:
        """Return what tells where a part of the expression stands, for a problem that there may be."""
        return partial(self.place, node)

    def _extent(self, node: Node) -> tuple[int, int]:
        """Return where a node begins and ends: from its first token to its last, and to the bracket that closes it."""
        parts: list[Node] = [node]
        for part in parts:
            parts.extend(part.parts)
        offsets = [part.offset for part in parts if part.offset is not None]
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

    def refuse(self, code: str, node: Node | None, message: str, expected: str = "", hint: str = "") -> Refused:
        """Report a problem at a part of the expression, and return what to raise."""
        self.names.problems.add(code, self.place(node), message, expected=expected, hint=hint)
        return Refused()

    def refuse_form(self, node: Node) -> Refused:
        """Report a form that this language has not, and return what to raise."""
        if isinstance(node, Constant):
            hint = "What must always hold needs no `if`."
            return self.refuse("HT305", node, "A value alone asks nothing.", "a fact, or a comparison", hint)
        form = node.form if isinstance(node, Other) else ""
        told = "Arithmetic has" if form in _ARITHMETIC else _FORMS.get(form, "This form has")
        told = "A list alone has" if isinstance(node, Items) else told
        return self.refuse(
            "HT302",
            node,
            f"{told} no place in a condition.",
            "`and`, `or`, `not`, comparisons, facts, seen(), taken(), present(), alive(), count()",
        )

    def variable(self, name: str, node: Node) -> Variable:
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

    def literals(self, sign: str, right: Node, left: str) -> list[tuple[object, Node]]:
        """Return the values on the right of a comparison, each with its node. Raises Refused for what is no value."""
        listed = sign in {"in", "not in"}
        if listed and not isinstance(right, Items):
            raise self.refuse("HT303", right, f"`{sign}` wants a list.", f'`{left} {sign} ["…", "…"]`')
        found = right.items if isinstance(right, Items) and listed else [right]
        if not found:
            raise self.refuse("HT303", right, "Nothing is in an empty list.", "at least one value")
        return [(self._literal(item, left), item) for item in found]

    def _literal(self, item: Node, left: str) -> object:
        if isinstance(item, Constant):
            return item.value
        if isinstance(item, Other) and item.form == "Neg":
            match item.parts:
                case [Constant(value=int(number))]:
                    return -number
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


def dotted(node: Node) -> str | None:
    """Return ``a``, ``a.b`` or ``a.b.c`` as written, or ``None`` for anything else."""
    parts: list[str] = []
    while isinstance(node, Attribute):
        parts.append(node.name)
        node = node.owner
    return ".".join([node.name, *reversed(parts)]) if isinstance(node, Name) else None
