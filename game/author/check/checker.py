"""A folder to a report: what the loader says, and then what the static rules say."""

import os
from dataclasses import dataclass
from pathlib import Path

from game.author.check.ignores import silence
from game.author.check.rules import RULES
from game.author.check.study import Study
from game.errors import ExitCode
from game.story.loader import load_story
from game.story.problems import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, in story order."""

    story_id: str
    problems: tuple[Problem, ...]
    folder: str = ""
    """What was read, as a person would say it."""

    @property
    def has_errors(self) -> bool:
        """Whether the story cannot be played as it stands."""
        return any(problem.is_error for problem in self.problems)

    @property
    def exit_code(self) -> ExitCode:
        """How a command that made this report ends: warnings and notes are no failure."""
        return ExitCode.PROBLEMS if self.has_errors else ExitCode.OK


def check_story(folder: Path) -> Report:
    """Load a story and apply every static rule to it, if it can be loaded.

    Raises CannotBegin if there is no such folder.
    """
    loaded = load_story(folder)
    problems = loaded.problems
    if loaded.story is not None:
        study = Study(loaded.story, problems.files)
        found = [*problems, *(problem for rule in RULES for problem in rule(study))]
        problems = problems.of_the_same_files(silence(found, study))
    return Report(loaded.story_id, tuple(problems), said(folder))


def said(folder: Path) -> str:
    """Return a folder as it is seen from where the command was given, as a person would say it."""
    where, here = folder.absolute(), Path.cwd()
    return f"{where.relative_to(here) if where != here and where.is_relative_to(here) else where}{os.sep}"
