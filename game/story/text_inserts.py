"""``{{ … }}`` in a text: a name, a number, how many people, or which."""

from game.story.expr_calls import Members, read_members
from game.story.expr_source import Expression, Refused, dotted
from game.story.names import THEM, YOU
from game.story.problems import nearest
from game.story.syntax import Call, Node, Unreadable
from game.story.text import Headcount, Number, PlayerName, Prose, Segment
from game.story.text import Names as NamesSegment
from game.story.variables import DomainKind

_EXPECTED = "`{{ you.name }}`, `{{ person.name }}`, a number, `count(…)`, `digits(…)`, `names(…)`"
_THE_PLAYER = frozenset({"player", "player_name", "name"})
"""What the one who plays is called in other languages of this kind."""
_GATHERING = frozenset({"count", "Count", "names", "Names"})


def read_insertion(written: Expression) -> Segment | None:
    """Return what an insertion fills in, or ``None`` with the problems reported."""
    try:
        tree, written = written.parsed()
    except Unreadable as error:
        span = written.scalar.locate(written.offset + error.offset, error.length)
        written.names.problems.add("HT307", span, error.message, expected=_EXPECTED)
        return None
    try:
        return _inserted(tree, written)
    except Refused:
        return None


def _inserted(tree: Node, written: Expression) -> Segment:
    name = dotted(tree)
    if name is not None:
        return _named(name, tree, written, digits=False)
    if isinstance(tree, Call) and not tree.named:
        function = dotted(tree.function)
        if function == "digits":
            return _in_digits(tree, written)
        if function in _GATHERING:
            _, members = read_members(tree, function, written)
            return _gathered(function, members, written)
    raise written.refuse("HT308", tree, "This cannot stand in a text.", _EXPECTED)


def _in_digits(tree: Call, written: Expression) -> Segment:
    argument = tree.arguments[0] if len(tree.arguments) == 1 else None
    name = dotted(argument) if argument is not None else None
    if argument is not None and name is not None and name not in {"alive", "present"}:
        return _named(name, argument, written, digits=True)
    if isinstance(argument, Call) and dotted(argument.function) == "count":
        return _gathered("digits", read_members(argument, "count", written)[1], written)
    if argument is not None and name is None:
        raise written.refuse("HT308", argument, "This is no number.", "`digits(noise)`, `digits(count(alive))`")
    return _gathered("digits", read_members(tree, "digits", written)[1], written)


def _gathered(function: str, members: Members, written: Expression) -> Segment:
    if function in {"names", "Names"}:
        known = tuple((written.names.printed[person][0], there) for person, there in members if person != YOU)
        return NamesSegment(known, function == "Names")
    return Headcount(tuple(there for _, there in members), function == "digits", function == "Count")


def _named(name: str, node: Node, written: Expression, *, digits: bool) -> Segment:
    owner, dot, rest = name.partition(".")
    if dot and rest in {"name", "full"} and not digits:
        return _name_of(owner, rest, node, written)
    if name == THEM and written.scope.them is not None:
        raise written.refuse("HT308", node, "`them` alone says nothing.", "`{{ them.name }}`")
    if not dot and name not in written.names.variables:
        _refuse_person(name, node, written)
    if dot and rest not in written.names.people.get(owner, {rest}):
        _refuse_part(owner, rest, node, written)
    variable = written.variable(name, node)
    if variable.domain.kind is not DomainKind.RANGE:
        hint = "Say what it means in an `{% if %}`."
        raise written.refuse("HT308", node, f"`{name}` is not a number.", _EXPECTED, hint)
    return Number(variable.slot, digits)


def _refuse_part(owner: str, rest: str, node: Node, written: Expression) -> None:
    """Say that somebody's `name` or `full` was meant, where that is misspelt. Raises Refused."""
    hint = nearest(rest, ("name", "full"), {part: f"{owner}.{part}" for part in ("name", "full")})
    if hint:
        raise written.refuse("HT208", node, f"`{owner}` has no stat `{rest}`.", _EXPECTED, hint)


def _refuse_person(name: str, node: Node, written: Expression) -> None:
    """Say how somebody's name is written, where they stand without it. Raises Refused."""
    names = written.names
    if name in names.people:
        raise written.refuse("HT308", node, f"`{name}` alone says nothing.", _EXPECTED, f"Did you mean `{name}.name`?")
    if name in _THE_PLAYER and names.complete:
        message = f"There is no fact or count `{name}`."
        raise written.refuse("HT205", node, message, _EXPECTED, "Did you mean `you.name`?")


def _name_of(owner: str, rest: str, node: Node, written: Expression) -> Segment:
    person = written.names.person_named(owner, written.scope, written.where(node))
    if person is None:
        raise Refused
    if person == YOU:
        if rest == "full":
            raise written.refuse("HT308", node, "The player gives one name only.", "`{{ you.name }}`")
        return PlayerName()
    return Prose(written.names.printed[person][0 if rest == "name" else 1])
