"""A text in pieces, as ink would write each: words, white space, and forks where it depends on a question."""

import re
from collections.abc import Iterator

from msgspec import Struct

from game.author.ink.escaping import word
from game.author.ink.naming import PLAYER
from game.author.ink.questions import Asked, Asking, Question
from game.errors import CannotBegin
from game.story.expr import Condition
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Segment, Text

SPACE, LINE, BREAK = "space", "line", "break"
_PIECES = re.compile(
    r"(?P<break>\\[ \t]*\n)|(?P<line>\n)|(?P<space>[ \t]+)|(?P<stroke>\\(?=[ \t]*\Z))"
    r"|(?P<word>(?:(?!\\[ \t]*(?:\n|\Z))[^ \t\n])+)"
)
_STROKE = "\\\\"


class Word(Struct, frozen=True):
    """Something that is printed, as ink writes it."""

    written: str


class White(Struct, frozen=True):
    """White space of one kind."""

    kind: str


class Fork(Struct, frozen=True):
    """Ways to read on: the first whose question holds. The last has none."""

    arms: tuple[tuple[Question | None, tuple["Piece", ...]], ...]


class Stroke(Struct, frozen=True):
    r"""A `\` at the end of a piece of prose: a line break, if what follows ends the line."""


Piece = Word | White | Stroke | Fork


def pieces_of(text: Text, asking: Asking) -> tuple[Piece, ...]:
    r"""Return a text in pieces, without the branches that can never be read in this scene.

    Raises CannotBegin where a `\` stands at the end of a branch, so that what it means depends on what is read next.
    """
    return _settled(list(_pieces_of(text, asking)), is_whole=True)


def label_of(text: Text, asking: Asking) -> str:
    """Return a text that is a single line, as ink writes it within the brackets of a choice."""
    written = ""
    for piece in _pieces_of(text, asking):
        match piece:
            case Word(written=words):
                written += words
            case White(kind=kind):
                written += f"{_STROKE} " if kind == BREAK else " "
            case _:
                written += _STROKE
    return re.sub(" +", " ", written).strip(" ")


def _settled(pieces: list[Piece], *, is_whole: bool) -> tuple[Piece, ...]:
    """Return pieces with every stroke read as what it is."""
    settled: list[Piece] = []
    while pieces:
        piece = pieces.pop(0)
        if isinstance(piece, Stroke):
            spaces = next((at for at, one in enumerate(pieces) if one != White(SPACE)), len(pieces))
            following = pieces[spaces] if spaces < len(pieces) else None
            if isinstance(following, Fork) or (following is None and not is_whole):
                raise CannotBegin(
                    "A `\\` stands at the end of a branch, where ink cannot tell whether it ends a line.",
                    "Write it and the line's end together, on one side of the `{% … %}`.",
                )
            if following == White(LINE):
                del pieces[: spaces + 1]
                settled.append(White(BREAK))
            elif following is not None:
                settled.append(Word(_STROKE))
        else:
            settled.append(piece)
    return tuple(settled)


def _pieces_of(text: Text, asking: Asking) -> Iterator[Piece]:
    for segment in _merged(text):
        yield from _pieces(segment, asking)


def _merged(text: Text) -> Iterator[Segment]:
    """Yield a text's segments with prose that stands together as one."""
    words = ""
    for segment in text.segments:
        if isinstance(segment, Prose):
            words += segment.words
            continue
        if words:
            yield Prose(words)
        words = ""
        yield segment
    if words:
        yield Prose(words)


def _pieces(segment: Segment, asking: Asking) -> Iterator[Piece]:
    match segment:
        case Prose(words=words):
            for found in _PIECES.finditer(words):
                yield _piece(found.lastgroup or SPACE, found[0])
        case PlayerName():
            yield Word(f"{{{PLAYER}}}")
        case Number(slot=slot, digits=digits, capital=capital):
            yield _number(asking.number(slot), digits=digits, capital=capital)
        case Headcount(members=members, digits=digits, capital=capital):
            yield _number(asking.count(members), digits=digits, capital=capital)
        case Names(members=pairs, capital=capital):
            yield _names(pairs, asking, capital=capital)
        case Branching():
            yield from _branching(segment, asking)


def _piece(kind: str, written: str) -> Piece:
    if kind == "word":
        return Word(word(written))
    return Stroke() if kind == "stroke" else White(kind)


def _number(expression: str, *, digits: bool, capital: bool) -> Word:
    if digits:
        return Word(f"{{{expression}}}")
    return Word(f"{{{'capital_words' if capital else 'in_words'}({expression})}}")


def _names(pairs: tuple[tuple[str, Condition], ...], asking: Asking, *, capital: bool) -> Word:
    asked = [(name, asking.ask(condition)) for name, condition in pairs]
    listed = [(name, _listing_question(one)) for name, one in asked if one is not False]
    return Word(f"{{{asking.functions.listing(listed, capital=capital)}}}")


def _listing_question(asked: Asked) -> str:
    return asked.words if isinstance(asked, Question) else ""


def _branching(branching: Branching, asking: Asking) -> Iterator[Piece]:
    arms: list[tuple[Question | None, tuple[Piece, ...]]] = []
    for arm in branching.arms:
        asked = asking.ask(arm.condition)
        if asked is False:
            continue
        arms.append((None if asked is True else asked, _settled(list(_pieces_of(arm.text, asking)), is_whole=False)))
        if asked is True:
            break
    if arms and arms[0][0] is None:
        yield from arms[0][1]
    elif arms:
        yield Fork(tuple(arms if arms[-1][0] is None else [*arms, (None, ())]))
