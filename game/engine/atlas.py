"""What is known of the map in a run: where you are, where you have been, what joins what, and who was seen where."""

from collections.abc import Iterator

from msgspec import Struct

from game.engine import rules
from game.engine.hindsight import holds_now
from game.engine.playthrough import Playthrough
from game.engine.roster import Card, cards
from game.language import _
from game.story.model import Area, Place, Story


class Barred(Struct, frozen=True):
    """Something that is barred now: a place, or the way from it to another."""

    place: Place
    way: Place | None
    because: str

    def beyond(self, place: Place) -> Place | None:
        """Return where the barred way leads from one of its ends; ``None`` if the place itself is barred."""
        return self.place if place is self.way else self.way


class Spot(Struct, frozen=True):
    """A place that is drawn: visited in this run, or known from the beginning."""

    place: Place
    is_here: bool
    is_visited: bool
    ways: tuple[Place, ...]
    """The drawn places it joins, in map order."""
    people: tuple[Card, ...]
    """Who is here now or was seen nowhere later, the dead among them, in cast order; never ``you``."""
    barred: tuple[Barred, ...] = ()
    """What is barred here: the place, and ways from it to drawn places, from whichever end."""


class Level(Struct, frozen=True):
    """A floor of an area with the places drawn on it, left to right. It may have none."""

    name: str
    spots: tuple[Spot, ...]


class Sheet(Struct, frozen=True):
    """The map of one area, top level first."""

    area: Area
    levels: tuple[Level, ...]

    @property
    def is_here(self) -> bool:
        """Whether you are in this area."""
        return any(spot.is_here for level in self.levels for spot in level.spots)


def here(playthrough: Playthrough) -> Place | None:
    """Return the place of the present scene; a bare aside keeps that of the scene it was entered from."""
    scene = rules.company(playthrough.story, playthrough.moment)
    return playthrough.story.places[scene.place] if scene.place else None


def sheets(playthrough: Playthrough) -> tuple[Sheet, ...]:
    """Return a map for each area of which something is drawn, in the story's order."""
    story = playthrough.story
    visited = frozenset(_visited(playthrough))
    drawn = {place.id for place in story.places.values() if place.known or place.id in visited}
    present = here(playthrough)
    people = _people(playthrough)
    bars = [bar for bar in _bars(playthrough) if bar.place.id in drawn and (bar.way is None or bar.way.id in drawn)]
    found: dict[tuple[str, str], list[Spot]] = {}
    for place in story.places.values():
        if place.id in drawn:
            ways = tuple(way for way in _ways(story, place) if way.id in drawn)
            seen = tuple(people.get(place.id, ()))
            barred = tuple(bar for bar in bars if place is bar.place or place is bar.way)
            spot = Spot(place, place is present, place.id in visited, ways, seen, barred)
            found.setdefault((place.area, place.level), []).append(spot)
    return tuple(
        Sheet(area, tuple(Level(level, tuple(found.get((area.id, level), ()))) for level in area.levels))
        for area in story.areas.values()
        if any((area.id, level) in found for level in area.levels)
    )


def _bars(playthrough: Playthrough) -> Iterator[Barred]:
    places = playthrough.story.places
    for place in places.values():
        for bar in place.bars:
            if holds_now(playthrough, bar.condition):
                yield Barred(place, places[bar.way] if bar.way is not None else None, bar.because)


def _visited(playthrough: Playthrough) -> Iterator[str]:
    for step in playthrough.steps:
        place = rules.company(playthrough.story, step.after).place
        if place:
            yield place


def _people(playthrough: Playthrough) -> dict[str, list[Card]]:
    found: dict[str, list[Card]] = {}
    for one in cards(playthrough):
        if one.last_seen is not None and one.person.id != rules.YOU:
            found.setdefault(one.last_seen.place_id, []).append(one)
    return found


def _ways(story: Story, place: Place) -> Iterator[Place]:
    """Yield the places that ``place`` joins: joins count both ways."""
    for other in story.places.values():
        if other is not place and (other.id in place.joins or place.id in other.joins):
            yield other


def barred_words(bar: Barred, place: Place) -> str:
    """Return what is barred at a place, and by what."""
    beyond = bar.beyond(place)
    if beyond is None:
        return _("Barred. {because}", because=bar.because)
    return _("The way to {place} is barred. {because}", place=beyond.name, because=bar.because)


def seen_words(one: Card) -> str:
    """Return who was seen and when, as in "Gyeong-su (dead), D1 18:10"; whoever is here needs no more than a name."""
    if one.is_here or one.last_seen is None:
        return named(one)
    return ", ".join(filter(None, (named(one), one.last_seen.clock)))


def named(one: Card) -> str:
    """Return a name, with the state that keeps somebody from being there."""
    return one.name if one.is_able or not one.state else _("{name} ({state})", name=one.name, state=one.state)
