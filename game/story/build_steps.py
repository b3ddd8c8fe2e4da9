"""What happens and where it leads: effects and routes, looked up."""

import re

from game.story.domains import domain_in_words, read_value
from game.story.expr import Condition, Settled
from game.story.expr_parser import read_condition
from game.story.model import BACK, Effect, Route
from game.story.names import Names, Scope
from game.story.nodes import STAND_IN, Mapping, Scalar
from game.story.schema_chapter import ChoicePart, RoutePart, ScenePart
from game.story.variables import DomainKind, Variable

_CHANGE = re.compile(r"[+-][0-9]{1,6}")


def read_routes(part: ScenePart | ChoicePart, names: Names, scope: Scope) -> tuple[Route, ...]:
    """Return the ways on, in order. Those that ``them`` rules out do not exist."""
    if part.to is None:
        return ()
    listed = part.to if isinstance(part.to, list) else [part.to]
    if not listed:
        names.problems.add("HT109", part.at("to"), "Here is no way on.", expected="a scene, or a list of routes")
    routes: list[Route] = []
    settled = False
    for number, item in enumerate(listed, 1):
        if isinstance(item, Scalar) and item.style == STAND_IN:
            return ()
        condition = _route_condition(item, names, scope, last=number == len(listed))
        target = item.to if isinstance(item, RoutePart) else item
        key = BACK if target.text == BACK else names.scene(target.text, scope, target.span)
        if key is None or settled or (isinstance(condition, Settled) and not condition.value):
            continue
        settled = isinstance(condition, Settled)
        routes.append(Route(None if settled else condition, key, number, target.span))
    return tuple(routes)


def _route_condition(item: Scalar | RoutePart, names: Names, scope: Scope, *, last: bool) -> Condition | None:
    """Return a route's condition. Reports a last route that has one, and any other that has none."""
    target = item.to if isinstance(item, RoutePart) else item
    written = item.condition if isinstance(item, RoutePart) else None
    if written is not None and last:
        message = "The last route has an `if`, so that nothing may be left to take."
        names.problems.add("HT407", written.span, message, expected="a last route without `if`")
    if written is None and not last:
        message = "Nothing behind this route can be reached."
        names.problems.add("HT407", target.span, message, expected="an `if` on every route but the last")
    return read_condition(written, names, scope) if written is not None else None


def read_effects(written: Mapping | None, names: Names, scope: Scope) -> tuple[Effect, ...]:
    """Return effects as constant changes of slots."""
    effects: dict[int, Effect] = {}
    for word, value in written.entries.items() if written is not None else ():
        if written is None or not isinstance(value, Scalar):
            continue
        variable = names.variable(word, scope, written.key_span(word))
        effect = _effect(word, value, variable, names) if variable is not None else None
        if variable is None or effect is None:
            continue
        if effect.slot in effects:
            message = f"`{variable.name}` is changed here already, under another name."
            names.problems.add("HT312", written.key_span(word), message, expected="each variable once")
        effects[effect.slot] = effect
    return tuple(effects.values())


def _effect(word: str, value: Scalar, variable: Variable, names: Names) -> Effect | None:
    domain = variable.domain
    if value.text[:1] in {"+", "-"}:
        counts = domain.kind is DomainKind.RANGE
        if counts and _CHANGE.fullmatch(value.text):
            return Effect(variable.slot, sets=False, amount=int(value.text), maximum=domain.maximum)
        expected = domain_in_words(domain) + (", or `+1`, `-1` …" if counts else "")
        names.problems.add("HT312", value.span, f"`{word}` cannot change by `{value.text}`.", expected=expected)
        return None
    code = read_value(value, domain)
    if code is None:
        names.problems.add(
            "HT312",
            value.span,
            f"`{word}` is never `{value.text}`.",
            expected=domain_in_words(domain) + (", or `+1`, `-1` …" if domain.kind is DomainKind.RANGE else ""),
            hint=names.problems.nearest(value.text, domain.values),
        )
        return None
    return Effect(variable.slot, sets=True, amount=code, maximum=domain.maximum)
