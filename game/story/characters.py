"""Characters that do not belong in a story, nor on any screen: a terminal would obey them."""

import re
from collections.abc import Iterator

_OBEYED = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff"
_DANGEROUS = re.compile(f"[{_OBEYED}]")
# Half a character, as which a file's name can come, ends a program that writes it.
_UNSHOWABLE = re.compile(f"[{_OBEYED}\ud800-\udfff]")


def dangerous(text: str) -> Iterator[int]:
    """Yield the offsets of characters that a terminal would obey or that turn text about.

    Those are control and bidirectional-override characters, and the two that are no characters at all.
    """
    for match in _DANGEROUS.finditer(text):
        yield match.start()


def harmless(text: str) -> str:
    """Return words on their way to a terminal, with a sign in the place of each character that it would obey."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)
