"""One run that is kept: what it is, and its moves."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from game.errors import SaveError
from game.saves.database import told, transaction

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a list of runs shows. Times are ISO 8601, in UTC."""

    id: int
    title: str
    story: str
    version: str
    """Of the story, when the run was last played."""
    player: str
    splices: int
    """How often it was rewound."""
    ending: str | None
    """The id of the ending it has reached."""
    created: str
    updated: str
    binned: str | None
    """When it was deleted; such a run can be restored."""
    revision: int
    """Grows with every change of the moves: how one window notices that another plays the same run."""
    length: int
    """How many moves it has."""


_SELECT = """
SELECT id, title, story, version, player, splices, ending, created, updated, binned, revision,
    (SELECT count(*) FROM moves WHERE moves.run = runs.id)
FROM runs WHERE id = ?
"""


class PlayedElsewhere(SaveError):
    """The run was changed since it was opened here: another window plays it, or it was deleted."""


class Run:
    """A run opened for play. Every change is on the disk when its method returns, or has not happened."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, info: RunInfo) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self.info = info
        with told(path):
            rows = connection.execute("SELECT move FROM moves WHERE run = ? ORDER BY position", (info.id,))
            self.moves: tuple[str, ...] = tuple(str(move) for (move,) in rows)

    def append(self, move: str, *, version: str = "", ending: str | None = None) -> None:
        """Add a move at the end. ``version`` is the story's now, ``ending`` the one that the move reached, if any.

        Raises PlayedElsewhere if the run was changed since it was opened here, NotKept if it cannot be written.
        """
        with told(self._path), transaction(self._connection):
            info = self.info
            self._claim(version=version or info.version, splices=info.splices, ending=ending or info.ending)
            self._connection.execute("INSERT INTO moves VALUES (?, ?, ?)", (info.id, len(self.moves), move))
            # Inside the transaction: a moment later it could be another window's revision that we took for ours.
            info = read_info(self._connection, info.id)
        self.info, self.moves = info, (*self.moves, move)

    def truncate(self, length: int, splices: int, *, ending: str | None = None) -> None:
        """Keep the first ``length`` moves. What is cut goes into the run's history. Raises as ``append`` does."""
        with told(self._path), transaction(self._connection):
            revision = self._claim(version=self.info.version, splices=splices, ending=ending)
            cut = (self.info.id, length)
            self._connection.execute(
                "INSERT INTO cut_moves SELECT run, ?, position, move, ? FROM moves WHERE run = ? AND position >= ?",
                (revision, self._now(), *cut),
            )
            self._connection.execute("DELETE FROM moves WHERE run = ? AND position >= ?", cut)
            info = read_info(self._connection, self.info.id)
        self.info, self.moves = info, self.moves[:length]

    def is_called(self, title: str) -> None:
        """Take note of a title given by the library. Of the title alone: what else changed was not changed here."""
        self.info = replace(self.info, title=title)

    def cut_moves(self) -> tuple[tuple[str, ...], ...]:
        """Return every stretch of moves that was ever cut from this run, oldest first."""
        stretches: dict[int, list[str]] = {}
        with told(self._path):
            rows = self._connection.execute(
                "SELECT revision, move FROM cut_moves WHERE run = ? ORDER BY revision, position", (self.info.id,)
            )
            for revision, move in rows:
                stretches.setdefault(revision, []).append(move)
        return tuple(map(tuple, stretches.values()))

    def _claim(self, *, version: str, splices: int, ending: str | None) -> int:
        """Count a change of the run as it was when opened here, and return its new revision."""
        changed = self._connection.execute(
            "UPDATE runs SET revision = revision + 1, version = ?, splices = ?, ending = ?, updated = ?"
            " WHERE id = ? AND revision = ? AND binned IS NULL",
            (version, splices, ending, self._now(), self.info.id, self.info.revision),
        ).rowcount
        if not changed:
            raise PlayedElsewhere(
                f"Another window plays or has deleted the run “{self.info.title}”.",
                "Close one of the two and open the run again. Nothing is lost.",
            )
        return self.info.revision + 1

    def _now(self) -> str:
        return stamp(self._clock)


def stamp(clock: Clock) -> str:
    """Return the time as it is kept: all of one length, so that they sort as text."""
    return clock().isoformat(timespec="microseconds")


def read_info(connection: sqlite3.Connection, run: int) -> RunInfo:
    """Return what is kept of a run, deleted ones too. Raises SaveError if there is none of that id."""
    row = connection.execute(_SELECT, (run,)).fetchone()
    if row is None:
        raise SaveError(f"There is no run {run}.", "`hyosan saves list` shows them.")
    return RunInfo(*row)
