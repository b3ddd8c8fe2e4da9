"""HT437: a `seen()` or `taken()` that can never be true where it stands, by the graph alone."""

from collections.abc import Iterator

from game.author.check.study import Study, excused
from game.author.check.uses import scene_conditions
from game.story.expr import Among, Condition, atoms
from game.story.model import Scene
from game.story.problems import Problem, Span


def check(study: Study) -> Iterator[Problem]:
    """Yield each question about a scene or choice that cannot lie behind the player where it is asked."""
    story = study.story
    scene_of = {slot: key for key, slot in story.seen_slots.items()}
    scene_of |= {slot: key.rpartition(".")[0] for key, slot in story.taken_slots.items()}
    for key, sketch in study.sketches.items():
        # A scene's own replies and routes are judged when it has just been marked as seen.
        impossible = {slot for slot in sketch.asked if not _can_have_been(scene_of[slot], key, study)}
        if not impossible:
            continue
        scene = story.scenes[key]
        told: set[str] = set()
        for condition, span in _asked(scene):
            for atom in atoms(condition):
                if not isinstance(atom, Among) or not atom.is_history or atom.slot not in impossible:
                    continue
                past = scene_of[atom.slot]
                if past in told:
                    continue
                told.add(past)
                found = study.problem(
                    "HT437",
                    span,
                    f"`{past}` can never lie behind `{scene.id}`, which asks about it: no path joins them.",
                    expected="a scene that comes before this one",
                )
                yield excused(found, "unreachable", scene.allow)


def _can_have_been(past: str, key: str, study: Study) -> bool:
    return past in study.graph.reached and (study.order.can_follow(past, key) or key == past)


def _asked(scene: Scene) -> Iterator[tuple[Condition, Span]]:
    """Yield the conditions of a scene, each with the most exact place that is known of it."""
    spans = {id(choice.condition): choice.span for choice in scene.choices}
    for condition in scene_conditions(scene):
        yield condition, spans.get(id(condition), scene.span)
