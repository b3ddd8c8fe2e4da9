"""How a file of runs tells by itself whether it still holds what was written: a short sum over every run.

SQLite notices a page that makes no sense. It does not notice a letter that has become another, or a row that is gone.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

SEALS = """
CREATE TABLE IF NOT EXISTS seals (
    run INTEGER PRIMARY KEY REFERENCES runs (id),
    revision INTEGER NOT NULL,
    length INTEGER NOT NULL,
    moves TEXT NOT NULL,
    cuts TEXT NOT NULL,
    about TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS tally (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    runs INTEGER NOT NULL,
    layout INTEGER NOT NULL
);
"""
"""A game that does not know of them writes runs without; then nothing is said of those."""

_FORMAT_AT, _FORMAT = 18, b"\x01\x01"
"""Where a file says by which rules it may be read and written, and what ours say. Any other could only be read."""
_MOST_BYTES = 16 * 1024 * 1024
_ABOUT = "story, version, player, splices, ending, created, updated, revision"
"""The columns that change only with the revision. A title and the bin are seen by whoever looks."""


class Seal(NamedTuple):
    """The sums over a run, as it was at a revision."""

    revision: int
    length: int
    """How many moves it had."""
    moves: str
    cuts: str
    about: str


def sum_of(parts: Iterable[object]) -> str:
    """Return a sum over some values, which their order matters to."""
    total = blake2b(digest_size=8)
    for part in parts:
        written = repr(part).encode("utf-8", "surrogatepass")
        total.update(len(written).to_bytes(4, "big") + written)
    return total.hexdigest()


def chain(moves: Iterable[str], before: str = "") -> str:
    """Return the sum over moves that follow those whose sum is ``before``."""
    for move in moves:
        before = sum_of((before, move))
    return before


def reseal(connection: sqlite3.Connection, run: int, added: Sequence[str] | None = None) -> None:
    """Note the sums over a run, in the transaction that has just changed it.

    ``added`` are the moves that were added, if that is all that has happened: then the others need not be read.
    """
    about = connection.execute(f"SELECT {_ABOUT} FROM runs WHERE id = ?", (run,)).fetchone()  # noqa: S608 - our own
    revision = about[-1]
    old = seal_of(connection, run)
    if added is not None and old is not None and old.revision == revision - 1:
        seal = Seal(revision, old.length + len(added), chain(added, old.moves), old.cuts, sum_of(about))
    else:
        seal = seal_over(_moves(connection, run), _cuts(connection, run), about)
    connection.execute("INSERT OR REPLACE INTO seals VALUES (?, ?, ?, ?, ?, ?)", (run, *seal))


def seal_over(moves: Iterable[str], cuts: Iterable[object], about: Sequence[object]) -> Seal:
    """Return the sums over the moves of a run, its cuts as rows, and what else is kept of it, the revision last."""
    listed = list(moves)
    return Seal(int(str(about[-1])), len(listed), chain(listed), sum_of(cuts), sum_of(about))


def seal_of(connection: sqlite3.Connection, run: int) -> Seal | None:
    """Return the sums that were noted over a run, if they were."""
    row = connection.execute("SELECT revision, length, moves, cuts, about FROM seals WHERE run = ?", (run,)).fetchone()
    if row is None:
        return None
    revision, length, *sums = row
    return Seal(int(revision), int(length), *map(str, sums)) if isinstance(revision, int) else None


def count_runs(connection: sqlite3.Connection) -> None:
    """Note how many runs there are, in the transaction that has just changed that."""
    layout = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("INSERT OR REPLACE INTO tally SELECT 1, count(*), ? FROM runs", (layout,))


def noted_layout(connection: sqlite3.Connection) -> int | None:
    """Return the version of the tables that was noted when a run was begun last, if it was."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'tally'").fetchone() is None:
        return None
    row = connection.execute("SELECT layout FROM tally").fetchone()
    return row[0] if row is not None else None


def is_whole(connection: sqlite3.Connection) -> bool:
    """Say whether a file holds what was written. Raises sqlite3.DatabaseError where it cannot even be read."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    # All of it has to be had for two bytes, so one that is larger than anybody's is not asked.
    if _size(connection) <= _MOST_BYTES and connection.serialize()[_FORMAT_AT : _FORMAT_AT + 2] != _FORMAT:
        return False
    tally = connection.execute("SELECT runs FROM tally").fetchone()
    runs = connection.execute(f"SELECT id, {_ABOUT} FROM runs ORDER BY id").fetchall()  # noqa: S608 - our own
    if tally is not None and not (isinstance(tally[0], int) and tally[0] <= len(runs)):
        return False
    known = {row[0] for row in runs}
    strays = "SELECT run FROM moves UNION SELECT run FROM cut_moves UNION SELECT run FROM seals"
    if not known.issuperset(run for (run,) in connection.execute(strays)):
        return False
    return all(isinstance(about[-1], int) and _is_sealed(connection, run, about) for run, *about in runs)


def _size(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    return int(pages) * int(size)


def _is_sealed(connection: sqlite3.Connection, run: int, about: Sequence[object]) -> bool:
    positions = connection.execute("SELECT count(*), max(position) FROM moves WHERE run = ?", (run,)).fetchone()
    if positions[0] and positions[1] != positions[0] - 1:
        return False
    seal = seal_of(connection, run)
    if seal is None:
        return True
    if seal.revision != about[-1]:
        # A game that knows of no seals has played since.
        return seal.revision < int(str(about[-1]))
    return seal_over(_moves(connection, run), _cuts(connection, run), about) == seal


def _moves(connection: sqlite3.Connection, run: int) -> Iterable[str]:
    return (move for (move,) in connection.execute("SELECT move FROM moves WHERE run = ? ORDER BY position", (run,)))


def _cuts(connection: sqlite3.Connection, run: int) -> Iterable[object]:
    query = "SELECT revision, position, move, cut FROM cut_moves WHERE run = ? ORDER BY revision, position"
    return connection.execute(query, (run,))
