"""How wide words are on a terminal, which is not how many letters they have."""

import unicodedata

_WIDE = frozenset("WF")
_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})


def columns(words: str) -> int:
    """Return how many columns of a terminal some words take: Hangul takes two a letter, a joined accent none."""
    if words.isascii():
        return len(words)
    return sum(
        0
        if unicodedata.category(letter) in _WITHOUT_WIDTH
        else 2
        if unicodedata.east_asian_width(letter) in _WIDE
        else 1
        for letter in words
    )
