"""HT441, HT442: scenes too long to read on a screen."""

from collections.abc import Iterator

from game.author.check.readings import word_count
from game.author.check.unit import Unit
from game.story.problems import Problem

MOST_WORDS = 350
MOST_BEFORE_CHOICE = 210


def check(unit: Unit) -> Iterator[Problem]:
    """Yield scenes over 350 words, and those where more than 210 words go by before a choice."""
    for scene in unit.scenes:
        words = word_count(scene.text)
        if words > MOST_WORDS:
            yield unit.problem(
                "HT441",
                scene.span,
                f"`{scene.id}` has {words} words on its longest path.",
                expected=f"at most {MOST_WORDS} words",
                hint="Make two scenes of it.",
            )
        elif scene.choices and words > MOST_BEFORE_CHOICE:
            yield unit.problem(
                "HT442",
                scene.span,
                f"`{scene.id}` has {words} words before its first choice.",
                expected=f"at most {MOST_BEFORE_CHOICE} words between one choice and the next",
                hint="Let the player do something small on the way.",
            )
