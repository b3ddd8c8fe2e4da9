"""The one place where a command's failures become words: expected ones, interruptions, and our own mistakes."""

import os
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from game.errors import ExitCode, GameError
from game.locations import saves_folder

_LIBRARIES = ("textual", "transitions", "pydantic", "jinja2", "PyYAML", "typer")


def guarded(command: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run a command and return its exit code, whatever happens in it. ``arguments`` go into the report of a bug."""
    try:
        return command()
    except GameError as error:
        complain(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        complain("")  # so that the shell's prompt has a line of its own
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading (`head`, a pager) has seen enough. Python would complain about it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - a bug of any kind is to be told in words and written down
        return _report_bug(error, arguments)


def complain(message: str, hint: str = "") -> None:
    """Say something to the person at the terminal, apart from what the command prints."""
    print(message, file=sys.stderr)  # noqa: T201 - the command speaks here
    if hint:
        print(hint, file=sys.stderr)  # noqa: T201


def _report_bug(error: Exception, arguments: Sequence[str]) -> int:
    report = _report(error, arguments)
    now = datetime.now(UTC)
    path = saves_folder() / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report, encoding="utf-8")
        where = f"What happened is written in {path}; please send it with a word on what you were doing."
    except OSError:
        where = report
    complain(f"The game broke, and it is our mistake: {type(error).__name__}.", where)
    return ExitCode.BUG


def _report(error: Exception, arguments: Sequence[str]) -> str:
    """Return what somebody mending the game needs: versions, the command, the traceback. Nothing of the run."""
    lines = [
        f"hyosan {game_version()}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"hyosan {' '.join(arguments)}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    # Where somebody keeps their files is nobody else's business.
    return "\n".join(lines).replace(str(Path.home()), "~")


def game_version() -> str:
    """Return the version of the game."""
    return _version("hyosan")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"
