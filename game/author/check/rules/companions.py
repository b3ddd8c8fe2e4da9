"""HT447: somebody who is named in a scene's narration and is not in its lists."""

import re
from collections.abc import Iterator

from game.author.check.readings import readings
from game.author.check.study import Study
from game.engine.rules import YOU
from game.story.model import Scene
from game.story.problems import Problem

_SPEECH = re.compile(r'"[^"]*"|“[^”]*”')


def check(study: Study) -> Iterator[Problem]:
    """Yield people whom a scene names outside speech, and who are in neither `with` nor `maybe`.

    A note, as one may think of somebody who is elsewhere. Scenes without lists, and asides that keep another scene's
    company, are passed over.
    """
    names = {person.id: re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)") for person in study.story.people.values()}
    for scene in study.written_scenes:
        listed = {YOU, *scene.cast, *scene.maybe}
        if not (scene.cast or scene.maybe):
            continue
        narration = _narration(scene)
        for person, name in names.items():
            if person not in listed and name.search(narration):
                yield study.problem(
                    "HT447",
                    study.find(study.story.people[person].name, scene),
                    f"`{scene.id}` names {study.story.people[person].name}, who is in neither `with` nor `maybe`.",
                    hint="If they are there, list them; if they are only thought of, let it be.",
                )


def _narration(scene: Scene) -> str:
    paragraphs = [paragraph for reading in readings(scene.text) for paragraph in reading]
    return _SPEECH.sub(" ", "\n".join(paragraphs))
