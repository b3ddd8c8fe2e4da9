"""A story as it is kept: in parts, each of which is read when it is first asked for, a scene when somebody comes there.

Everything is one run of bytes, held whole: a line that says what is where, then each part compressed by itself. So a
story ten times as long opens in about the same time, and nothing that is read later can be missing by then.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from game.story import packing
from game.story.laws import Law
from game.story.model import Chapter, Epilogue, History, RecordLine, Scene, Story, Term
from game.story.packing import FIELDS, Packer, Unpacker

FORM = json.dumps([[one.__name__, *fields] for one, fields in FIELDS.items()])
"""Of what a story is made in this version of the program: bytes that were written in another are not read."""
UNREADABLE = (*packing.UNREADABLE, RecursionError, zlib.error, msgspec.MsgspecError)
"""What is raised by bytes that are not of the form that one looks for."""
_HEAD, _SCENES = "head", "scenes of "
_LATER = {"lines": RecordLine, "epilogues": Epilogue, "laws": Law, "histories": History, "glossary": Term}
"""Parts of a story that are asked for now and then: the Record, what follows an ending, notes, claims."""
_APART = {*_LATER, "scenes", "chapters"}
_MOST_BYTES = 64 * 1024 * 1024
"""Bytes of one part: ten times our whole story."""


def in_parts(story: Story) -> bytes:
    """Return a story as bytes. Raises TypeError for one that cannot be taken apart so."""
    packer = Packer()
    names = [name for name in FIELDS[Story] if name not in _APART]
    parts: dict[str, Any] = {
        _HEAD: {
            "story": {name: packer.pack(getattr(story, name)) for name in names},
            "chapters": [_header(packer, chapter) for chapter in story.chapters],
        }
    }
    for name in _LATER:
        packer.begin_part()
        parts[name] = packer.pack(getattr(story, name))
    for chapter in story.chapters:
        parts[_SCENES + chapter.id] = {scene.key: _alone(packer, scene) for scene in chapter.scenes}
    blobs = {name: zlib.compress(json.dumps(part, separators=(",", ":")).encode()) for name, part in parts.items()}
    return json.dumps({name: len(blob) for name, blob in blobs.items()}).encode() + b"\n" + b"".join(blobs.values())


def _header(packer: Packer, chapter: Chapter) -> list[Any]:
    """Return what is said of a chapter, and which scenes it has."""
    said = [packer.pack(getattr(chapter, name)) for name in FIELDS[Chapter] if name != "scenes"]
    return [said, [scene.key for scene in chapter.scenes]]


def _alone(packer: Packer, scene: Scene) -> Any:  # noqa: ANN401 - whatever JSON can hold
    packer.begin_part()
    return packer.pack(scene)


class Parts:
    """The parts of one story. ``anew`` returns the whole of it by its digest, where a part cannot be read."""

    def __init__(self, content: bytes, anew: Callable[[str], Story]) -> None:
        """Raises one of UNREADABLE for bytes that are not of this form."""
        listed, _, blobs = content.partition(b"\n")
        self._blobs: dict[str, bytes] = {}
        at = 0
        for name, length in msgspec.json.decode(listed).items():
            self._blobs[str(name)] = blobs[at : at + length]
            at += length
        self.digest = ""
        self._anew = anew
        self._unpacker = Unpacker()
        self._chapters: dict[str, dict[str, msgspec.Raw]] = {}
        """The scenes of chapters that were come to, as they are written: what is read of them is theirs no more."""
        self._whole: Story | None = None

    def plain(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return a part as it is written. Raises one of UNREADABLE if it cannot be."""
        return msgspec.json.decode(self.written(name))

    def written(self, name: str) -> bytes:
        """Return a part as bytes. Raises one of UNREADABLE if it cannot be had."""
        return zlib.decompressobj().decompress(self._blobs[name], _MOST_BYTES)

    def values(self, *written: Any) -> list[Any]:  # noqa: ANN401 - whatever was packed
        """Return what one part was made from, piece by piece. Raises one of UNREADABLE for anything else."""
        self._unpacker.begin_part()
        return [self._unpacker.unpack(piece) for piece in written]

    def has_scenes_of(self, chapter: str) -> bool:
        """Whether the scenes of a chapter are here."""
        return _SCENES + chapter in self._blobs

    def later(self, name: str) -> Any:  # noqa: ANN401 - a field of a story
        """Return a field of the story that is kept by itself."""
        try:
            (found,) = self.values(self.plain(name))
            if isinstance(found, tuple) and all(isinstance(one, _LATER[name]) for one in found):
                return found
        except UNREADABLE:
            pass
        return getattr(self._made_anew(), name)

    def scene(self, key: str, chapter: str) -> Scene:
        """Return a scene of a chapter."""
        try:
            known = self._chapters.get(chapter)
            if known is None:
                written = self.written(_SCENES + chapter)
                known = self._chapters[chapter] = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
            (found,) = self.values(msgspec.json.decode(known.pop(key)))
            if isinstance(found, Scene) and found.key == key:
                return found
        except UNREADABLE:
            pass
        return self._made_anew().scenes[key]

    def _made_anew(self) -> Story:
        if self._whole is None:
            self._whole = self._anew(self.digest)
        return self._whole


class _Later:
    """A field of a story or a chapter that is read when it is first asked for, and then is a field like any other."""

    def __init__(self, name: str, read: Callable[[dict[str, Any]], Any]) -> None:
        """``read`` is given what stands beside the fields of a value, and returns what the field holds."""
        self._name = name
        self._read = read

    def __get__(self, value: object, _owner: type) -> Any:  # noqa: ANN401 - whatever the field holds
        beside = vars(value)
        found = beside[self._name] = self._read(beside)
        return found


class UnreadStory(Story, frozen=True, eq=False, dict=True):
    """A story that is read as it is played. Its own fields for what is read later are empty, and never asked."""


class UnreadChapter(Chapter, frozen=True, eq=False, dict=True):
    """A chapter whose scenes are read when they are asked for. Its own field for them is empty, and never asked."""


def _read_of(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda beside: beside["parts"].later(name)


for _name in _LATER:
    setattr(UnreadStory, _name, _Later(_name, _read_of(_name)))
setattr(  # noqa: B010 - which a class of values has no other way to say
    UnreadChapter, "scenes", _Later("scenes", lambda beside: tuple(beside["story"][key] for key in beside["keys"]))
)


class Scenes(Mapping[str, Scene]):
    """The scenes of a story by key, in story order, each read when it is asked for."""

    def __init__(self, chapters: Mapping[str, str], parts: Parts) -> None:
        """``chapters`` has for each scene's key the chapter that it stands in."""
        self._chapters = chapters
        self._parts = parts
        self._read: dict[str, Scene] = {}

    def __getitem__(self, key: str) -> Scene:
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._parts.scene(key, self._chapters[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._chapters

    def __iter__(self) -> Iterator[str]:
        return iter(self._chapters)

    def __len__(self) -> int:
        return len(self._chapters)


def from_parts(content: bytes, anew: Callable[[str], Story]) -> Story:
    """Return the story that bytes were made from, nearly all of it unread.

    ``anew`` makes the story of a digest from its files, should a part turn out not to be what was written. Raises one
    of UNREADABLE for bytes that are not of this form.
    """
    parts = Parts(content, anew)
    head = parts.plain(_HEAD)
    named, listed = head["story"], head["chapters"]
    pieces = parts.values(*named.values(), *(piece for said, _ in listed for piece in said))
    said = dict(zip(named, pieces, strict=False))
    headers = iter(pieces[len(said) :])
    told = [[next(headers) for _ in header] for header, _ in listed]
    scenes = Scenes({key: header[0] for header, keys in listed for key in keys}, parts)
    if said.keys() != {*FIELDS[Story]} - _APART or not all(parts.has_scenes_of(one[0]) for one in told):
        raise ValueError("not the fields of a story")
    parts.digest = said["digest"]
    empty: dict[str, Any] = dict.fromkeys(_LATER, ())
    chapters = tuple(_chapter(header, scenes, keys) for header, (_, keys) in zip(told, listed, strict=True))
    story = UnreadStory(**said, **empty, scenes=scenes, chapters=chapters)
    vars(story)["parts"] = parts
    return story


def read_whole(story: Story) -> None:
    """Read all that is still unread of a story: whoever is to share it with others reads it for all of them."""
    for chapter in story.chapters:
        len(chapter.scenes)
    for name in _LATER:
        getattr(story, name)


def _chapter(said: list[Any], scenes: Scenes, keys: list[str]) -> Chapter:
    named = dict(zip((name for name in FIELDS[Chapter] if name != "scenes"), said, strict=True))
    chapter = UnreadChapter(**named, scenes=())
    vars(chapter).update(story=scenes, keys=keys)
    return chapter
