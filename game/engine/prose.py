"""Segments to words, and words to paragraphs."""

import re
from collections.abc import Iterator

from game.story.expr import Condition
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Segment, Text

_NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_SPACES = re.compile(r"[ \t]+")
_EMPHASIS = re.compile(r"\*(?=\S)(.+?)(?<=\S)\*", re.DOTALL)


def in_words(number: int, *, digits: bool = False, capital: bool = False) -> str:
    """Return a number as prose writes it: in words to twenty (0 is "none"), in figures beyond or if ``digits``."""
    if digits or number >= len(_NUMBERS):
        return str(number)
    word = _NUMBERS[number]
    return word.capitalize() if capital else word


def listing(names: list[str], *, capital: bool = False) -> str:
    """Return names as prose lists them: "On-jo, Nam-ra and Su-hyeok", "nobody" for none."""
    if not names:
        return "Nobody" if capital else "nobody"
    text = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return text[0].upper() + text[1:] if capital else text


def words_of(text: Text, vector: bytes, listed: int, name: str) -> str:
    """Return what a text says in a state, before its paragraphs are told apart."""
    return "".join(_words(segment, vector, listed, name) for segment in text.segments)


def _words(segment: Segment, vector: bytes, listed: int, name: str) -> str:
    def count(members: tuple[Condition, ...]) -> int:
        return sum(member.test(vector, listed) for member in members)

    match segment:
        case Prose(words=words):
            return words
        case PlayerName():
            return name
        case Number(slot=slot, digits=digits, capital=capital):
            return in_words(vector[slot], digits=digits, capital=capital)
        case Headcount(members=members, digits=digits, capital=capital):
            return in_words(count(members), digits=digits, capital=capital)
        case Names(members=pairs, capital=capital):
            there = [who for who, condition in pairs if condition.test(vector, listed)]
            return listing(there, capital=capital)
        case Branching(arms=arms):
            for arm in arms:
                if arm.condition is None or arm.condition.test(vector, listed):
                    return words_of(arm.text, vector, listed, name)
    return ""


def paragraphs(words: str) -> tuple[str, ...]:
    """Split words into paragraphs.

    A line of nothing but spaces ends a paragraph and empty ones vanish; inside one, line ends and runs of spaces become a single space, and a ``\\`` at a
    line's end is kept as a line break.
    """
    blocks = _BLANK_LINE.sub("\n", f"\n{words}\n").split("\n\n")
    return tuple(filter(None, (_paragraph(block) for block in blocks)))


def _paragraph(block: str) -> str:
    lines = [_SPACES.sub(" ", line).strip(" ") for line in block.replace("\t", " ").split("\n")]
    joined = ""
    for line in filter(None, lines):
        joined += line.removesuffix("\\").rstrip(" ") + ("\n" if line.endswith("\\") else " ")
    return joined.strip(" \n")


def emphasis(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield a paragraph's runs of text, each with whether it is emphasised. The stars that mark emphasis are gone; any other star is a star."""
    end = 0
    for match in _EMPHASIS.finditer(paragraph):
        if match.start() > end:
            yield paragraph[end : match.start()], False
        yield match.group(1), True
        end = match.end()
    if end < len(paragraph):
        yield paragraph[end:], False


def plain(paragraph: str) -> str:
    """Return a paragraph without the stars that mark emphasis."""
    return "".join(run for run, _ in emphasis(paragraph))
