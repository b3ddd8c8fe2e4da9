"""The one place that writes: lines of words, wrapped, one blank line at most between them."""

import shutil
import unicodedata
from collections.abc import Callable, Iterable
from typing import TextIO

from game.engine.prose import plain
from game.language.widths import wrapped

_DIRECTION_OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


class Page:
    """An append-only page on a text stream."""

    def __init__(self, stream: TextIO, width: int | None) -> None:
        """Write to ``stream``, wrapping at ``width`` columns; ``None`` leaves each paragraph on one line."""
        self._stream = stream
        self.width = width
        self._is_parted = True

    def line(self, words: str, *, hang: str = "") -> None:
        """Write a line. Where it is wrapped, the lines after the first begin with ``hang``."""
        for piece in _cleaned(words).split("\n"):
            self._write("\n".join(self._wrapped(piece, hang)) + "\n")
        self._is_parted = False

    def lines(self, several: Iterable[str]) -> None:
        """Write several lines that belong together; an item of a list is indented where it is wrapped."""
        for words in several:
            inner = words.lstrip(" ")
            self.line(words, hang=" " * (len(words) - len(inner) + 2) if inner.startswith("- ") else "")

    def part(self) -> None:
        """Leave a blank line, unless there is one already or nothing was written yet."""
        if not self._is_parted:
            self._write("\n")
            self._is_parted = True

    def paragraphs(self, paragraphs: Iterable[str], goes_on: Callable[[], bool] | None = None) -> None:
        """Write a story's paragraphs, without the stars that mark emphasis, with a blank line after each.

        ``goes_on``, if given, may wait between two of them; it returns True if the reader's Enter key left that blank
        line, and False if the rest is not to wait.
        """
        self.part()
        told = list(paragraphs)
        for left, paragraph in zip(reversed(range(len(told))), told, strict=True):
            self.line(plain(paragraph))
            if left and goes_on is not None and goes_on():
                self._is_parted = True
            else:
                goes_on = None
                self.part()

    def prompt(self, words: str) -> None:
        """Write what comes before an answer, and leave the line open for it."""
        self._write(words)
        self._stream.flush()
        self._is_parted = False

    def end_line(self) -> None:
        """Close the line that a prompt left open, where nobody's Enter key did."""
        self._write("\n")

    def _wrapped(self, words: str, hang: str) -> list[str]:
        if self.width is None:
            return [words]
        return wrapped(words, self.width, hang) or [""]

    def _write(self, words: str) -> None:
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        # A terminal that has no letters for a name should show question marks there, and go on with the story.
        self._stream.write(words.encode(encoding, "replace").decode(encoding))


def width_for(stream: TextIO, measure: int | None) -> int | None:
    """Return how wide to write on a stream: a terminal's columns, at most ``measure``; no wrapping anywhere else.

    Whatever reads a pipe or a file (a speech synthesizer, a pager, a diff) does better with whole paragraphs.
    """
    if not stream.isatty():
        return None
    columns = shutil.get_terminal_size().columns
    return columns if measure is None else min(measure, columns)


def _cleaned(words: str) -> str:
    """Return words without what a terminal would obey: a run's player name may come from a stranger's file."""
    return "".join(letter for letter in words if letter == "\n" or not _is_control(letter))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc" or unicodedata.bidirectional(letter) in _DIRECTION_OVERRIDES
