"""A shelf with what another program kept of the files: one that is as it was is not read, something stands for it.

Only what could be read whole, with nothing wrong in it, is kept.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from game.story.keeping import Pieces, content_key
from game.story.packing import UNREADABLE
from game.story.schema import StoryFile
from game.story.schema_chapter import ChapterFile
from game.story.shapes import Model
from game.story.shelf import Page, Shelf, read_page
from game.story.unread import Unread, known_of, known_of_story, unread_chapter, unread_story

_PAGE = "page"


_STANDING_IN: Mapping[type, Callable[[Callable[[], Any], Mapping[str, Any]], Unread]] = {
    StoryFile: unread_story,
    ChapterFile: unread_chapter,
}


def _known_of(model: object) -> dict[str, Any]:
    match model:
        case StoryFile():
            return known_of_story(model)
        case ChapterFile():
            return known_of(model)
    return {}


class KeptShelf(Shelf):
    """Reads a file's text only if nothing is kept of it."""

    def __init__(self, pieces: Pieces) -> None:
        """Begin with the pieces of a story."""
        super().__init__()
        self._pieces = pieces

    def page(self, text: str, name: str, model: type[Model]) -> Page[Model]:
        """Return what a file's text says."""
        content = content_key(text)
        page = self._kept(text, content, name, model)
        if page is None:
            page = read_page(text, name, model)
            if page.whole and not page.problems:
                self._pieces.keep(name, f"{_PAGE}: {model.__name__}", content, (page.nodes, _known_of(page.model)))
        self._pieces.note(page.model, name, content)
        return page

    def _kept(self, text: str, content: str, name: str, model: type[Model]) -> Page[Model] | None:
        found = self._pieces.find(name, f"{_PAGE}: {model.__name__}", content)

        def read() -> Any:  # noqa: ANN401 - a model of the file
            return read_page(text, name, model).model

        try:
            nodes, known = found
            stands_in = _STANDING_IN.get(model, Unread)(read, known)
            return Page(text, cast("Model", stands_in), whole=True, problems=(), nodes=int(nodes))
        except UNREADABLE:
            return None
