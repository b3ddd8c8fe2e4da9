"""Files as they were read, kept from one loading of a story to the next, and texts that stand in an editor unsaved."""

from collections.abc import Sequence
from typing import Any, Generic

from msgspec import Struct

from game.story.problems import Problem, Problems, Span
from game.story.shapes import Model, read_shape
from game.story.source import read_yaml


class Page(Struct, Generic[Model], frozen=True):
    """What became of one file's text: its model, ``None`` if it has none, and whether nothing in it was lost."""

    text: str
    model: Model | None
    whole: bool
    problems: tuple[Problem, ...]
    nodes: int = 0
    """How many keys, values, lists and mappings it has."""


def read_page(text: str, name: str, model: type[Model]) -> Page[Model]:
    """Return what a file's text says, and what is wrong with it as a file."""
    problems = Problems()
    problems.know_file(name, text.split("\n"))
    document = read_yaml(text, name, problems)
    if document.root is None:
        if document.whole:
            problems.add("HT017", Span(name), "This file is empty.", expected="the keys that it is for")
        return Page(text, None, whole=False, problems=tuple(problems))
    shape = read_shape(model, document.root, problems)
    return Page(text, shape.model, document.whole and shape.whole, tuple(problems), document.nodes)


class Shelf:
    """Reads a file's text only if it is another than before.

    A text that cannot be read at all is told, and what the file said before stands in for it, so that one open bracket
    does not make a stranger of everything that the file declares.
    """

    def __init__(self) -> None:
        self.unsaved: dict[str, str] = {}
        """What stands in an editor, by a file's name; on disk is something else, or nothing."""
        self._latest: dict[str, Page[Any]] = {}
        self._readable: dict[str, Page[Any]] = {}

    def page(self, text: str, name: str, model: type[Model]) -> Page[Model]:
        """Return what a file's text says, or what it said when it last could be read."""
        page = self._latest.get(name)
        if page is None or page.text != text or not isinstance(page.model, model | None):
            page = self._latest[name] = read_page(text, name, model)
            if page.model is not None:
                self._readable[name] = page
        before = self._readable.get(name)
        if page.model is None and before is not None and isinstance(before.model, model):
            return Page(text, before.model, whole=False, problems=page.problems)
        return page

    def lines(self, name: str) -> Sequence[str]:
        """Return the lines of a file as they were when it last could be read: those its model's places are in."""
        page = self._readable.get(name)
        return page.text.split("\n") if page is not None else ()

    def is_outdated(self, name: str) -> bool:
        """Whether a file as it is cannot be read, and stands here as it was."""
        return name in self._readable and self._latest[name] is not self._readable[name]

    def problems(self, name: str) -> tuple[Problem, ...]:
        """Return what is wrong with a file's latest text as a file."""
        return self._latest[name].problems if name in self._latest else ()
