"""What the boxes of a map say: the name, you, who was seen there, and the joins that no line shows."""

from collections.abc import Callable, Collection, Mapping

from textual.content import Content

from game.engine.atlas import Sheet, Spot, barred_words, named, seen_words
from game.language import _, ngettext
from game.story.model import Place
from game.tui.chart.placing import Join, Row, place
from game.tui.chart.routing import Plan, plan
from game.tui.glyphs import Glyphs
from game.tui.text import words

LIMITS = (22, 17, 14, 11)
"""How wide the words of a box may be: the first at which all of a map fits the screen, or the last."""
PEOPLE_LINES = 2
TOLD_LINES = 2


class Labels:
    """The words of the boxes of one map."""

    def __init__(self, sheet: Sheet, glyphs: Glyphs) -> None:
        """Hold what is known of the places of an area."""
        self.spots: Mapping[str, Spot] = {spot.place.id: spot for level in sheet.levels for spot in level.spots}
        self._rows = [Row(level.name, tuple(spot.place.id for spot in level.spots)) for level in sheet.levels]
        self._glyphs = glyphs
        self._named: Collection[Join] = frozenset()

    def joins(self) -> frozenset[Join]:
        """Return what joins what on this map."""
        spots = self.spots
        return frozenset(Join({one, way.id}) for one in spots for way in spots[one].ways if way.id in spots)

    def plan(self, width: int) -> Plan:
        """Return the map for a screen so wide; joins for which no line is found are named in their boxes."""
        joins, named_joins = self.joins(), frozenset[Join]()
        while True:
            self._named = named_joins
            placed = (place(self._rows, joins, self._measure, limit) for limit in LIMITS)
            found = next((one for one in placed if one.width <= width), None)
            drawn = plan(found or place(self._rows, joins, self._measure, LIMITS[-1]), joins - named_joins)
            if not drawn.unjoined:
                return Plan(drawn.placing, drawn.lines, named_joins)
            named_joins |= drawn.unjoined

    def lines(self, one: str, width: int) -> list[Content]:
        """Return what a box says in a width."""
        spot = self.spots[one]
        lines = words(spot.place.name, "bold" if spot.is_here else "" if spot.is_visited else "$muted").wrap(width)
        seen = ([_("you")] if spot.is_here else []) + [named(person) for person in spot.people]
        if seen:
            style = "$uniform" if spot.is_here else ""
            lines += fitted(f"{self._glyphs.mark} ", seen, width, PEOPLE_LINES, style=style)
        # Of a way, the place that the author wrote it at says so: once on a map is enough. Which it is stands below.
        own = [bar.way for bar in spot.barred if bar.place is spot.place]
        if own:
            told = _("barred") if None in own else _("a way barred")
            lines += words(f"{self._glyphs.locked} {told}", "$muted").wrap(width)
        for way in self.unseen_ways(spot):
            lines += words(f"{self._glyphs.arrow} {way.name}", "$muted").wrap(width)
        return lines

    def unseen_ways(self, spot: Spot) -> list[Place]:
        """Return the places to which no line leads: on another map, or where none was found."""
        return [way for way in spot.ways if way.id not in self.spots or Join({spot.place.id, way.id}) in self._named]

    def told(self, spot: Spot, width: int, height: int) -> list[Content]:
        """Return what is known of a place in words, each kind of thing in ``height`` lines at the most."""
        known = _("You are here.") if spot.is_here else "" if spot.is_visited else _("Not visited.")
        about = f"{spot.place.level}. {known}".strip()
        lines = Content.assemble((spot.place.name, "bold"), (f"  {about}", "$muted")).wrap(width)
        if spot.ways:
            lines += fitted(_("To") + " ", [way.name for way in spot.ways], width, height, called=_places)
        if spot.barred:
            barred = [barred_words(bar, spot.place) for bar in spot.barred]
            lines += fitted(f"{self._glyphs.locked} ", barred, width, height, called=_bars, between=" ")
        here = [seen_words(person) for person in spot.people if person.is_here]
        before = [seen_words(person) for person in spot.people if not person.is_here]
        if here:
            lines += fitted(_("Here:") + " ", here, width, height)
        if before:
            lines += fitted(_("Last seen here:") + " ", before, width, height, between="; ")
        return lines

    def _measure(self, one: str, limit: int) -> tuple[int, int]:
        longest = max(words(word).cell_length for word in self.spots[one].place.name.split())
        lines = self.lines(one, max(limit, longest))
        return max(line.cell_length for line in lines), len(lines)


def _people(number: int) -> str:
    return ngettext("{number} person", "{number} people", number)


def _places(number: int) -> str:
    return ngettext("{number} place", "{number} places", number)


def _bars(number: int) -> str:
    return ngettext("{number} thing is barred", "{number} things are barred", number)


def fitted(  # noqa: PLR0913 - what is said, how, and the room for it
    lead: str,
    several: list[str],
    width: int,
    height: int,
    *,
    called: Callable[[int], str] = _people,
    style: str = "",
    between: str = ", ",
) -> list[Content]:
    """Return as many as have room, and how many others there are; at the least their number and what they are."""
    for shown in range(len(several), 0, -1):
        rest = len(several) - shown
        told = between.join(several[:shown])
        told = _("{several} and {number} more", several=told, number=rest) if rest else told
        lines = words(f"{lead}{told}", style).wrap(width)
        if len(lines) <= height:
            return lines
    return words(f"{lead}{called(len(several))}", style).wrap(width)
