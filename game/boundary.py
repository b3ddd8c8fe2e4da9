"""The one place where a command's failures become words: expected ones, interruptions, and our own mistakes."""

import os
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING

from game.errors import ExitCode, GameError
from game.report import Broke, Report, game_version, is_hung_up, write_report
from game.story.characters import harmless

if TYPE_CHECKING:
    from game.saves.session import Session

__all__ = ["complain", "game_version", "guarded", "report_bug", "tell_report"]

_asked: ContextVar[Sequence[str]] = ContextVar("asked", default=())
"""The arguments of the command that is running."""


def guarded(command: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run a command and return its exit code, whatever happens in it. ``arguments`` go into the report of a bug."""
    _asked.set(arguments)
    try:
        return command()
    except GameError as error:
        complain(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        complain("")  # so that the shell's prompt has a line of its own
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _say_no_more()
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - a bug of any kind is to be told in words and written down
        if is_hung_up(error):
            _say_no_more()
            return ExitCode.INTERRUPTED
        broke = error if isinstance(error, Broke) else Broke(error, None)
        tell_report(report_bug(broke.error, broke.session))
        return ExitCode.BUG


def _say_no_more() -> None:
    """Write nowhere from now on: whoever was reading (`head`, a pager, a terminal) has seen enough, or is gone.

    Python would complain about it once more at exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(message: str, hint: str = "") -> None:
    """Say something to the person at the terminal, apart from what the command prints."""
    print(harmless(message), file=sys.stderr)  # noqa: T201 - the command speaks here
    if hint:
        print(harmless(hint), file=sys.stderr)  # noqa: T201


def report_bug(error: Exception, session: "Session | None" = None) -> Report:
    """Write down what broke while a session was played, or nothing was. Never raises."""
    return write_report(error, _asked.get(), session)


def tell_report(report: Report) -> None:
    """Say at the terminal that the game broke; the report itself is printed where it could not be written."""
    complain("\n".join(report.sentences), "" if report.path is not None else report.text)
