"""HT443: stretches without anything to choose."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.story.model import Scene
from game.story.problems import Problem

MOST_SCENES = 3


def check(study: Study) -> Iterator[Problem]:
    """Yield the scene with which a row of scenes without choices becomes longer than three."""
    story = study.story
    into: dict[str, list[str]] = {key: [] for key in story.scenes}
    for key, targets in study.graph.after.items():
        if _goes_on(story.scenes[key]):
            for target in targets:
                into[target].append(key)
    for scene in story.scenes.values():
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


def _goes_on(scene: Scene) -> bool:
    return not scene.choices and not scene.is_end
