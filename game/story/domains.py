"""The values a variable can have: as declared, as written in effects and starts, and in words for an author."""

import re
from collections.abc import Sequence

from game.story.ids import ID_IN_WORDS, is_id
from game.story.names import Names
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.schema import DomainPart
from game.story.variables import Domain, DomainKind

FEWEST_VALUES = 2
MOST_VALUES = 24
_NUMBER = re.compile(r"[0-9]{1,6}")


def read_domain(part: DomainPart, names: Names) -> Domain:
    """Return a variable's values as declared, reporting what does not fit."""
    if part.range is not None and part.one_of is not None:
        names.problems.add(
            "HT114",
            part.key("one_of"),
            "A variable has either a range or a list of values.",
            expected="`range` or `one_of`",
        )
    if part.one_of is not None:
        words = {key: value.text for key, value in part.one_of.items()} if isinstance(part.one_of, dict) else {}
        written = list(part.inside("one_of").keys.values()) if isinstance(part.one_of, dict) else part.one_of
        _check_values(part.at("one_of"), written, names)
        listed = [value.text for value in written]
        return Domain(DomainKind.ENUM, max(len(listed) - 1, 0), tuple(listed) or ("none",), words)
    if part.range is not None:
        return Domain(DomainKind.RANGE, part.range)
    return Domain(DomainKind.BOOLEAN, 1)


def _check_values(span: Span, written: Sequence[Scalar], names: Names) -> None:
    if not FEWEST_VALUES <= len(written) <= MOST_VALUES:
        expected = f"{FEWEST_VALUES} to {MOST_VALUES} values"
        names.problems.add("HT109", span, f"Here are {len(written)} values.", expected=expected)
    been: set[str] = set()
    for value in written:
        if value.text in been:
            message = f"The value `{value.text}` stands here twice."
            names.problems.add("HT201", value.span, message, expected="values of their own")
        elif not is_id(value.text):
            names.problems.add("HT107", value.span, f"`{value.text}` is not an id.", expected=ID_IN_WORDS)
        been.add(value.text)


def read_value(written: Scalar, domain: Domain) -> int | None:
    """Return the code of a value as written, or ``None`` where it is outside the domain."""
    if domain.kind is DomainKind.BOOLEAN:
        return {"true": 1, "false": 0}.get(written.text)
    if domain.kind is DomainKind.ENUM:
        return domain.values.index(written.text) if written.text in domain.values else None
    number = int(written.text) if _NUMBER.fullmatch(written.text) else domain.maximum + 1
    return number if number <= domain.maximum else None


def read_start(written: Scalar | None, domain: Domain, names: Names) -> int:
    """Return the code a variable begins with: as written, or the first. Reports a value outside the domain."""
    if written is None:
        return 0
    code = read_value(written, domain)
    if code is None:
        _outside(written, domain, names)
        return 0
    return code


def read_codes(written: Sequence[Scalar] | None, domain: Domain, names: Names) -> frozenset[int] | None:
    """Return the codes of several values, ``None`` if none are written. Reports those outside the domain."""
    if written is None:
        return None
    codes: set[int] = set()
    for value in written:
        code = read_value(value, domain)
        if code is None:
            _outside(value, domain, names)
        else:
            codes.add(code)
    return frozenset(codes)


def _outside(written: Scalar, domain: Domain, names: Names) -> None:
    names.problems.add(
        "HT115",
        written.span,
        f"`{written.text}` is not one of its values.",
        expected=domain_in_words(domain),
        hint=names.problems.nearest(written.text, domain.values),
    )


def domain_in_words(domain: Domain) -> str:
    """Return the values of a domain, as they are written in effects and starts."""
    if domain.kind is DomainKind.ENUM:
        return "one of " + ", ".join(f"`{value}`" for value in domain.values)
    return f"a whole number from 0 to {domain.maximum}" if domain.kind is DomainKind.RANGE else "`true` or `false`"


def quoted_values(domain: Domain) -> str:
    """Return the values of a domain, as they are written in conditions."""
    if domain.kind is DomainKind.ENUM:
        return " or ".join(f'"{value}"' for value in domain.values)
    return domain_in_words(domain)
