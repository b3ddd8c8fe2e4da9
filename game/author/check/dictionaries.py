"""Words that are spelt wrong, and words that the English of one side of the sea spells in another way.

Both lists are codespell's. It is not asked to run: it reads files, and what is to be read here is a story's words.
"""

from functools import cache
from importlib.resources import files
from importlib.util import find_spec

_PACKAGE = "codespell_lib"
_MISSPELT = "dictionary.txt"
_BRITISH_TO_AMERICAN = "dictionary_en-GB_to_en-US.txt"
# fmt: off
_BRITISH_TOO = frozenset({
    # Words of both sides, that one of them writes in a further way for a further meaning.
    "biased", "license", "licensed", "licenses", "licensing", "meter", "meters", "practice", "practices", "program",
    "routing", "specialties", "specialty", "stories", "story",
    # Spelt so on both sides, whatever some dictionaries say.
    "focused", "focuses", "focusing", "judgment", "judgments", "lambaste", "lambastes", "overwritable", "refocused",
    "refocuses", "refocusing", "salable", "writable",
})
# fmt: on


def is_installed() -> bool:
    """Whether the lists are there: they come with the author's tools."""
    return find_spec(_PACKAGE) is not None


def misspelt() -> dict[str, str]:
    """Return misspellings, each with what may have been meant."""
    return _pairs(_MISSPELT)


def american() -> dict[str, str]:
    """Return American spellings, each with the British one."""
    pairs = {right: wrong for wrong, right in british().items()}
    return {word: right for word, right in pairs.items() if word not in _BRITISH_TOO}


def british() -> dict[str, str]:
    """Return British spellings, each with the American one."""
    return _pairs(_BRITISH_TO_AMERICAN)


@cache
def _pairs(name: str) -> dict[str, str]:
    """Read a list of codespell's: a word, an arrow, and what to write, with commas between several words."""
    lines = (files(_PACKAGE) / "data" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("->") for line in lines)
    return {wrong.casefold(): meant.strip().rstrip(",") for wrong, _, meant in pairs}
