"""What is made of a file's values, which anybody may have written: of the right kind, short, and showable.

SQLite keeps any kind of value in any column. None of them is believed more than a run from a stranger is.
"""

import sqlite3
from datetime import UTC, datetime

from game.story.characters import harmless

MOST_MOVES = 100_000
"""As many moves of a run as are read."""
LONGEST_MOVE = 200
LONGEST_WORD = 40
_LONGEST_WORDS = 80
_LARGEST = 1_000_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC).isoformat(timespec="microseconds")
_LARGEST_VALUE = 64 * 1024 * 1024
_IF_MISSING = "IF NOT EXISTS "


def restrain(connection: sqlite3.Connection) -> None:
    """Let a connection do no more than is asked of it, whatever is in its file."""
    # Bytes that are no UTF-8 are shown as such, rather than an error wherever they stand.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def is_as_made(connection: sqlite3.Connection, statements: str) -> bool:
    """Whether a file holds our tables as ``statements`` make them, and nothing that acts by itself.

    A trigger, a view in a table's place, an index or a column that is computed would run when we read or write. Further
    tables do not, and may be a later version's.
    """
    made = {name: statement for statement in statements.split(";") if (name := _name_of(statement))}
    wanted = {name for name, statement in made.items() if _IF_MISSING not in statement}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if name in made and (kind != "table" or _spaced(str(sql)) != _spaced(made[name])):
            return False
        if kind != "table" and sql is not None:
            return False
        if kind == "table" and not str(sql).upper().startswith("CREATE TABLE"):
            return False
        wanted.discard(name)
    return not wanted


def _name_of(statement: str) -> str:
    table = _spaced(statement).split()
    return table[2] if table[:2] == ["CREATE", "TABLE"] else ""


def _spaced(statement: str) -> str:
    return " ".join(statement.replace(_IF_MISSING, "").split())


def words(value: object, longest: int = _LONGEST_WORDS) -> str:
    """Return a value as words for the screen."""
    if isinstance(value, bytes):
        value = value[:longest].decode("utf-8", "replace")
    said = value if isinstance(value, str) else str(value)
    line = " ".join(harmless(said[:longest]).split("\n"))
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def maybe_words(value: object) -> str | None:
    """Return a value as words, or nothing for nothing."""
    return None if value is None else words(value)


def number(value: object, largest: int = _LARGEST) -> int:
    """Return a value as a number from 0 to ``largest``; 0 for what is none."""
    return min(largest, max(0, value)) if isinstance(value, int) else 0


def moment(value: object) -> str:
    """Return a value as a time in ISO 8601; long ago for what is none."""
    try:
        told = datetime.fromisoformat(str(value))
        # So early or late that a clock elsewhere would be in no year at all, it is no time of ours.
        told.astimezone()
    except (ValueError, OverflowError, OSError):
        return _LONG_AGO
    return str(value) if told.tzinfo is not None else _LONG_AGO


def maybe_moment(value: object) -> str | None:
    """Return a value as a time, or nothing for nothing."""
    return None if value is None else moment(value)
