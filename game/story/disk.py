"""A story's folder as it lies on the disk, and what was asked of it.

Whatever becomes of a story follows from what is asked here and from the answers. So whoever asks all of it again and
is answered as before need not do again what was done with it.
"""

import os
import time
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import NamedTuple

from msgspec import Struct, field

from game.errors import CannotBegin

_TICK = 3_000_000_000
"""Nanoseconds: the coarsest clock of a file system ticks every other second."""
LARGEST = 2 * 1024 * 1024
"""Bytes. Of a file that has more, one more is read."""


class Question(StrEnum):
    """What can be asked of a folder."""

    IS_THERE = "is there"
    WITHIN = "within"
    CONTENT = "content"


class Asked(NamedTuple):
    """What was asked of what, and a short form of the answer."""

    question: Question
    name: str
    answer: str


class Unread(NamedTuple):
    """Why a file has not been read: the problem that it is."""

    code: str
    message: str
    expected: str
    hint: str = ""


class Disk(Struct, eq=False, dict=True):
    """A folder with files in it."""

    folder: Path
    asked: list[Asked] = field(default_factory=list)
    """In order, all that was asked so far."""

    def __post_init__(self) -> None:
        """Raise CannotBegin if there is no such folder."""
        if not self.folder.is_dir():
            raise CannotBegin(f"There is no story in {self.folder}.", "Name a folder that has a story.yaml in it.")

    def has(self, name: str) -> bool:
        """Whether a file of that name is there, readable or not."""
        found = os.path.lexists(self.folder / name)
        self.asked.append(Asked(Question.IS_THERE, name, str(found)))
        return found

    def within(self, folder: str) -> list[str]:
        """Return the names of the YAML files in a folder of the story's, those in folders inside it too, in order."""
        paths = sorted((self.folder / folder).rglob("*.yaml"))
        found = [path.relative_to(self.folder).as_posix() for path in paths]
        self.asked.append(
            Asked(Question.WITHIN, folder, digest(name.encode("utf-8", "surrogateescape") for name in found))
        )
        return found

    def content(self, name: str) -> bytes | Unread:
        """Return a file's bytes, as far as one past the most it may have; or why they cannot be had."""
        found = self._content(name)
        told = f"{found.code} {found.message}" if isinstance(found, Unread) else digest([found])
        self.asked.append(Asked(Question.CONTENT, name, told))
        return found

    def answers(self, before: Iterable[Asked]) -> bool:
        """Whether everything that was asked before has the same answer now."""
        ask = {Question.IS_THERE: self.has, Question.WITHIN: self.within, Question.CONTENT: self.content}
        for one in before:
            ask[one.question](one.name)
            if self.asked[-1] != one:
                return False
        return True

    def _content(self, name: str) -> bytes | Unread:
        path = self.folder / name
        try:
            if self._is_linked(name):
                return Unread(
                    "HT015", f"`{name}` is a symbolic link, or stands behind one.", "a file of the story's own"
                )
            if not S_ISREG(path.stat().st_mode):
                return Unread("HT002", f"`{name}` is not a file.", "a YAML file")
            with path.open("rb") as file:
                return file.read(LARGEST + 1)
        except FileNotFoundError:
            return Unread(
                "HT001",
                f"There is no file `{name}` in the story's folder.",
                "a file of that name",
                "Is the name spelt as on disk? Capital letters count.",
            )
        except OSError as error:
            return Unread("HT002", f"`{name}` cannot be read: {error.strerror or error}.", "a file that may be read")

    def _is_linked(self, name: str) -> bool:
        """Whether a file, or a folder that it is in, is a symbolic link. Of the story's folder nothing is asked."""
        place = str(self.folder)
        return any(_is_link(place := f"{place}/{part}") for part in name.split("/"))


def _is_link(path: str) -> bool:
    try:
        return S_ISLNK(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def traces(folder: Path, asked: Iterable[Asked]) -> dict[str, list[int]]:
    """Return what shows, without reading them, whether files of a folder were written since: of those that were read.

    Nothing where that cannot be told: a file that was written just now may be written once more within the same tick of
    the clock, and not every system says when a file was changed rather than dated.
    """
    found: dict[str, list[int]] = {}
    if os.name == "nt":
        return found
    settled = time.time_ns() - _TICK
    for one in asked:
        if one.question is Question.CONTENT:
            try:
                status = os.lstat(folder / one.name)
            except OSError:
                return {}
            if max(status.st_mtime_ns, status.st_ctime_ns) > settled:
                return {}
            found[one.name] = [status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]
    return found


def asked_from(rows: Iterable[Sequence[str]]) -> list[Asked]:
    """Return questions with their answers, as they were written down. Raises ValueError or TypeError for others."""
    return [Asked(Question(question), name, answer) for question, name, answer in rows]


def digest(parts: Iterable[bytes]) -> str:
    """Return a digest of some bytes, each told apart from the next, in hexadecimal."""
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.hexdigest()
