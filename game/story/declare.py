"""Fills the table of names from the files, so that afterwards every reference can be looked up."""

from collections.abc import Callable
from functools import partial
from typing import Any

from game.story.built import Built
from game.story.declare_people import declare_people
from game.story.declare_scenes import declare_chapter, declare_endings, declare_scenes, enter_endings, enter_scenes
from game.story.declare_world import declare_chapter_facts, declare_count, declare_facts, enter_facts
from game.story.files import Files
from game.story.names import Names


def declare(files: Files, names: Names, built: Built) -> None:
    """Declare everything the files hold; what ``built`` knows of some of them, as they declared it last.

    Facts follow people, whom they may belong to, and everything comes before any condition is read.
    """
    around = (files.story, files.cast, files.world, files.places)
    there = tuple(one is not None for one in around)
    known_files = tuple(one for one in around if one is not None)
    declare_own: Callable[[], object] = partial(_declare_frame, files, names)
    built.declared("frame", known_files, there, names, declare_own, partial(_enter_frame, names))
    # What chapters declare rests on this, and is entered as it comes.
    known = built.tables_key(names)
    for chapter, season in files.chapters:
        rests_on = (chapter.chapter.text, season, known)
        declare_own = partial(declare_chapter_facts, chapter, names)
        built.declared("facts", (chapter,), rests_on, names, declare_own, partial(enter_facts, names))
    for chapter, season in files.chapters:
        rests_on = (chapter.chapter.text, season, known)
        declare_chapter(chapter, names)
        declare_own = partial(declare_scenes, chapter, season, names)
        enter_own = partial(enter_scenes, chapter, season, names)
        built.declared("scenes", (chapter,), rests_on, names, declare_own, enter_own)
    if files.record is not None:
        declare_own = partial(declare_endings, files.record, names)
        built.declared("endings", (files.record,), (), names, declare_own, partial(enter_endings, names))


def _declare_frame(files: Files, names: Names) -> tuple[object, ...]:
    """Declare what stands above the chapters, and return all that is declared by then."""
    for season in files.story.seasons or [] if files.story else []:
        names.check_id(season.id.text, season.id.span)
        names.claim(f"season:{season.id.text}", season.id.text, season.id.span)
        names.seasons.add(season.id.text)
    if files.places:
        for area in files.places.areas:
            names.check_id(area, files.places.inside("areas").key_span(area))
        names.places.update(files.places.places)
        for place in files.places.places:
            names.check_id(place, files.places.inside("places").key_span(place))
    declare_people(files, names)
    world = files.world
    if world:
        for count, part in world.counts.items():
            declare_count(count, part, world.inside("counts").key_span(count), names)
        declare_facts(world, None, names)
    people = (names.people, names.printed, names.groups, names.stats, names.presence)
    variables = (tuple(names.variables.values()), names.paying and names.paying.name, names.allowed_facts)
    return people, variables, frozenset(names.places), frozenset(names.seasons), names.taken


def _enter_frame(names: Names, declared: Any) -> None:  # noqa: ANN401 - what ``_declare_frame`` returns
    """Fill an empty table with what was declared without anything wrong."""
    (people, printed, groups, stats, presence), (variables, paying, allowed), places, seasons, taken = declared
    names.people.update(people)
    names.printed.update(printed)
    names.groups.update(groups)
    names.stats.update(stats)
    names.presence = presence
    names.variables.update((variable.name, variable) for variable in variables)
    names.paying = names.variables[paying] if paying else None
    names.allowed_facts.update(allowed)
    names.places.update(places)
    names.seasons.update(seasons)
    names.taken.update(taken)
