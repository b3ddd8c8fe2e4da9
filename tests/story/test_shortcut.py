"""Expressions that are parsed without Jinja2: the very nodes and tokens that come of what it makes of them."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.story import expr_source
from game.story.expr_shortcut import quickly_parsed
from game.story.expr_syntax import parse_expression
from game.story.jinja import DEEPEST, parsed_by_jinja
from game.story.loader import load_story
from game.story.syntax import Call, Parsed, Unreadable

ROOT = Path(__file__).parents[2]
_NAMES = ["a", "b.c", "on_jo.trust", "f()", "seen(a.b)", "count(alive,crew)", "true", "None", "é", "_", "1a"]
_JOINING = ["not", "and", "or", "in", "if", "else", "is", "(", ")", "[", "]", ",", ".", "|", "~", "%", "{}"]
_SIGNS = ["==", "!=", "<", ">=", "<=", ">", "-", "+", "="]
_PIECES = [*_NAMES, *_JOINING, *_SIGNS, "3", "0", "12", "007", "1.5", '"x"', '"two_words"', "'y'"]


def is_common(source: str) -> bool:
    """Return whether an expression is of the common kinds; assert that it is then what Jinja2 reads."""
    quick = quickly_parsed(source)
    if quick is not None:
        assert quick == parsed_by_jinja(source)
    return quick is not None


def test_our_story_has_common_expressions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is worth it; and each of them is read as Jinja2 reads it."""
    found: set[str] = set()

    def parse(source: str) -> Parsed:
        found.add(source)
        return parse_expression(source)

    monkeypatch.setattr(expr_source, "parse_expression", parse)
    load_story(ROOT / "story")
    assert len(found) > 1000
    assert [source for source in sorted(found) if not is_common(source)] == []


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=9), seed=st.integers(0, 99))
def test_whatever_is_read_at_all_is_read_alike(pieces: list[str], seed: int) -> None:
    """Among all rows of tokens, those that Jinja2 refuses are refused, and the others mean what they mean to it."""
    dice = Random(seed)  # noqa: S311 - no secret
    is_common("".join(piece + dice.choice([" ", "", "  ", "\n"]) for piece in pieces))


@pytest.mark.parametrize(
    "source",
    ["a and (b or not c.d)", 'not a in ["x", "y"]', "a not in [1, 2] or b == 3", "f(a, b.c) >= 2", " a\n and b "],
)
def test_common_kinds(source: str) -> None:
    """These are quick, or the whole is for nothing."""
    assert is_common(source)


@pytest.mark.parametrize(
    "source", ["a|length", "a if b else c", "a < b < c", "-1", "a[0]", "'x' == a", "true", "a b", ""]
)
def test_everything_else_is_left_to_jinja(source: str) -> None:
    """Which has the words for what is wrong."""
    assert not is_common(source)


def test_what_is_too_deep_is_refused_all_the_same() -> None:
    """No bound is passed by the shorter way."""
    with pytest.raises(Unreadable):
        parse_expression("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1))


def test_a_long_chain_of_calls_is_read_all_the_same() -> None:
    """Brackets that close at once are no depth to the bounds, and must be none to Python either."""
    long = 990 // len("()")
    node, calls = parsed_by_jinja("f" + "()" * long).tree, 0
    while isinstance(node, Call):
        node, calls = node.function, calls + 1
    assert calls == long
