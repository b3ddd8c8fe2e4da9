"""HT444: a paragraph over five lines of 72 columns."""

import textwrap
from collections.abc import Iterator

from game.author.check.study import Study
from game.engine.prose import plain
from game.story.problems import Problem, Span

WIDTH = 72
MOST_LINES = 5
FEWEST = (MOST_LINES + 1) // 2 * WIDTH
"""Letters that no paragraph of too many lines has."""


def check(study: Study) -> Iterator[Problem]:
    """Yield each place where a paragraph, on some path, is longer than a reader likes to see at once."""
    told: set[Span] = set()
    for scene, paragraph in study.paragraphs:
        # Of any two lines, the second's first word did not fit behind the first: six take more than three full ones.
        if len(paragraph) <= FEWEST and "\n" not in paragraph:
            continue
        lines = sum(len(textwrap.wrap(line, WIDTH)) for line in plain(paragraph).split("\n"))
        span = study.find(paragraph, scene) if lines > MOST_LINES else scene.span
        if lines > MOST_LINES and span not in told:
            told.add(span)
            yield study.problem(
                "HT444",
                span,
                f"A paragraph in `{scene.id}` has {lines} lines of {WIDTH} columns.",
                expected=f"at most {MOST_LINES} lines",
                hint="An empty line begins a new paragraph.",
            )
