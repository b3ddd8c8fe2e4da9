"""HT430: a scene that no path from the start comes to, whatever the conditions say."""

from collections.abc import Iterator

from game.author.check.study import Study, excused
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield each scene outside the graph's reach."""
    for scene in study.story.scenes.values():
        if scene.key not in study.graph.reached:
            found = study.problem(
                "HT430",
                scene.span,
                f"No path leads to `{scene.id}`.",
                expected="a choice or a `to` that leads here",
                hint=f"Begin from `{study.story.start}` and see where the way ends.",
            )
            yield excused(found, "unreachable", scene.allow)
