"""Where the boxes of a map stand. Pure: places and sizes in, rectangles out.

Each level is a row, left to right as the author has it. A place that most others of its level open onto, as rooms open
onto a corridor, lies beneath them as a bar, so that each has its door on it and no line is needed.
"""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

GAP = 3
"""Cells between two boxes: a line with air on both sides."""
YARD = 3
"""Rows between two levels. The level's name stands in the last, where no line crosses it."""
BUSY = 4
"""A place with so many joins is better long than in a row: they would have to go around its neighbours."""
BORDER = 2
PADDING = 2

Join = frozenset[str]
Measure = Callable[[str, int], tuple[int, int]]
"""Returns how wide and how high what a box says is, when it may be so wide."""


class Row(Struct, frozen=True):
    """A level, and the ids of what is drawn on it, left to right."""

    name: str
    places: tuple[str, ...]


class Box(Struct, frozen=True):
    """A place as a rectangle, its border included. Its words begin at ``text``, a column of the map."""

    id: str
    x: int
    y: int
    width: int
    height: int
    text: int
    text_width: int
    is_bar: bool = False

    @property
    def right(self) -> int:
        """The last column."""
        return self.x + self.width - 1

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.y + self.height - 1

    @property
    def centre(self) -> tuple[int, int]:
        """The cell in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2


class Placing(Struct, frozen=True):
    """All boxes, and the row in which each level's name stands."""

    boxes: dict[str, Box]
    names: tuple[tuple[int, str], ...]

    @property
    def width(self) -> int:
        """Columns from the first to the last box."""
        return max((box.right for box in self.boxes.values()), default=0) + 1

    @property
    def height(self) -> int:
        """Rows from the first to the last box."""
        return max((box.bottom for box in self.boxes.values()), default=0) + 1


def place(rows: Sequence[Row], joins: Collection[Join], measure: Measure, limit: int) -> Placing:
    """Return where everything stands when no room's words may be wider than ``limit``, single words excepted."""
    boxes: dict[str, Box] = {}
    names: list[tuple[int, str]] = []
    level_of = {one: row.name for row in rows for one in row.places}
    climbs = {
        one for join in joins for one in join if len({level_of[other] for other in join if other in level_of}) > 1
    }
    y = 0
    for row in rows:
        if not row.places:
            continue
        y += YARD if names else 1
        names.append((y - 1, row.name))
        hub = hub_of(row, joins)
        rooms = _in_a_row([one for one in row.places if one != hub], measure, limit, y)
        boxes |= rooms
        if hub is not None:
            doors = [room for room in rooms.values() if Join({room.id, hub}) in joins]
            boxes[hub] = _bar(hub, doors, [box.centre[0] for box in doors if box.id in climbs], measure)
        y = max(box.bottom for box in boxes.values()) + 1
    return Placing(boxes, tuple(names))


def hub_of(row: Row, joins: Collection[Join]) -> str | None:
    """Return the place of a level that most others open onto, unless lines from neighbour to neighbour will do."""
    hub, most = None, 1
    for at, one in enumerate(row.places):
        found = [other for other, name in enumerate(row.places) if name != one and Join({one, name}) in joins]
        is_busy = sum(one in join for join in joins) >= BUSY
        if len(found) > most and (is_busy or any(abs(other - at) > 1 for other in found)):
            hub, most = one, len(found)
    return hub


def _in_a_row(places: Sequence[str], measure: Measure, limit: int, y: int) -> dict[str, Box]:
    sizes = {one: measure(one, limit) for one in places}
    height = max((high for _, high in sizes.values()), default=0) + BORDER
    boxes, x = {}, 0
    for one, (wide, _) in sizes.items():
        width = wide + BORDER + PADDING
        boxes[one] = Box(one, x, y, width, height, x + 2, wide)
        x += width + GAP
    return boxes


def _bar(hub: str, doors: Sequence[Box], shafts: Sequence[int], measure: Measure) -> Box:
    """Return the bar beneath the rooms that open onto it; its words leave free the columns of ``shafts``."""
    left, right = min(box.x for box in doors), max(box.right for box in doors)
    inner = right - left + 1 - BORDER - PADDING
    wide, high = measure(hub, inner)
    inner = max(inner, wide)
    starts = (left + 2, left + 2 + (inner - wide) // 2, left + 2 + inner - wide)
    text = min(starts, key=lambda start: sum(start - 1 <= shaft <= start + wide for shaft in shafts))
    top = doors[0].bottom + 1
    return Box(hub, left, top, inner + BORDER + PADDING, high + BORDER, text, wide, is_bar=True)
