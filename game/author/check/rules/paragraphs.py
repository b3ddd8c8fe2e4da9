"""HT444: a paragraph over five lines of 72 columns."""

import re
import textwrap
from collections.abc import Iterator

from game.author.check.unit import Unit
from game.engine.prose import plain
from game.story.problems import Problem, Span

WIDTH = 72
MOST_LINES = 5
FEWEST = (MOST_LINES + 1) // 2 * WIDTH
"""Letters that no paragraph of too many lines has."""
_LINE = re.compile(rf"[^ ].{{0,{WIDTH - 1}}}(?![^ ])")
_LONG_WORD = re.compile(rf"[^ ]{{{WIDTH + 1}}}")


def check(unit: Unit) -> Iterator[Problem]:
    """Yield each place where a paragraph, on some path, is longer than a reader likes to see at once."""
    told: set[Span] = set()
    for scene, paragraph in unit.paragraphs:
        if _is_short(paragraph):
            continue
        lines = sum(len(textwrap.wrap(line, WIDTH)) for line in plain(paragraph).split("\n"))
        if lines > MOST_LINES and (span := unit.find(paragraph, scene)) not in told:
            told.add(span)
            yield unit.problem(
                "HT444",
                span,
                f"A paragraph in `{scene.id}` has {lines} lines of {WIDTH} columns.",
                expected=f"at most {MOST_LINES} lines",
                hint="An empty line begins a new paragraph.",
            )


def _is_short(paragraph: str) -> bool:
    """Return whether a paragraph surely has not too many lines, which is so of nearly all and quickly seen."""
    if "\n" in paragraph:
        return False
    # Of any two lines, the second's first word did not fit behind the first: six take more than three full ones.
    if len(paragraph) <= FEWEST:
        return True
    # Broken at spaces alone: wherever a line can be broken besides, there are no more of them.
    return not _LONG_WORD.search(paragraph) and len(_LINE.findall(paragraph)) <= MOST_LINES
