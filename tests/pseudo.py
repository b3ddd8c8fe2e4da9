"""A language in which every message stands between brackets: what is shown outside them was never marked as one."""

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

from game.language.catalogue import SPEAKER

OPEN, CLOSE = "⟦", "⟧"
_LATIN = re.compile(r"[A-Za-z]{2,}")


class Pseudo(gettext.NullTranslations):
    """Says every message as it is, in brackets."""

    def gettext(self, message: str) -> str:
        """Return a message in brackets."""
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for a number, in brackets."""
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:
        """Return a message of a context, in brackets."""
        del context
        return f"{OPEN}{message}{CLOSE}"


@contextmanager
def pseudo() -> Iterator[None]:
    """Speak so."""
    before = SPEAKER.catalogue
    SPEAKER.catalogue = Pseudo()
    try:
        yield
    finally:
        SPEAKER.catalogue = before


def unmarked(shown: str) -> list[str]:
    """Return the Latin words that stand in no brackets."""
    depth, outside = 0, []
    for letter in shown:
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append(letter if depth <= 0 and letter != CLOSE else " ")
    return _LATIN.findall("".join(outside))
