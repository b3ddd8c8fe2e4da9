"""A story with what every rule asks of it, worked out once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from game.author.check.possible import Possible, possible_codes
from game.author.check.readings import all_readings
from game.author.check.uses import Uses, uses_of
from game.engine.graph import Graph, graph_of
from game.story.catalogue import CATALOGUE
from game.story.model import Scene, Story
from game.story.problems import Problem, Severity, Span


def excused(problem: Problem, kind: str, allow: Mapping[str, str]) -> Problem:
    """Return a problem as a note if the author has allowed problems of its kind there, and said why."""
    return replace(problem, severity=Severity.NOTE) if kind in allow else problem


class Study:
    """What the rules look at. ``files`` holds the lines of each file, for quoting and for finding words in."""

    def __init__(self, story: Story, files: Mapping[str, Sequence[str]]) -> None:
        self.story = story
        self.files = files

    @cached_property
    def graph(self) -> Graph:
        """Where scenes lead, whatever the conditions say."""
        return graph_of(self.story)

    @cached_property
    def written_scenes(self) -> tuple[Scene, ...]:
        """The scenes as the author wrote them: of those that an `each` made, only the first.

        What is wrong with the prose of one is wrong with all, and should be told once.
        """
        written: dict[Span, Scene] = {}
        for scene in self.story.scenes.values():
            written.setdefault(scene.span, scene)
        return tuple(written.values())

    @cached_property
    def readings(self) -> tuple[tuple[Scene, tuple[str, ...]], ...]:
        """The readings of the written scenes, each with its scene."""
        return tuple(all_readings(self.written_scenes))

    @cached_property
    def paragraphs(self) -> tuple[tuple[Scene, str], ...]:
        """The paragraphs of all readings, each with its scene, once for a scene however many readings have it."""
        return tuple(dict.fromkeys((scene, paragraph) for scene, reading in self.readings for paragraph in reading))

    @cached_property
    def uses(self) -> Uses:
        """What reads and writes each variable."""
        return uses_of(self.story)

    @cached_property
    def possible(self) -> Possible:
        """Which values each variable can ever have, by the constants that are written to it."""
        return possible_codes(self.story, self.graph)

    def problem(self, code: str, span: Span, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Return a problem with its line quoted, as severe as the catalogue says."""
        severity = Severity(CATALOGUE[code].severity)
        lines = self.files.get(span.file, ())
        line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        return Problem(code, message, span, expected, hint, severity, line)

    def find(self, words: str, scene: Scene) -> Span:
        """Return where some words of a scene stand in its file, or the scene if that cannot be told.

        A text may be broken anywhere in the file, so it is the first few words that are looked for.
        """
        lines = self.files.get(scene.span.file, ())
        starts = [other.span.line for other in self.story.scenes.values() if other.span.file == scene.span.file]
        end = min((line for line in starts if line > scene.span.line), default=len(lines) + 1)
        most = min(5, len(words.split()))
        for length in range(most, min(2, most) - 1, -1):
            head = " ".join(words.split()[:length])
            whole = re.compile(rf"(?<!\w){re.escape(head)}(?!\w)")
            for number, line in enumerate(lines[scene.span.line - 1 : end - 1], scene.span.line):
                if head in line and (found := whole.search(line)):
                    column = found.start() + 1
                    return Span(scene.span.file, number, column, number, column + len(head))
        return scene.span

    def find_declaration(self, identifier: str, file: str) -> Span:
        """Return where a file of declarations has an id as a key, or its first line."""
        for number, line in enumerate(self.files.get(file, ()), start=1):
            if line.lstrip().startswith(f"{identifier}:"):
                column = line.index(identifier) + 1
                return Span(file, number, column, number, column + len(identifier))
        return Span(file)
