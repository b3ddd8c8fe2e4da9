"""What a check found, and on what."""

import os
from pathlib import Path

from msgspec import Struct

from game.errors import ExitCode
from game.story.problems import Problem


class Report(Struct, frozen=True):
    """What was found, in story order."""

    story_id: str
    problems: tuple[Problem, ...]
    folder: str = ""
    """What was read, as a person would say it."""
    unchecked: tuple[str, ...] = ()
    """What was not looked at, and what to do about it, in sentences."""

    @property
    def has_errors(self) -> bool:
        """Whether the story cannot be played as it stands."""
        return any(problem.is_error for problem in self.problems)

    @property
    def exit_code(self) -> ExitCode:
        """How a command that made this report ends: warnings and notes are no failure."""
        return ExitCode.PROBLEMS if self.has_errors else ExitCode.OK


def said(folder: Path) -> str:
    """Return a folder as it is seen from where the command was given, as a person would say it."""
    where, here = folder.absolute(), Path.cwd()
    return f"{where.relative_to(here) if where != here and where.is_relative_to(here) else where}{os.sep}"
