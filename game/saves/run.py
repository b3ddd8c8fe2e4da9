"""One run that is kept: what it is, and its moves."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from game.errors import SaveError
from game.language import _
from game.saves import rows as rows_of
from game.saves.database import told, transaction
from game.saves.seals import reseal

Clock = Callable[[], datetime]


class RunInfo(Struct, frozen=True):
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


class Stand(NamedTuple):
    """Where a run stood when it was last played. Not believed, only compared: the moves alone say what happened."""

    digest: str
    """Of the files that its story was read from."""
    scene: str
    """As it was called in them."""


class Cut(Struct, frozen=True):
    """A stretch of moves that a rewind, or a change of the story, took from the end of a run."""

    revision: int
    """The run's, when it was cut: the cut's name within the run."""
    position: int
    """How many moves were left."""
    moves: tuple[str, ...]
    when: str
    """ISO 8601, in UTC."""


_LARGEST_REVISION = 2**62
_SELECT = """
SELECT id, title, story, version, player, splices, ending, created, updated, binned, revision,
    (SELECT min(max(position) + 1, ?) FROM moves WHERE moves.run = runs.id)
FROM runs WHERE id = ?
"""


class PlayedElsewhere(SaveError):
    """The run was changed since it was opened here: another window plays it, or it was deleted."""


class NewRun(Struct, frozen=True):
    """A run that begins here, with the names of a RunFile, which comes from elsewhere."""

    story: str
    version: str
    player: str
    title: str
    splices: int
    moves: Sequence[str]


class Run:
    """A run opened for play. Every change is on the disk when its method returns, or has not happened."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock, info: RunInfo) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self.info = info
        with told(path):
            query = "SELECT move FROM moves WHERE run = ? ORDER BY position LIMIT ?"
            rows = connection.execute(query, (info.id, rows_of.MOST_MOVES))
            self.moves: tuple[str, ...] = tuple(rows_of.words(move, rows_of.LONGEST_MOVE) for (move,) in rows)
            stand = connection.execute("SELECT digest, scene FROM stands WHERE run = ?", (info.id,)).fetchone()
            self.stand = Stand(*(rows_of.words(one, rows_of.LONGEST_MOVE) for one in stand)) if stand else None

    def append(self, move: str, *, version: str = "", ending: str | None = None, stand: Stand | None = None) -> None:
        """Add a move at the end. ``version`` is the story's now, ``ending`` the one that the move reached, if any.

        ``stand`` is where it leads, if that is to be known should the story change.
        Raises PlayedElsewhere if the run was changed since it was opened here, NotKept if it cannot be written.
        """
        self.extend((move,), self.info.splices, version=version, ending=ending, stand=stand)

    def extend(
        self,
        moves: Sequence[str],
        splices: int,
        *,
        version: str = "",
        ending: str | None = None,
        stand: Stand | None = None,
    ) -> None:
        """Add moves at the end, all or nothing, as ``append`` adds one. ``splices`` is the run's number of splices."""
        with told(self._path), transaction(self._connection):
            info = self.info
            self._claim(version=version or info.version, splices=splices, ending=ending or info.ending)
            added = [(info.id, position, move) for position, move in enumerate(moves, start=len(self.moves))]
            self._connection.executemany("INSERT INTO moves VALUES (?, ?, ?)", added)
            set_stand(self._connection, info.id, stand)
            reseal(self._connection, info.id, moves)
            # Inside the transaction: a moment later it could be another window's revision that we took for ours.
            info = read_info(self._connection, info.id)
        self.info, self.moves, self.stand = info, (*self.moves, *moves), stand

    def truncate(self, length: int, splices: int, *, ending: str | None = None, stand: Stand | None = None) -> None:
        """Keep the first ``length`` moves. What is cut goes into the run's history. Raises as ``append`` does."""
        with told(self._path), transaction(self._connection):
            revision = self._claim(version=self.info.version, splices=splices, ending=ending)
            cut = (self.info.id, length)
            self._connection.execute(
                "INSERT INTO cut_moves SELECT run, ?, position, move, ? FROM moves WHERE run = ? AND position >= ?",
                (revision, self._now(), *cut),
            )
            self._connection.execute("DELETE FROM moves WHERE run = ? AND position >= ?", cut)
            set_stand(self._connection, self.info.id, stand)
            reseal(self._connection, self.info.id)
            info = read_info(self._connection, self.info.id)
        self.info, self.moves, self.stand = info, self.moves[:length], stand

    def is_called(self, title: str) -> None:
        """Take note of a title given by the library. Of the title alone: what else changed was not changed here."""
        self.info = replace(self.info, title=title)

    def cuts(self) -> tuple[Cut, ...]:
        """Return every stretch of moves that was cut from this run and not put back, oldest first."""
        stretches: dict[int, list[tuple[int, str, str]]] = {}
        with told(self._path):
            rows = self._connection.execute(
                "SELECT revision, position, move, cut FROM cut_moves WHERE run = ? ORDER BY revision, position",
                (self.info.id,),
            )
            for revision, position, move, when in rows:
                cut = (rows_of.number(position), rows_of.words(move, rows_of.LONGEST_MOVE), rows_of.moment(when))
                stretches.setdefault(rows_of.number(revision, _LARGEST_REVISION), []).append(cut)
        return tuple(
            Cut(revision, cut[0][0], tuple(move for _, move, _ in cut), cut[0][2])
            for revision, cut in stretches.items()
        )

    def moves_before(self, cut: Cut) -> tuple[str, ...]:
        """Return all moves of the run as they were when the cut was made.

        Between two cuts moves are only added, so undoing every cut since, the last first, comes to what there was.
        """
        moves = self.moves
        for later in reversed(self.cuts()):
            if later.revision >= cut.revision:
                moves = (*moves[: later.position], *later.moves)
        return moves

    def put_back(self, cut: Cut, *, ending: str | None = None, stand: Stand | None = None) -> None:
        """Put what was cut back at the end, as if the splice had never been. Raises as ``append`` does.

        Only right for the last cut, while the run still ends where it was made.
        """
        with told(self._path), transaction(self._connection):
            self._claim(version=self.info.version, splices=max(0, self.info.splices - 1), ending=ending)
            put = (self.info.id, cut.revision)
            self._connection.execute(
                "INSERT INTO moves SELECT run, position, move FROM cut_moves WHERE run = ? AND revision = ?", put
            )
            self._connection.execute("DELETE FROM cut_moves WHERE run = ? AND revision = ?", put)
            set_stand(self._connection, self.info.id, stand)
            reseal(self._connection, self.info.id)
            info = read_info(self._connection, self.info.id)
        self.info, self.moves, self.stand = info, (*self.moves, *cut.moves), stand

    def _claim(self, *, version: str, splices: int, ending: str | None) -> int:
        """Count a change of the run as it was when opened here, and return its new revision."""
        changed = self._connection.execute(
            "UPDATE runs SET revision = revision + 1, version = ?, splices = ?, ending = ?, updated = ?"
            " WHERE id = ? AND revision = ? AND binned IS NULL",
            (version, splices, ending, self._now(), self.info.id, self.info.revision),
        ).rowcount
        if not changed:
            raise PlayedElsewhere(
                _("Another window plays or has deleted the run “{title}”.", title=self.info.title),
                _("Close one of the two and open the run again. Nothing is lost."),
            )
        return self.info.revision + 1

    def _now(self) -> str:
        return stamp(self._clock)


def stamp(clock: Clock) -> str:
    """Return the time as it is kept: all of one length, so that they sort as text."""
    return clock().isoformat(timespec="microseconds")


def read_info(connection: sqlite3.Connection, run: int) -> RunInfo:
    """Return what is kept of a run, deleted ones too. Raises SaveError if there is none of that id."""
    row = connection.execute(_SELECT, (rows_of.MOST_MOVES, run)).fetchone()
    if row is None:
        raise SaveError(_("There is no run {run}.", run=run), _("`hyosan saves list` shows them."))
    return _info(*row)


def _info(*row: object) -> RunInfo:
    id_, title, story, version, player, splices, ending, created, updated, binned, revision, length = row
    return RunInfo(
        id=rows_of.number(id_, _LARGEST_REVISION),
        title=rows_of.words(title) or "?",
        story=rows_of.words(story, rows_of.LONGEST_WORD) or "?",
        version=rows_of.words(version, rows_of.LONGEST_WORD),
        player=rows_of.words(player, rows_of.LONGEST_WORD),
        splices=rows_of.number(splices),
        ending=rows_of.maybe_words(ending),
        created=rows_of.moment(created),
        updated=rows_of.moment(updated),
        binned=rows_of.maybe_moment(binned),
        revision=rows_of.number(revision, _LARGEST_REVISION),
        length=rows_of.number(length),
    )


def set_stand(connection: sqlite3.Connection, run: int, stand: Stand | None) -> None:
    """Note where a run stands, ``None`` if that is not known. To be called in a transaction."""
    connection.execute("DELETE FROM stands WHERE run = ?", (run,))
    if stand is not None and stand.digest:
        connection.execute("INSERT INTO stands VALUES (?, ?, ?)", (run, *stand))
