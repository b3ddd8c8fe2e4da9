"""HT447: somebody who speaks in a scene and is not in its lists."""

import re
from collections.abc import Iterator

from game.author.check.unit import Unit
from game.story.model import Scene
from game.story.names import YOU
from game.story.problems import Problem

_TAGS = ("says", "asks", "said", "asked")


def check(unit: Unit) -> Iterator[Problem]:
    """Yield people to whom a scene's text gives speech, and who are in neither `with` nor `maybe`.

    Whoever is only thought of is no matter: one may think of somebody who is elsewhere. Scenes without lists, and
    asides that keep another scene's company, are passed over.
    """
    named = [person for person in unit.people if unit.may_name(person.name)]
    for scene in unit.scenes:
        listed = {YOU, *scene.cast, *scene.maybe}
        if not (scene.cast or scene.maybe):
            continue
        spoken = _spoken(unit, scene)
        for person in named:
            if person.id not in listed and _speaks(person.name, spoken):
                yield unit.problem(
                    "HT447",
                    unit.find(person.name, scene),
                    f"{person.name} speaks in `{scene.id}` and is in neither `with` nor `maybe`.",
                    hint="List who is there. If only their voice is, say whose it is in other words.",
                )


def _speaks(name: str, spoken: str) -> bool:
    """Return whether somebody of that name is given speech."""
    if name not in spoken or not any(f"{tag} {name}" in spoken or f"{name} {tag}" in spoken for tag in _TAGS):
        return False
    name, tags = re.escape(name), "|".join(_TAGS)
    return re.search(rf"\b(?:{tags}) {name}(?!\w)|(?<!\w){name} (?:{tags})\b", spoken) is not None


def _spoken(unit: Unit, scene: Scene) -> str:
    """Return the paragraphs that hold speech, each once."""
    paragraphs = dict.fromkeys(paragraph for reading in unit.told(scene.text) for paragraph in reading)
    return "\n".join(paragraph for paragraph in paragraphs if '"' in paragraph or "“" in paragraph)
