"""How wide words are on a terminal: a Korean syllable takes two columns, a mark that sits on another letter none."""

import textwrap
import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WF")


def columns_of(words: str) -> int:
    """Return how many columns some words take."""
    return len(words) if words.isascii() else sum(map(_columns, words))


def padded(words: str, width: int) -> str:
    """Return words with spaces behind them, up to a number of columns."""
    return words + " " * max(0, width - columns_of(words))


def wrapped(words: str, width: int, hang: str = "") -> list[str]:
    """Return words as lines of at most so many columns; those after the first begin with ``hang``.

    Lines break at spaces; only a word that is too long for a line breaks inside.
    """
    room = max(width, columns_of(hang) + 2)
    if columns_of(words) == len(words):
        return textwrap.wrap(words, room, subsequent_indent=hang, break_on_hyphens=False)
    indent = words[: len(words) - len(words.lstrip())]
    lines, line, is_begun = [], indent, False
    for word in words.split():
        for piece in _pieces(word, room - columns_of(hang)):
            gap = " " if is_begun else ""
            if is_begun and columns_of(line + gap + piece) > room:
                lines.append(line)
                line, gap = hang, ""
            line += gap + piece
            is_begun = True
    return [*lines, line] if is_begun else lines


def _pieces(word: str, most: int) -> Iterator[str]:
    """Yield a word, or the parts of one that is too long for a line."""
    piece = ""
    for letter in word:
        if piece and columns_of(piece + letter) > most:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
