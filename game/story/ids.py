"""Ids: what they look like, and which words cannot be one."""

import re

RESERVED = frozenset(
    (  # noqa: SIM905  # the line of docs/format.md, as it stands there
        "you them back start continue clip chapter scene ending record law present alive seen taken count names digits "
        "name full and or not in is if else true false none"
    ).split()
)
_ID = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_ID = 40
ID_IN_WORDS = f"lower-case letters, digits and underscores, a letter first, at most {LONGEST_ID}"


def is_id(word: str) -> bool:
    """Whether a word has the shape of an id. Reserved words have it too."""
    return len(word) <= LONGEST_ID and _ID.fullmatch(word) is not None
