"""HT434, HT435, HT436: choices, routes and branches whose condition can never hold, by constants alone."""

from collections.abc import Iterator
from functools import partial

from game.author.check.study import Study, excused
from game.story.model import Scene
from game.story.problems import Problem
from game.story.sketch import Drawn, texts_of


def check(study: Study) -> Iterator[Problem]:
    """Yield what no value that is ever written would open. Scenes that cannot be reached are told as that."""
    for number, chapter in enumerate(study.drawn):
        look = partial(_all_open, study, chapter)
        if not study.remembered.recall(f"all open {number}", _rests_on(study, chapter), look):
            yield from _closed(study, chapter)


def _rests_on(study: Study, chapter: Drawn) -> tuple[object, ...]:
    """Return all that it hangs on whether anything in a chapter is closed for ever."""
    slots = sorted({slot for sketch in chapter.sketches for slot in sketch.reads})
    codes = tuple((slot, study.possible.codes[slot]) for slot in slots)
    scenes = tuple((key, study.story.listed_bits[key]) for key in chapter.scenes if key in study.graph.reached)
    return chapter.logic, chapter.branches, codes, scenes


def _all_open(study: Study, chapter: Drawn) -> bool:
    return next(_closed(study, chapter), None) is None


def _closed(study: Study, chapter: Drawn) -> Iterator[Problem]:
    for key, scene in chapter.scenes.items():
        if key in study.graph.reached:
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
    for text in texts_of(scene):
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
