"""What is wrong with a story, kept with the lines it was found in, and told of the lines as they are now."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.author.lsp.drift import Drift
from game.author.lsp.symbols import Lines
from game.story.problems import Problem


class Findings(Struct, frozen=True):
    """Problems, and the lines of the files in which they were found."""

    problems: tuple[Problem, ...] = ()
    lines: Lines | None = None

    def now(self, lines: Lines) -> "Findings":
        """Return those that stand in lines that are still there, where they stand now."""
        drifts: dict[str, Drift] = {}
        kept: list[Problem] = []
        for problem in self.problems:
            file = problem.span.file
            if file not in drifts:
                before = (self.lines or {}).get(file, ())
                drifts[file] = Drift(before, lines.get(file, before))
            span = drifts[file].moved(problem.span)
            if span is not None:
                kept.append(replace(problem, span=span))
        return Findings(tuple(kept), lines)

    def without(self, others: Iterable[Problem]) -> "Findings":
        """Return those that are not among others."""
        known = set(others)
        return Findings(tuple(problem for problem in self.problems if problem not in known), self.lines)

    def with_those(self, others: "Findings") -> "Findings":
        """Return these and others that were found in the same lines, each once."""
        return Findings(tuple(dict.fromkeys((*self.problems, *others.problems))), self.lines)

    def by_file(self) -> Mapping[str, Sequence[Problem]]:
        """Return them file by file."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.span.file, []).append(problem)
        return found
