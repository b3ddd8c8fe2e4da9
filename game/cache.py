"""What was worked out once and can be had again: plain values, each in a file named by what it rests on.

Nothing here is ever the only copy of anything, and nothing is believed that is not whole: a file that is damaged, cut
short or missing means that the work is done again. Files are written aside and put in place at once, so that two
programs can use one folder, and either sees a whole value or none.
"""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

LARGEST = 64 * 1024 * 1024
"""Bytes. When a folder holds more, what was wanted longest ago goes, until it holds half."""
_A_DAY = 24 * 60 * 60
_SUFFIX = ".json"
BYTES = ".bytes"
"""How the file of a value is called that is not JSON."""
_UNFINISHED = ".part"
_PACKAGE = Path(__file__).parent


class Cache:
    """A folder of values by key. Whatever is wrong with the folder, nothing is found in it, and nobody is told."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not exist."""
        self._folder = folder

    def get(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON can hold: whoever asks looks at what it is
        """Return what is kept under a key; ``None`` if nothing is."""
        written = self.content(key, _SUFFIX)
        try:
            return None if written is None else msgspec.json.decode(written)
        except (ValueError, RecursionError):
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a value that JSON can hold; or let it be where nothing can be written."""
        # Half a character is no text, and is not kept.
        with suppress(UnicodeEncodeError):
            self.keep(key, msgspec.json.encode(value), _SUFFIX)

    def content(self, key: str, suffix: str = BYTES) -> bytes | None:
        """Return the bytes that are kept under a key; ``None`` if none are."""
        path = self._folder / (key + suffix)
        content = unsealed(key, path)
        if content is not None:
            self._still_wanted(path)
        return content

    def keep(self, key: str, content: bytes, suffix: str = BYTES) -> None:
        """Keep bytes; or let them be where nothing can be written."""
        # As `tempfile` would have it, which takes longer to load than the writing takes.
        fresh = self._folder / f"{os.urandom(8).hex()}{_UNFINISHED}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with open(fresh, "xb", opener=_for_its_owner) as file:
                file.write(sealed(key, content))
            fresh.replace(self._folder / (key + suffix))
        except OSError:
            return

    def trim(self, largest: int = LARGEST) -> None:
        """Take out what was wanted longest ago if there is too much, and what was left unfinished."""
        found: list[tuple[float, int, Path]] = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                # Another program may be trimming too.
                with suppress(OSError):
                    status = path.stat()
                    found.append((status.st_mtime, status.st_size, path))
        now, size = time.time(), sum(length for _, length, _ in found)
        goal = size if size <= largest else largest // 2
        for wanted, length, path in sorted(found):
            abandoned = path.suffix == _UNFINISHED and now - wanted > _A_DAY
            if abandoned or (size > goal and path.suffix in {_SUFFIX, BYTES}):
                size -= length
                with suppress(OSError):
                    path.unlink()

    @staticmethod
    def _still_wanted(path: Path) -> None:
        """Note that a value was wanted; once a day is enough to tell what is wanted no more."""
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _A_DAY:
                os.utime(path)


def sealed(key: str, content: bytes) -> bytes:
    """Return the content of a file that holds some bytes under a key."""
    return _seal(key, content).encode() + b"\n" + content


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def unsealed(key: str, path: Path) -> bytes | None:
    """Return the bytes that a file holds under a key; ``None`` if it is not whole, or not that file."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if seal == _seal(key, content).encode() else None


def key_of(*parts: str) -> str:
    """Return the key of what rests on some texts, each told apart from the next."""
    found = blake2b(digest_size=20)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        found.update(len(content).to_bytes(8, "little"))
        found.update(content)
    return found.hexdigest()


@cache
def code_of(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return what tells some code, and the Python that runs it, from any other version of it.

    ``packages`` are folders of this program, whose modules are read; ``libraries`` are others', of which it is enough
    where they are installed and when they were.
    """
    modules = sorted(path for package in packages for path in (_PACKAGE / package).rglob("*.py"))
    return key_of(sys.version, *(text for path in modules for text in _module(path)), *map(_installed, libraries))


@cache
def code_written(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return what tells some code from any other by when its modules were written and how long they are.

    It takes a tenth of the time of ``code_of``, whose arguments it has; another copy of the same code has another.
    """
    written = [trace for package in packages for trace in _written(_PACKAGE / package)]
    return key_of(sys.version, *written, *map(_installed, libraries))


def _written(folder: Path) -> list[str]:
    found: list[str] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
            elif entry.is_dir() and entry.name != "__pycache__":
                found += _written(Path(entry.path))
    return found


def _module(path: Path) -> Iterable[str]:
    yield path.relative_to(_PACKAGE).as_posix()
    yield path.read_text(encoding="utf-8")


def _installed(library: str) -> str:
    """Return what tells an installed library from another version of it, without loading it."""
    found = find_spec(library)
    if found is None or found.origin is None:
        return f"{library}: none"
    status = Path(found.origin).stat()
    return f"{found.origin} {status.st_size} {status.st_mtime_ns}"


def _seal(key: str, written: bytes) -> str:
    """Return what only this value has under this key."""
    return blake2b(written, digest_size=20, key=key.encode("ascii")[:64]).hexdigest()
