"""What is worked out of each file of a story, kept from one program to the next.

A piece is a plain value, which is kept beside the key of all that it rests on: whoever asks with another key finds
nothing. What is found and cannot be made sense of is no better than nothing.
"""

from typing import Any, Protocol

import msgspec

from game.story.disk import digest
from game.story.packing import UNREADABLE, Packer, Unpacker


class Keeper(Protocol):
    """Keeps values that JSON can hold, by name. Whatever is wrong with the place where it keeps them, it says nothing.

    What one version of this program keeps, no other must be given.
    """

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return what is kept under a name; ``None`` if nothing is."""

    def put(self, name: str, value: object) -> None:
        """Keep a value."""


class Pieces:
    """The pieces of a story, which lie together by the file that they are of."""

    def __init__(self, keeper: Keeper) -> None:
        """Begin with what a keeper has."""
        self._keeper = keeper
        self._files: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()
        self._pages: dict[int, tuple[object, str, str]] = {}
        self._contents: dict[str, str] = {}

    def note(self, model: object, file: str, content: str) -> None:
        """Note which file a model is of, or what stands for it, and the key of the file's text."""
        self._pages[id(model)] = model, file, content
        self._contents[file] = content

    def page_of(self, model: object) -> tuple[str, str] | None:
        """Return which file a model is of, and the key of its text; ``None`` if that was not noted."""
        found = self._pages.get(id(model))
        return found[1:] if found is not None else None

    def content_of(self, file: str) -> str | None:
        """Return the key of a file's text; ``None`` if that was not noted."""
        return self._contents.get(file)

    def find(self, file: str, name: str, key: str) -> Any:  # noqa: ANN401 - a part of a story, or of a file
        """Return a piece; ``None`` if there is none that rests on the same."""
        try:
            known, packed = self._of(file)[name]
            return Unpacker().unpack(packed) if known == key else None
        except UNREADABLE:
            return None

    def keep(self, file: str, name: str, key: str, piece: object) -> None:
        """Keep a piece in the place of what was kept under its name. Nothing is written before ``save``."""
        self._of(file)[name] = (key, Packer().pack(piece))
        self._changed.add(file)

    def save(self) -> None:
        """Write down what was kept since the last time."""
        for file in self._changed:
            self._keeper.put(file, self._files[file])
        self._changed.clear()

    def _of(self, file: str) -> dict[str, Any]:
        found = self._files.get(file)
        if found is None:
            kept = self._keeper.get(file)
            found = self._files[file] = kept if isinstance(kept, dict) else {}
        return found


def key_for(rests_on: object) -> str:
    """Return the key of what a piece rests on: parts of a story, and tuples of them. Raises TypeError for others."""
    return digest([msgspec.json.encode(Packer().pack(rests_on))])


def content_key(text: str) -> str:
    """Return the key of a text."""
    return digest([text.encode("utf-8", "surrogatepass")])
