"""A story with what every rule asks of it, worked out once."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from game.author.check.order import Order
from game.author.check.possible import Possible, possible_codes
from game.author.check.remembered import Remembered
from game.author.check.summary import Summary
from game.author.check.unit import Page
from game.author.check.uses import Uses, uses_of
from game.engine.graph import Graph, graph_from
from game.story.model import Scene, Story
from game.story.problems import Problem, Severity, Span
from game.story.sketch import Drawn, Sketch


def excused(problem: Problem, kind: str, allow: Mapping[str, str]) -> Problem:
    """Return a problem as a note if the author has allowed problems of its kind there, and said why."""
    return replace(problem, severity=Severity.NOTE) if kind in allow else problem


class Study:
    """What the rules look at that look at a whole story.

    ``files`` holds the lines of each file, for quoting and for finding words in; ``summaries`` what is known of each.
    """

    def __init__(
        self,
        story: Story,
        files: Mapping[str, Sequence[str]],
        summaries: Sequence[Summary] = (),
        drawn: Sequence[Drawn] = (),
        remembered: Remembered | None = None,
    ) -> None:
        self.story = story
        self.files = files
        self.summaries = summaries
        self.drawn = drawn or (Drawn(story.scenes),)
        self.remembered = remembered or Remembered()
        self._contents: dict[str, str] = {}

    @cached_property
    def sketches(self) -> dict[str, Sketch]:
        """The scenes in a few strokes, by their keys, in story order."""
        return {sketch.key: sketch for one in self.drawn for sketch in one.sketches}

    @cached_property
    def graph(self) -> Graph:
        """Where scenes lead, whatever the conditions say."""
        leads = {key: sketch.targets for key, sketch in self.sketches.items()}
        asides = {key for key, sketch in self.sketches.items() if sketch.aside}
        return graph_from(leads, asides, self.story.start)

    @cached_property
    def order(self) -> Order:
        """Which scene can come after which, whatever the conditions say."""
        return Order(self.graph)

    @cached_property
    def written_scenes(self) -> tuple[Scene, ...]:
        """The scenes as the author wrote them: of those that an `each` made, only the first."""
        written: dict[Span, Scene] = {}
        for scene in self.story.scenes.values():
            written.setdefault(scene.span, scene)
        return tuple(written.values())

    @cached_property
    def uses(self) -> Uses:
        """What reads and writes each variable."""
        return uses_of(self.story, self.sketches.values())

    @cached_property
    def possible(self) -> Possible:
        """Which values each variable can ever have, by the constants that are written to it."""
        return possible_codes(self.story, [one for key, one in self.sketches.items() if key in self.graph.reached])

    def content(self, file: str) -> str:
        """Return what tells a file from any other version of it."""
        found = self._contents.get(file)
        if found is None:
            found = self._contents[file] = self.remembered.content_key(file, self.files.get(file, ()))
        return found

    def prose(self, file: str) -> str:
        """Return what tells the words of a file's scenes from any others."""
        return self._prose.get(file, "")

    @cached_property
    def _prose(self) -> dict[str, str]:
        return {sketch.span.file: one.prose for one in self.drawn for sketch in one.sketches}

    def problem(self, code: str, span: Span, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Return a problem with its line quoted, as severe as the catalogue says."""
        return self._page(span.file).problem(code, span, message, expected=expected, hint=hint)

    def find(self, words: str, scene: Scene) -> Span:
        """Return where some words of a scene stand in its file, or the scene if that cannot be told."""
        return self._page(scene.span.file).find(words, scene.span)

    def find_declaration(self, identifier: str, file: str) -> Span:
        """Return where a file of declarations has an id as a key, or its first line."""
        for number, line in enumerate(self.files.get(file, ()), start=1):
            if line.lstrip().startswith(f"{identifier}:"):
                column = line.index(identifier) + 1
                return Span(file, number, column, number, column + len(identifier))
        return Span(file)

    def _page(self, file: str) -> Page:
        page = self._pages.get(file)
        return page if page is not None else Page(file, self.files.get(file, ()))

    @cached_property
    def _pages(self) -> dict[str, Page]:
        starts: dict[str, list[int]] = {file: [] for file in self.files}
        for scene in self.written_scenes:
            starts.setdefault(scene.span.file, []).append(scene.span.line)
        return {file: Page(file, self.files.get(file, ()), tuple(lines)) for file, lines in starts.items()}
