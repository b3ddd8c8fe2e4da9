"""The words that somebody types: understood in the language spoken, and always in English."""

from collections.abc import Iterable
from unicodedata import normalize

from game.language import P_, pgettext

CONTEXT = "typed"
"""What tells a word that is typed from one that is shown."""
YES = (P_("typed", "yes"), P_("typed", "y"))
NO_MORE = (P_("typed", "quit"), P_("typed", "q"), P_("typed", "exit"))


def spoken_word(word: str) -> str:
    """Return a word as it is typed in the language spoken."""
    return pgettext(CONTEXT, word)


def meant(answer: str, words: Iterable[str]) -> str:
    """Return the one of some words that an answer is, in either language; the answer in small letters for any other."""
    said = normalize("NFC", answer).casefold()
    return next((word for word in words if said in {word, spoken_word(word)}), said)
