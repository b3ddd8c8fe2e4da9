"""Which marks stand in more than two scenes of a story: of hundreds of thousands, some hundreds.

Nearly all marks stand in one scene. So it is remembered which stood in two at least when all were looked through last.
As long as few files have changed since, only theirs are looked through again.
"""

from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeAlias

from game.author.check.remembered import Remembered
from game.author.check.summary import MARK, Worded

MOST_SCENES = 2
_MOST_CHANGED = 3
"""Files. Where more have changed, all is looked through."""
_NAME = "marks"
File: TypeAlias = Mapping[str, Worded]
"""The scenes of a file, by their keys."""
Shared: TypeAlias = dict[str, dict[str, set[int]]]
"""For each file, by its stamp, the marks of its scenes that stand in other scenes as well."""


def often_marked(files: Sequence[File], remembered: Remembered) -> dict[str, set[int]]:
    """Return for each scene, in story order, the marks that it has and that stand in more than two scenes."""
    stamps = [_stamp(file) for file in files]
    known = _read(remembered.latest(_NAME))
    changed = [file for file, stamp in zip(files, stamps, strict=True) if stamp not in known]
    if len(changed) > _MOST_CHANGED:
        known = dict(zip(stamps, _all_shared(files), strict=True))
        remembered.note(_NAME, _written(known))
        changed = []
    fresh = {key: set(told.marks) for file in changed for key, told in file.items()}
    marks_of: dict[str, set[int]] = {}
    for file, stamp in zip(files, stamps, strict=True):
        marks_of |= known[stamp] if stamp in known else {key: fresh[key] for key in file}
    if changed:
        shared = set[int]().union(*(marks for scenes in known.values() for marks in scenes.values()))
        twice = {mark for mark, scenes in Counter(mark for own in fresh.values() for mark in own).items() if scenes > 1}
        # Of these one scene more may be among those that have not changed, and of no others.
        for mark in twice - shared:
            for file in files:
                for key, told in file.items():
                    if key not in fresh and mark in told.marks:
                        marks_of[key] = marks_of[key] | {mark}
    scenes_of = Counter(mark for marks in marks_of.values() for mark in marks)
    often = {mark for mark, scenes in scenes_of.items() if scenes > MOST_SCENES}
    return {key: marks & often for key, marks in marks_of.items()}


def _all_shared(files: Sequence[File]) -> list[dict[str, set[int]]]:
    """Return for each file the marks of its scenes that stand in two scenes at least."""
    marks_of = [{key: set(told.marks) for key, told in file.items()} for file in files]
    once: set[int] = set()
    twice: set[int] = set()
    for scenes in marks_of:
        for marks in scenes.values():
            twice |= once & marks
            once |= marks
    return [{key: marks & twice for key, marks in scenes.items()} for scenes in marks_of]


def _stamp(file: File) -> str:
    """Return what tells the words of a file from any others."""
    found = blake2b(digest_size=16)
    for key, told in file.items():
        found.update(f"{len(told.marks)} {key}\n".encode())
        found.update(told.marks)
    return found.hexdigest()


def _written(shared: Shared) -> dict[str, dict[str, str]]:
    return {
        stamp: {key: b64encode(array(MARK, marks)).decode() for key, marks in scenes.items()}
        for stamp, scenes in shared.items()
    }


def _read(written: Mapping[str, Mapping[str, str]] | None) -> Shared:
    return {
        stamp: {key: set(array(MARK, b64decode(marks))) for key, marks in scenes.items()}
        for stamp, scenes in (written or {}).items()
    }
