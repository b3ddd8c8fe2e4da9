"""Quotation marks that were forgotten: YAML reads on to the next one, and tells of it only there."""

import re
from collections.abc import Sequence

from game.story.problems import Span

_INDENT = re.compile(r" *(?:- +)*")
_KEY = re.compile(r" *(?:- +)?\{? *\w+ *:(?:\s|$)| *- ")
NEVER_CLOSED = "The quotation mark that opens here is never closed, or closed too late."
CLOSED = "a closing quotation mark before the next key"
CLOSE_IT = "Close it where the text ends, or put the text on the line below a `|`, indented: that is always safe."


def swallows_keys(lines: Sequence[str], quoted: Span) -> bool:
    """Return whether a quoted text has taken keys for words: lines that look like keys, no further in than its own."""
    opened = _INDENT.match(lines[quoted.line - 1])
    depth = opened.end() if opened is not None else 0
    within = lines[quoted.line : quoted.end_line]
    if within:
        within = [*within[:-1], within[-1][: quoted.end_column - 2]]
    return any(_KEY.match(line) and len(line) - len(line.lstrip(" ")) <= depth for line in within)
