"""HT443: stretches without anything to choose."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.story.problems import Problem
from game.story.sketch import Sketch

MOST_SCENES = 3


def check(study: Study) -> Iterator[Problem]:
    """Yield the scene with which a row of scenes without choices becomes longer than three."""
    into: dict[str, list[str]] = {key: [] for key in study.sketches}
    for key, targets in study.graph.after.items():
        if _goes_on(study.sketches[key]):
            for target in targets:
                into[target].append(key)
    for scene in study.sketches.values():
        if _goes_on(scene):
            row = _row(scene.key, into, MOST_SCENES)
            if row == MOST_SCENES:
                yield study.problem(
                    "HT443",
                    scene.span,
                    f"`{scene.id}` is one of more than {MOST_SCENES} scenes in a row with nothing to choose.",
                    expected=f"a choice at least every {MOST_SCENES} scenes",
                )


def _row(key: str, into: dict[str, list[str]], limit: int) -> int:
    """Return how many scenes that only go on can lead to this one in a row, counted as far as ``limit``."""
    if limit == 0:
        return 0
    return max((1 + _row(before, into, limit - 1) for before in into[key] if before != key), default=0)


def _goes_on(scene: Sketch) -> bool:
    return not scene.choices and not scene.is_end
