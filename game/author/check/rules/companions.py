"""HT447: somebody who speaks in a scene and is not in its lists."""

import re
from collections.abc import Iterator

from game.author.check.unit import Unit
from game.story.model import Scene
from game.story.names import YOU
from game.story.problems import Problem

_TAGS = "says|asks|said|asked"


def check(unit: Unit) -> Iterator[Problem]:
    """Yield people to whom a scene's text gives speech, and who are in neither `with` nor `maybe`.

    Whoever is only thought of is no matter: one may think of somebody who is elsewhere. Scenes without lists, and
    asides that keep another scene's company, are passed over.
    """
    names = {
        person.id: re.compile(
            rf"\b(?:{_TAGS}) {re.escape(person.name)}(?!\w)|(?<!\w){re.escape(person.name)} (?:{_TAGS})\b"
        )
        for person in unit.people
    }
    for scene in unit.scenes:
        listed = {YOU, *scene.cast, *scene.maybe}
        if not (scene.cast or scene.maybe):
            continue
        spoken = _spoken(unit, scene)
        for person in unit.people:
            if person.id not in listed and person.name in spoken and names[person.id].search(spoken):
                yield unit.problem(
                    "HT447",
                    unit.find(person.name, scene),
                    f"{person.name} speaks in `{scene.id}` and is in neither `with` nor `maybe`.",
                    hint="List who is there. If only their voice is, say whose it is in other words.",
                )


def _spoken(unit: Unit, scene: Scene) -> str:
    """Return the paragraphs that hold speech, each once."""
    paragraphs = dict.fromkeys(paragraph for reading in unit.told(scene.text) for paragraph in reading)
    return "\n".join(paragraph for paragraph in paragraphs if '"' in paragraph or "“" in paragraph)
