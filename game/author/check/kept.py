"""What a check found, kept for the next one: of a whole story, and of each of its files.

A report is told again if the folder answers everything as it did; what is summed up of a file, if the file is the same,
and the names and lists that it can speak of. Both only by the very code that found them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.author.check.report import Report, said
from game.cache import Cache, code_written, key_of
from game.language import spoken
from game.story.disk import Asked, Disk, asked_from
from game.story.packing import UNREADABLE
from game.story.problems import Problem, Severity, Span

PACKAGES = ("story", "engine", "author/check")
LIBRARIES = ("yaml", "msgspec", "jinja2", "codespell_lib")


class KeptReport:
    """The latest report on a folder, as it was told in one language."""

    def __init__(self, cache: Cache, folder: Path, language: str) -> None:
        self._cache = cache
        self._folder = folder
        self._key = key_of("report", rule_code(), str(folder.absolute()), language)

    def read(self) -> Report | None:
        """Return the report, if everything that it rests on is as it was. Raises CannotBegin if there is no folder."""
        disk = Disk(self._folder)
        try:
            written = self._cache.get(self._key)
            asked = asked_from(written["asked"])
            problems = tuple(problem_from(row) for row in written["problems"])
            story_id = str(written["story"])
        except UNREADABLE:
            return None
        return Report(story_id, problems, said(self._folder)) if disk.answers(asked) else None

    def keep(self, report: Report, asked: Sequence[Asked]) -> None:
        """Keep a report, and what the folder was asked for it."""
        rows = [row_of(problem) for problem in report.problems]
        self._cache.put(self._key, {"story": report.story_id, "asked": asked, "problems": rows})
        self._cache.trim()


class KeptFiles:
    """What was worked out of each file of a story when it was checked last."""

    def __init__(self, cache: Cache, folder: Path) -> None:
        """Keep it in a cache, for one folder."""
        self._cache = cache
        self._folder = str(folder.absolute())

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return what is kept of a file; ``None`` if nothing is."""
        return self._cache.get(self._key(name))

    def put(self, name: str, value: object) -> None:
        """Keep something of a file."""
        self._cache.put(self._key(name), value)

    def _key(self, name: str) -> str:
        return key_of("file", rule_code(), self._folder, name)


def rule_code() -> str:
    """Return what tells the rules, what they read a story with, and the language they speak, from any other."""
    return key_of(code_written(PACKAGES, LIBRARIES), spoken())


def row_of(problem: Problem) -> list[Any]:
    """Return a problem as JSON can hold it."""
    place = problem.span
    return [
        problem.code,
        problem.message,
        [place.file, place.line, place.column, place.end_line, place.end_column],
        problem.expected,
        problem.hint,
        problem.severity,
        problem.source_line,
    ]


def problem_from(row: Sequence[Any]) -> Problem:
    """Return the problem that a row is of. Raises ValueError or TypeError for what is no such row."""
    code, message, place, expected, hint, severity, line = row
    return Problem(code, message, Span(*place), expected, hint, Severity(severity), line)
