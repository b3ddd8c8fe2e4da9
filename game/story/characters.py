"""Characters that do not belong in a story at all: a terminal would obey them."""

import re
from collections.abc import Iterator

_DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


def dangerous(text: str) -> Iterator[int]:
    """Yield the offsets of characters that a terminal would obey or that turn text about.

    Those are control and bidirectional-override characters, and the two that are no characters at all.
    """
    for match in _DANGEROUS.finditer(text):
        yield match.start()
