"""The one SQLite file that runs are kept in: opened, made, and its failures put into words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from game.errors import SaveError
from game.saves.rows import is_as_made, restrain

LAYOUT = 1
"""The version of the tables below. A game opens files up to its own."""

_APPLICATION = 0x48594F53  # "HYOS": tells our file from any other SQLite database
_PATIENCE = 10.0  # seconds to wait for another window's transaction, which takes milliseconds
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
_NEVER_WRITTEN = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG}
"""What our statements meet only in a file that something else has written in."""
_UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_TABLES = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    story TEXT NOT NULL,
    version TEXT NOT NULL,
    player TEXT NOT NULL,
    splices INTEGER NOT NULL DEFAULT 0,
    ending TEXT,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    binned TEXT,
    revision INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE moves (
    run INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    move TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE cut_moves (
    run INTEGER NOT NULL REFERENCES runs (id),
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    move TEXT NOT NULL,
    cut TEXT NOT NULL,
    PRIMARY KEY (run, revision, position)
) WITHOUT ROWID;
"""
_BESIDE = """
CREATE TABLE IF NOT EXISTS versions (
    story TEXT NOT NULL,
    digest TEXT NOT NULL,
    meaning BLOB NOT NULL,
    PRIMARY KEY (story, digest)
);
CREATE TABLE IF NOT EXISTS stands (
    run INTEGER PRIMARY KEY REFERENCES runs (id),
    digest TEXT NOT NULL,
    scene TEXT NOT NULL
);
"""
"""What is kept to tell of a changed story by: a game that does not know of it plays the same runs."""


class NotKept(SaveError):
    """Nothing can be written: no such folder, no permission, no space. Play can go on, in memory."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file of runs, making it and its folder where they are missing.

    A rollback journal keeps everything in the one file, so that copying it copies the runs, and works on network
    folders. ``EXTRA`` is ``FULL`` with the removal of the journal made durable too: once a transaction returns, neither
    a killed terminal nor a power cut undoes it.

    Raises NotKept if nothing can be written there, SaveError if the file is something else or made by a newer game.
    """
    with told(path):
        try:
            # Whoever else uses the machine has no business with what is played.
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(path, error.strerror or str(error)) from error
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            restrain(connection)
            _prepare(connection, path)
            _refuse_read_only(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_read_only(path: Path) -> None:
    """Raise NotKept if nothing can be written. SQLite would say so at the first move, which is late to learn it.

    The file itself is only asked about: to open and close it here would take away the locks of this process on it.
    """
    try:
        if not os.access(path, os.W_OK):
            raise _unwritable(path, "the file is read-only")
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def open_to_read(path: Path) -> sqlite3.Connection | None:
    """Open a file of runs that cannot be written; ``None`` if there is none, or it cannot be read either.

    Raises SaveError if the file is something else or made by a newer game.
    """
    try:
        if not path.is_file():
            return None
    except OSError:
        return None
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        with told(path):
            if not _look(connection, path):
                connection.close()
                return None
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            for statement in _BESIDE.split(";"):
                if not any(f" {name} (" in statement for name in tables):
                    connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE"))
    except NotKept:
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    with transaction(connection):
        if not _look(connection, path):
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        for statement in _BESIDE.split(";"):
            connection.execute(statement)


def _look(connection: sqlite3.Connection, path: Path) -> bool:
    """Say whether there is anything in a file yet. Raises SaveError if that is not ours, or too new for us."""
    layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application == 0 and tables == 0:
        return False
    if application != _APPLICATION:
        raise _foreign(path)
    if layout > LAYOUT:
        raise SaveError(
            f"The runs in {path} were kept by a newer version of the game.",
            "Play with that version, or set HYOSAN_HOME to a new folder to begin afresh. The file was not touched.",
        )
    return True


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing.

    Takes the write lock at once, so that what is read inside still holds when something is written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A failed COMMIT, or a full disk, may have rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what can go wrong with a file into a NotKept or SaveError. A mistake of ours comes through as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte is the kind; the rest tells its varieties apart.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _DAMAGED:
            raise _foreign(path) from error
        if code in _NEVER_WRITTEN:
            raise _foreign(path) from error
        if code == sqlite3.SQLITE_BUSY:
            raise SaveError(
                f"Another program is holding {path}.", "Try again in a moment. Nothing was changed."
            ) from error
        if code in _UNWRITABLE:
            raise _unwritable(path, str(error)) from error
        raise


def _foreign(path: Path) -> SaveError:
    return SaveError(
        f"{path} cannot be read as a file of runs.",
        "It is damaged or something else. Move it away to begin afresh; the game will not touch it.",
    )


def _unwritable(path: Path, why: str) -> NotKept:
    return NotKept(f"Runs cannot be kept in {path.parent}: {why}.", "Set HYOSAN_HOME to a folder that can be written.")
