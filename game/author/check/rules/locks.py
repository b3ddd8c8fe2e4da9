"""HT434, HT435, HT436: choices, routes and branches whose condition can never hold, by constants alone."""

from collections.abc import Iterator

from game.author.check.study import Study, excused
from game.author.check.uses import scene_texts
from game.story.model import Scene
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield what no value that is ever written would open. Scenes that cannot be reached are told as that."""
    for scene in study.story.scenes.values():
        if scene.key in study.graph.reached:
            yield from _choices(study, scene)
            yield from _routes(study, scene)
            yield from _branches(study, scene)


def _choices(study: Study, scene: Scene) -> Iterator[Problem]:
    for choice in scene.choices:
        if not study.possible.can_hold(choice.condition, scene):
            found = study.problem(
                "HT434",
                choice.span,
                f"`{choice.id}` can never be taken: nothing in the story makes its `if` true.",
                expected="a condition that some effect can make true",
            )
            yield excused(found, "unreachable", {**scene.allow, **choice.allow})


def _routes(study: Study, scene: Scene) -> Iterator[Problem]:
    shared = set(scene.routes)
    routes = [*scene.routes, *(route for choice in scene.choices for route in choice.routes if route not in shared)]
    for route in routes:
        if not study.possible.can_hold(route.condition, scene):
            found = study.problem(
                "HT435",
                route.span,
                f"The route to `{route.target}` can never be taken: nothing in the story makes its `if` true.",
                expected="a condition that some effect can make true",
            )
            yield excused(found, "unreachable", scene.allow)


def _branches(study: Study, scene: Scene) -> Iterator[Problem]:
    for text in scene_texts(scene):
        for arm, outer in text.arms():
            is_open = all(study.possible.can_hold(one.condition, scene) for one in outer)
            if is_open and not study.possible.can_hold(arm.condition, scene):
                words = "".join(_words(segment) for segment in arm.text.segments).strip()
                found = study.problem(
                    "HT436",
                    study.find(words, scene) if words else scene.span,
                    f"Branch {arm.number} of a text in `{scene.id}` can never be read: nothing makes its `if` true.",
                    expected="a condition that some effect can make true",
                )
                yield excused(found, "unreachable", scene.allow)


def _words(segment: object) -> str:
    return getattr(segment, "words", "")
