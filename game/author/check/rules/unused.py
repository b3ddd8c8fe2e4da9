"""HT448: people, places and groups that nothing in the story uses."""

from collections.abc import Iterator
from itertools import islice

from game.author.check.study import Study
from game.author.check.unit import Unit
from game.author.check.wording import places_in, stands_in
from game.story.names import YOU
from game.story.problems import Problem


def mentioned(unit: Unit) -> list[str]:
    """Return the people whom anything names that can be read in a file, those apart who are in one of its scenes."""
    there = {person for scene in unit.made for person in (*scene.cast, *scene.maybe)}
    # A name of several words may stand in two lines.
    told = "\n".join((*(paragraph for _, paragraph in unit.paragraphs), unit.besides)).replace("\n", " ")
    absent = ((one.id, name) for one in unit.people if one.id not in there for name in (one.name, one.full))
    return [*dict.fromkeys(who for who, name in absent if unit.may_name(name) and stands_in(told, name))]


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
    mentions = {person for summary in study.summaries for person in summary.mentioned}
    for person in absent:
        if person.id not in mentions:
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
    texts = ["\n".join(lines) for lines in study.files.values()]
    for group in study.story.groups:
        named = (place for text in texts for place in places_in(text, group))
        if len([*islice(named, 2)]) <= 1:
            span = study.find_declaration(group, "cast.yaml")
            yield study.problem("HT448", span, f"Nothing names the group `{group}`.", hint="Take it out.")
