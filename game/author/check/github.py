"""Problems as workflow commands, which GitHub Actions shows beside the lines of a change."""

from collections import Counter
from collections.abc import Iterable, Sequence

from game.author.check.exchange import Told, path_of, told_of
from game.author.check.printing import counted
from game.author.check.report import Report
from game.story.catalogue import CATALOGUE
from game.story.problems import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_WORDS = str.maketrans(_ESCAPES)
_IN_VALUES = str.maketrans({**_ESCAPES, ":": "%3A", ",": "%2C"})


def as_github(report: Report) -> str:
    """Return a report as workflow commands, a line each, and a last line for the log."""
    return github_lines(told_of(report), report.folder)


def github_lines(found: Sequence[Told], folder: str, unsettled: Iterable[str] = ()) -> str:
    """Return problems in a story's folder as workflow commands. ``unsettled`` is what the run could not do."""
    lines = [_command(told, folder) for told in found]
    lines += [f"::warning::{sentence.translate(_IN_WORDS)}" for sentence in unsettled]
    lines.append(counted(Counter(told.problem.severity for told in found)) + ".")
    return "\n".join(lines) + "\n"


def _command(told: Told, folder: str) -> str:
    problem, span = told.problem, told.problem.span
    values = {"file": path_of(folder, span.file).as_posix(), "line": str(span.line)}
    if span.end_line == span.line:
        # Between columns GitHub marks a stretch of one line only; its ends are both within, ours is the first without.
        values |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    else:
        values["endLine"] = str(span.end_line)
    values["title"] = f"{problem.code}: {CATALOGUE[problem.code].title}"
    written = ",".join(f"{name}={value.translate(_IN_VALUES)}" for name, value in values.items())
    return f"::{_COMMANDS[problem.severity]} {written}::{told.words.translate(_IN_WORDS)}"
