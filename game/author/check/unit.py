"""One file of a story with what stands in it: all that a rule sees which looks no further.

What such a rule finds depends on the file, on what the people are called, and on who is listed where, and on nothing
else: so it need not be found again as long as those are the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct, field

from game.author.check.readings import readings, told_texts
from game.author.check.uses import record_texts
from game.author.check.words import words_of_paragraph
from game.story.catalogue import CATALOGUE
from game.story.model import Person, Scene, Story
from game.story.problems import Problem, Severity, Span
from game.story.sketch import prose_of, texts_of
from game.story.text import Text

RECORD_FILE = "record.yaml"
Reading = tuple[str, ...]
"""The paragraphs of a text on one path through it."""


class Page(Struct, frozen=True):
    """A file's lines, and the lines at which its scenes begin."""

    file: str
    lines: Sequence[str]
    starts: tuple[int, ...] = ()

    def find(self, words: str, scene: Span) -> Span:
        """Return where some words of a scene stand, or the scene if that cannot be told.

        A text may be broken anywhere in the file, so it is the first few words that are looked for.
        """
        end = min((line for line in self.starts if line > scene.line), default=len(self.lines) + 1)
        known = words.split()
        most = min(5, len(known))
        for length in range(most, min(2, most) - 1, -1):
            head = " ".join(known[:length])
            whole = re.compile(rf"(?<!\w){re.escape(head)}(?!\w)")
            for number, line in enumerate(self.lines[scene.line - 1 : end - 1], scene.line):
                if head in line and (found := whole.search(line)):
                    column = found.start() + 1
                    return Span(self.file, number, column, number, column + len(head))
        return scene

    def problem(self, code: str, span: Span, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Return a problem of this file with its line quoted, as severe as the catalogue says."""
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        return Problem(code, message, span, expected, hint, Severity(CATALOGUE[code].severity), line)


class Unit(Struct, frozen=True, eq=False, dict=True):
    """A file, the scenes that were written in it, and what else can be read there."""

    page: Page
    scenes: tuple[Scene, ...]
    """In story order; of those that an `each` made, only the first: what is wrong with one is wrong with all."""
    made: tuple[Scene, ...]
    """All scenes, those that an `each` made too."""
    others: tuple[Text, ...]
    """Texts that belong to no scene: the Record's."""
    people: tuple[Person, ...]
    """Everybody in the story, ``you`` first."""
    _known: dict[int, tuple[Reading, ...]] = field(default_factory=dict)
    """Readings of texts, by identity: they are worked out once, however many rules ask."""
    _words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def lines(self) -> Sequence[str]:
        """The file's lines."""
        return self.page.lines

    def find(self, words: str, scene: Scene) -> Span:
        """Return where some words of a scene stand, or the scene if that cannot be told."""
        return self.page.find(words, scene.span)

    def problem(self, code: str, span: Span, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Return a problem of this file with its line quoted, as severe as the catalogue says."""
        return self.page.problem(code, span, message, expected=expected, hint=hint)

    def told(self, text: Text) -> tuple[Reading, ...]:
        """Return the readings of a text of this file."""
        found = self._known.get(id(text))
        if found is None:
            found = self._known[id(text)] = tuple(readings(text))
        return found

    def readings_of(self, scene: Scene) -> Iterator[Reading]:
        """Yield the readings of a scene's text and of its replies."""
        for text in told_texts(scene):
            yield from self.told(text)

    @cached_property
    def readings(self) -> tuple[tuple[Scene, Reading], ...]:
        """The readings of the scenes, each with its scene."""
        return tuple((scene, reading) for scene in self.scenes for reading in self.readings_of(scene))

    @cached_property
    def paragraphs(self) -> tuple[tuple[Scene, str], ...]:
        """The paragraphs of all readings, each with its scene, once for a scene however many readings have it."""
        return tuple(dict.fromkeys((scene, paragraph) for scene, reading in self.readings for paragraph in reading))

    def words(self, paragraph: str) -> list[str]:
        """Return the words of a paragraph as they are compared."""
        found = self._words.get(paragraph)
        if found is None:
            found = self._words[paragraph] = words_of_paragraph(paragraph)
        return found

    @cached_property
    def by_scene(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs of each scene, by its key."""
        found: dict[str, list[str]] = {scene.key: [] for scene in self.scenes}
        for scene, paragraph in self.paragraphs:
            found[scene.key].append(paragraph)
        return {key: tuple(paragraphs) for key, paragraphs in found.items()}

    @cached_property
    def besides(self) -> str:
        """What else can be read in the file: labels, locks, summaries, the Record."""
        told = {id(text) for scene in self.scenes for text in told_texts(scene)}
        texts = chain(chain.from_iterable(map(texts_of, self.made)), self.others)
        return "\n".join(prose_of(text) for text in texts if id(text) not in told)

    @cached_property
    def vocabulary(self) -> set[str]:
        """Every word that can be read in the file, as words are compared."""
        told = chain.from_iterable(self.words(paragraph) for _, paragraph in self.paragraphs)
        return {*told, *words_of_paragraph(self.besides)}

    def may_name(self, name: str) -> bool:
        """Return whether anything that can be read in the file may have a name in it, which is quickly seen."""
        return all(word in self._spelt for word in words_of_paragraph(name))

    @cached_property
    def _spelt(self) -> str:
        return "\n".join(self.vocabulary)


def units_of(story: Story, files: Mapping[str, Sequence[str]]) -> Iterator[Unit]:
    """Yield the files of a story, in story order, each with what stands in it."""
    made: dict[str, list[Scene]] = {file: [] for file in files}
    written: dict[str, dict[Span, Scene]] = {file: {} for file in files}
    for scene in story.scenes.values():
        made[scene.span.file].append(scene)
        written[scene.span.file].setdefault(scene.span, scene)
    people = tuple(story.people.values())
    for file, lines in files.items():
        page = Page(file, lines, tuple(span.line for span in written[file]))
        others = tuple(record_texts(story)) if file == RECORD_FILE else ()
        yield Unit(page, tuple(written[file].values()), tuple(made[file]), others, people)
