"""Who plays which run now, so that a second window can say so.

Beside the file of runs lies a note for each run that is played, and for each process that plays a file that it holds
locked, by SQLite's own lock. The system lets go of that however the process ends, so nobody is ever locked out. The
notes keep nothing from going wrong: two windows on one run are told apart by its revision (see ``game.saves.run``).
"""

import json
import os
import sqlite3
import sys
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import asdict

from game.language import _

FOLDER = "playing"
_SETTLED = 60.0
"""Seconds after which a file that nobody holds was left behind, and is not only about to be held."""
_WEB_DRIVER = "TEXTUAL_DRIVER"
_held: dict[Path, tuple[str, sqlite3.Connection]] = {}
"""By folder: what this process is called there, and the lock that shows it is alive."""


class Player(Struct, frozen=True):
    """A process that plays a run."""

    token: str
    where: str
    """The terminal it has, or whatever else it can be told by; for people."""
    since: str
    """ISO 8601, in UTC."""

    @property
    def told(self) -> str:
        """Where and since when it plays, by the clock of this machine."""
        since = f"{datetime.fromisoformat(self.since).astimezone():%H:%M}"
        return _("{where}, since {since}", where=self.where, since=since)


def other_player(path: Path, run: int) -> Player | None:
    """Return the process that plays a run of a file of runs now; ``None`` if nobody does, or this one."""
    folder = path.parent / FOLDER
    player = _noted(folder, run)
    if player is None or player.token == _token(folder) or not _is_alive(folder, player.token):
        return None
    return player


def take(path: Path, run: int, now: datetime) -> None:
    """Note that this process plays a run from now on, whoever did before. Where nothing can be noted, play goes on."""
    folder = path.parent / FOLDER
    with suppress(OSError, sqlite3.Error):
        player = Player(_present(folder), _where(), now.isoformat())
        part = folder / f"{player.token}.part"
        part.write_text(json.dumps(asdict(player)), encoding="utf-8")
        part.replace(_note(folder, run))


def leave(path: Path, run: int) -> None:
    """Note that this process plays a run no longer."""
    folder = path.parent / FOLDER
    player = _noted(folder, run)
    if player is not None and player.token == _token(folder):
        with suppress(OSError):
            _note(folder, run).unlink()


class Seat:
    """The place of a player: it notes which run this process plays, and sees whether another has taken it over."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._run: int | None = None

    def take(self, path: Path, run: int, now: datetime) -> None:
        """Play a run of a file of runs here from now on. Another process that plays it finds out at its next move."""
        if (path, run) != (self._path, self._run):
            self.leave()
            take(path, run, now)
            self._path, self._run = path, run

    def leave(self) -> None:
        """Play nothing here."""
        if self._path is not None and self._run is not None:
            leave(self._path, self._run)
        self._path = self._run = None

    def taken_over_by(self) -> Player | None:
        """Return the process that has taken the run over; ``None`` if none has."""
        return other_player(self._path, self._run) if self._path is not None and self._run is not None else None


def _note(folder: Path, run: int) -> Path:
    return folder / f"run-{run}.json"


def _noted(folder: Path, run: int) -> Player | None:
    try:
        noted = json.loads(_note(folder, run).read_text(encoding="utf-8"))
        player = Player(str(noted["token"]), str(noted["where"])[:80], str(noted["since"]))
        datetime.fromisoformat(player.since)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return player if player.token.isalnum() and player.where.isprintable() else None


def _token(folder: Path) -> str:
    return _held[folder][0] if folder in _held else ""


def _present(folder: Path) -> str:
    """Return what this process is called in a folder, and hold the file that shows it is alive."""
    if folder not in _held:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        token = uuid4().hex
        lock = sqlite3.connect(folder / f"{token}.alive", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        _held[folder] = (token, lock)
    return _held[folder][0]


def _is_alive(folder: Path, token: str) -> bool:
    alive = folder / f"{token}.alive"
    if not alive.exists():
        return False
    with closing(sqlite3.connect(alive, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            return True
    return False


def _sweep(folder: Path) -> None:
    """Take away what processes left behind that were ended before they could."""
    settled = time.time() - _SETTLED
    for alive in folder.glob("*.alive"):
        if alive.stat().st_mtime < settled and not _is_alive(folder, alive.stem):
            alive.unlink()


def _where() -> str:
    if _WEB_DRIVER in os.environ:
        return _("a browser")
    for stream in (sys.__stdin__, sys.__stderr__):
        with suppress(OSError, ValueError, AttributeError):
            return _("the terminal {name}", name=os.ttyname(stream.fileno()).removeprefix("/dev/"))  # type: ignore[union-attr]
    return _("another program")
