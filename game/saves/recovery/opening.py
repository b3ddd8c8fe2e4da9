"""The file of runs is opened: looked over, mended if it is damaged, copied if it has changed."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from game.saves.database import NotKept, Unreadable, open_database, open_to_read, told
from game.saves.recovery.copies import back_up, copies_of
from game.saves.recovery.mending import mend
from game.saves.seals import is_whole


class Opened(Struct, frozen=True):
    """A file of runs that is open."""

    connection: sqlite3.Connection
    why_read_only: str
    """Why nothing can be written; empty if it can."""
    mended: tuple[str, ...]
    """What became of it if it was damaged, in sentences for the player."""


def open_whole(path: Path, clock: Callable[[], datetime]) -> Opened:
    """Open a file of runs, made if it is missing, and mended from its own pages and its copies if it is damaged.

    Raises NotKept if nothing can be written there and there is nothing sound to read; SaveError if it is something
    else, or made by a newer game.
    """
    try:
        connection = None if _is_gone(path) else _open_sound(path)
        mended: tuple[str, ...] = ()
        if connection is None:
            done = mend(path, clock)
            mended = done.told if done is not None else ()
            connection = open_database(path)
    except NotKept as error:
        reading = open_to_read(path)
        if reading is None:
            raise
        return Opened(reading, error.message, ())
    back_up(connection, path, clock())
    return Opened(connection, "", mended)


def _is_gone(path: Path) -> bool:
    """Say whether there is no file, or an empty one, and there are copies that say it should be another."""
    try:
        is_there = path.stat().st_size > 0
    except OSError:
        is_there = False
    return not is_there and bool(copies_of(path))


def _open_sound(path: Path) -> sqlite3.Connection | None:
    """Open a file; ``None`` if it is not what was written. Raises as ``open_database`` does for anything else."""
    try:
        connection = open_database(path)
    except Unreadable:
        return None
    try:
        with told(path):
            if is_whole(connection):
                return connection
    except Unreadable:
        pass
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None
