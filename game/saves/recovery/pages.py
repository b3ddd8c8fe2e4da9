"""The rows that can still be read in the pages of an SQLite file, whatever became of the pages that led to them.

The layout of pages and records is described in https://www.sqlite.org/fileformat2.html. Every page is read for itself:
its rows are there even if nothing points to it any more. What makes no sense is passed over; nothing here raises.
"""

from collections.abc import Iterator

from msgspec import Struct

PAGE = 4096
"""Bytes of a page, as the game makes its files."""
MOST_BYTES = 16 * 1024 * 1024
"""Half a million moves, more than anybody's file of runs has; the rest of a larger one is not looked at."""
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_KINDS = [_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR]
_LEAF_HEADER, _INTERIOR_HEADER = 8, 12
_FILE_HEADER = 100
_LONGEST_IN_TABLE, _LONGEST_IN_INDEX = PAGE - 35, (PAGE - 12) * 64 // 255 - 23
"""Bytes of a record that stand in its page; of a longer one a part stands elsewhere, and none of ours is."""
_MOST_VARINT = 9
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of the whole numbers, by their serial type."""
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12

Value = int | float | str | bytes | None


class Record(Struct, frozen=True):
    """A row. ``rowid`` is ``None`` for one that is kept by its key."""

    rowid: int | None
    values: tuple[Value, ...]


def records(content: bytes) -> Iterator[Record]:
    """Yield every row that the pages of a file still hold, in the order of the pages."""
    content = content[:MOST_BYTES]
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE].ljust(PAGE, b"\0")
        at = _FILE_HEADER if start == 0 else 0
        # Where the one byte that says what a page is was hit, what it can be read as is what it was.
        kinds = [page[at]] if page[at] in _KINDS else _KINDS
        yield from max((list(_cells(page, at, kind)) for kind in kinds), key=len)


def _cells(page: bytes, at: int, kind: int) -> Iterator[Record]:
    """Yield the rows of a page. How many there are is not believed: it is read on as long as there is sense in it."""
    pointers = at + (_INTERIOR_HEADER if kind == _INDEX_INTERIOR else _LEAF_HEADER)
    said = int.from_bytes(page[at + 3 : at + 5], "big")
    lowest, seen = PAGE, set()
    number = 0
    while pointers + 2 * number + 2 <= lowest:
        pointer = int.from_bytes(page[pointers + 2 * number : pointers + 2 * number + 2], "big")
        number += 1
        record = _cell(page, pointer, kind) if pointers < pointer < PAGE else None
        if record is not None and pointer not in seen:
            seen.add(pointer)
            lowest = min(lowest, pointer)
            yield record
        elif number > said:
            return


def _cell(page: bytes, at: int, kind: int) -> Record | None:
    if kind == _INDEX_INTERIOR:
        at += 4
    size, at = _varint(page, at)
    rowid: int | None = None
    if kind == _TABLE_LEAF:
        rowid, at = _varint(page, at)
    longest = _LONGEST_IN_TABLE if kind == _TABLE_LEAF else _LONGEST_IN_INDEX
    if not 0 < size <= longest or at + size > PAGE:
        return None
    values = _values(page[at : at + size])
    return None if values is None else Record(rowid, values)


def _values(payload: bytes) -> tuple[Value, ...] | None:
    """Return the values of a record; ``None`` if it is none."""
    head, at = _varint(payload, 0)
    if not at <= head <= len(payload):
        return None
    types = []
    while at < head:
        one, at = _varint(payload, at)
        types.append(one)
    values: list[Value] = []
    for one in types:
        length = _length(one)
        if length is None or head + length > len(payload):
            return None
        try:
            values.append(_value(one, payload[head : head + length]))
        except UnicodeDecodeError:
            return None
        head += length
    return tuple(values) if head == len(payload) else None


def _length(kind: int) -> int | None:
    if kind in _INTEGERS:
        return _INTEGERS[kind]
    if kind >= _FIRST_BLOB:
        return (kind - _FIRST_BLOB) // 2
    return {0: 0, _FLOAT: 8, _ZERO: 0, _ONE: 0}.get(kind)


def _value(kind: int, raw: bytes) -> Value:
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True)
    if kind >= _FIRST_BLOB:
        return raw.decode() if kind % 2 else raw
    return {_ZERO: 0, _ONE: 1, _FLOAT: 0.0}.get(kind)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next thing begins."""
    value = 0
    for count in range(1, _MOST_VARINT + 1):
        byte = data[at] if at < len(data) else 0
        at += 1
        if count == _MOST_VARINT:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says whether another byte follows
            break
    return value, at
