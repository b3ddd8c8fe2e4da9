"""A story as it was loaded last, for as long as its folder is what it was: nothing of it is read or built again.

It is kept where the player's own files are; of the story that comes with the game, an installed one brings it along.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from game.cache import Cache, code_written, key_of, sealed, unsealed
from game.errors import GameError
from game.language import LANGUAGES, SOURCE, _
from game.story.at_rest import collector_at_rest
from game.story.by_chapter import FORM, UNREADABLE, from_parts, in_parts
from game.story.disk import Asked, Disk, Question, asked_from, traces
from game.story.model import Story

PACKAGES = ("story",)
LIBRARIES = ("yaml", "msgspec", "jinja2")


class KeptStory:
    """The latest version of a folder's story that could be played, in one language."""

    def __init__(self, cache: Cache, folder: Path, language: str, made: Path | None = None) -> None:
        """Find what is kept of a folder in a cache. ``made`` is where the files are that came with the game."""
        self._cache = cache
        self._folder = folder
        self._language = language
        self._made = made

    @property
    def _key(self) -> str:
        return key_of("story", FORM, code_written(PACKAGES, LIBRARIES), str(self._folder.absolute()), self._language)

    def read(self) -> Story | None:
        """Return the story, if its folder answers everything as it did. Raises CannotBegin if there is no folder."""
        disk = Disk(self._folder)
        with collector_at_rest():
            if self._made is not None:
                made = unsealed(_made_key(self._language), self._made / _made_name(self._language))
                story = self._read(disk, made, is_ours=False)
                if story is not None:
                    return story
            return self._read(disk, self._cache.content(self._key), is_ours=True)

    def _read(self, disk: Disk, content: bytes | None, *, is_ours: bool) -> Story | None:
        written, _, parts = (content or b"").partition(b"\n")
        try:
            rows, kept = json.loads(written)
            asked = asked_from(rows)
            now = traces(self._folder, asked)
            is_untouched = bool(kept) and now == kept
            if not disk.answers(one for one in asked if not is_untouched or one.question is not Question.CONTENT):
                return None
            story = from_parts(parts, self._anew)
        except UNREADABLE:
            return None
        if is_ours and now and not is_untouched:
            # Written again or not, the files say what they said: the next time nobody need read them to know.
            self._cache.keep(self._key, _head(asked, now) + parts)
        return story

    def keep(self, story: Story, asked: Sequence[Asked]) -> None:
        """Keep a story, and what its folder was asked for it."""
        self._cache.keep(self._key, _head(asked, traces(self._folder, asked)) + in_parts(story))
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


def made_files(folder: Path) -> dict[str, bytes]:
    """Return what a wheel brings of the story in a folder: by its name, a file for each language that it is told in.

    Raises ValueError for a story that cannot be played.
    """
    from game.story.loader import load_story  # noqa: PLC0415 - only who builds a wheel needs it

    made = {}
    for language in LANGUAGES:
        loaded = load_story(folder, language=language)
        if loaded.story is None:
            raise ValueError(f"the story in {folder} has errors")
        if language in {SOURCE, *loaded.story.languages}:
            made[_made_name(language)] = sealed(_made_key(language), _head(loaded.asked, {}) + in_parts(loaded.story))
    return made


def _head(asked: Sequence[Asked], kept: Mapping[str, list[int]]) -> bytes:
    return json.dumps([asked, kept]).encode() + b"\n"


def _made_key(language: str) -> str:
    """Return the key of a file that comes with the game: a program with other classes has another."""
    return key_of("made", FORM, language)


def _made_name(language: str) -> str:
    return f"{language}.bytes"
