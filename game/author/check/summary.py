"""What the rules keep of one file: what is wrong with it alone, and what is to be known of it beside the others.

It holds plain values and problems only, so that it can be kept and used again while the file is the same.
"""

from array import array

from msgspec import Struct

from game.story.problems import Problem

MARK = "I"
"""How a mark is held: as a number of four bytes."""


class Worded(Struct, frozen=True):
    """The words of a scene's paragraphs, with spaces between; and marks, one for each run of words in that order."""

    paragraphs: list[str]
    marks: "array[int]"


class Summary(Struct, frozen=True):
    """What is known of a file, whatever stands in the others."""

    problems: tuple[Problem, ...]
    phrases: dict[str, Worded]
    """By each scene's key, its words as `phrases` compares them."""
    named: dict[str, list[str]]
    """By each person's id, the scenes in whose texts and replies they are named, by their keys."""
    mentioned: list[str]
    """The people, by their ids, whom anything names that can be read in the file, and who are in none of its scenes."""
    words: list[str]
    """Every word that can be read in the file, as dictionaries have them."""
