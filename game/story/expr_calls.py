"""``seen()``, ``taken()``, ``present()``, ``alive()`` and ``count()`` as an author writes them."""

from game.story.expr import COMPARE, Among, Condition, CountOf, Happened
from game.story.expr_source import Expression, Refused, dotted
from game.story.problems import Place
from game.story.syntax import Call, Constant, Node

_QUESTIONS = ("seen", "taken", "present", "alive")
Members = tuple[tuple[str, Condition], ...]
"""People, each with the question whether they belong."""


def read_call(node: Call, written: Expression) -> Condition:
    """Return the question that a call asks. Raises Refused for one that asks nothing."""
    function, arguments = _called(node, written)
    if function == "count":
        raise written.refuse("HT305", node, "A count alone asks nothing.", "`count(alive) >= 3`")
    if function not in _QUESTIONS or len(arguments) != 1:
        raise written.refuse(
            "HT302",
            node,
            f"`{function}({', '.join(arguments)})` cannot be asked.",
            "seen(scene), taken(scene.choice), present(person), alive(person), count(alive)",
            written.names.problems.nearest(function, (*_QUESTIONS, "count")),
        )
    if function in {"present", "alive"}:
        return _of_person(function, arguments[0], written.where(node.arguments[0]), written)
    return _of_history(function, arguments[0], written.where(node.arguments[0]), written)


def _of_person(function: str, word: str, place: Place, written: Expression) -> Condition:
    person = written.names.person_named(word, written.scope, place)
    if person is None:
        raise Refused
    return written.names.present(person) if function == "present" else written.names.alive(person)


def _of_history(function: str, word: str, place: Place, written: Expression) -> Condition:
    names = written.names
    look_up = names.scene if function == "seen" else names.choice
    key = look_up(word, written.scope, place)
    if key is None:
        raise Refused
    if written.scope.kind == "law":
        return Happened(function, key)
    marks = names.seen_marks if function == "seen" else names.taken_marks
    return Among(names.mark(marks, key), 0b10, is_history=True)


def _called(node: Call, written: Expression) -> tuple[str, list[str]]:
    function = dotted(node.function) or ""
    arguments = [dotted(argument) for argument in node.arguments]
    if not function or node.named:
        raise written.refuse_form(node)
    if None in arguments:
        quoted = next((str(arg.value) for arg in node.arguments if isinstance(arg, Constant)), "")
        raise written.refuse(
            "HT302",
            node,
            f"`{function}` takes names, written without quotation marks.",
            f"`{function}(name)`",
            f"Write `{function}({quoted})`." if quoted else "",
        )
    return function, [word for word in arguments if word is not None]


def read_count(node: Call, sign: str, right: Node, written: Expression) -> Condition:
    """Return a count compared with a number. Raises Refused for any other call, and for anything but a number."""
    function, _ = _called(node, written)
    if function != "count":
        raise written.refuse(
            "HT303",
            node,
            f"`{function}(…)` is true or false and needs no comparison.",
            f"`{function}(…)` alone",
        )
    what, members = read_members(node, "count", written)
    number, _ = written.literals(sign, right, "count(…)")[0]
    if sign not in COMPARE or not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise written.refuse("HT303", right, "A count is compared with a whole number.", f"`count({what}) >= 3`")
    return CountOf(what, tuple(condition for _, condition in members), sign, number)


def read_members(node: Call, function: str, written: Expression) -> tuple[str, Members]:
    """Return what a count or a list of names is of: ``alive`` or ``present``, and the people it may count."""
    arguments = [dotted(argument) or "…" for argument in node.arguments]
    what, *groups = arguments or [""]
    if what not in {"alive", "present"} or len(groups) > 1:
        raise written.refuse(
            "HT302",
            node,
            f"`{function}({', '.join(arguments)})` is not possible.",
            f"`{function}(alive)`, `{function}(present)`, or either with a group: `{function}(alive, group)`",
        )
    group = groups[0] if groups else None
    people = written.names.members(group, written.where(node.arguments[-1]))
    if people is None:
        raise Refused
    ask = written.names.alive if what == "alive" else written.names.present
    return what, tuple((person, ask(person)) for person in people)
