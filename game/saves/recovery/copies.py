"""Copies of the file of runs, made beside it by SQLite itself: one for each of the last days on which it was played."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

MOST_COPIES = 5
FOLDER = "backups"


def copies_of(path: Path) -> list[Path]:
    """Return the copies of a file of runs, the newest first."""
    try:
        return sorted((path.parent / FOLDER).glob(f"{path.stem}-????-??-??{path.suffix}"), reverse=True)
    except OSError:
        return []


def day_of(copy: Path) -> str:
    """Return the day a copy was made on, in ISO 8601."""
    return copy.stem[-len("2026-11-04") :]


def back_up(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    """Copy a file of runs that is known to be whole, unless nothing has changed since it was copied last.

    The copy of a day is overwritten by a later one of that day; the oldest days are let go. Where there is no room for
    it, play goes on without.
    """
    newest = next(iter(copies_of(path)), None)
    with suppress(OSError, sqlite3.Error):
        if connection.execute("SELECT 1 FROM runs LIMIT 1").fetchone() is None:
            return
        changed = path.stat().st_mtime_ns
        if newest is not None and newest.stat().st_mtime_ns == changed:
            return
        folder = path.parent / FOLDER
        folder.mkdir(exist_ok=True)
        part = folder / f"{path.stem}-{os.getpid()}.part"
        try:
            _write(connection, part)
            os.utime(part, ns=(changed, changed))
            part.replace(folder / f"{path.stem}-{now:%Y-%m-%d}{path.suffix}")
        finally:
            part.unlink(missing_ok=True)
        for old in copies_of(path)[MOST_COPIES:]:
            old.unlink()


def _write(connection: sqlite3.Connection, part: Path) -> None:
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    try:
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
    finally:
        copy.close()
    with part.open("rb+") as written:
        os.fsync(written.fileno())
