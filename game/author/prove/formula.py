"""Conditions in normal form: no ``not``, no history, nothing of a scene's lists, only what slots of the vector hold.

A condition asked in a given scene comes down to *is the code in this slot one of these*, joined by "all of", "any of"
and "at least so many of". Negation is pushed into the sets of codes. What no state can tell apart is one formula, so
formulas can be compared and shared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct


class Truth(Struct, frozen=True):
    """What always holds, or never."""

    value: bool


class Member(Struct, frozen=True):
    """The code in ``slot`` is one of ``codes`` (bit n stands for code n): neither all of its domain nor none."""

    slot: int
    codes: int


class AllOf(Struct, frozen=True):
    """Every term holds; at least two."""

    terms: tuple["Formula", ...]


class OneOf(Struct, frozen=True):
    """At least one term holds; at least two."""

    terms: tuple["Formula", ...]


class AtLeast(Struct, frozen=True):
    """So many of the terms hold: more than one, and fewer than all."""

    number: int
    terms: tuple["Formula", ...]


Formula: TypeAlias = Truth | Member | AllOf | OneOf | AtLeast
Table: TypeAlias = tuple[int, ...]
"""What becomes of each code of a slot."""
Update: TypeAlias = Mapping[int, Table]
"""The slots that something changes, each with what becomes of its codes."""
Test: TypeAlias = Callable[[Sequence[int]], bool]

TRUE, FALSE = Truth(value=True), Truth(value=False)


def member(slot: int, codes: int, size: int) -> Formula:
    """Return that a slot of ``size`` codes has one of some."""
    everything = (1 << size) - 1
    codes &= everything
    return FALSE if codes == 0 else TRUE if codes == everything else Member(slot, codes)


def all_of(terms: Iterable[Formula]) -> Formula:
    """Return that every term holds, as short as can be seen at once."""
    found: dict[Formula, None] = {}
    sets: dict[int, int] = {}
    for term in _flat(terms, AllOf):
        if isinstance(term, Truth):
            if not term.value:
                return FALSE
        elif isinstance(term, Member):
            sets[term.slot] = sets.get(term.slot, term.codes) & term.codes
            if sets[term.slot] == 0:
                return FALSE
        else:
            found[term] = None
    kept: tuple[Formula, ...] = (*(Member(slot, codes) for slot, codes in sorted(sets.items())), *found)
    return AllOf(kept) if len(kept) > 1 else kept[0] if kept else TRUE


def one_of(terms: Iterable[Formula], sizes: Sequence[int]) -> Formula:
    """Return that at least one term holds. ``sizes`` are the sizes of the slots' domains."""
    found: dict[Formula, None] = {}
    sets: dict[int, int] = {}
    for term in _flat(terms, OneOf):
        if isinstance(term, Truth):
            if term.value:
                return TRUE
        elif isinstance(term, Member):
            sets[term.slot] = sets.get(term.slot, 0) | term.codes
        else:
            found[term] = None
    wide = [member(slot, codes, sizes[slot]) for slot, codes in sorted(sets.items())]
    if TRUE in wide:
        return TRUE
    kept: tuple[Formula, ...] = (*wide, *found)
    return OneOf(kept) if len(kept) > 1 else kept[0] if kept else FALSE


def at_least(number: int, terms: Iterable[Formula], sizes: Sequence[int]) -> Formula:
    """Return that so many terms hold; a term that stands twice counts twice."""
    open_terms = []
    for term in terms:
        if term == TRUE:
            number -= 1
        elif term != FALSE:
            open_terms.append(term)
    if number <= 0:
        return TRUE
    if number > len(open_terms):
        return FALSE
    if number == len(open_terms):
        return all_of(open_terms)
    if number == 1:
        return one_of(open_terms, sizes)
    return AtLeast(number, tuple(open_terms))


def negation(formula: Formula, sizes: Sequence[int]) -> Formula:
    """Return the opposite."""
    match formula:
        case Truth(value=value):
            return FALSE if value else TRUE
        case Member(slot=slot, codes=codes):
            return member(slot, ~codes, sizes[slot])
        case AllOf(terms=terms):
            return one_of((negation(term, sizes) for term in terms), sizes)
        case OneOf(terms=terms):
            return all_of(negation(term, sizes) for term in terms)
        case AtLeast(number=number, terms=terms):
            opposite = [negation(term, sizes) for term in terms]
            return at_least(len(terms) - number + 1, opposite, sizes)


def mapped(formula: Formula, sizes: Sequence[int], replace: Callable[[Member], Formula]) -> Formula:
    """Return a formula with each question about a slot replaced."""
    match formula:
        case Truth():
            return formula
        case Member():
            return replace(formula)
        case AllOf(terms=terms):
            return all_of(mapped(term, sizes, replace) for term in terms)
        case OneOf(terms=terms):
            return one_of((mapped(term, sizes, replace) for term in terms), sizes)
        case AtLeast(number=number, terms=terms):
            return at_least(number, (mapped(term, sizes, replace) for term in terms), sizes)


def pulled_back(formula: Formula, update: Update, sizes: Sequence[int]) -> Formula:
    """Return what must hold before an update for a formula to hold after it."""

    def before(question: Member) -> Formula:
        table = update.get(question.slot)
        if table is None:
            return question
        codes = sum(1 << code for code, after in enumerate(table) if question.codes >> after & 1)
        return member(question.slot, codes, sizes[question.slot])

    return mapped(formula, sizes, before) if update and not isinstance(formula, Truth) else formula


def within(formula: Formula, possible: Sequence[int], sizes: Sequence[int]) -> Formula:
    """Return a formula where a slot can only have certain codes (``possible``, bits): settled where they settle it."""

    def settled(question: Member) -> Formula:
        codes = possible[question.slot]
        if codes & ~question.codes == 0:
            return TRUE
        return FALSE if codes & question.codes == 0 else question

    return mapped(formula, sizes, settled)


def narrowed(formula: Formula, possible: Sequence[int]) -> dict[int, int]:
    """Return the codes that slots can have where a formula holds, for those that it narrows by itself."""
    terms = formula.terms if isinstance(formula, AllOf) else (formula,)
    return {
        term.slot: possible[term.slot] & term.codes
        for term in terms
        if isinstance(term, Member) and possible[term.slot] & ~term.codes
    }


def slots_of(formula: Formula) -> Iterator[int]:
    """Yield the slots a formula asks about."""
    if isinstance(formula, Member):
        yield formula.slot
    elif not isinstance(formula, Truth):
        for term in formula.terms:
            yield from slots_of(term)


def composed(first: Update, second: Update) -> Update:
    """Return what two updates do, one after the other."""
    both = dict(first)
    for slot, table in second.items():
        before = both.get(slot)
        both[slot] = table if before is None else tuple(table[code] for code in before)
    return both


def implies_at_once(terms: frozenset[Formula], others: Iterable[Formula]) -> bool:
    """Return whether, as far as can be seen at once, some terms hold only where all of some others do."""
    return all(
        other in terms
        or (
            isinstance(other, Member)
            and any(isinstance(t, Member) and t.slot == other.slot and not t.codes & ~other.codes for t in terms)
        )
        for other in others
    )


def compiled(formula: Formula) -> Test:
    """Return a formula as a function of a state's codes, as nested closures."""
    match formula:
        case Truth(value=value):
            return lambda _codes: value
        case Member(slot=slot, codes=among):
            return lambda codes: bool(among >> codes[slot] & 1)
        case AllOf(terms=terms):
            tests = tuple(map(compiled, terms))
            return lambda codes: all(test(codes) for test in tests)
        case OneOf(terms=terms):
            tests = tuple(map(compiled, terms))
            return lambda codes: any(test(codes) for test in tests)
        case AtLeast(number=number, terms=terms):
            tests = tuple(map(compiled, terms))
            return lambda codes: sum(test(codes) for test in tests) >= number


def _flat(terms: Iterable[Formula], kind: type[AllOf] | type[OneOf]) -> Iterator[Formula]:
    for term in terms:
        if isinstance(term, kind):
            yield from term.terms
        else:
            yield term
