"""A story as it was loaded last, for as long as its folder is what it was: nothing of it is read or built again."""

from collections.abc import Sequence
from pathlib import Path

from game.cache import UNREADABLE, Cache, code_of, key_of
from game.story.at_rest import collector_at_rest
from game.story.disk import Asked, Disk, asked_from
from game.story.model import Story
from game.story.packing import Packer, Unpacker

PACKAGES = ("story",)
LIBRARIES = ("yaml", "pydantic", "pydantic_core", "jinja2")


class KeptStory:
    """The latest version of a folder's story that could be played, in one language."""

    def __init__(self, cache: Cache, folder: Path, language: str) -> None:
        self._cache = cache
        self._folder = folder
        self._key = key_of("story", code_of(PACKAGES, LIBRARIES), str(folder.absolute()), language)

    def read(self) -> Story | None:
        """Return the story, if its folder answers everything as it did. Raises CannotBegin if there is no folder."""
        disk = Disk(self._folder)
        with collector_at_rest():
            written = self._cache.get(self._key)
            try:
                asked = asked_from(written["asked"])
                story = Unpacker().unpack(written["story"]) if disk.answers(asked) else None
            except UNREADABLE:
                return None
        return story if isinstance(story, Story) else None

    def keep(self, story: Story, asked: Sequence[Asked]) -> None:
        """Keep a story, and what its folder was asked for it."""
        self._cache.put(self._key, {"asked": asked, "story": Packer().pack(story)})
        self._cache.trim()
