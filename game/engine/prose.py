"""Segments to words, and words to paragraphs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from game.language import with_particles
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Text

_KOREAN = "ko"
# fmt: off
_NUMBERS = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]
# As they stand before what is counted: 한 명, 두 명.
_KOREAN_NUMBERS = [
    "영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두",
    "열세", "열네", "열다섯", "열여섯", "열일곱", "열여덟", "열아홉", "스무",
]
# fmt: on
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_SPACES = re.compile(r"[ \t]+")
_AROUND_BREAK = re.compile(r" *\n *")
_WHITE = re.compile(r"[ \t\n]+")
_EMPHASIS = re.compile(r"\*(?=\S)(.+?)(?<=\S)\*", re.DOTALL)


def in_words(number: int, *, digits: bool = False, capital: bool = False, language: str = "") -> str:
    """Return a number as prose writes it: in words to twenty (0 is "none"), in figures beyond or if ``digits``."""
    if digits or number >= len(_NUMBERS):
        return str(number)
    word = (_KOREAN_NUMBERS if language == _KOREAN else _NUMBERS)[number]
    return word.capitalize() if capital else word


def listing(names: list[str], *, capital: bool = False, language: str = "") -> str:
    """Return names as prose lists them: "On-jo, Nam-ra and Su-hyeok", "nobody" for none."""
    if language == _KOREAN:
        match names:
            case [one, other]:
                return with_particles(f"{one}과(와) {other}")
            case _:
                return ", ".join(names) or "아무도"
    if not names:
        return "Nobody" if capital else "nobody"
    text = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return text[0].upper() + text[1:] if capital else text


def words_of(text: Text, vector: bytes, listed: int, name: str) -> str:
    """Return what a text says in a state, before its paragraphs are told apart."""
    words: list[str] = []
    language = text.language
    for segment in text.segments:
        match segment:
            case Prose(words=written):
                words.append(written)
            case PlayerName():
                words.append(name)
            case Number(slot=slot, digits=digits, capital=capital):
                words.append(in_words(vector[slot], digits=digits, capital=capital, language=language))
            case Headcount(members=members, digits=digits, capital=capital):
                number = sum(member.test(vector, listed) for member in members)
                words.append(in_words(number, digits=digits, capital=capital, language=language))
            case Names(members=pairs, capital=capital):
                there = [who for who, condition in pairs if condition.test(vector, listed)]
                words.append(listing(there, capital=capital, language=language))
            case Branching(arms=arms):
                read = next((arm for arm in arms if arm.condition is None or arm.condition.test(vector, listed)), None)
                words.append("" if read is None else words_of(read.text, vector, listed, name))
    told = "".join(words)
    return with_particles(told) if language == _KOREAN else told


def paragraphs(words: str) -> tuple[str, ...]:
    r"""Split words into paragraphs.

    A line of nothing but spaces ends a paragraph and empty ones vanish; inside one, line ends and runs of spaces become
    a single space, and a ``\`` at a line's end becomes a line break, with no spaces about it.
    """
    if "\n" not in words:
        line = _paragraph(words)
        return (line,) if line else ()
    blocks = _BLANK_LINE.sub("\n", f"\n{words}\n").split("\n\n")
    return tuple(filter(None, (_paragraph(block) for block in blocks)))


@lru_cache(maxsize=2048)
def _paragraph(block: str) -> str:
    """Return a block as a paragraph. The same blocks come again, in other readings of a text and when one goes back."""
    # Most blocks have none of what asks for more than to join their lines.
    if "  " not in block and "\\" not in block and "\t" not in block:
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
