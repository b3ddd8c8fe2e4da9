"""People, the player, and the map."""

from game.story.expr_parser import read_condition
from game.story.files import Files
from game.story.kinds import AREA, PLACE
from game.story.model import Area, Bar, Person, Place, You
from game.story.names import Names, Scope
from game.story.nodes import one_line
from game.story.player_name import is_player_name
from game.story.problems import Span
from game.story.schema import BarPart, PlacePart


def build_people(files: Files, names: Names) -> dict[str, Person]:
    """Return everyone in cast order, ``you`` first."""
    made: dict[str, Person] = {}
    for person, stats in names.people.items():
        part = files.cast.people.get(person) if files.cast else None
        name, full = names.printed[person]
        words = {
            key: one_line(value) if part and (value := getattr(part, key)) else "" for key in ("hangul", "role", "card")
        }
        made[person] = Person(
            person,
            name,
            full,
            words["hangul"],
            words["role"],
            words["card"],
            tuple(stats),
            part.known if part else False,
            part.span if part else Span("cast.yaml"),
            {season: (one_line(said.role), one_line(said.card)) for season, said in part.later.items()} if part else {},
        )
    return made


def build_you(files: Files, names: Names) -> You:
    """Return how the player names the person they play."""
    part = files.cast.you if files.cast else None
    if part is None:
        return You((), typed=False)
    for name in part.names:
        if not is_player_name(name.text):
            names.problems.add(
                "HT116",
                name.span,
                f"`{name.text}` cannot be a player's name.",
                expected="1 to 20 letters, spaces, hyphens or apostrophes",
            )
    return You(tuple(one_line(name) for name in part.names), part.typed, one_line(part.asks))


def build_map(files: Files, names: Names) -> tuple[dict[str, Area], dict[str, Place]]:
    """Return areas and places, each joined to its neighbours."""
    if files.places is None:
        return {}, {}
    parts = files.places
    areas = {
        key: Area(key, area.title.text.strip(), tuple(level.text.strip() for level in area.levels))
        for key, area in parts.areas.items()
    }
    places: dict[str, Place] = {}
    for key, part in parts.places.items():
        area = areas.get(part.area.text)
        if area is None:
            names.unknown(AREA, part.area.text, part.area.span, areas)
        elif part.level.text not in area.levels:
            names.problems.add(
                "HT214",
                part.level.span,
                f"`{part.level.text}` is no level of `{area.id}`.",
                expected="one of " + ", ".join(area.levels),
                hint=names.problems.nearest(part.level.text, area.levels),
            )
        for join in part.joins:
            if join.text not in parts.places:
                names.unknown(PLACE, join.text, join.span, parts.places)
        places[key] = Place(
            key,
            part.name.text.strip(),
            part.area.text,
            part.level.text,
            tuple(join.text for join in part.joins),
            part.known,
            tuple(_bar(bar, key, parts.places, names) for bar in part.barred),
        )
    return areas, places


def _bar(part: BarPart, place: str, places: dict[str, PlacePart], names: Names) -> Bar:
    """Return what bars a place, or a way from it."""
    if part.way is not None and part.way.text not in places:
        names.unknown(PLACE, part.way.text, part.way.span, places)
    elif part.way is not None and not _are_joined(place, part.way.text, places):
        joined = [other for other in places if other != place and _are_joined(place, other, places)]
        names.problems.add(
            "HT222",
            part.way.span,
            f"Nothing leads from `{place}` to `{part.way.text}`, so nothing can be barred there.",
            expected="one of " + ", ".join(joined) if joined else "a place that it joins",
            hint=names.problems.nearest(part.way.text, joined),
        )
    condition = read_condition(part.condition, names, Scope("law")) if part.condition else None
    return Bar(condition, part.way.text if part.way else None, one_line(part.because))


def _are_joined(one: str, other: str, places: dict[str, PlacePart]) -> bool:
    return other in {join.text for join in places[one].joins} or one in {join.text for join in places[other].joins}
