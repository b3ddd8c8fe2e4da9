"""What can be written at a cursor, out of all that a story names."""

import re
from collections.abc import Iterator

from msgspec import Struct

from game.author.lsp.asking import offers_in_condition, offers_in_text
from game.author.lsp.cursor import Cursor, Form
from game.author.lsp.index import Index
from game.author.lsp.offer import Offer, Outlook, named
from game.author.lsp.symbols import Sort
from game.story.model import BACK
from game.story.names import YOU
from game.story.variables import DomainKind, Variable, VariableKind

_WORD = re.compile(r"[\w.]*$")
_VALUE = re.compile(r"[+-]?[\w.]*$")
_CHANGES = frozenset({"effects", "enter"})
_COUNTED = 3
"""Changes of a number that are offered: up and down by so many."""


class Offered(Struct, frozen=True):
    """What can be written, and the beginning of it that is there already."""

    begun: str
    offers: tuple[Offer, ...]


def offers_at(cursor: Cursor, outlook: Outlook, index: Index) -> Offered:
    """Return what can be written at a cursor, in a good order, whether it begins as what is there or not."""
    match cursor.form:
        case Form.CONDITION:
            begun, found = offers_in_condition(cursor.before, outlook, index)
        case Form.INSERTION:
            begun, found = offers_in_text(cursor.before, outlook, index)
        case Form.KEY:
            begun, found = _begun(_WORD, cursor), _keys(cursor, outlook, index)
        case Form.VALUE:
            begun, found = _begun(_VALUE, cursor), _values(cursor, outlook, index)
        case Form.WORDS:
            return Offered("", ())
    return Offered(begun, tuple(dict.fromkeys(found)))


def _begun(pattern: re.Pattern[str], cursor: Cursor) -> str:
    found = pattern.search(cursor.before)
    return found.group() if found else ""


def _keys(cursor: Cursor, outlook: Outlook, index: Index) -> Iterator[Offer]:
    if cursor.path and cursor.path[-1] in _CHANGES:
        yield from outlook.variables(index)
    elif cursor.path[:1] == ("people",) and cursor.path[-1] == "start":
        for stat in index.names.people.get(cursor.path[1], index.names.stats):
            yield named(Sort.STAT, stat, index)


def _values(cursor: Cursor, outlook: Outlook, index: Index) -> Iterator[Offer]:  # noqa: C901, PLR0912 - a key each
    names = index.names
    last, above = cursor.path[-1] if cursor.path else "", cursor.path[-2] if len(cursor.path) > 1 else ""
    if above in _CHANGES:
        variable = names.variables.get(last)
        if variable is not None:
            yield from _changes(variable)
        return
    match last:
        case _ if cursor.path[:1] == ("groups",):
            yield Offer(YOU, "", Sort.NAME)
            yield from outlook.people(index)
        case "to":
            yield from outlook.scenes(index)
            yield Offer(BACK, "the last scene that was no aside", Sort.SCENE)
        case "like":
            yield from outlook.scenes(index, elsewhere=False)
        case "with" | "maybe" | "of":
            yield from outlook.people(index)
        case "each":
            yield from outlook.people(index)
            yield from (named(Sort.NAME, group, index) for group in names.groups)
        case "without":
            yield from (named(Sort.STAT, stat, index) for stat in names.stats)
        case "dilemma":
            for name, variable in names.variables.items():
                if variable.kind is VariableKind.FACT and variable.domain.kind is DomainKind.ENUM:
                    yield from (named(Sort.NAME, name, index),) if outlook.sees(variable) else ()
        case "then":
            key = f"{outlook.chapter}.{cursor.path[1]}" if len(cursor.path) > 1 else ""
            draft = names.scenes.get(key)
            for choice in draft.choices if draft else ():
                yield named(Sort.CHOICE, choice.key, index, choice.id)
        case "place" | "joins" | "way":
            yield from (named(Sort.PLACE, place, index) for place in sorted(names.places))
        case "area":
            yield from (
                Offer(area, "", Sort.PLACE) for area in (index.files.places.areas if index.files.places else ())
            )
        case "start" if outlook.file == "story.yaml":
            yield from outlook.full_scenes(index)
        case "from" | "every_ending_from" | "some":
            yield from outlook.full_scenes(index)
            if last == "some":
                yield from (named(Sort.ENDING, ending, index) for ending in names.endings)
        case "moves":
            yield from (named(Sort.CHOICE, move, index, move) for move in names.choices)


def _changes(variable: Variable) -> Iterator[Offer]:
    domain = variable.domain
    if domain.kind is DomainKind.RANGE:
        for number in range(1, min(_COUNTED, domain.maximum) + 1):
            yield Offer(f"+{number}", variable.label, Sort.NAME)
            yield Offer(f"-{number}", variable.label, Sort.NAME)
    for code in range(domain.size):
        value = domain.value(code)
        word = str(value).lower() if isinstance(value, bool) else str(value)
        yield Offer(word, domain.words.get(word, ""), Sort.NAME)
