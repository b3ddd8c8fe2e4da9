"""An expression of the author's with where it stands, so that every complaint points at its own words."""

import re
from dataclasses import dataclass

from jinja2 import nodes

from game.story.names import THEM, Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.variables import Variable

_FORMS: dict[type[nodes.Node], str] = {
    nodes.Filter: "Filters",
    nodes.Test: "Tests with `is`",
    nodes.CondExpr: "`… if … else …`",
    nodes.Getitem: "Brackets behind a name",
    nodes.Concat: "Joining with `~`",
}


class Refused(Exception):
    """An expression that has been reported and cannot be used."""


@dataclass(frozen=True, slots=True)
class Expression:
    """The words of a condition or an insertion, which stand in ``scalar`` at ``offset``."""

    source: str
    offset: int
    scalar: Scalar
    names: Names
    scope: Scope

    def place(self, words: str) -> Span:
        """Return where some words stand: their first place as a whole."""
        match = re.search(rf"(?<![\w.]){re.escape(words)}(?![\w])", self.source)
        start = match.start() if match else max(self.source.find(words), 0)
        return self.scalar.locate(self.offset + start, len(words) if words in self.source else len(self.source))

    def refuse(self, code: str, words: str, message: str, expected: str = "", hint: str = "") -> Refused:
        """Report a problem at some words, and return what to raise."""
        self.names.problems.add(code, self.place(words), message, expected=expected, hint=hint)
        return Refused()

    def refuse_form(self, node: nodes.Node) -> Refused:
        """Report a form that this language has not, and return what to raise."""
        if isinstance(node, nodes.Const):
            word = str(node.value).lower() if isinstance(node.value, bool) or node.value is None else repr(node.value)
            return self.refuse(
                "HT305",
                word if word in self.source else self.source,
                "A value alone asks nothing.",
                "a fact, or a comparison",
                "What must always hold needs no `if`.",
            )
        what = _FORMS.get(
            type(node), "Arithmetic" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else "This form"
        )
        plural = "have" if what.endswith("s") or "with" in what else "has"
        return self.refuse(
            "HT302",
            self.source,
            f"{what} {plural} no place in a condition.",
            "`and`, `or`, `not`, comparisons, facts, seen(), taken(), present(), alive(), count()",
        )

    def variable(self, name: str) -> Variable:
        """Return the variable of a name as written. Raises Refused if there is none, which has been reported."""
        if name == THEM:
            raise self.refuse("HT305", name, "`them` alone asks nothing.", '`them == "…"` or `them.trust >= 2`')
        variable = self.names.variable(name, self.scope, self.place(name))
        if variable is None:
            raise Refused
        return variable

    def spelt(self, value: object) -> str:
        """Return a value as this expression spells it."""
        for spelling in (f'"{value}"', f"'{value}'", str(value)):
            if spelling in self.source:
                return spelling
        return self.source

    def literals(self, sign: str, right: nodes.Node, left: str) -> list[object]:
        """Return the values on the right of a comparison. Raises Refused for what is no value."""
        listed = sign in {"in", "not in"}
        if listed and not isinstance(right, nodes.List):
            raise self.refuse("HT303", self.source, f"`{sign}` wants a list.", f'`{left} {sign} ["…", "…"]`')
        found = right.items if isinstance(right, nodes.List) and listed else [right]
        if listed and not found:
            raise self.refuse("HT303", self.source, "Nothing is in an empty list.", "at least one value")
        values: list[object] = []
        for item in found:
            if isinstance(item, nodes.Neg) and isinstance(item.node, nodes.Const):
                values.append(-item.node.value)
            elif isinstance(item, nodes.Const):
                values.append(item.value)
            else:
                raise self._no_literal(item, left)
        return values

    def _no_literal(self, item: nodes.Node, left: str) -> Refused:
        name = dotted(item)
        if name is None:
            return self.refuse_form(item)
        variable = self.names.variables.get(left)
        if variable is not None and name in variable.domain.values:
            return self.refuse(
                "HT303",
                name,
                f"`{name}` stands without quotation marks.",
                f'`"{name}"`',
                f'Write `{left} == "{name}"`.',
            )
        return self.refuse(
            "HT304",
            name,
            f"`{name}` stands where a value is wanted: two variables cannot be compared.",
            "a number or a value in quotation marks",
        )


def dotted(node: nodes.Node) -> str | None:
    """Return ``a``, ``a.b`` or ``a.b.c`` as written, or ``None`` for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = dotted(node.node)
        return None if owner is None else f"{owner}.{node.attr}"
    return None
