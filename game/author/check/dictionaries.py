"""Words that are spelt wrong, and words that the English of one side of the sea spells in another way.

Both lists are codespell's. It is not asked to run: it reads files, and what is to be read here is a story's words.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LISTS = MISSPELT, BRITISH, AMERICAN = "misspelt", "british", "american"
"""The lists by name: the latter two as a story's ``english`` calls it, each with what is not its own."""
_PACKAGE = "codespell_lib"
_MISSPELT = "dictionary.txt"
_WRONG = re.compile(r"^([^>]+)->", re.MULTILINE)
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


def british() -> dict[str, str]:
    """Return British spellings, each with the American one."""
    return _pairs(_BRITISH_TO_AMERICAN)


def doubtful(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words that stand in a list, by the list: misspellings, and what a story in either English avoids."""
    here = set(words)
    if not is_installed():
        return {name: [] for name in LISTS}
    # The first list is long: what is to be written in the place of its words is read when one of them was found.
    lists = zip(LISTS, (_WRONG.findall(_listed(_MISSPELT).casefold()), american(), british()), strict=True)
    return {name: sorted(here.intersection(listed)) for name, listed in lists}


@cache
def american() -> dict[str, str]:
    """Return American spellings, each with the British one."""
    pairs = {right: wrong for wrong, right in british().items()}
    return {word: right for word, right in pairs.items() if word not in _BRITISH_TOO}


def _listed(name: str) -> str:
    """Read a list of codespell's: in each line a word, an arrow, and what to write, with commas between several."""
    # `importlib.resources` finds the same, and takes as long to load as a list to read.
    found = find_spec(_PACKAGE)
    folders = (found.submodule_search_locations if found is not None else None) or ()
    return Path(*folders, "data", name).read_text(encoding="utf-8")


@cache
def _pairs(name: str) -> dict[str, str]:
    """Return what stands in a list: words, each with what to write in its place."""
    pairs = (line.partition("->") for line in _listed(name).splitlines())
    return {wrong.casefold(): meant.strip().rstrip(",") for wrong, _, meant in pairs}
