"""Prose as an author writes it, turned into segments.

Jinja2's parser tells how branches nest and its lexer where they stand; conditions and insertions are read by this
project's own, smaller rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from game.story.expr import Condition, Settled
from game.story.expr_calls import Members, read_members
from game.story.expr_parser import parse_condition
from game.story.expr_source import Expression, Refused, dotted
from game.story.jinja import Token, Unreadable, parse_expression, parse_template, tokens
from game.story.names import THEM, YOU, Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Span, nearest
from game.story.text import Arm, Branching, Headcount, Number, PlayerName, Prose, Segment, Text
from game.story.text import Names as NamesSegment
from game.story.variables import DomainKind

_DEEPEST = 8
_TAGS = frozenset({"if", "elif", "else", "endif"})
_EXPECTED = "`{{ you.name }}`, `{{ person.name }}`, a number, `count(…)`, `digits(…)`, `names(…)`"


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands between two delimiters, and where."""

    kind: str
    """``if``, ``elif``, ``else``, ``endif`` or ``insert``."""
    source: str
    offset: int


def read_text(scalar: Scalar, names: Names, scope: Scope) -> Text:
    """Return a text as segments. What is wrong has been reported, and is left out."""
    if "{" not in scalar.text:
        return Text((Prose(scalar.text),)) if scalar.text else Text(())
    return _Reader(scalar, names, scope).read()


class _Reader:
    """Reads one text."""

    def __init__(self, scalar: Scalar, names: Names, scope: Scope) -> None:
        self._scalar = scalar
        self._names = names
        self._scope = scope
        self._number = 0

    def read(self) -> Text:
        try:
            written = list(self._delimited())
            self._check_nesting(written)
            tree = parse_template(self._scalar.text)
        except Unreadable as error:
            expected = "`{% if … %}…{% endif %}`, `{{ … }}` or `{# … #}`, each closed"
            self._report("HT307", self._scalar.locate(error.offset, 2), error.message, expected)
            return Text(())
        except Refused:
            return Text(())
        branches = (piece for piece in written if piece.kind in {"if", "elif"})
        inserts = (piece for piece in written if piece.kind == "insert")
        return self._text(tree.body, branches, inserts)

    def _report(self, code: str, span: Span, message: str, expected: str = "", hint: str = "") -> None:
        self._names.problems.add(code, span, message, expected=expected, hint=hint)

    def _delimited(self) -> Iterator[_Written]:
        """Yield what stands between delimiters, in reading order. Raises Refused for what no text can do."""
        opened: Token | None = None
        for token in tokens(self._scalar.text):
            if token.kind.endswith(("_begin", "_end")) and token.words.strip("{}%#") in {"-", "+"}:
                self._report(
                    "HT310",
                    self._scalar.locate(token.offset, len(token.words)),
                    "This would take away or keep spaces around it, which the story's own rules do.",
                    "`{%` and `%}` without a sign",
                )
                raise Refused
            if token.kind in {"raw_begin", "raw_end"}:
                self._refuse_tag("raw", token.offset)
            if token.kind in {"block_begin", "variable_begin"}:
                opened = token
            elif token.kind in {"block_end", "variable_end"} and opened is not None:
                start = opened.offset + len(opened.words)
                inside = self._scalar.text[start : token.offset]
                if opened.kind == "variable_begin":
                    yield _Written("insert", inside, start)
                else:
                    yield self._tag(inside, start)
                opened = None

    def _tag(self, inside: str, start: int) -> _Written:
        word = (inside.split() or [""])[0]
        begin = start + inside.find(word)
        if word not in _TAGS:
            self._refuse_tag(word, begin)
        if not self._scope.tellable:
            self._report(
                "HT313",
                self._scalar.locate(begin, len(word)),
                "Branches cannot stand in a single line such as a label.",
                "words and `{{ … }}`",
                "Write two choices with an `if` each.",
            )
            raise Refused
        rest = begin + len(word)
        return _Written(word, self._scalar.text[rest : start + len(inside)], rest)

    def _refuse_tag(self, word: str, offset: int) -> None:
        self._report(
            "HT308",
            self._scalar.locate(offset, max(len(word), 1)),
            f"`{{% {word} %}}` is not part of this language.",
            "`if`, `elif`, `else`, `endif`",
            nearest(word, _TAGS),
        )
        raise Refused

    def _check_nesting(self, written: list[_Written]) -> None:
        depth = 0
        for piece in written:
            depth += (piece.kind == "if") - (piece.kind == "endif")
            if depth > _DEEPEST:
                self._report(
                    "HT309",
                    self._scalar.locate(piece.offset, 2),
                    f"Branches stand more than {_DEEPEST} deep in one another.",
                    "",
                    "Make a scene of it.",
                )
                raise Refused

    def _text(self, body: list[nodes.Node], branches: Iterator[_Written], inserts: Iterator[_Written]) -> Text:
        segments: list[Segment] = []
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    segment = Prose(part.data) if isinstance(part, nodes.TemplateData) else self._insert(next(inserts))
                    if segment is not None:
                        segments.append(segment)
            elif isinstance(node, nodes.If):
                segments.extend(self._branching(node, branches, inserts))
        return Text(tuple(segments))

    def _branching(self, node: nodes.If, branches: Iterator[_Written], inserts: Iterator[_Written]) -> list[Segment]:
        """Return an ``if`` as a segment, or what is left of it where ``them`` settles which branch is read.

        All branches are read and numbered, so that numbers are as written, and problems in branches that are ruled out
        are told.
        """
        arms: list[Arm] = []
        for part in (node, *node.elif_):
            self._number += 1
            number, condition = self._number, self._condition(next(branches))
            text = self._text(part.body, branches, inserts)
            if condition is not None:
                arms.append(Arm(number, condition, text))
        if node.else_:
            self._number += 1
            arms.append(Arm(self._number, None, self._text(node.else_, branches, inserts)))
        kept: list[Arm] = []
        for arm in arms:
            if isinstance(arm.condition, Settled):
                if arm.condition.value:
                    kept.append(Arm(arm.number, None, arm.text))
                    break
            else:
                kept.append(arm)
        if kept and kept[0].condition is None:
            return list(kept[0].text.segments)
        return [Branching(tuple(kept))] if kept else []

    def _condition(self, piece: _Written) -> Condition | None:
        return parse_condition(self._expression(piece))

    def _expression(self, piece: _Written) -> Expression:
        lead = len(piece.source) - len(piece.source.lstrip())
        return Expression(piece.source.strip(), piece.offset + lead, self._scalar, self._names, self._scope)

    def _insert(self, piece: _Written) -> Segment | None:
        written = self._expression(piece)
        try:
            tree = parse_expression(written.source)
        except Unreadable as error:
            self._report("HT307", self._scalar.locate(written.offset + error.offset, 1), error.message, _EXPECTED)
            return None
        try:
            return self._inserted(tree, written)
        except Refused:
            return None

    def _inserted(self, tree: nodes.Node, written: Expression) -> Segment:
        name = dotted(tree)
        if name is not None:
            return self._named(name, written, digits=False)
        if isinstance(tree, nodes.Call) and not (tree.kwargs or tree.dyn_args or tree.dyn_kwargs):
            function = dotted(tree.node) or ""
            if function == "digits" and len(tree.args) == 1:
                return self._in_digits(tree.args[0], written)
            if function in {"count", "Count", "names", "Names", "digits"}:
                arguments = [dotted(argument) or "…" for argument in tree.args]
                _, members = read_members(arguments, function, written)
                return self._gathered(function, members)
        raise written.refuse("HT308", written.source, "This cannot stand in a text.", _EXPECTED)

    def _in_digits(self, argument: nodes.Node, written: Expression) -> Segment:
        name = dotted(argument)
        if name in {"alive", "present"}:
            return self._gathered("digits", read_members([name], "digits", written)[1])
        if name is not None:
            return self._named(name, written, digits=True)
        if isinstance(argument, nodes.Call) and dotted(argument.node) == "count":
            arguments = [dotted(part) or "…" for part in argument.args]
            return self._gathered("digits", read_members(arguments, "count", written)[1])
        raise written.refuse("HT308", written.source, "This is no number.", "`digits(noise)`, `digits(count(alive))`")

    def _gathered(self, function: str, members: Members) -> Segment:
        if function.lower() == "names":
            known = tuple((self._names.printed[person][0], there) for person, there in members if person != YOU)
            return NamesSegment(known, function == "Names")
        return Headcount(tuple(there for _, there in members), function == "digits", function == "Count")

    def _named(self, name: str, written: Expression, *, digits: bool) -> Segment:
        owner, dot, rest = name.partition(".")
        if dot and rest in {"name", "full"} and not digits:
            return self._name_of(owner, rest, written)
        variable = self._names.variable(name, self._scope, written.place(name)) if name != THEM else None
        if variable is None:
            if name == THEM:
                raise written.refuse("HT308", name, "`them` alone says nothing.", "`{{ them.name }}`")
            raise Refused
        if variable.domain.kind is not DomainKind.RANGE:
            raise written.refuse(
                "HT308", name, f"`{name}` is not a number.", _EXPECTED, "Say what it means in an `{% if %}`."
            )
        return Number(variable.slot, digits)

    def _name_of(self, owner: str, rest: str, written: Expression) -> Segment:
        person = self._names.person_named(owner, self._scope, written.place(owner))
        if person is None:
            raise Refused
        if person == YOU:
            if rest == "full":
                raise written.refuse("HT308", f"{owner}.full", "The player gives one name only.", "`{{ you.name }}`")
            return PlayerName()
        return Prose(self._names.printed[person][0 if rest == "name" else 1])
