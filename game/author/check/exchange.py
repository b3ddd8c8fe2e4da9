"""What the formats for programs have in common: a problem in one piece, and its file as other programs find it."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from game.author.check.report import Report
from game.story.problems import Problem


class Told(Struct, frozen=True):
    """A problem, and what is known of it besides: a way to where it happens, say."""

    problem: Problem
    more: tuple[str, ...] = ()
    """Lines for people to read after the problem's own."""
    about: Mapping[str, object] = field(default_factory=dict)
    """Facts for programs, as JSON has them."""

    @property
    def words(self) -> str:
        """What is wrong, what was expected and what to do, a line each."""
        expected = f"Expected: {self.problem.expected}." if self.problem.expected else ""
        return "\n".join(filter(None, (self.problem.message, expected, self.problem.hint, *self.more)))


def told_of(report: Report) -> list[Told]:
    """Return a report's problems, with nothing added."""
    return [Told(problem) for problem in report.problems]


def path_of(folder: str, file: str) -> Path:
    """Return where a story's file is, seen from here if it is here.

    Programs that show problems beside the lines know a repository's files by their paths from its root, which is where
    they call commands.
    """
    path, here = Path(folder, file), Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
