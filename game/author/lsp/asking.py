"""What can be written in a condition, and between ``{{`` and ``}}``."""

import re
from collections.abc import Iterator

from game.author.lsp.index import Index
from game.author.lsp.offer import Offer, Outlook, named
from game.author.lsp.symbols import Sort
from game.story.names import YOU
from game.story.variables import DomainKind

_WORD = re.compile(r"[\w.]*$")
_CALL = re.compile(r"(\w+)\(\s*(?:(\w+)\s*,\s*)?[\w.]*$")
_COMPARED = re.compile(r"([\w.]+)\s*(?:==|!=|<=?|>=?|(?:not\s+)?in\b)\s*\[?(?:\s*(?:\"\w*\"|\d+)\s*,)*\s*(\"?)\w*$")
_QUESTIONS = {
    "seen(": "a scene that was left before",
    "taken(": "a choice that was taken before",
    "present(": "who is in this scene",
    "alive(": "who is alive",
    "count(": "how many are alive or present",
    "not ": "",
}
_FILLED_IN = {
    "count(": "how many, in words",
    "Count(": "how many, with a capital",
    "digits(": "a number in figures",
    "names(": "who, as a list",
    "Names(": "who, with a capital",
}
_COUNTED = {"alive": "everyone alive", "present": "everyone in this scene"}
_GATHERING = frozenset({"count", "Count", "digits", "names", "Names"})


def offers_in_condition(before: str, outlook: Outlook, index: Index) -> tuple[str, Iterator[Offer]]:
    """Return the word that has been begun in a condition, and what can stand for it."""
    call = _CALL.search(before)
    if call is not None:
        return _begun(before), _arguments(call.group(1), call.group(2), outlook, index)
    compared = _COMPARED.search(before)
    if compared is not None:
        begun = _begun(before)
        quoted = bool(compared.group(2))
        return begun, _literals(compared.group(1), outlook, index, quoted=quoted)
    return _begun(before), _terms(outlook, index)


def offers_in_text(before: str, outlook: Outlook, index: Index) -> tuple[str, Iterator[Offer]]:
    """Return the word that has been begun in an insertion, and what can be filled in."""
    call = _CALL.search(before)
    if call is not None:
        return _begun(before), _arguments(call.group(1), call.group(2), outlook, index)
    return _begun(before), _insertions(outlook, index)


def _begun(before: str) -> str:
    found = _WORD.search(before)
    return found.group() if found else ""


def _terms(outlook: Outlook, index: Index) -> Iterator[Offer]:
    yield from outlook.variables(index)
    yield from (Offer(word, detail, Sort.NAME) for word, detail in _QUESTIONS.items())


def _insertions(outlook: Outlook, index: Index) -> Iterator[Offer]:
    yield Offer(f"{YOU}.name", "the player's name", Sort.NAME)
    for person, (name, full) in index.names.printed.items():
        if person != YOU:
            yield Offer(f"{person}.name", name, Sort.NAME)
            yield Offer(f"{person}.full", full, Sort.NAME)
    yield from (Offer(word, detail, Sort.NAME) for word, detail in _FILLED_IN.items())
    yield from _numbers(outlook, index)


def _numbers(outlook: Outlook, index: Index) -> Iterator[Offer]:
    for offer in outlook.variables(index):
        if index.names.variables[offer.word].domain.kind is DomainKind.RANGE:
            yield offer


def _arguments(function: str, first: str | None, outlook: Outlook, index: Index) -> Iterator[Offer]:
    if function == "seen":
        yield from outlook.scenes(index)
    elif function == "taken":
        yield from outlook.choices(index)
    elif function in {"present", "alive"}:
        yield from outlook.people(index)
    elif function in _GATHERING and first is not None:
        yield from (named(Sort.NAME, group, index) for group in index.names.groups)
    elif function in _GATHERING:
        yield from (Offer(word, detail, Sort.NAME) for word, detail in _COUNTED.items())
        if function == "digits":
            yield from _numbers(outlook, index)


def _literals(left: str, outlook: Outlook, index: Index, *, quoted: bool) -> Iterator[Offer]:
    """Yield what a variable can be compared with: in quotation marks, unless one is there already."""
    mark = "" if quoted else '"'
    if outlook.chapter is None and left in {"chapter", "scene", "ending"}:
        names = index.names
        known = [*(names.chapters if left == "chapter" else names.scenes if left == "scene" else names.endings)]
        yield from (Offer(f"{mark}{word}{mark}", "", Sort(left)) for word in known)
        return
    variable = index.names.variables.get(left)
    if variable is None or variable.domain.kind is DomainKind.BOOLEAN:
        return
    for code in range(variable.domain.size):
        value = variable.domain.value(code)
        word = f"{mark}{value}{mark}" if isinstance(value, str) else str(value)
        yield Offer(word, variable.domain.words.get(str(value), ""), Sort.NAME)
