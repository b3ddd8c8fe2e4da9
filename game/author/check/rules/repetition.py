"""HT445: the same word twice in a row."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import eq

from game.author.check.unit import Unit
from game.story.problems import Problem, Span

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}-"
_TWICE = re.compile(rf"\b([^\W\d_]+) (\1)\b(?![{_APOSTROPHES}])", re.IGNORECASE)
_MEANT = frozenset({"had", "that", "her", "no", "very", "knock", "ha", "now"})
"""Words that good sentences have twice."""


def check(unit: Unit) -> Iterator[Problem]:
    """Yield words that were typed twice, across line ends and the joints of branches too."""
    told: set[tuple[Span, str]] = set()
    for scene, paragraph in unit.paragraphs:
        if not _may_have(unit.words(paragraph)):
            continue
        for match in _TWICE.finditer(paragraph):
            word = match.group(1)
            # The two may stand in different lines, so the words before them are looked for, and the first of them.
            span = unit.find(" ".join(paragraph[: match.end(1)].split()[-4:]), scene)
            if word.casefold() not in _MEANT and (span, word.casefold()) not in told:
                told.add((span, word.casefold()))
                yield unit.problem(
                    "HT445",
                    span,
                    f"“{match.group()}” in `{scene.id}` has the same word twice.",
                    expected="one of the two",
                )


def _may_have(words: Sequence[str]) -> bool:
    """Return whether a word may stand twice in a row, which is so of few paragraphs and quickly seen."""
    if any(map(eq, words, islice(words, 1, None))):
        return True
    # What stands behind an apostrophe may come again as well.
    parted = [place for place, word in enumerate(words[:-1]) if "'" in word]
    return any(words[place].endswith(f"'{words[place + 1]}") for place in parted)
