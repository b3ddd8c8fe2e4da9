"""HT449: clips that cost something, in a story without anything to pay from."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield the first clip with a price, if no count pays for clips: what is wrong with one is wrong with all."""
    if study.story.paying is not None:
        return
    priced = (scene.clip for scene in study.written_scenes if scene.clip is not None and scene.clip.units)
    clip = next(priced, None)
    if clip is not None:
        yield study.problem(
            "HT449",
            clip.span,
            f"`{clip.fact}` is kept for nothing: no count of this story pays for clips.",
            expected="a count with `pays: clips`, or `units: 0`",
            hint="Without a price there is nothing to decide.",
        )
