"""Korean particles that follow the sound before them, where that is known only when something is filled in.

They are written as Korean writes an open choice:
`은(는)`, `이(가)`, `을(를)`, `과(와)`, `아(야)`, `이에요(예요)`, `(으)로`, `(이)라고`.
"""

import re

_OPEN = re.compile(r"(?P<closed>은|이에요|이|을|과|아)\((?P<bare>는|가|를|와|야|예요)\)|\((?P<linking>으|이)\)")
_PAIRS = frozenset({"은는", "이가", "을를", "과와", "아야", "이에요예요"})
_FIRST, _LAST = 0xAC00, 0xD7A3
_FINALS = 28
"""Syllables come in runs of so many, one for each final consonant, none being the first."""
_RIEUL = 8
_SILENT = frozenset("\"'”\N{RIGHT SINGLE QUOTATION MARK}»)]}*`」』》〉")
"""What may stand between a word and its particle without being said."""
_DIGITS = {"0": 1, "1": _RIEUL, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": _RIEUL, "8": _RIEUL, "9": 0}
"""For each digit how its reading ends: 0 in a vowel, 8 in ㄹ, 1 in another consonant. A nought ends 십, 백, 천."""
_LATIN = dict.fromkeys("bckmnpt", 1) | {"l": _RIEUL}
"""Letters that a name in Latin letters can end in and be closed by, as far as spelling tells."""


def with_particles(text: str) -> str:
    """Return a text with each open particle as the sound before it wants it; where there is no sound, as it stands."""
    return _OPEN.sub(_chosen, text) if "(" in text else text


def _chosen(found: re.Match[str]) -> str:
    final = _final(found.string, found.start())
    linking = found["linking"]
    if final is None or (not linking and found["closed"] + found["bare"] not in _PAIRS):
        return found[0]
    if linking:
        return linking if final and not (linking == "으" and final == _RIEUL) else ""
    return found["closed"] if final else found["bare"]


def _final(text: str, end: int) -> int | None:
    """Return the final consonant of what is said before a place, 0 for none; ``None`` if nothing is."""
    at = end - 1
    while at >= 0 and text[at] in _SILENT:
        at -= 1
    if at < 0:
        return None
    letter = text[at].lower()
    if _FIRST <= ord(letter) <= _LAST:
        return (ord(letter) - _FIRST) % _FINALS
    if letter in _DIGITS:
        return _DIGITS[letter]
    if letter == "g":
        return int(text[:at].lower().endswith("n"))
    return _LATIN.get(letter, 0) if letter.isalpha() else None
