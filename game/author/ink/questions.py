"""Conditions as ink's own expressions, as they are asked in one scene."""

from collections.abc import Iterable

from msgspec import Struct

from game.author.ink.escaping import string
from game.author.ink.functions import Functions
from game.author.ink.naming import COMPANY, InkNames
from game.story.expr import All, Among, AnyOf, Condition, Constant, CountOf, Not, Present
from game.story.model import Story
from game.story.variables import DomainKind, Variable


class Question(Struct, frozen=True):
    """An expression that is not the same in every moment."""

    words: str
    is_compound: bool = False
    """Whether it needs parentheses among others."""

    @property
    def inside(self) -> str:
        """The expression as part of another."""
        return f"({self.words})" if self.is_compound else self.words


Asked = Question | bool


class Asking:
    """Asks conditions in one scene: who its lists name is settled there, but in asides that keep another's company."""

    def __init__(
        self, story: Story, names: InkNames, functions: Functions, companies: Iterable[tuple[str, int]]
    ) -> None:
        """``companies`` are the scenes whose lists may hold, as ink names them to go back to, with their lists."""
        self._story = story
        self._names = names
        self.functions = functions
        self._companies = tuple(companies)

    def ask(self, condition: Condition | None) -> Asked:  # noqa: PLR0911  # one answer for each form
        """Return a condition as an expression, or what it comes to whatever happens."""
        match condition:
            case None:
                return True
            case Constant(value=value):
                return value
            case Among(slot=slot, codes=codes):
                return self._among(slot, codes)
            case Present(bit=bit, able=able):
                return conjunction([self._listed(bit), self.ask(able)])
            case CountOf(members=members, operator=operator, number=number):
                return Question(f"{self.count(members)} {operator} {number}", is_compound=True)
            case Not(part=part):
                return opposite(self.ask(part))
            case All(terms=terms):
                return conjunction(self.ask(term) for term in terms)
            case AnyOf(terms=terms):
                return disjunction(self.ask(term) for term in terms)
            case _:
                raise TypeError(f"{type(condition).__name__} cannot be asked of a moment")

    def count(self, members: Iterable[Condition]) -> str:
        """Return the expression of how many of some conditions hold."""
        asked = [self.ask(member) for member in members]
        sure = sum(one is True for one in asked)
        return self.functions.count(tuple(one.words for one in asked if isinstance(one, Question)), sure)

    def number(self, slot: int) -> str:
        """Return a variable's name."""
        return self._names.variables[slot]

    def _listed(self, bit: int) -> Asked:
        there = [origin for origin, listed in self._companies if listed >> bit & 1]
        if len(there) in {0, len(self._companies)}:
            return bool(there)
        return Question(" or ".join(f"{COMPANY} == -> {origin}" for origin in there), is_compound=True)

    def _among(self, slot: int, codes: int) -> Asked:
        name = self._names.variables[slot]
        variable = self._story.variables[slot] if slot < len(self._story.variables) else None
        maximum = variable.domain.maximum if variable else 1
        chosen = [code for code in range(maximum + 1) if codes >> code & 1]
        if len(chosen) in {0, maximum + 1}:
            return bool(chosen)
        if variable is None or variable.domain.kind is DomainKind.BOOLEAN:
            return Question(name) if chosen == [1] else Question(f"not {name}", is_compound=True)
        if variable.domain.kind is DomainKind.RANGE:
            return _in_range(name, chosen, maximum)
        return self._in_enum(variable, name, chosen)

    def _in_enum(self, variable: Variable, name: str, chosen: list[int]) -> Asked:
        presence = self._story.presence
        if presence and variable.stat == presence.id and len(chosen) > 1:
            for function, codes in (("able", presence.able), ("alive", presence.alive)):
                if codes == frozenset(chosen):
                    return Question(f"{function}({name})")
        values = [string(value) for value in variable.domain.values]
        others = [code for code in range(len(values)) if code not in chosen]
        if len(others) < len(chosen):
            return _joined("and", [f"{name} != {values[code]}" for code in others])
        return _joined("or", [f"{name} == {values[code]}" for code in chosen])


def _in_range(name: str, chosen: list[int], maximum: int) -> Question:
    if len(chosen) == 1 and chosen[0] not in {0, maximum}:
        return Question(f"{name} == {chosen[0]}", is_compound=True)
    if chosen == list(range(chosen[0], maximum + 1)):
        return Question(f"{name} >= {chosen[0]}", is_compound=True)
    if chosen == list(range(chosen[-1] + 1)):
        return Question(f"{name} <= {chosen[-1]}", is_compound=True)
    others = [code for code in range(maximum + 1) if code not in chosen]
    if len(others) < len(chosen):
        return _joined("and", [f"{name} != {code}" for code in others])
    return _joined("or", [f"{name} == {code}" for code in chosen])


def _joined(word: str, terms: list[str]) -> Question:
    # ink reads `and` and `or` with the same strength, and comparisons before both.
    return Question(f" {word} ".join(terms if len(terms) == 1 else [f"({term})" for term in terms]), is_compound=True)


def conjunction(terms: Iterable[Asked]) -> Asked:
    """Return what holds if all terms do."""
    asked = list(terms)
    if not all(asked):
        return False
    return _of("and", [term for term in asked if isinstance(term, Question)]) or True


def disjunction(terms: Iterable[Asked]) -> Asked:
    """Return what holds if any term does."""
    asked = list(terms)
    if any(term is True for term in asked):
        return True
    return _of("or", [term for term in asked if isinstance(term, Question)]) or False


def opposite(asked: Asked) -> Asked:
    """Return what holds if a question does not."""
    return Question(f"not {asked.inside}", is_compound=True) if isinstance(asked, Question) else not asked


def _of(word: str, terms: list[Question]) -> Question | None:
    if len(terms) < 2:  # noqa: PLR2004  # two are joined
        return terms[0] if terms else None
    return Question(f" {word} ".join(term.inside for term in terms), is_compound=True)
