"""An application that ends when something in it breaks, without a word of its own: what is said is said elsewhere."""

import asyncio
import signal
from typing import Any, TypeVar

from rich.console import RenderableType
from textual.app import App
from textual.notifications import SeverityLevel
from textual.worker import WorkerFailed

from game.story.characters import harmless

Result = TypeVar("Result")

_BY_SIGNAL = 128
"""What shells add to a signal's number in the exit code of what it ended."""


class GuardedApp(App[Result]):
    """Keeps the first error that a handler, a worker, a timer or a screen did not expect, in ``fault``.

    Asked to end by the system, or with its terminal gone, it ends as if it had been left, so that the terminal is as it
    was before.
    """

    fault: Exception | None = None

    def on_load(self) -> None:
        """Listen for what ends a program, and for errors that nobody waits for."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._loop_broke)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self._end_by_signal, number)
                except (NotImplementedError, RuntimeError, ValueError):
                    return  # no signals on this system, or not in this thread: the system ends the program itself

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=_BY_SIGNAL + number)

    def _loop_broke(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)
        else:
            loop.default_exception_handler(context)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what broke and close, whatever part of the screen it was in."""
        if self.fault is None:
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.fault = cause if isinstance(cause, Exception) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Close. Textual would print the traceback, with the values of all variables."""
        self._close_messages_no_wait()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice, which may quote what somebody wrote: the name of a file, a run's title. It is never markup."""
        told, above = harmless(message), harmless(title)
        super().notify(told, title=above, severity=severity, timeout=timeout, markup=markup)

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002 - Textual's signature
        """Close, as for any other error."""
        self._close_messages_no_wait()
