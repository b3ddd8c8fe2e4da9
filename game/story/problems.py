"""What is wrong with a story, said to its author, and the catalogue of codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from game.story.catalogue import CATALOGUE
from game.story.characters import harmless

MOST_HINTS = 200
LONGEST_WORD = 100


class Span(NamedTuple):
    """A stretch of one file.

    Lines and columns count from 1, the end is exclusive; a column is a character, not a byte.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


Place: TypeAlias = Span | Callable[[], Span]
"""A stretch, or what works it out: of most words the place is never asked for, and telling it takes a while."""


def placed(place: Place) -> Span:
    """Return the stretch itself."""
    return place if isinstance(place, Span) else place()


class Severity(StrEnum):
    """How much a problem matters: an error stops play, a warning should be mended, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(Struct, frozen=True):
    """One thing that is wrong, where, what was expected there and what to do."""

    code: str
    message: str
    span: Span
    expected: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    source_line: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the story cannot be played as it stands."""
        return self.severity is Severity.ERROR


class Problems:
    """Collects problems, so that all of them are told at once and in story order."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self.reported = 0
        """How often something was reported, known already or not."""
        self._hints = 0
        self._lines: dict[str, Sequence[str]] = {}
        self._order: dict[str, int] = {}

    def know_file(self, file: str, lines: Sequence[str]) -> None:
        """Remember a file's lines for quoting. The order of these calls is story order."""
        self._lines[file] = lines
        self._order.setdefault(file, len(self._order))

    @property
    def files(self) -> Mapping[str, Sequence[str]]:
        """The lines of every file that is known, in story order."""
        return self._lines

    def add(  # noqa: PLR0913  # a problem has this many sides, named where it is reported
        self,
        code: str,
        place: Place,
        message: str,
        *,
        expected: str = "",
        hint: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Report a problem once. ``code`` must be in the catalogue, whose severity holds unless another is given."""
        span = placed(place)
        lines = self._lines.get(span.file, ())
        line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        level = severity or Severity(CATALOGUE[code].severity)
        # They quote what somebody wrote, which may hold anything, the beginning of another line too.
        told, wanted, hinted = (" ".join(harmless(said).split("\n")) for said in (message, expected, hint))
        self.reported += 1
        self._found.setdefault(Problem(code, told, span, wanted, hinted, level, line))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Report problems that were found elsewhere, each once."""
        found = dict.fromkeys(problems)
        self.reported += len(found)
        self._found.update(found)

    def of_the_same_files(self, problems: Iterable[Problem]) -> "Problems":
        """Return a collection of other problems in the files that are known to this one."""
        others = Problems()
        for file, lines in self._lines.items():
            others.know_file(file, lines)
        others.extend(problems)
        return others

    def nearest(self, word: str, known: Iterable[str], full: Mapping[str, str] | None = None) -> str:
        """Return a hint that names the known word most like ``word``, or nothing.

        ``full`` has for known words what is to be written in full.
        The first few hundred unknown words have hints: looking for them costs time, and nobody reads more at once.
        """
        self._hints += 1
        return nearest(word, known, full) if self._hints <= MOST_HINTS else ""

    def __iter__(self) -> Iterator[Problem]:
        last = len(self._order)
        return iter(sorted(self._found, key=lambda p: (self._order.get(p.span.file, last), p.span, p.code)))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far stops play."""
        return any(problem.is_error for problem in self._found)


def nearest(word: str, known: Iterable[str], full: Mapping[str, str] | None = None) -> str:
    """Return a hint that names the known word most like ``word``, or nothing. ``full`` has what to write for it."""
    if len(word) > LONGEST_WORD:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - nothing is misspelt where somebody plays

    close = get_close_matches(word, [one for one in known if len(one) <= LONGEST_WORD], n=1, cutoff=0.6)
    return f"Did you mean `{(full or {}).get(close[0], close[0])}`?" if close else ""
