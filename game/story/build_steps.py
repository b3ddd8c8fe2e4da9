"""What happens and where it leads: effects and routes, looked up."""

from collections.abc import Mapping

from game.story.domains import domain_in_words, read_value
from game.story.expr import Settled
from game.story.expr_parser import read_condition
from game.story.model import BACK, Effect, Route
from game.story.names import Names, Scope
from game.story.nodes import Scalar
from game.story.problems import nearest
from game.story.schema_chapter import RoutePart
from game.story.variables import DomainKind

_LARGEST_CHANGE = 20


def read_routes(written: Scalar | list[Scalar | RoutePart] | None, names: Names, scope: Scope) -> tuple[Route, ...]:
    """Return the ways on, in order. Those that ``them`` rules out do not exist."""
    if written is None:
        return ()
    listed = written if isinstance(written, list) else [written]
    routes: list[Route] = []
    for position, item in enumerate(listed):
        target = item.to if isinstance(item, RoutePart) else item
        last = position == len(listed) - 1
        written_if = item.condition if isinstance(item, RoutePart) else None
        if (written_if is None) != last:
            message = (
                "The last route has an `if`, so that nothing may be left to take."
                if last
                else "Nothing behind this route can be reached."
            )
            expected = "a last route without `if`" if last else "an `if` on every route but the last"
            names.problems.add("HT407", target.span, message, expected=expected)
        condition = read_condition(written_if, names, scope) if written_if else None
        key = BACK if target.text == BACK else names.scene(target.text, scope, target.span)
        if key is None or (isinstance(condition, Settled) and not condition.value):
            continue
        routes.append(Route(None if isinstance(condition, Settled) else condition, key, target.span))
        if isinstance(condition, Settled):
            break
    return tuple(routes)


def read_effects(written: Mapping[str, Scalar], names: Names, scope: Scope) -> tuple[Effect, ...]:
    """Return effects as constant changes of slots."""
    effects: list[Effect] = []
    for word, value in written.items():
        variable = names.variable(word, scope, value.span)
        if variable is None:
            continue
        domain = variable.domain
        if value.text[:1] in {"+", "-"}:
            amount = value.text[1:]
            if (
                domain.kind is not DomainKind.RANGE
                or not (amount.isascii() and amount.isdigit())
                or int(amount) > _LARGEST_CHANGE
            ):
                names.problems.add(
                    "HT312",
                    value.span,
                    f"`{word}` cannot change by `{value.text}`.",
                    expected=domain_in_words(domain) + (", or `+1`, `-1` …" if domain.kind is DomainKind.RANGE else ""),
                )
                continue
            effects.append(Effect(variable.slot, sets=False, amount=int(value.text), maximum=domain.maximum))
            continue
        code = read_value(value, domain)
        if code is None:
            names.problems.add(
                "HT312",
                value.span,
                f"`{word}` is never `{value.text}`.",
                expected=domain_in_words(domain),
                hint=nearest(value.text, domain.values),
            )
            continue
        effects.append(Effect(variable.slot, sets=True, amount=code, maximum=domain.maximum))
    return tuple(effects)
