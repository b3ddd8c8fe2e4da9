"""Strangers' bytes: whatever they are, they end in words for a person, and in no state that play does not reach.

The targets are those of `make fuzz`. Here each is given what that fuzzer has found, and Hypothesis's ideas.
"""

from pathlib import Path

import pytest
from fuzz.targets import TARGETS, Harm, harmless
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

SEEDS = Path(__file__).parent / "fuzz" / "seeds"
_QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_every_target_has_its_seeds() -> None:
    """Protects `make fuzz`, which begins with the seeds and fuzzes what has some."""
    assert {path.name for path in SEEDS.iterdir()} == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_once_does_no_harm(name: str) -> None:
    """Protects every mend: whatever broke a target once is given to it again."""
    for path in sorted((SEEDS / name).iterdir()):
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_do_harm(name: str) -> None:
    """Protects against what nobody thought of: any bytes, and stretches of good files turned about."""
    target = TARGETS[name]
    good = [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]

    @_QUICK
    @given(_spoiled(good) | st.binary(max_size=300))
    @example(b"")
    def given_to_it(data: bytes) -> None:
        target(data)

    given_to_it()


@st.composite
def _spoiled(draw: st.DrawFn, good: list[bytes]) -> bytes:
    """Return a good file of which a stretch is taken out, doubled, or replaced by one of another."""
    one, other = draw(st.sampled_from(good)), draw(st.sampled_from(good))
    begin = draw(st.integers(0, len(one)))
    end = draw(st.integers(begin, min(len(one), begin + 60)))
    start = draw(st.integers(0, len(other)))
    instead = draw(st.sampled_from([b"", one[begin:end] * 2, other[start : start + 40], b"\x1b[31m", b"\xe2\x80\xae"]))
    return one[:begin] + instead + one[end:]


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x9b", "\x7f", "\u202e", "\u2066", "\r"])
def test_the_judge_of_the_targets_sees_harm(letter: str) -> None:
    """Protects these tests: a target that lets something through must fail."""
    with pytest.raises(Harm):
        harmless(f"a{letter}b")
    for said in ("한글, “quoted”", "a\tb\nc", "é́"):
        assert harmless(said) == said
