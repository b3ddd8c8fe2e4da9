"""HT446: speech that is opened and not closed, or closed and not opened."""

from collections.abc import Iterator

from game.author.check.unit import Unit
from game.story.problems import Problem, Span


def check(unit: Unit) -> Iterator[Problem]:
    """Yield paragraphs with an odd number of quotation marks.

    Speech that goes on in the next paragraph is rightly left open, if that paragraph opens it again.
    """
    told: set[Span] = set()
    for scene, reading in unit.readings:
        for paragraph, following in zip(reading, (*reading[1:], ""), strict=True):
            if _is_whole(paragraph, following):
                continue
            span = unit.find(paragraph, scene)
            if span not in told:
                told.add(span)
                yield unit.problem(
                    "HT446",
                    span,
                    f"A paragraph in `{scene.id}` opens speech that it does not close, or the other way round.",
                    expected='a `"` on either side of what is said',
                )


def _is_whole(paragraph: str, following: str) -> bool:
    is_even = paragraph.count('"') % 2 == 0 and paragraph.count("“") == paragraph.count("”")
    return is_even or following.startswith(('"', "“"))
