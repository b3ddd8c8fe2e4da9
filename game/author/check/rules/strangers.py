"""HT455: somebody who is named before a reader can have met them."""

from collections.abc import Iterable, Iterator

from game.author.check.study import Study
from game.author.check.unit import Unit
from game.author.check.wording import stands_in
from game.story.names import YOU
from game.story.problems import Problem


def named(unit: Unit) -> dict[str, list[str]]:
    """Return, for each person but you, the scenes of a file in whose texts and replies they are named."""
    told = {key: "\n".join(paragraphs) for key, paragraphs in unit.by_scene.items()}
    found: dict[str, list[str]] = {}
    for person in unit.people:
        if person.id == YOU or not unit.may_name(person.name):
            continue
        longer = [
            other.full
            for other in unit.people
            if person.name in other.full and other is not person and stands_in(other.full, person.name)
        ]
        keys = [key for key, words in told.items() if _is_named(person.name, longer, words)]
        if keys:
            found[person.id] = keys
    return found


def check(study: Study) -> Iterator[Problem]:
    """Yield each person who is named in a scene that nobody comes to by way of one where they are, once.

    To be where they are is to be in a scene's `with` or `maybe`; whoever the cast has as `known` needs no meeting.
    One may speak of people who are elsewhere: not whoever is absent is told, only whoever is unknown.
    """
    listed: dict[str, list[str]] = {}
    for scene_key, sketch in study.sketches.items():
        for who in (*sketch.cast, *sketch.maybe):
            listed.setdefault(who, []).append(scene_key)
    for person in study.story.people.values():
        if person.id == YOU or person.known:
            continue
        told = [key for summary in study.summaries for key in summary.named.get(person.id, ())]
        met = study.order.after_any(listed.get(person.id, ())) if told else 0
        key = next((key for key in told if not study.order.is_among(key, met)), None)
        if key is not None:
            scene = study.story.scenes[key]
            yield study.problem(
                "HT455",
                study.find(person.name, scene),
                f"{person.name} is named in `{scene.id}`, and no way there passes a scene that lists them.",
                expected=f"`{person.id}` in `with` or `maybe`, here or before",
                hint="Say who they are. If the scene does, `# check: ignore HT455 because …` says so.",
            )


def _is_named(name: str, longer: Iterable[str], words: str) -> bool:
    """Return whether a name stands in some words, and not only within longer names, which are other people's."""
    if name not in words:
        return False
    for other in longer:
        words = words.replace(other, "")
    return stands_in(words, name)
