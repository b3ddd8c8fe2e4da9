"""An application in a terminal: one that may become too small, and in which keys were pressed before it was there."""

import sys
from typing import TypeVar

from textual import events
from textual.geometry import Size

from game.story.at_rest import wake
from game.tui.guarded import GuardedApp
from game.tui.screens.small import LEAST, SmallScreen

Result = TypeVar("Result")
SETTLED = 1.0
"""Seconds after which the first screen is there, and somebody reads it."""


class WindowedApp(GuardedApp[Result]):
    """Covers everything while the terminal is too small for it, and listens to keys once there is something to see.

    What is covered stands still: no limit runs, and no key chooses.
    """

    _is_seen = False
    """Whether the first screen has been drawn: keys pressed before that were meant for something else."""

    def on_load(self) -> None:
        """Forget what was typed while the game was loading."""
        if not self.is_headless and sys.__stdin__ is not None and sys.__stdin__.isatty():
            _forget_what_was_typed(sys.__stdin__.fileno())

    def on_ready(self) -> None:
        """Listen to keys from now on."""
        self._is_seen = True
        self._fit(self.size)
        self.set_timer(SETTLED, wake)

    async def on_event(self, event: events.Event) -> None:
        """Let keys wait for the first screen."""
        if self._is_seen or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Cover what cannot be read, and uncover it where it was."""
        if self._is_seen:
            self._fit(event.size)

    def _fit(self, size: Size) -> None:
        columns, rows = LEAST
        is_too_small = size.width < columns or size.height < rows
        if is_too_small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())
        elif not is_too_small and isinstance(self.screen, SmallScreen):
            self.pop_screen()


def _forget_what_was_typed(terminal: int) -> None:
    """Forget what a terminal holds that nobody has read yet."""
    try:
        import termios  # noqa: PLC0415 - Windows has none, and its consoles keep nothing back
    except ImportError:
        return
    termios.tcflush(terminal, termios.TCIFLUSH)
