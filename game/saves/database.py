"""The one SQLite file that runs are kept in: opened, made, and its failures put into words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from game.errors import SaveError
from game.language import _
from game.saves.recovery.pages import PAGE
from game.saves.rows import is_as_made, restrain
from game.saves.seals import SEALS, noted_layout

LAYOUT = 1
"""The version of the tables below. A game opens files up to its own."""

APPLICATION = 0x48594F53  # "HYOS"
"""Tells our file from any other SQLite database."""
_PATIENCE = 10.0  # seconds to wait for another window's transaction, which takes milliseconds
_LARGEST_JOURNAL = 64 * 1024  # bytes that stay; a move needs a quarter of them
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
_BESIDE = f"""{SEALS}
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


class Unreadable(SaveError):
    """A file that is none of ours, or that is one and damaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} cannot be read as a file of runs.", path=path),
            _("It is damaged or something else. Move it away to begin afresh; the game will not touch it."),
        )


class NotKept(SaveError):
    """Nothing can be written: no such folder, no permission, no space. Play can go on, in memory."""


class FileConnection(sqlite3.Connection):
    """A connection that knows when another file was put in the place of the one it has open."""

    _path: Path | None = None
    _identity: tuple[int, int] | None = None

    def opened(self, path: Path) -> None:
        """Take note of which file it is that was opened."""
        self._path = path
        self._identity = _identity(path)

    @property
    def is_replaced(self) -> bool:
        """Whether what is written here would be found by nobody."""
        return self._path is not None and _identity(self._path) != self._identity


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Replaced(SaveError):
    """Another file stands where the one that was opened stood: another window has mended it, or somebody moved it."""

    def __init__(self) -> None:
        super().__init__(
            _("The file of runs was replaced while it was open."), _("Open the game again. Nothing was written.")
        )


def open_database(path: Path) -> sqlite3.Connection:
    """Open the file of runs, making it and its folder where they are missing.

    A rollback journal keeps everything in the one file, so that copying it copies the runs, and works on network
    folders. ``EXTRA`` is ``FULL`` with the end of the journal made durable too: once a transaction returns, neither a
    killed terminal nor a power cut undoes it. The journal stays beside the file, its head blanked, where it holds
    nothing: to make and remove a file for each move would have the disk wait for its folder twice more.

    Raises NotKept if nothing can be written there, SaveError if the file is something else or made by a newer game.
    """
    with told(path):
        try:
            # Whoever else uses the machine has no business with what is played.
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(path, error.strerror or str(error)) from error
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, factory=FileConnection)
        try:
            restrain(connection)
            _prepare(connection, path)
            _refuse_read_only(path)
            _keep_journal(connection)
            connection.opened(path)
        except sqlite3.OperationalError as error:
            connection.close()
            # Nothing was asked of it yet that it could not answer if it were as we made it.
            raise (Unreadable(path) if _kind(error) == sqlite3.SQLITE_ERROR else error) from error
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
        restrain(connection)
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
    # What is deleted is gone from its page as well, so that it is not taken for something kept if the file is damaged.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA page_size = {PAGE}")
    with transaction(connection):
        if not _look(connection, path):
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        for statement in _BESIDE.split(";"):
            connection.execute(statement)


def _keep_journal(connection: sqlite3.Connection) -> None:
    """Use one journal for all that is written. Whatever says that it is read by other rules is damaged, and left so."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("delete",):
        connection.execute("PRAGMA journal_mode = PERSIST")
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_JOURNAL}")


def _look(connection: sqlite3.Connection, path: Path) -> bool:
    """Say whether there is anything in a file yet. Raises SaveError if that is not ours, or too new for us."""
    layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application == 0 and tables == 0:
        return False
    if application != APPLICATION:
        raise Unreadable(path)
    if layout > LAYOUT and noted_layout(connection) != LAYOUT:
        raise SaveError(
            _("The runs in {path} were kept by a newer version of the game.", path=path),
            _("Play with that version, or set HYOSAN_HOME to a new folder to begin afresh. The file was not touched."),
        )
    if not is_as_made(connection, _TABLES + _BESIDE):
        raise Unreadable(path)
    return True


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside or nothing.

    Takes the write lock at once, so that what is read inside still holds when something is written.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if isinstance(connection, FileConnection) and connection.is_replaced:
            raise Replaced  # noqa: TRY301 - inside, so that the transaction is ended as for any other error
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
    except UnicodeDecodeError as error:
        # SQLite complained of a word in the file that is no text.
        raise Unreadable(path) from error
    except sqlite3.DatabaseError as error:
        code = _kind(error)
        if code in _DAMAGED:
            raise Unreadable(path) from error
        if code in _NEVER_WRITTEN:
            raise Unreadable(path) from error
        if code == sqlite3.SQLITE_BUSY:
            raise SaveError(
                _("Another program is holding {path}.", path=path), _("Try again in a moment. Nothing was changed.")
            ) from error
        if code in _UNWRITABLE:
            raise _unwritable(path, str(error)) from error
        raise


def _kind(error: sqlite3.DatabaseError) -> int:
    """Return the kind of an error: the low byte of its code, the rest of which tells its varieties apart."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _unwritable(path: Path, why: str) -> NotKept:
    return NotKept(
        _("Runs cannot be kept in {parent}: {why}.", parent=path.parent, why=why),
        _("Set HYOSAN_HOME to a folder that can be written."),
    )
