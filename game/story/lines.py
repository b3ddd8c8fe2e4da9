"""The lines of a file before YAML sees them: characters that nobody sees, and tabs where spaces count."""

import re
from itertools import islice

from game.story.characters import dangerous
from game.story.problems import Problems, Span

_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S")
_MOST_TOLD = 100
"""How many are told of in one file: beyond, it is no text that somebody wrote."""


def are_plain(text: str, file: str, problems: Problems) -> bool:
    """Whether a file's lines can be read as YAML. What is odd about them is reported."""
    if "\t" not in text and next(dangerous(text), None) is None:
        return True  # as nearly every file, which need not be gone through line by line
    told = 0
    for number, line in enumerate(text.split("\n"), 1):
        if told >= _MOST_TOLD:
            break
        for offset in islice(dangerous(line), _MOST_TOLD):
            told += 1
            name = f"U+{ord(line[offset]):04X}"
            problems.add(
                "HT005",
                Span(file, number, offset + 1, number, offset + 2),
                f"The character {name} is invisible and can change what a terminal does.",
                hint="Delete it, or write what it was meant to show.",
            )
        if _TAB_INDENT.match(line):
            told += 1
            problems.add(
                "HT006",
                Span(file, number, line.index("\t") + 1, number, line.index("\t") + 2),
                "This line is indented with a tab.",
                expected="spaces",
                hint="Indent with two spaces for each step.",
            )
    return not told
