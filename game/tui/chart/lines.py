"""What is drawn between boxes, cell by cell: which arms a line has in each, and which line it belongs to."""

from collections.abc import Iterable
from enum import IntFlag
from itertools import pairwise

from msgspec import Struct, field

Cell = tuple[int, int]


class Arm(IntFlag):
    """The ways a line leaves a cell."""

    UP = 1
    RIGHT = 2
    DOWN = 4
    LEFT = 8


STEPS = {Arm.UP: (0, -1), Arm.RIGHT: (1, 0), Arm.DOWN: (0, 1), Arm.LEFT: (-1, 0)}
OPPOSITE = {Arm.UP: Arm.DOWN, Arm.RIGHT: Arm.LEFT, Arm.DOWN: Arm.UP, Arm.LEFT: Arm.RIGHT}
UPRIGHT = Arm.UP | Arm.DOWN
LEVEL = Arm.LEFT | Arm.RIGHT


def way(start: Cell, end: Cell) -> Arm:
    """Return which way the next cell lies."""
    step = (end[0] - start[0], end[1] - start[1])
    return next(arm for arm, found in STEPS.items() if found == step)


class Lines(Struct):
    """All lines drawn so far. Two may cross, at right angles; they never run together."""

    arms: dict[Cell, Arm] = field(default_factory=dict)
    owner: dict[Cell, str] = field(default_factory=dict)
    crossed: dict[Cell, str] = field(default_factory=dict)
    """Cells in which a line goes through beneath an upright one, or above a level one, and whose it is."""

    def add(self, cells: Iterable[Cell], owner: str) -> None:
        """Draw a line through cells that follow each other."""
        path = list(cells)
        for start, end in pairwise(path):
            arm = way(start, end)
            self._reach(start, arm, owner)
            self._reach(end, OPPOSITE[arm], owner)

    def _reach(self, cell: Cell, arm: Arm, owner: str) -> None:
        if self.owner.setdefault(cell, owner) == owner:
            self.arms[cell] = self.arms.get(cell, Arm(0)) | arm
            return
        self.crossed[cell] = owner
        # The upright line is the one that is seen: the other goes on beneath it.
        if arm in UPRIGHT:
            self.arms[cell] = UPRIGHT

    def may_cross(self, cell: Cell, arm: Arm) -> bool:
        """Say whether another line may go straight through a cell on its way."""
        through = LEVEL if arm in UPRIGHT else UPRIGHT
        return cell not in self.crossed and self.arms.get(cell) == through
