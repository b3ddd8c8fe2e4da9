"""Segments to words, and words to paragraphs."""

import re
from collections.abc import Iterator

from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Text

# fmt: off
_NUMBERS = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]
# fmt: on
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_UNEVEN = re.compile(r"\t|\\|  ")
"""What a block has if more must be done than to join its lines: most have none of it."""
_SPACES = re.compile(r"[ \t]+")
_AROUND_BREAK = re.compile(r" *\n *")
_WHITE = re.compile(r"[ \t\n]+")
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
    words: list[str] = []
    for segment in text.segments:
        match segment:
            case Prose(words=written):
                words.append(written)
            case PlayerName():
                words.append(name)
            case Number(slot=slot, digits=digits, capital=capital):
                words.append(in_words(vector[slot], digits=digits, capital=capital))
            case Headcount(members=members, digits=digits, capital=capital):
                number = sum(member.test(vector, listed) for member in members)
                words.append(in_words(number, digits=digits, capital=capital))
            case Names(members=pairs, capital=capital):
                there = [who for who, condition in pairs if condition.test(vector, listed)]
                words.append(listing(there, capital=capital))
            case Branching(arms=arms):
                read = next((arm for arm in arms if arm.condition is None or arm.condition.test(vector, listed)), None)
                words.append("" if read is None else words_of(read.text, vector, listed, name))
    return "".join(words)


def paragraphs(words: str) -> tuple[str, ...]:
    r"""Split words into paragraphs.

    A line of nothing but spaces ends a paragraph and empty ones vanish; inside one, line ends and runs of spaces become
    a single space, and a ``\`` at a line's end becomes a line break, with no spaces about it.
    """
    blocks = _BLANK_LINE.sub("\n", f"\n{words}\n").split("\n\n")
    return tuple(filter(None, (_paragraph(block) for block in blocks)))


def _paragraph(block: str) -> str:
    if not _UNEVEN.search(block):
        return " ".join(line.strip(" ") for line in block.split("\n")).strip(" ")
    lines = [_SPACES.sub(" ", line).strip(" ") for line in block.replace("\t", " ").split("\n")]
    joined = ""
    for line in lines:
        joined += line.removesuffix("\\").rstrip(" ") + ("\n" if line.endswith("\\") else " ")
    return _AROUND_BREAK.sub("\n", joined).strip(" \n")


def single_line(words: str) -> str:
    """Return words as one line: a label, a lock's sentence. Line ends and runs of spaces become one space."""
    return _WHITE.sub(" ", words).strip(" ")


def emphasis(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield a paragraph's runs of text, each with whether it is emphasised.

    The stars that mark emphasis are gone; any other star is a star.
    """
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
