"""Conditions as an author writes them, checked and turned into the closed set of forms in ``expr``.

The grammar is Jinja2's, restricted: the variable stands left, a literal of its domain right, nothing is computed.
"""

import re
from collections.abc import Callable

from jinja2 import nodes

from game.story.expr import (
    COMPARE,
    Among,
    Comparison,
    Condition,
    CountOf,
    Happened,
    Settled,
    Where,
    conjunction,
    disjunction,
    negated,
)
from game.story.jinja import Unreadable, parse_expression
from game.story.names import THEM, Names, Scope, domain_text
from game.story.problems import Span, nearest
from game.story.source import Scalar
from game.story.variables import DomainKind, Variable

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LAW_WORDS = ("chapter", "scene", "ending")
Place = Callable[[str], Span]


class Refused(Exception):
    """A condition that has been reported and cannot be used."""


def read_condition(scalar: Scalar, names: Names, scope: Scope) -> Condition | None:
    """Return the condition that is a whole scalar, or ``None`` when something is wrong with it, which has been reported."""
    return parse_condition(scalar.text, 0, scalar, names, scope)


def parse_condition(source: str, offset: int, scalar: Scalar, names: Names, scope: Scope) -> Condition | None:
    """Return the condition ``source``, which stands in ``scalar`` at ``offset``, or ``None`` with the problems reported."""
    try:
        tree = parse_expression(source)
    except Unreadable as error:
        code = "HT306" if error.too_large else "HT301"
        expected = "" if error.too_large else 'a condition such as `nerve >= 3`, `door == "opened"`, `not told_clock`'
        hint = "Ask it in several routes or choices." if error.too_large else ""
        names.problems.add(code, scalar.locate(offset + error.offset, 1), error.message, expected=expected, hint=hint)
        return None
    try:
        return ExpressionReader(source, offset, scalar, names, scope).read(tree)
    except Refused:
        return None


def dotted(node: nodes.Node) -> str | None:
    """Return ``a``, ``a.b`` or ``a.b.c`` as written, or ``None`` for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = dotted(node.node)
        return None if owner is None else f"{owner}.{node.attr}"
    return None


class ExpressionReader:
    """Reads one condition."""

    def __init__(self, source: str, offset: int, scalar: Scalar, names: Names, scope: Scope) -> None:
        self.source = source
        self._offset = offset
        self._scalar = scalar
        self._names = names
        self._scope = scope

    def place(self, words: str) -> Span:
        """Return where some words of the condition stand: their first place as a whole."""
        match = re.search(rf"(?<![\w.]){re.escape(words)}(?![\w])", self.source)
        start = match.start() if match else max(self.source.find(words), 0)
        return self._scalar.locate(self._offset + start, len(words) if words in self.source else len(self.source))

    def refuse(self, code: str, words: str, message: str, expected: str = "", hint: str = "") -> Refused:
        """Report a problem at some words, and return what to raise."""
        self._names.problems.add(code, self.place(words), message, expected=expected, hint=hint)
        return Refused()

    def read(self, node: nodes.Node) -> Condition:
        match node:
            case nodes.And():
                return conjunction(self._terms(node, nodes.And))
            case nodes.Or():
                return disjunction(self._terms(node, nodes.Or))
            case nodes.Not():
                return negated(self.read(node.node))
            case nodes.Compare():
                return self._compare(node)
            case nodes.Call():
                return self._call(node)
        name = dotted(node)
        if name is not None:
            return self._boolean(name)
        raise self._refuse_form(node)

    def _terms(self, node: nodes.BinExpr, kind: type[nodes.BinExpr]) -> tuple[Condition, ...]:
        """Return the terms of a chain of the same word, which Jinja2 nests to the left. Every term is read, so that all problems are told."""
        written: list[nodes.Node] = []
        here: nodes.Node = node
        while isinstance(here, kind):
            written.append(here.right)
            here = here.left
        written.append(here)
        terms: list[Condition] = []
        refused = False
        for part in reversed(written):
            try:
                terms.append(self.read(part))
            except Refused:
                refused = True
        if refused:
            raise Refused
        return tuple(terms)

    def _refuse_form(self, node: nodes.Node) -> Refused:
        if isinstance(node, nodes.Const):
            word = str(node.value).lower() if isinstance(node.value, bool) or node.value is None else repr(node.value)
            return self.refuse(
                "HT305",
                word if word in self.source else self.source,
                "A value alone asks nothing.",
                "a fact, or a comparison",
                "What must always hold needs no `if`.",
            )
        forms: dict[type[nodes.Node], str] = {
            nodes.Filter: "Filters",
            nodes.Test: "Tests with `is`",
            nodes.CondExpr: "`… if … else …`",
            nodes.Getitem: "Brackets behind a name",
            nodes.Concat: "Joining with `~`",
        }
        what = forms.get(type(node), "Arithmetic" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else "This form")
        plural = "have" if what.endswith("s") or "with" in what else "has"
        return self.refuse(
            "HT302",
            self.source,
            f"{what} {plural} no place in a condition.",
            "`and`, `or`, `not`, comparisons, facts, seen(), taken(), present(), alive(), count()",
        )

    def _boolean(self, name: str) -> Condition:
        if self._scope.kind == "law" and name in _LAW_WORDS:
            raise self.refuse("HT305", name, f"`{name}` alone asks nothing.", f'`{name} == "…"`')
        variable = self._variable(name)
        if variable.domain.kind is not DomainKind.BOOLEAN:
            raise self.refuse(
                "HT305", name, f"`{name}` is not simply true or false.", f"a comparison with {domain_text(variable)}"
            )
        return Among(variable.slot, 0b10)

    def _variable(self, name: str) -> Variable:
        if name == THEM:
            raise self.refuse("HT305", name, "`them` alone asks nothing.", '`them == "…"` or `them.trust >= 2`')
        variable = self._names.variable(name, self._scope, self.place(name))
        if variable is None:
            raise Refused
        return variable

    def _compare(self, node: nodes.Compare) -> Condition:
        if len(node.ops) > 1:
            raise self.refuse("HT311", self.source, "Comparisons cannot be chained.", "two comparisons joined by `and`")
        sign, right = _SIGNS[node.ops[0].op], node.ops[0].expr
        left = dotted(node.expr)
        if isinstance(node.expr, nodes.Const | nodes.List):
            turned = f"Write `{dotted(right) or '…'} {_TURNED.get(sign, sign)} {_shown(node.expr)}`."
            raise self.refuse(
                "HT304",
                self.source,
                "The variable must stand on the left, the value on the right.",
                "`variable OP value`",
                turned,
            )
        if isinstance(node.expr, nodes.Call):
            return self._count(node.expr, sign, right)
        if left is None:
            raise self._refuse_form(node.expr)
        if left == THEM:
            return self._them(sign, right)
        if self._scope.kind == "law" and left in _LAW_WORDS:
            return self._where(left, sign, right)
        return self._comparison(self._variable(left), left, sign, right)

    def _literals(self, sign: str, right: nodes.Node, left: str) -> list[object]:
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
            return self._refuse_form(item)
        variable = self._names.variables.get(left)
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

    def _comparison(self, variable: Variable, left: str, sign: str, right: nodes.Node) -> Condition:
        domain = variable.domain
        if domain.kind is DomainKind.BOOLEAN:
            raise self.refuse(
                "HT303", self.source, f"`{left}` is true or false and needs no comparison.", f"`{left}` or `not {left}`"
            )
        values = self._literals(sign, right, left)
        if domain.kind is DomainKind.ENUM and sign in {"<", "<=", ">", ">="}:
            raise self.refuse(
                "HT303", self.source, f"`{left}` has values without an order.", "`==`, `!=`, `in` or `not in`"
            )
        codes: list[int] = []
        for value in values:
            fits = (
                isinstance(value, str) and value in domain.values
                if domain.kind is DomainKind.ENUM
                else (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= domain.maximum)
            )
            if not fits:
                hint = nearest(value, domain.values) if isinstance(value, str) else ""
                raise self.refuse(
                    "HT303",
                    self._spelt(value),
                    f"`{left}` is never {_shown_value(value)}.",
                    domain_text(variable),
                    hint,
                )
            codes.append(domain.code(value))  # type: ignore[arg-type]  # checked above
        allowed = 0
        for code in range(domain.size):
            if _holds(code, sign, codes):
                allowed |= 1 << code
        return Comparison(variable.slot, allowed, operator=sign, literals=tuple(domain.value(code) for code in codes))

    def _spelt(self, value: object) -> str:
        for spelling in (f'"{value}"', f"'{value}'", str(value)):
            if spelling in self.source:
                return spelling
        return self.source

    def _them(self, sign: str, right: nodes.Node) -> Condition:
        if self._scope.them is None:
            self._names.resolve(THEM, self._scope, self.place(THEM))
            raise Refused
        if sign not in {"==", "!=", "in", "not in"}:
            raise self.refuse("HT303", self.source, "People have no order.", "`==`, `!=`, `in` or `not in`")
        people = self._literals(sign, right, THEM)
        for person in people:
            if self._names.person_named(str(person), self._scope, self.place(self._spelt(person))) is None:
                raise Refused
        return Settled((self._scope.them in people) == (sign in {"==", "in"}))

    def _where(self, word: str, sign: str, right: nodes.Node) -> Condition:
        if sign not in {"==", "!=", "in", "not in"}:
            raise self.refuse(
                "HT303", self.source, f"`{word}` has values without an order.", "`==`, `!=`, `in` or `not in`"
            )
        ids = [str(value) for value in self._literals(sign, right, word)]
        for name in ids:
            place = self.place(self._spelt(name))
            if word == "scene" and self._names.scene(name, self._scope, place) is None:
                raise Refused
            known = self._names.chapters if word == "chapter" else {**self._names.endings, "none": None}
            if word != "scene" and name not in known:
                self._names.unknown("HT215", word, name, place, known)
                raise Refused
        where = Where(word, frozenset(ids))
        return where if sign in {"==", "in"} else negated(where)

    def _call(self, node: nodes.Call) -> Condition:
        function, arguments = self._called(node)
        if function == "count":
            raise self.refuse("HT305", "count", "A count alone asks nothing.", "`count(alive) >= 3`")
        if function not in {"seen", "taken", "present", "alive"} or len(arguments) != 1:
            raise self.refuse(
                "HT302",
                function,
                f"`{function}({', '.join(arguments)})` cannot be asked.",
                "seen(scene), taken(scene.choice), present(person), alive(person), count(alive)",
                nearest(function, ("seen", "taken", "present", "alive", "count")),
            )
        word = arguments[0]
        if function in {"present", "alive"}:
            person = self._names.person_named(word, self._scope, self.place(word))
            if person is None:
                raise Refused
            return self._names.present(person) if function == "present" else self._names.alive(person)
        look_up = self._names.scene if function == "seen" else self._names.choice
        key = look_up(word, self._scope, self.place(word))
        if key is None:
            raise Refused
        if self._scope.kind == "law":
            return Happened(function, key)
        marks = self._names.seen_marks if function == "seen" else self._names.taken_marks
        return Among(self._names.mark(marks, key), 0b10, is_history=True)

    def _called(self, node: nodes.Call) -> tuple[str, list[str]]:
        function = dotted(node.node) or ""
        written = [dotted(argument) for argument in node.args]
        if not function or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refuse_form(node)
        if None in written:
            quoted = next((str(arg.value) for arg in node.args if isinstance(arg, nodes.Const)), "")
            raise self.refuse(
                "HT302",
                function,
                f"`{function}` takes names, written without quotation marks.",
                f"`{function}(name)`",
                f"Write `{function}({quoted})`." if quoted else "",
            )
        return function, [word for word in written if word is not None]

    def _count(self, node: nodes.Call, sign: str, right: nodes.Node) -> Condition:
        function, arguments = self._called(node)
        if function != "count":
            raise self.refuse(
                "HT303",
                self.source,
                f"`{function}(…)` is true or false and needs no comparison.",
                f"`{function}(…)` alone",
            )
        what, members = self.members(arguments, "count")
        values = self._literals(sign, right, "count(…)")
        number = values[0]
        if sign not in COMPARE or not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise self.refuse("HT303", self.source, "A count is compared with a whole number.", f"`count({what}) >= 3`")
        return CountOf(what, tuple(condition for _, condition in members), sign, number)

    def members(self, arguments: list[str], function: str) -> tuple[str, tuple[tuple[str, Condition], ...]]:
        """Return what a count or a list of names is of: the word, and each person with the question whether they belong."""
        if not arguments or arguments[0] not in {"alive", "present"} or len(arguments) > 2:
            raise self.refuse(
                "HT302",
                function,
                f"`{function}({', '.join(arguments)})` is not possible.",
                f"`{function}(alive)`, `{function}(present)`, or either with a group: `{function}(alive, group)`",
            )
        group = arguments[1] if len(arguments) == 2 else None
        people = self._names.members(group, self._scope, self.place(group or function))
        if people is None:
            raise Refused
        ask = self._names.alive if arguments[0] == "alive" else self._names.present
        return arguments[0], tuple((person, ask(person)) for person in people)


def _holds(code: int, sign: str, codes: list[int]) -> bool:
    if sign in {"in", "not in"}:
        return (code in codes) == (sign == "in")
    return COMPARE[sign](code, codes[0])


def _shown(node: nodes.Node) -> str:
    return _shown_value(node.value) if isinstance(node, nodes.Const) else "[…]"


def _shown_value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
