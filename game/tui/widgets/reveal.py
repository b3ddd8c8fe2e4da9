"""The paragraphs of a page, brought one by one: by themselves after a while, or each at a key."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from game.tui.pacing import time_between
from game.tui.widgets.passage import Passage


class Reveal:
    """Brings what is still hidden of one passage at a time."""

    def __init__(self, owner: Widget, shown: Callable[[], object], whole: Callable[[], object]) -> None:
        """Count on the timers of ``owner``. ``shown`` is called after each paragraph but the last, then ``whole``."""
        self._owner = owner
        self._shown = shown
        self._whole = whole
        self._passage: Passage | None = None
        self._pace = ""
        self._timer: Timer | None = None
        self.pause: float | None = None
        """Seconds until the next paragraph; ``None`` where it waits for a key."""

    @property
    def is_on(self) -> bool:
        """Whether paragraphs are still to come."""
        return self._passage is not None

    @property
    def waits(self) -> bool:
        """Whether the next paragraph comes at a key."""
        return self.is_on and self.pause is None

    def begin(self, passage: Passage, pace: str) -> None:
        """Bring the paragraphs of a passage at a pace, the first at once."""
        self._passage, self._pace = passage, pace
        self.next()

    def next(self) -> None:
        """Bring the next paragraph."""
        self._stop_timer()
        passage = self._passage
        if passage is None:
            return
        passage.reveal()
        if passage.is_whole:
            self.rest()
            return
        self.pause = time_between(self._pace, passage.last_shown)
        if self.pause is not None:
            self._timer = self._owner.set_timer(self.pause, self.next)
        self._shown()

    def hurry(self) -> None:
        """Bring the next paragraph where each waits for a key, or else all of them."""
        if self.waits:
            self.next()
        else:
            self.rest()

    def rest(self) -> None:
        """Bring all that is left."""
        passage = self._passage
        if passage is not None:
            self.stop()
            passage.reveal_all()
            self._whole()

    def stop(self) -> None:
        """Bring nothing more: the passage is done with."""
        self._passage = None
        self._stop_timer()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
