"""The files of a story's folder: which there are, and what may be read of them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from game.story.disk import LARGEST, Asked, Disk, Unread
from game.story.problems import Problems, Span
from game.story.shapes import Model
from game.story.shelf import Shelf

MOST_FILES = 500
MOST_NODES = 160_000
"""Keys, values, lists and mappings in all files together: four times a long story's."""
MOST_CHARACTERS = 16 * 1024 * 1024
"""In all files together."""


class StoryFolder:
    """Reads a story's files, each at most once, and reports those it cannot.

    ``complete`` tells whether all that were asked for could be read.
    """

    def __init__(self, folder: Path, problems: Problems, shelf: Shelf | None = None) -> None:
        """Open a folder, with what a shelf holds of its files. Raises CannotBegin if there is no such folder."""
        self._disk = Disk(folder)
        self._problems = problems
        self._shelf = shelf or Shelf()
        self._read = self._nodes = self._characters = 0
        self._digest = hashlib.sha256()
        self.complete = True

    @property
    def digest(self) -> str:
        """What tells the files read so far from any others: a number in hexadecimal."""
        return self._digest.hexdigest()[:32]

    def has(self, name: str) -> bool:
        """Whether a file of that name is there, readable or not."""
        return name in self._shelf.unsaved or self._disk.has(name)

    @property
    def asked(self) -> list[Asked]:
        """What was asked of the disk: with the same answers, the same story comes of it."""
        return self._disk.asked

    def within(self, folder: str) -> Iterator[str]:
        """Yield the names of the YAML files in a folder of the story's, those in folders inside it too, in order."""
        yield from self._disk.within(folder)

    def read(self, name: str, model: type[Model], asked: Span | None = None) -> Model | None:
        """Return a file's model, or ``None`` with the problems reported. ``asked`` is where another file names it."""
        self._problems.know_file(name, ())
        text = self._text(name, asked)
        if text is None:
            self.complete = False
            return None
        self._digest.update(f"{name}\n{len(text)}\n{text}".encode("utf-8", "surrogatepass"))
        self._problems.know_file(name, text.split("\n"))
        self._characters += len(text)
        if self._is_too_large(name, asked or Span(name)):
            return None
        page = self._shelf.page(text, name, model)
        self._nodes += page.nodes
        self._problems.extend(page.problems)
        self.complete = self.complete and page.whole
        return page.model

    def _is_too_large(self, name: str, span: Span) -> bool:
        """Whether all files up to this one are more than a story may have, which is reported."""
        if self._nodes <= MOST_NODES and self._characters <= MOST_CHARACTERS:
            return False
        message = f"With `{name}` the story is larger than {MOST_CHARACTERS // 1024 // 1024} MiB"
        if self._nodes > MOST_NODES:
            message = f"Before `{name}` the story holds more than {MOST_NODES} keys and values"
        self._problems.add("HT003", span, f"{message}; no more is read.", hint="Make two stories of it.")
        self.complete = False
        return True

    def _text(self, name: str, asked: Span | None) -> str | None:
        span = asked or Span(name)
        if self._escapes(name):
            self._problems.add(
                "HT014",
                span,
                f"`{name}` does not name a file inside the story's folder.",
                expected="a path such as `season-1/01-opening.yaml`",
            )
            return None
        self._read += 1
        if self._read > MOST_FILES:
            self._problems.add(
                "HT013", span, f"A story can have {MOST_FILES} files.", expected=f"at most {MOST_FILES} files"
            )
            return None
        unsaved = self._shelf.unsaved.get(name)
        # Half a character, which an editor may send, is no UTF-8 either.
        content = self._content(name, span) if unsaved is None else unsaved.encode("utf-8", "surrogatepass")
        return None if content is None else self._decoded(name, content, span)

    @staticmethod
    def _escapes(name: str) -> bool:
        """Whether a path leads out of the folder, or is another spelling of one that does not."""
        pure = PurePosixPath(name)
        odd = any(sign in name for sign in "\\:\0")
        return odd or pure.is_absolute() or ".." in pure.parts or str(pure) != name or not pure.parts

    def _content(self, name: str, span: Span) -> bytes | None:
        found = self._disk.content(name)
        if isinstance(found, Unread):
            self._problems.add(found.code, span, found.message, expected=found.expected, hint=found.hint)
            return None
        return found

    def _decoded(self, name: str, content: bytes, span: Span) -> str | None:
        if len(content) > LARGEST:
            self._problems.add(
                "HT003", span, f"`{name}` is larger than 2 MiB.", hint="Spread the chapter over several files."
            )
            return None
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8-sig", "replace")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            self._problems.know_file(name, content.decode("utf-8-sig", "replace").split("\n"))
            self._problems.add(
                "HT004",
                Span(name, line, column, line, column + 1),
                f"`{name}` is not UTF-8: a byte here belongs to no character.",
                hint="Save the file as UTF-8.",
            )
            return None
        return text
