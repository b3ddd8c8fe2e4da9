"""A story as it was loaded last, for as long as its folder is what it was: nothing of it is read or built again."""

import json
from collections.abc import Sequence
from pathlib import Path

from game.cache import Cache, code_of, key_of
from game.errors import GameError
from game.language import _
from game.story.at_rest import collector_at_rest
from game.story.by_chapter import UNREADABLE, from_parts, in_parts
from game.story.disk import Asked, Disk, asked_from
from game.story.model import Story

PACKAGES = ("story",)
LIBRARIES = ("yaml", "pydantic", "pydantic_core", "jinja2")


class KeptStory:
    """The latest version of a folder's story that could be played, in one language."""

    def __init__(self, cache: Cache, folder: Path, language: str) -> None:
        self._cache = cache
        self._folder = folder
        self._language = language
        self._key = key_of("story", code_of(PACKAGES, LIBRARIES), str(folder.absolute()), language)

    def read(self) -> Story | None:
        """Return the story, if its folder answers everything as it did. Raises CannotBegin if there is no folder."""
        disk = Disk(self._folder)
        with collector_at_rest():
            written, _, parts = (self._cache.content(self._key) or b"").partition(b"\n")
            try:
                return from_parts(parts, self._anew) if disk.answers(asked_from(json.loads(written))) else None
            except UNREADABLE:
                return None

    def keep(self, story: Story, asked: Sequence[Asked]) -> None:
        """Keep a story, and what its folder was asked for it."""
        self._cache.keep(self._key, json.dumps(asked).encode() + b"\n" + in_parts(story))
        self._cache.trim()

    def _anew(self, digest: str) -> Story:
        """Return the story, read from its files: what was kept turns out not to be what was written.

        Raises GameError if the files are not those of that digest any more.
        """
        from game.story.loader import load_story  # noqa: PLC0415 - takes a while to load, and is hardly ever needed

        story = load_story(self._folder, language=self._language).story
        if story is None or story.digest != digest:
            raise GameError(
                _("What was kept of the story is damaged, and its files are others by now."),
                _("Begin again. Nothing of your run is lost."),
            )
        return story
