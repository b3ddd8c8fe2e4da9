"""A folder to a report: what the loader says, and then what the static rules say."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from game.author.check.dictionaries import is_installed
from game.author.check.ignores import silence
from game.author.check.rules import RULES, summary_of
from game.author.check.study import Study
from game.author.check.summary import Summary
from game.author.check.unit import units_of
from game.errors import CannotBegin, ExitCode
from game.story.loader import Loaded, collector_at_rest, load_with_translations
from game.story.problems import Problem, Problems

_WITHOUT_SPELLING = 'Spelling was not looked at: python -m pip install "hyosan[author]" brings the lists of words.'


@dataclass(frozen=True, slots=True)
class Report:
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


def check_story(folder: Path, language: str = "") -> Report:
    """Load a story with its translations and apply every static rule to it, if it can be loaded.

    With a language, everything that is not translated into it is listed. Raises CannotBegin if there is no such folder,
    or no such translation.
    """
    unchecked = () if is_installed() else (_WITHOUT_SPELLING,)
    with collector_at_rest():
        loaded = load_with_translations(folder, listed=language)
        if loaded.story is not None and language and language not in loaded.story.languages:
            known = ", ".join(f"`{one}`" for one in loaded.story.languages)
            hint = f"It is translated into {known}." if known else "`languages` in story.yaml lists them."
            raise CannotBegin(f"This story has no translation into `{language}`.", hint)
        return Report(loaded.story_id, tuple(judge(loaded)), said(folder), unchecked)


def judge(loaded: Loaded, between: Callable[[], None] = lambda: None) -> Problems:
    """Return what is wrong with a story that was read: what the loader said, and what every static rule says.

    ``between`` is called before each file, and before each rule that looks at all of them. By raising it puts an end to
    work that nobody waits for any more.
    """
    if loaded.story is None:
        return loaded.problems
    summaries: list[Summary] = []
    for unit in units_of(loaded.story, loaded.problems.files):
        between()
        summaries.append(summary_of(unit))
    study = Study(loaded.story, loaded.problems.files, summaries)
    found = [*loaded.problems, *(problem for summary in summaries for problem in summary.problems)]
    for rule in RULES:
        between()
        found += rule(study)
    return loaded.problems.of_the_same_files(silence(found, study))


def said(folder: Path) -> str:
    """Return a folder as it is seen from where the command was given, as a person would say it."""
    where, here = folder.absolute(), Path.cwd()
    return f"{where.relative_to(here) if where != here and where.is_relative_to(here) else where}{os.sep}"
