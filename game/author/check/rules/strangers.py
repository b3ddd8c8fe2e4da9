"""HT455: somebody who is named before a reader can have met them."""

import re
from collections.abc import Iterable, Iterator

from game.author.check.readings import scene_readings
from game.author.check.study import Study
from game.engine.graph import closure
from game.engine.rules import YOU
from game.story.model import Person
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield each person who is named in a scene that nobody comes to by way of one where they are, once.

    To be where they are is to be in a scene's `with` or `maybe`; whoever the cast has as `known` needs no meeting.
    One may speak of people who are elsewhere: not whoever is absent is told, only whoever is unknown.
    """
    told = [
        (scene, "\n".join("\n".join(reading) for reading in scene_readings(scene))) for scene in study.written_scenes
    ]
    for person in study.story.people.values():
        if person.id == YOU or person.known:
            continue
        name = re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)")
        longer = [
            other.full for other in study.story.people.values() if other is not person and name.search(other.full)
        ]
        met = _met(study, person)
        for scene, words in told:
            if scene.key not in met and person.name in words and name.search(_without(longer, words)):
                yield study.problem(
                    "HT455",
                    study.find(person.name, scene),
                    f"{person.name} is named in `{scene.id}`, and no way there passes a scene that lists them.",
                    expected=f"`{person.id}` in `with` or `maybe`, here or before",
                    hint="Say who they are. If the scene does, `# check: ignore HT455 because …` says so.",
                )
                break


def _without(names: Iterable[str], words: str) -> str:
    """Return words less some longer names that are other people's."""
    for name in names:
        words = words.replace(name, "")
    return words


def _met(study: Study, person: Person) -> set[str]:
    """Return the scenes where somebody is, and those that can come after one."""
    there = [key for key, scene in study.story.scenes.items() if person.id in (*scene.cast, *scene.maybe)]
    return closure(study.graph.after, there)
