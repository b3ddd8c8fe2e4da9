"""HT448: people, places and groups that nothing in the story uses."""

import re
from collections.abc import Iterator

from game.author.check.readings import readings
from game.author.check.study import Study
from game.author.check.uses import texts_of
from game.engine.rules import YOU
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield people who are in no scene and no text, places that are never drawn, and groups that nothing names."""
    yield from _people(study)
    yield from _places(study)
    yield from _groups(study)


def _people(study: Study) -> Iterator[Problem]:
    story = study.story
    there = {person for scene in story.scenes.values() for person in (*scene.cast, *scene.maybe)}
    there |= {variable.of for variable in story.variables if variable.of is not None}
    absent = [person for person in story.people.values() if person.id not in {YOU, *there}]
    told = "\n".join(" ".join(reading) for text in texts_of(story) for reading in readings(text)) if absent else ""
    for person in absent:
        if not re.search(rf"(?<!\w)({re.escape(person.name)}|{re.escape(person.full or person.name)})(?!\w)", told):
            yield study.problem(
                "HT448", person.span, f"`{person.id}` is in no scene, and nothing names them.", hint="Take them out."
            )


def _places(study: Study) -> Iterator[Problem]:
    story = study.story
    used = {scene.place for scene in story.scenes.values()}
    for place in story.places.values():
        if place.id not in used and not place.known:
            yield study.problem(
                "HT448",
                study.find_declaration(place.id, "places.yaml"),
                f"No scene is at `{place.id}`, and it is not `known`: it is never drawn.",
                expected="a scene there, or `known: true`",
            )


def _groups(study: Study) -> Iterator[Problem]:
    for group in study.story.groups:
        word = re.compile(rf"\b{re.escape(group)}\b")
        named = sum(len(word.findall(line)) for lines in study.files.values() for line in lines)
        if named <= 1:
            span = study.find_declaration(group, "cast.yaml")
            yield study.problem("HT448", span, f"Nothing names the group `{group}`.", hint="Take it out.")
