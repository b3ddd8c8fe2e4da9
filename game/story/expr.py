"""Conditions: Jinja2's expression grammar, parsed by Jinja2, never compiled by it, restricted to a closed set of forms.

Everything a condition can ask of a moment comes down to one question: *is the code in this slot of the vector one of
these?* A comparison, a boolean fact, ``seen()``, ``taken()``, ``alive()`` and "is able" are all that question with
different sets, and a set of codes is an integer whose bits are its members. What is left over is who a scene's lists
name, given as a bit set of people.

``test`` is a condition as nested closures, compiled once. Nothing of the author's text is ever evaluated.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

Test: TypeAlias = Callable[[bytes, int], bool]
"""Takes a state's vector and the bit set of people whom the scene's lists name."""


COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": int.__eq__,
    "!=": int.__ne__,
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
}


class Condition(Struct, frozen=True, dict=True):
    """A question about a moment. Subclasses are the closed set of its forms."""

    @cached_property
    def test(self) -> Test:
        """The condition as a function of (vector, listed), compiled on first use."""
        return self._compiled()

    def _compiled(self) -> Test:
        """Return the condition as nested closures over (vector, listed).

        Raises TypeError for what speaks of more than a state. Only laws hold such a part, and whoever checks laws
        settles it first.
        """
        raise TypeError(f"{type(self).__name__} cannot be asked of a state alone")

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The conditions this one is built from."""
        return ()


class Constant(Condition, frozen=True, dict=True):
    """Settled at loading: what ``them == "on_jo"`` comes to, or a person without the presence stat."""

    value: bool

    def _compiled(self) -> Test:
        value = self.value
        return lambda _vector, _listed: value


class Among(Condition, frozen=True, dict=True):
    """The code in ``slot`` is a member of ``codes`` (bit n stands for code n)."""

    slot: int
    codes: int
    is_history: bool = False
    """Whether the slot is a mark of ``seen()`` or ``taken()``."""

    def _compiled(self) -> Test:
        slot, codes = self.slot, self.codes
        return lambda vector, _listed: bool(codes >> vector[slot] & 1)


class Comparison(Among, frozen=True, dict=True):
    """An ``Among`` that somebody wrote as a comparison, kept so that a lock can give its reason."""

    operator: str = "=="
    literals: tuple[int | str, ...] = ()


class Present(Condition, frozen=True, dict=True):
    """A person is named by the scene's lists (``bit``) and able to be there."""

    person: str
    bit: int
    able: Condition

    def _compiled(self) -> Test:
        bit, is_able = self.bit, self.able.test
        return lambda vector, listed: bool(listed >> bit & 1) and is_able(vector, listed)


class CountOf(Condition, frozen=True, dict=True):
    """How many of some people are alive, or present, compared with a number."""

    what: str
    """``alive`` or ``present``."""
    members: tuple[Condition, ...]
    operator: str
    number: int

    @property
    def parts(self) -> tuple[Condition, ...]:
        """Each of the people asked about."""
        return self.members

    def _compiled(self) -> Test:
        tests, holds, number = tuple(member.test for member in self.members), COMPARE[self.operator], self.number
        return lambda vector, listed: holds(sum(test(vector, listed) for test in tests), number)


class Not(Condition, frozen=True, dict=True):
    """The opposite."""

    part: Condition

    @property
    def parts(self) -> tuple[Condition, ...]:
        """What is turned about."""
        return (self.part,)

    def _compiled(self) -> Test:
        inner = self.part.test
        return lambda vector, listed: not inner(vector, listed)


class All(Condition, frozen=True, dict=True):
    """Every part holds."""

    terms: tuple[Condition, ...]

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The terms, in the order written."""
        return self.terms

    def _compiled(self) -> Test:
        tests = tuple(term.test for term in self.terms)
        return lambda vector, listed: all(test(vector, listed) for test in tests)


class AnyOf(Condition, frozen=True, dict=True):
    """At least one part holds."""

    terms: tuple[Condition, ...]

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The terms, in the order written."""
        return self.terms

    def _compiled(self) -> Test:
        tests = tuple(term.test for term in self.terms)
        return lambda vector, listed: any(test(vector, listed) for test in tests)


class Settled(Constant, frozen=True, dict=True):
    """What a question about ``them`` comes to; the branches it rules out do not exist."""


class Happened(Condition, frozen=True, dict=True):
    """In a law: a scene was seen or a choice taken, which the state need not remember."""

    what: str
    """``seen`` or ``taken``."""
    key: str


class Where(Condition, frozen=True, dict=True):
    """In a law: the moment's ``chapter``, ``scene`` or ``ending`` is one of ``ids``."""

    what: str
    ids: frozenset[str]


def negated(condition: Condition) -> Condition:
    """Return the opposite of a condition, settled where it can be."""
    return Settled(value=not condition.value) if isinstance(condition, Settled) else Not(condition)


def conjunction(terms: tuple[Condition, ...]) -> Condition:
    """Return what holds if all terms do, settled where it can be."""
    open_terms = tuple(term for term in terms if not isinstance(term, Settled))
    if any(isinstance(term, Settled) and not term.value for term in terms):
        return Settled(value=False)
    return All(open_terms) if len(open_terms) > 1 else open_terms[0] if open_terms else Settled(value=True)


def disjunction(terms: tuple[Condition, ...]) -> Condition:
    """Return what holds if any term does, settled where it can be."""
    open_terms = tuple(term for term in terms if not isinstance(term, Settled))
    if any(isinstance(term, Settled) and term.value for term in terms):
        return Settled(value=True)
    return AnyOf(open_terms) if len(open_terms) > 1 else open_terms[0] if open_terms else Settled(value=False)


def atoms(condition: Condition) -> Iterator[Condition]:
    """Yield the parts of a condition that have no parts, in reading order."""
    if condition.parts:
        for part in condition.parts:
            yield from atoms(part)
    elif isinstance(condition, Present):
        yield condition
        yield condition.able
    else:
        yield condition


def slots_read(condition: Condition) -> Iterator[int]:
    """Yield the slots that a condition reads."""
    for atom in atoms(condition):
        if isinstance(atom, Among):
            yield atom.slot
