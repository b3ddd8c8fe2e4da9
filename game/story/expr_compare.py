"""Comparisons as an author writes them: the variable on the left, a literal of its domain on the right."""

from game.story.domains import quoted_values
from game.story.expr import COMPARE, Comparison, Condition, Settled, Where, negated
from game.story.expr_calls import read_count
from game.story.expr_source import Expression, Refused, dotted
from game.story.kinds import CHAPTER, ENDING, Kind
from game.story.names import THEM
from game.story.syntax import Call, Compare, Constant, Items, Node
from game.story.variables import Domain, DomainKind, Variable

LAW_WORDS = ("chapter", "scene", "ending")
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_UNORDERED = frozenset({"==", "!=", "in", "not in"})


def read_comparison(node: Compare, written: Expression) -> Condition:
    """Return what a comparison asks. Raises Refused for one that cannot be asked, which has been reported."""
    if len(node.signs) > 1:
        raise written.refuse("HT311", node, "Comparisons cannot be chained.", "two comparisons joined by `and`")
    sign, right = node.sign, node.right
    if isinstance(node.left, Constant | Items):
        turned = f"Write `{dotted(right) or '…'} {_TURNED.get(sign, sign)} {_shown(node.left)}`."
        raise written.refuse(
            "HT304",
            node,
            "The variable must stand on the left, the value on the right.",
            "`variable OP value`",
            turned,
        )
    if isinstance(node.left, Call):
        return read_count(node.left, sign, right, written)
    left = dotted(node.left)
    if left is None:
        raise written.refuse_form(node.left)
    if left == THEM:
        return _them(node, written)
    if written.scope.kind == "law" and left in LAW_WORDS:
        return _where(left, node, written)
    return _of_variable(written.variable(left, node.left), left, node, written)


def _of_variable(variable: Variable, left: str, node: Compare, written: Expression) -> Condition:
    sign, right, domain = node.sign, node.right, variable.domain
    if domain.kind is DomainKind.BOOLEAN:
        raise written.refuse(
            "HT303", node, f"`{left}` is true or false and needs no comparison.", f"`{left}` or `not {left}`"
        )
    values = written.literals(sign, right, left)
    if domain.kind is DomainKind.ENUM and sign not in _UNORDERED:
        raise _without_order(left, node, written)
    codes: list[int] = []
    for value, item in values:
        code = _code(value, domain)
        if code is None:
            hint = written.names.problems.nearest(value, domain.values) if isinstance(value, str) else ""
            message = f"`{left}` is never {_shown_value(value)}."
            raise written.refuse("HT303", item, message, quoted_values(domain), hint)
        codes.append(code)
    allowed = sum(1 << code for code in range(domain.size) if _holds(code, sign, codes))
    return Comparison(variable.slot, allowed, operator=sign, literals=tuple(domain.value(code) for code in codes))


def _code(value: object, domain: Domain) -> int | None:
    """Return the code of a literal, or ``None`` for one outside the domain."""
    if domain.kind is DomainKind.ENUM:
        return domain.values.index(value) if isinstance(value, str) and value in domain.values else None
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= domain.maximum
    return value if fits and isinstance(value, int) else None


def _without_order(left: str, node: Node, written: Expression) -> Refused:
    message = f"`{left}` has values without an order."
    return written.refuse("HT303", node, message, "`==`, `!=`, `in` or `not in`")


def _them(node: Compare, written: Expression) -> Condition:
    names, scope = written.names, written.scope
    sign, right = node.sign, node.right
    if scope.them is None:
        names.resolve(THEM, scope, written.place(node.left))
        raise Refused
    if sign not in _UNORDERED:
        raise written.refuse("HT303", node, "People have no order.", "`==`, `!=`, `in` or `not in`")
    people = written.literals(sign, right, THEM)
    found = [names.person_named(str(person), scope, written.where(item)) for person, item in people]
    if None in found:
        raise Refused
    return Settled((scope.them in found) == (sign in {"==", "in"}))


def _where(word: str, node: Compare, written: Expression) -> Condition:
    sign, right = node.sign, node.right
    if sign not in _UNORDERED:
        raise _without_order(word, node, written)
    names = written.names
    ids: list[str] = []
    for value, item in written.literals(sign, right, word):
        name, place = str(value), written.where(item)
        ids.append(name)
        if word == "scene":
            if names.scene(name, written.scope, place) is None:
                raise Refused
            continue
        known = set(names.chapters) if word == "chapter" else {*names.endings, "none"}
        if name not in known:
            kind: Kind = CHAPTER if word == "chapter" else ENDING
            names.unknown(kind, name, place, known)
            raise Refused
    where = Where(word, frozenset(ids))
    return where if sign in {"==", "in"} else negated(where)


def _holds(code: int, sign: str, codes: list[int]) -> bool:
    if sign in {"in", "not in"}:
        return (code in codes) == (sign == "in")
    return COMPARE[sign](code, codes[0])


def _shown(node: Node) -> str:
    return _shown_value(node.value) if isinstance(node, Constant) else "[…]"


def _shown_value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
