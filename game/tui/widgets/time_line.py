"""The line under the text: the limit of a timed choice, and whether there is more to read."""

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from game.language import _
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.widgets import stylesheet

BAR = 20


class TimeLine(Widget):
    """Counts whole seconds down, in steps, and says when they are up. It stands still while another screen is open."""

    DEFAULT_CSS = stylesheet(__file__)

    left: reactive[int] = reactive(0)
    more: reactive[bool] = reactive(default=False)

    @dataclass
    class Up(Message):
        """The time is up."""

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin with nothing to count."""
        super().__init__()
        self.auto_links = False
        self.glyphs = glyphs
        self._limit = 0
        self._then = Content("")
        self._timer: Timer | None = None

    @property
    def is_counting(self) -> bool:
        """Whether a limit is running."""
        return self._limit > 0

    def on_mount(self) -> None:
        """Prepare the second."""
        self._timer = self.set_interval(1.0, self.tick, pause=True)

    def begin(self, seconds: int, then: Content) -> None:
        """Count from a number of seconds. ``then`` is what happens when they are up."""
        self._limit = self.left = seconds
        self._then = then
        if self._timer is not None:
            self._timer.reset()
            self._timer.resume()

    def stop(self) -> None:
        """Count no longer."""
        if not self.is_counting:
            return
        self._limit = self.left = 0
        if self._timer is not None:
            self._timer.pause()
        self.refresh()

    def tick(self) -> None:
        """Let a second pass, unless the player is looking elsewhere."""
        if not self.is_counting or not self.screen.is_active:
            return
        self.left -= 1
        if self.left <= 0:
            self.stop()
            self.post_message(self.Up())

    def render(self) -> RenderResult:
        """Draw the bar and its number, and the sign that there is more."""
        width = self.size.width
        more = _on(f"{self.glyphs.more} {_('Space')}") if self.more else Content("")
        if not self.is_counting:
            return more.pad_left(max(0, width - more.cell_length))
        length = min(BAR, max(6, width // 4))
        full = -(-self.left * length // self._limit)
        drawn = "" if self.glyphs.as_numbers else self.glyphs.gauge(full, length)
        bar = Content.assemble((drawn, ""), (f" {self.left:>2}  ", "bold"))
        then = self._then.truncate(max(1, width - bar.cell_length - more.cell_length - 1), ellipsis=True)
        line = bar + then.stylize_before("$muted")
        return line.pad_right(max(0, width - line.cell_length - more.cell_length)) + more


def _on(sign: str) -> Content:
    """Return the sign that there is more, which a click follows."""
    return Content.assemble((sign, "$muted")).stylize(Style.from_meta({"@click": "screen.onward"}))
