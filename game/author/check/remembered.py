"""What was found out before, and holds as long as all that it rests on is the same."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from game.story.keeping import Pieces, content_key, key_for

Found = TypeVar("Found")
_PLACE = "found"
"""Under this name, which no file has, lies what was found out of a whole story."""


class Remembered:
    """Remembers while the program runs, and for the next one if there are ``Pieces``."""

    def __init__(self, pieces: Pieces | None = None) -> None:
        """Begin with what is kept."""
        self._pieces = pieces
        self._known: dict[str, tuple[object, Any]] = {}

    def recall(self, name: str, rests_on: tuple[object, ...], find: Callable[[], Found]) -> Found:
        """Return what was found under a name, or find it now: a plain value, or tuples and mappings of such."""
        if self._pieces is None:
            before = self._known.get(name)
            if before is None or before[0] != rests_on:
                before = self._known[name] = rests_on, find()
            known: Found = before[1]
            return known
        key = key_for(rests_on)
        kept = self._pieces.find(_PLACE, name, key)
        if not isinstance(kept, tuple):
            kept = (find(),)
            self._pieces.keep(_PLACE, name, key, kept)
        told: Found = kept[0]
        return told

    def content_key(self, file: str, lines: Sequence[str]) -> str:
        """Return what tells a file, of which these are the lines, from any other version of it."""
        known = self._pieces.content_of(file) if self._pieces is not None else None
        return content_key("\n".join(lines)) if known is None else known

    def latest(self, name: str) -> Any:  # noqa: ANN401 - a plain value
        """Return what was noted last under a name, whatever it rests on; ``None`` if nothing was."""
        if self._pieces is not None:
            return self._pieces.find(_PLACE, name, "")
        return self._known.get(name, (None, None))[1]

    def note(self, name: str, value: object) -> None:
        """Note a plain value under a name of its own."""
        if self._pieces is not None:
            self._pieces.keep(_PLACE, name, "", value)
        self._known[name] = None, value
