"""Which way the lines of a map go: the shortest with few bends, around every box, by A*.

Rooms on a bar and neighbours on a level are joined outright. What else is joined gets a line, each its own; only those
of a stair, which leads to several levels, part from one another. What finds no way is returned, to be named instead.
"""

from collections.abc import Collection, Iterator
from heapq import heappop, heappush

from msgspec import Struct

from game.language.widths import columns_of
from game.tui.chart.lines import LEVEL, OPPOSITE, STEPS, UPRIGHT, Arm, Cell, Lines
from game.tui.chart.placing import GAP, Box, Join, Placing

MARGIN = 12
"""Columns to the left and right in which lines may go around."""
BEND, CROSSING, BESIDE = 4, 6, 2
"""What a bend, a crossing and a cell right beside a box cost, in cells."""
Start = tuple[Cell, Arm, tuple[Cell, ...]]
"""A cell to leave from, the way to leave it, and what has then to be drawn before it."""


class Plan(Struct, frozen=True):
    """A map: its boxes, the lines between them, and the joins that are not drawn."""

    placing: Placing
    lines: Lines
    unjoined: frozenset[Join]


def plan(placing: Placing, joins: Collection[Join]) -> Plan:
    """Return the lines for all joins between boxes that are placed."""
    router = _Router(placing)
    waiting = set(joins)
    for join in sorted(joins, key=sorted):
        if router.touch(*sorted(join)):
            waiting.discard(join)
    for source in _sources(placing, waiting):
        targets = {one for join in waiting if source in join for one in join - {source}}
        waiting -= {Join({source, one}) for one in router.net(source, targets)}
    return Plan(placing, router.lines, frozenset(waiting))


def _sources(placing: Placing, joins: Collection[Join]) -> list[str]:
    """Return the places that lines begin at: those that lead furthest first, bars last."""
    reach = {one: [join for join in joins if one in join] for one in placing.boxes}
    return sorted(reach, key=lambda one: (placing.boxes[one].is_bar, -len(reach[one]), one))


class _Router:
    def __init__(self, placing: Placing) -> None:
        self.lines = Lines()
        self._boxes = placing.boxes
        self._range = range(-MARGIN, placing.width + MARGIN)
        self._rows = range(placing.height + 2)
        self._box_at: dict[Cell, Box] = {}
        self._beside: set[Cell] = set()
        self._doors: dict[Join, Cell] = {}
        self._names = {(x, y) for y, name in placing.names for x in range(-1, columns_of(name) + 1)}
        for box in self._boxes.values():
            for x in range(box.x, box.right + 1):
                for y in range(box.y, box.bottom + 1):
                    self._box_at[x, y] = box
            for x in range(box.x - 1, box.right + 2):
                self._beside |= {(x, box.y - 1), (x, box.bottom + 1)}
            for y in range(box.y, box.bottom + 1):
                self._beside |= {(box.x - 1, y), (box.right + 1, y)}

    def touch(self, first: str, second: str) -> bool:
        """Join two boxes that stand side by side, or one upon the other."""
        a, b = sorted((self._boxes[first], self._boxes[second]), key=lambda box: (box.y, box.x))
        x, y = a.centre
        if b.is_bar and a.bottom + 1 == b.y and b.x < x < b.right:
            self.lines.add(((x, a.bottom), (x, b.y)), f"{a.id} {b.id}")
            self._doors[Join({first, second})] = (x, b.y)
            return True
        if a.y == b.y and b.x - a.right == GAP + 1:
            self.lines.add(((column, y) for column in range(a.right, b.x + 1)), f"{a.id} {b.id}")
            return True
        return False

    def net(self, source: str, targets: set[str]) -> Iterator[str]:
        """Draw lines from a box to others, the nearest first, and yield those that were reached."""
        left = sorted(targets, key=lambda one: (_far(self._boxes[source], self._boxes[one]), one))
        levels = {self._boxes[one].y for one in left}
        is_stair = len(levels) > 1
        tree: dict[Cell, None] = {}
        through: list[Start] = []
        for join, door in self._doors.items():
            if is_stair and source in join:
                (bar,) = (self._boxes[one] for one in join if one != source)
                through += self._through(bar, door, Arm.DOWN)
        for target in left:
            owner = source if is_stair else f"{source} {target}"
            starts = [*self._exits(self._boxes[source]), *through] if not tree else [*through]
            starts += [(cell, arm, ()) for cell in tree for arm in STEPS if cell not in self._box_at]
            path = self._search(starts, self._boxes[target], owner)
            if path is None:
                continue
            self.lines.add(path, owner)
            if is_stair:
                tree |= dict.fromkeys(path)
                arm = next(arm for arm, step in STEPS.items() if _moved(path[-2], step) == path[-1])
                through += self._through(self._boxes[target], path[-1], arm)
            yield target

    def _through(self, bar: Box, door: Cell, arm: Arm) -> list[Start]:
        """Return the start of a line that goes on straight through a bar, if none of its words is in the way."""
        x = door[0]
        if not bar.is_bar or arm not in UPRIGHT or bar.text - 1 <= x <= bar.text + bar.text_width:
            return []
        column = [(x, y) for y in range(bar.y, bar.bottom + 1)]
        path = column if arm is Arm.DOWN else column[::-1]
        return [] if any(cell in self.lines.arms for cell in path[1:]) else [(path[-1], arm, tuple(path[:-1]))]

    def _exits(self, box: Box) -> Iterator[Start]:
        for x in range(box.x + 1, box.right):
            yield (x, box.y), Arm.UP, ()
            yield (x, box.bottom), Arm.DOWN, ()
        for y in range(box.y + 1, box.bottom):
            yield (box.x, y), Arm.LEFT, ()
            yield (box.right, y), Arm.RIGHT, ()

    def _search(self, starts: list[Start], target: Box, owner: str) -> list[Cell] | None:
        """Return the cheapest way from a start to the border of a box, or ``None``."""
        queue: list[tuple[int, int, Cell, Arm]] = []
        came: dict[tuple[Cell, Arm], tuple[Cell, Arm] | None] = {}
        cost: dict[tuple[Cell, Arm], int] = {}
        leads: dict[tuple[Cell, Arm], tuple[Cell, ...]] = {}
        for cell, arm, lead in starts:
            if self.lines.owner.get(cell, owner) == owner and cell not in self.lines.crossed:
                cost[cell, arm] = off = _off_centre(self._box_at.get(cell), cell)
                came[cell, arm], leads[cell, arm] = None, lead
                heappush(queue, (off + _distance(cell, target), off, cell, arm))
        while queue:
            _, spent, cell, arm = heappop(queue)
            here = (cell, arm)
            if spent > cost[here]:
                continue
            if self._box_at.get(cell) is target and came[here] is not None:
                return _walked(here, came, leads)
            for turn in self._turns(here, came[here] is None):
                after = _moved(cell, STEPS[turn])
                price = self._price(after, turn, target, owner)
                if price is None:
                    continue
                total = spent + price + (BEND if turn is not arm else 0)
                if total < cost.get((after, turn), total + 1):
                    cost[after, turn], came[after, turn] = total, here
                    heappush(queue, (total + _distance(after, target), total, after, turn))
        return None

    def _turns(self, here: tuple[Cell, Arm], is_start: bool) -> tuple[Arm, ...]:  # noqa: FBT001 - private
        cell, arm = here
        if is_start or cell in self.lines.arms:
            return (arm,)
        return tuple(turn for turn in STEPS if turn is not OPPOSITE[arm])

    def _price(self, cell: Cell, arm: Arm, target: Box, owner: str) -> int | None:
        """Return what entering a cell costs; ``None`` if it cannot be entered."""
        box = self._box_at.get(cell)
        if box is not None:
            side = cell[0] in (box.x, box.right)
            end = cell[1] in (box.y, box.bottom)
            faces = side != end and (arm in LEVEL) == side
            free = self.lines.owner.get(cell, owner) == owner
            return 1 + _off_centre(box, cell) if box is target and faces and free else None
        if cell[0] not in self._range or cell[1] not in self._rows or cell in self._names:
            return None
        if cell in self.lines.arms:
            if self.lines.owner[cell] == owner or not self.lines.may_cross(cell, arm):
                return None
            return 1 + CROSSING
        return 1 + (BESIDE if cell in self._beside else 0)


def _walked(
    end: tuple[Cell, Arm],
    came: dict[tuple[Cell, Arm], tuple[Cell, Arm] | None],
    leads: dict[tuple[Cell, Arm], tuple[Cell, ...]],
) -> list[Cell]:
    path = [end[0]]
    while (before := came[end]) is not None:
        path.append(before[0])
        end = before
    return [*leads[end], *reversed(path)]


def _moved(cell: Cell, step: tuple[int, int]) -> Cell:
    return cell[0] + step[0], cell[1] + step[1]


def _distance(cell: Cell, box: Box) -> int:
    x, y = cell
    return max(box.x - x, x - box.right, 0) + max(box.y - y, y - box.bottom, 0)


def _far(a: Box, b: Box) -> int:
    return _distance(a.centre, b)


def _off_centre(box: Box | None, cell: Cell) -> int:
    """A line looks best from the middle of a room; at a bar, anywhere."""
    if box is None or box.is_bar:
        return 0
    return min(2, abs(cell[0] - box.centre[0])) if cell[0] not in (box.x, box.right) else 0
