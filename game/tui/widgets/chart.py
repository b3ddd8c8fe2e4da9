"""A map to walk through with the arrow keys or the mouse."""

from msgspec import Struct
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from game.engine.atlas import Sheet
from game.tui.chart.drawing import Drawing, draw
from game.tui.chart.labels import Labels
from game.tui.chart.placing import Box
from game.tui.chart.routing import Plan
from game.tui.glyphs import Glyphs
from game.tui.text import joined
from game.tui.widgets import stylesheet


class _View(Struct, frozen=True):
    """An area as it is shown."""

    labels: Labels
    plan: Plan
    drawing: Drawing
    chosen: Box
    column: int
    """The column that the arrows start from: along a corridor and on, they go straight."""


class Chart(Widget):
    """Draws the map of an area. One place is chosen, and the arrows choose the next one on their way."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = False

    class Chosen(Message):
        """A place is chosen."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Show nothing yet."""
        super().__init__()
        self._glyphs = glyphs
        self._view: _View | None = None

    def show(self, sheet: Sheet, width: int) -> None:
        """Lay an area out for a screen so wide. What was chosen stays so if it is there, or else where you are is."""
        labels = Labels(sheet, self._glyphs)
        chosen = self._view.chosen.id if self._view else ""
        if chosen not in labels.spots:
            spots = list(labels.spots.values())
            chosen = next((spot for spot in spots if spot.is_here), spots[0]).place.id
        plan = labels.plan(width)
        box = plan.placing.boxes[chosen]
        self._choose(labels, plan, box, box.text if box.is_bar else box.centre[0])

    def told(self, width: int, height: int) -> list[Content]:
        """Return what is known of the chosen place in words, each kind of thing in ``height`` lines at the most."""
        view = self._view
        return view.labels.told(view.labels.spots[view.chosen.id], width, height) if view else []

    @property
    def centre(self) -> tuple[int, int]:
        """The column and the line that should be in sight."""
        view = self._view
        return (view.column - view.drawing.left, view.chosen.centre[1]) if view else (0, 0)

    def move(self, across: int, down: int) -> None:
        """Choose the next place to the left (-1) or right (1), or on the next row up (-1) or down (1)."""
        view = self._view
        if view is None:
            return
        box, x = view.chosen, view.column
        found: list[tuple[int, int, str]] = []
        for other in view.plan.placing.boxes.values():
            is_level = other.y <= box.bottom and box.y <= other.bottom
            if is_level and (other.x - box.x) * across > 0:
                found.append((abs(other.x - box.x), 0, other.id))
            elif not is_level and (other.y - box.y) * down > 0:
                found.append((abs(other.y - box.y), max(other.x - x, x - other.right, 0), other.id))
        if found:
            target = view.plan.placing.boxes[min(found)[2]]
            column = min(max(x, target.x), target.right) if down else target.centre[0]
            self._choose(view.labels, view.plan, target, column)

    def on_click(self, event: events.Click) -> None:
        """Choose the place that was clicked."""
        view = self._view
        if view is None:
            return
        x, y = event.x + view.drawing.left, event.y
        for box in view.plan.placing.boxes.values():
            if box.x <= x <= box.right and box.y <= y <= box.bottom:
                self._choose(view.labels, view.plan, box, x)

    def _choose(self, labels: Labels, plan: Plan, chosen: Box, column: int) -> None:
        said = {box.id: labels.lines(box.id, box.text_width) for box in plan.placing.boxes.values()}
        drawing = draw(plan, said, chosen.id, self._glyphs)
        self._view = _View(labels, plan, drawing, chosen, column)
        self.refresh(layout=True)
        self.post_message(self.Chosen())

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """Return how wide the map is."""
        return self._view.drawing.width if self._view else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the same
        """Return how many lines it has."""
        return len(self._view.drawing.lines) if self._view else 0

    def render(self) -> RenderResult:
        """Draw the map."""
        return joined(self._view.drawing.lines if self._view else ())
