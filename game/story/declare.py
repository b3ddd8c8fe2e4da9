"""Fills the table of names from the files, so that afterwards every reference can be looked up."""

from game.story.declare_people import declare_people
from game.story.declare_scenes import declare_ending, declare_scenes
from game.story.declare_world import declare_count, declare_facts
from game.story.files import Files
from game.story.model import Ending
from game.story.names import Names
from game.story.nodes import one_line


def declare(files: Files, names: Names) -> None:
    """Declare everything the files hold.

    Facts follow people, whom they may belong to, and everything comes before any condition is read.
    """
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
    for chapter, _ in files.chapters:
        declare_facts(chapter, chapter.chapter.text, names)
    declare_scenes(files, names)
    for epilogue in files.record.epilogues if files.record else []:
        if epilogue.ending:
            written = epilogue.ending
            declare_ending(Ending(written.id.text, one_line(written.title), None, written.id.span), names)
