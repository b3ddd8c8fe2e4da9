"""Stats, counts, facts and the map, in another language."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from game.story.each import each_of, id_for
from game.story.files import Files
from game.story.model import Area, Bar, Place, Story
from game.story.names import Scope
from game.story.nodes import one_line
from game.story.notices import will_remember
from game.story.schema import PlacesFile, WorldFile
from game.story.schema_chapter import ChapterFile
from game.story.translation.ledger import Ledger
from game.story.translation.reading import Reading
from game.story.translation.schema import (
    AreaWords,
    CastWords,
    ChapterWords,
    FactWords,
    PlacesWords,
    PlaceWords,
    StatWords,
    WorldWords,
)
from game.story.variables import Domain, Stat, Variable


def stat_words(files: Files, cast: CastWords, world: WorldWords, ledger: Ledger) -> dict[str, StatWords]:
    """Return the translations of stats and counts: a stat of everyone by its id, others by their variable's name."""
    found = dict(
        ledger.pieces("stat", StatWords, files.world.stats if files.world else {}, world.stats, world, "stats")
    )
    found |= ledger.pieces("count", StatWords, files.world.counts if files.world else {}, world.counts, world, "counts")
    people = {"you": files.cast.you, **files.cast.people} if files.cast else {}
    told = {"you": cast.you, **cast.people}
    for person, part in people.items():
        owner = told.get(person)
        if part is not None:
            own = ledger.pieces("stat", StatWords, part.stats, owner.stats if owner else {}, owner, "stats")
            found |= {f"{person}.{stat}": words for stat, words in own}
    return found


def fact_words(
    files: Files, world: WorldWords | None, chapters: Mapping[int, ChapterWords], reading: Reading
) -> dict[str, tuple[FactWords, Scope]]:
    """Return the translations of facts by their ids, each with the scope that its sentences are read in.

    ``chapters`` are the translations of chapter files, by their position.
    """
    found: dict[str, tuple[FactWords, Scope]] = {}
    both: list[tuple[WorldFile | ChapterFile, WorldWords | ChapterWords | None, str | None]] = []
    if files.world is not None:
        both.append((files.world, world, None))
    both += [(part, chapters.get(at), part.chapter.text) for at, (part, _) in enumerate(files.chapters)]
    for original, words, chapter in both:
        told = words.facts if words is not None else {}
        for fact, one in reading.ledger.pieces("fact", FactWords, original.facts, told, words, "facts"):
            for them in each_of(original.facts[fact], Scope("record"), reading.names):
                found[id_for(fact, them)] = (one, Scope("record", chapter, them=them))
    return found


def variables(
    story: Story, stats: Mapping[str, StatWords], facts: Mapping[str, tuple[FactWords, Scope]], reading: Reading
) -> Iterator[Variable]:
    """Yield every variable with its words in another language."""
    for variable in story.variables:
        told = stats.get(variable.name) or stats.get(variable.stat or "")
        fact = facts.get(variable.name)
        if told is not None:
            label = one_line(told.label) if told.label else variable.label
            yield replace(variable, label=label, domain=_domain(variable.domain, told))
        elif fact is not None or variable.of is not None:
            yield _fact(variable, fact, story, reading)
        else:
            yield variable


def stat(original: Stat, words: StatWords | None) -> Stat:
    """Return a stat with its words in another language."""
    if words is None:
        return original
    label = one_line(words.label) if words.label else original.label
    return replace(original, label=label, domain=_domain(original.domain, words))


def _domain(original: Domain, words: StatWords) -> Domain:
    told = {value: one_line(word) for value, word in (words.one_of or {}).items() if value in original.values}
    return replace(original, words={**original.words, **told}) if told else original


def _fact(variable: Variable, words: tuple[FactWords, Scope] | None, story: Story, reading: Reading) -> Variable:
    notice = variable.notice
    if variable.of is not None and notice == will_remember(story.people[variable.of].name):
        notice = will_remember(reading.names.printed[variable.of][0], reading.names.language)
    if words is None:
        return replace(variable, notice=notice)
    told, scope = words
    sentences = {
        value: reading.constant(word, scope)
        for value, word in (told.one_of or {}).items()
        if value in variable.domain.values
    }
    return replace(
        variable,
        domain=replace(variable.domain, words={**variable.domain.words, **sentences}),
        says=reading.constant(told.says, scope) if told.says and variable.says else variable.says,
        notice=reading.constant(told.notice, scope) if told.notice and notice else notice,
    )


def area_words(places: PlacesFile | None, words: PlacesWords, ledger: Ledger) -> Iterator[tuple[str, AreaWords]]:
    """Yield the translations of areas, by their ids."""
    originals = places.areas if places else {}
    for area, told in ledger.pieces("area", AreaWords, originals, words.areas, words, "areas"):
        levels, number = told.levels, len(originals[area].levels)
        if levels is not None and len(levels) != number:
            message = f"`{area}` has {number} levels, and here are {len(levels)}."
            expected = "as many as the original has, in the same order"
            ledger.problems.add("HT109", told.key("levels"), message, expected=expected)
            told.levels = None
        yield area, told


def map_in(
    story: Story, places: PlacesFile | None, words: PlacesWords, ledger: Ledger
) -> tuple[dict[str, Area], dict[str, Place]]:
    """Return the areas and the places as they are called in another language."""
    areas = dict(story.areas)
    levels: dict[tuple[str, str], str] = {}
    for id_, told in area_words(places, words, ledger):
        area = story.areas[id_]
        named = tuple(one_line(level) for level in told.levels or ()) or area.levels
        levels |= {(id_, level): name for level, name in zip(area.levels, named, strict=True)}
        areas[id_] = replace(area, title=one_line(told.title) if told.title else area.title, levels=named)
    found = dict(ledger.pieces("place", PlaceWords, places.places if places else {}, words.places, words, "places"))
    barred = {id_: _bars(story.places[id_], told, ledger) for id_, told in found.items()}
    called = {}
    for id_, place in story.places.items():
        name = found[id_].name if id_ in found else None
        level = levels.get((place.area, place.level), place.level)
        bars = barred.get(id_, place.bars)
        called[id_] = replace(place, name=one_line(name) if name else place.name, level=level, bars=bars)
    return areas, called


def _bars(place: Place, told: PlaceWords, ledger: Ledger) -> tuple[Bar, ...]:
    """Return what bars a place, in other words if there are as many of them."""
    sentences = told.barred
    if sentences is None:
        return place.bars
    if len(sentences) != len(place.bars):
        message = f"`{place.id}` is barred in {len(place.bars)} ways, and here are {len(sentences)} sentences."
        expected = "as many as the original has, in the same order"
        ledger.problems.add("HT109", told.key("barred"), message, expected=expected)
        return place.bars
    return tuple(replace(bar, because=one_line(said)) for bar, said in zip(place.bars, sentences, strict=True))
