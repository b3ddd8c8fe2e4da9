"""Conditions as an author writes them, checked and turned into the closed set of forms in ``expr``.

The grammar is Jinja2's, restricted: the variable stands left, a literal of its domain right, nothing is computed.
"""

from game.story.domains import quoted_values
from game.story.expr import Among, Condition, conjunction, disjunction, negated
from game.story.expr_calls import read_call
from game.story.expr_compare import LAW_WORDS, read_comparison
from game.story.expr_source import Expression, Refused, dotted
from game.story.names import Names, Scope
from game.story.nodes import STAND_IN, Scalar
from game.story.syntax import And, Call, Compare, Joined, Node, Not, Or, Unreadable
from game.story.variables import DomainKind


def read_condition(scalar: Scalar, names: Names, scope: Scope) -> Condition | None:
    """Return the condition that is a whole scalar, or ``None`` when something is wrong with it, which is reported."""
    if scalar.style == STAND_IN:
        return None
    return parse_condition(Expression.within(scalar.text, 0, scalar, names, scope))


def parse_condition(written: Expression) -> Condition | None:
    """Return the condition of an expression, or ``None`` with the problems reported."""
    try:
        tree, written = written.parsed()
    except Unreadable as error:
        code = "HT306" if error.too_large else "HT301"
        expected = "" if error.too_large else 'a condition such as `nerve >= 3`, `door == "opened"`, `not told_clock`'
        hint = "Ask it in several routes or choices." if error.too_large else ""
        span = written.scalar.locate(written.offset + error.offset, error.length)
        written.names.problems.add(code, span, error.message, expected=expected, hint=hint)
        return None
    try:
        return _read(tree, written)
    except Refused:
        return None


def _read(node: Node, written: Expression) -> Condition:
    match node:
        case And():
            return conjunction(_terms(node, And, written))
        case Or():
            return disjunction(_terms(node, Or, written))
        case Not():
            return negated(_read(node.inner, written))
        case Compare():
            return read_comparison(node, written)
        case Call():
            return read_call(node, written)
    return _boolean(node, written)


def _terms(node: Joined, kind: type[Joined], written: Expression) -> tuple[Condition, ...]:
    """Return the terms of a chain of the same word, which Jinja2 nests to the left.

    Every term is read, so that all problems are told.
    """
    found: list[Node] = []
    here: Node = node
    while isinstance(here, kind):
        found.append(here.right)
        here = here.left
    found.append(here)
    terms: list[Condition] = []
    refused = False
    for part in reversed(found):
        try:
            terms.append(_read(part, written))
        except Refused:
            refused = True
    if refused:
        raise Refused
    return tuple(terms)


def _boolean(node: Node, written: Expression) -> Condition:
    name = dotted(node)
    if name is None:
        raise written.refuse_form(node)
    if written.scope.kind == "law" and name in LAW_WORDS:
        raise written.refuse("HT305", node, f"`{name}` alone asks nothing.", f'`{name} == "…"`')
    variable = written.variable(name, node)
    if variable.domain.kind is not DomainKind.BOOLEAN:
        raise written.refuse(
            "HT305",
            node,
            f"`{name}` is not simply true or false.",
            f"a comparison with {quoted_values(variable.domain)}",
        )
    return Among(variable.slot, 0b10)
