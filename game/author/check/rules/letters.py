"""HT454: letters that terminals draw in different ways, or do not draw at all."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from game.author.check.unit import Unit
from game.story.problems import Problem
from game.story.source import scalars

_ESCAPE = re.compile(r"\\[tuUx]")
"""What a file must have to hold a letter that does not stand in it."""
_PLAIN = bytes(code for code in range(128) if code != ord("\t"))
_SPACES = frozenset("\N{NO-BREAK SPACE}")
_PICTURES = range(0x1F000, 0x20000)
_JAMO = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xD7B0, 0xD800))
_JOINED = ("is joined to the letter before it, which not every terminal does", "Write both as one letter (NFC).")
_STRANGE = ("is no letter that every machine has", "Write what it was meant to show.")
_ODD = {
    "Mn": _JOINED,
    "Mc": _JOINED,
    "Me": _JOINED,
    "Cf": ("cannot be seen", "Take it out."),
    "Co": _STRANGE,
    "Cn": _STRANGE,
    "Cs": _STRANGE,
}
"""By Unicode's category: what is odd, and what to do."""


def check(unit: Unit) -> Iterator[Problem]:
    """Yield the first letter of each text that takes no column, or no certain number of them."""
    text = "\n".join(unit.lines)
    # Nearly all letters are ASCII's, and are passed over in one go.
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    if not any(map(_oddity, set(others))) and not _ESCAPE.search(text):
        return
    for scalar in scalars(text, unit.page.file):
        if not any(map(_oddity, set(scalar.text))):
            continue
        place, (kind, hint) = next((place, why) for place, why in enumerate(map(_oddity, scalar.text)) if why)
        letter = scalar.text[place]
        name = unicodedata.name(letter, "TAB" if letter == "\t" else "no name")
        message = f"U+{ord(letter):04X} ({name}) {kind}."
        yield unit.problem("HT454", scalar.locate(place), message, hint=hint)


@cache
def _oddity(letter: str) -> tuple[str, str] | None:
    """Return what is odd about a letter and what to do; nothing for one that every terminal draws the same."""
    if letter.isascii():
        return ("has another width in each column", "Write a space.") if letter == "\t" else None
    category, code = unicodedata.category(letter), ord(letter)
    if category == "Zs":
        return None if letter in _SPACES else ("is a space with a width of its own", "Write a common space.")
    if any(code in letters for letters in _JAMO):
        return _ODD["Mn"]
    if code in _PICTURES or (category == "So" and unicodedata.east_asian_width(letter) == "W"):
        return "is a picture, which terminals draw one or two columns wide", "Say it in words."
    return _ODD.get(category)
