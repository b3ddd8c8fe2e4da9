"""What could be written where somebody is writing: told from the lines above, which may be broken in any way."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

_KEY = re.compile(r"((?:- +)*)([\w.]+|\"[\w.]*\"|'[\w.]*') *:(?= |$)(.*)")
_BLOCK = re.compile(r" *[|>][-+0-9]*\s*(?:#.*)?")
_DASHES = re.compile(r"(?:-(?: +|$))*")
_BRANCH = re.compile(r"\s*[-+]?\s*(?:if|elif)\s+(.*)", re.DOTALL)
_FARTHEST = 40
"""How many lines an expression can have begun above: it has a thousand characters at most."""
_CONDITIONS = frozenset({"if", "never"})


class Form(Enum):
    """The sorts of writing."""

    KEY = "a key"
    VALUE = "a value"
    CONDITION = "a condition"
    INSERTION = "what is filled in"
    WORDS = "prose"


class Cursor(Struct, frozen=True):
    """Where somebody writes: in the value of the last key of ``path``, or at a key of the mapping under it."""

    form: Form
    path: tuple[str, ...]
    before: str
    """What of the value, key or expression stands before the cursor."""

    def under(self, key: str) -> bool:
        """Whether it is a value, or one of a list of values, of a key."""
        return self.path[-1:] == (key,)


def cursor_at(lines: Sequence[str], line: int, column: int) -> Cursor:
    """Return what is written at a place; ``line`` and ``column`` count from 0."""
    here = lines[line][:column] if line < len(lines) else ""
    above = lines[max(0, line - _FARTHEST) : line]
    path, value, is_key = _where(lines, line, here)
    told = _expression("\n".join([*above, here]))
    if told is not None:
        return Cursor(told[0], path, told[1])
    if value is None:
        return Cursor(Form.WORDS, path, "")
    if value.lstrip().startswith(("{", "[")):
        inner, is_key, value = _flow(value.lstrip())
        path += inner
    value = value.lstrip()
    value = value[1:] if value[:1] in {'"', "'"} else value
    if is_key:
        return Cursor(Form.KEY, path, value)
    return Cursor(Form.CONDITION if path and path[-1] in _CONDITIONS else Form.VALUE, path, value)


def _expression(text: str) -> tuple[Form, str] | None:
    """Return the expression between braces that is open at the end of a text."""
    opened = max(text.rfind("{{"), text.rfind("{%"))
    if opened < 0 or opened < max(text.rfind("}}"), text.rfind("%}")):
        return None
    inside = text[opened + 2 :]
    if text[opened + 1] == "{":
        return Form.INSERTION, inside.lstrip()
    branch = _BRANCH.fullmatch(inside)
    return (Form.CONDITION, branch.group(1)) if branch is not None else (Form.WORDS, "")


class _Line(Struct, frozen=True):
    """A line as far as it can be told alone: where its dashes and its key begin."""

    dash: int | None
    column: int
    key: str
    rest: str

    @classmethod
    def read(cls, text: str) -> "_Line":
        indent = len(text) - len(text.lstrip(" "))
        body = text[indent:]
        found = _KEY.match(body)
        dashes = _DASHES.match(body)
        width = len(dashes.group()) if dashes else 0
        dash = indent if width else None
        if found is None:
            return cls(dash, indent + width, "", body[width:])
        return cls(dash, indent + found.start(2), found.group(2).strip("\"'"), found.group(3))


def _where(lines: Sequence[str], number: int, here: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Return the keys above a place, its value as far as written (nothing in a block of prose), and if it is a key."""
    line = _Line.read(here)
    parents = list(_parents(lines, number, line))
    for place, parent in parents:
        if _BLOCK.fullmatch(parent.rest):
            names = [one.key for at, one in parents if at <= place]
            return tuple(reversed(names)), None, False
    path = tuple(parent.key for _, parent in reversed(parents))
    if line.key:
        return (*path, line.key), line.rest, False
    if parents and parents[0][1].rest.strip() and not parents[0][1].rest.lstrip().startswith("#"):
        begun = [parents[0][1].rest, *lines[parents[0][0] + 1 : number], here]
        return path, "\n".join(begun), False
    return path, line.rest, line.dash is None


def _parents(lines: Sequence[str], number: int, line: _Line) -> Iterator[tuple[int, _Line]]:
    """Yield the lines whose keys a line stands under, from the nearest."""
    limit, is_item = (line.column, False) if line.dash is None else (line.dash, True)
    for above in range(number - 1, -1, -1):
        text = lines[above]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        one = _Line.read(text)
        if one.key and (one.column < limit or (is_item and one.column == limit and one.dash is None)):
            yield above, one
            limit, is_item = (one.column, False) if one.dash is None else (one.dash, True)
        if not limit and not is_item:
            return


def _flow(value: str) -> tuple[tuple[str, ...], bool, str]:
    """Return the keys inside braces and brackets that are open at the end, if a key is being written, and its start."""
    opened: list[tuple[str, str]] = []
    key, word, quote = "", "", ""
    for place, sign in enumerate(value):
        if quote:
            quote = "" if sign == quote else quote
            word += sign
        elif sign in "\"'" and not word.strip():
            quote = sign
            word += sign
        elif sign in "{[":
            opened.append((sign, key))
            key, word = "", ""
        elif sign in "}]" and opened:
            key, word = opened.pop()[1], ""
        elif sign == ",":
            key, word = "", ""
        elif sign == ":" and value[place + 1 : place + 2] in {" ", ""} and opened and opened[-1][0] == "{":
            key, word = word.strip().strip("\"'"), ""
        else:
            word += sign
    names = tuple(name for _, name in opened if name)
    in_mapping = bool(opened) and opened[-1][0] == "{"
    return (*names, key) if key else names, in_mapping and not key, word
