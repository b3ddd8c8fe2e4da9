"""HT454: letters that terminals draw in different ways, or do not draw at all."""

import re
import unicodedata
from collections.abc import Iterator

from game.author.check.study import Study
from game.story.problems import Problem
from game.story.source import scalars

_SUSPECT = re.compile(r"[\t\N{SOFT HYPHEN}\u0300-\U0010ffff]|\\[tuUx]")
"""What a line must have to be looked at: most have none of it."""
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


def check(study: Study) -> Iterator[Problem]:
    """Yield the first letter of each text that takes no column, or no certain number of them."""
    for file, lines in study.files.items():
        if not any(_SUSPECT.search(line) for line in lines):
            continue
        for scalar in scalars("\n".join(lines), file):
            if not _SUSPECT.search(scalar.text):
                continue
            odd = next(((place, why) for place, why in enumerate(map(_oddity, scalar.text)) if why), None)
            if odd is not None:
                place, (kind, hint) = odd
                letter = scalar.text[place]
                name = unicodedata.name(letter, "TAB" if letter == "\t" else "no name")
                message = f"U+{ord(letter):04X} ({name}) {kind}."
                yield study.problem("HT454", scalar.locate(place), message, hint=hint)


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
