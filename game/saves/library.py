"""All runs of one person: listed, begun, opened, renamed, deleted and brought back, sent and received."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from game.errors import SaveError
from game.language import N_, _
from game.saves.database import NotKept, told, transaction
from game.saves.recovery.copies import back_up
from game.saves.recovery.opening import open_whole
from game.saves.rows import LONGEST_WORD, words
from game.saves.run import Clock, Cut, NewRun, Run, RunInfo, Stand, read_info, set_stand, stamp
from game.saves.seals import count_runs, reseal

if TYPE_CHECKING:
    from game.saves.runfile import RunFile

LONGEST_TITLE = 60
_BEFORE = N_(", before the cut")


def _utc() -> datetime:
    return datetime.now(UTC)


class Library:
    """The runs in one file. Several may have the same file open: transactions keep them from each other's way.

    Every method raises SaveError if the file cannot be read or written; NotKept, a kind of SaveError, if that is
    because nothing can be written there.
    """

    def __init__(self, path: Path, clock: Clock = _utc) -> None:
        """Open the file of runs, which is made if it is missing. ``clock`` tells the time in UTC.

        A file that can only be read is opened to be read: everything that would be written then raises NotKept. One
        that is damaged is put aside, and a sound one with all that could be had back takes its place.
        """
        self.path = path
        self._clock = clock
        opened = open_whole(path, clock)
        self._connection: sqlite3.Connection = opened.connection
        self.why_read_only = opened.why_read_only
        """Why nothing can be written; empty if it can."""
        self.mended = opened.mended
        """What became of a damaged file, in sentences for the player; empty if it was whole."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def reopened(self) -> "Library":
        """Return a library of the same file, opened anew. Raises as making one does, and NotKept if it is read-only."""
        library = Library(self.path, self._clock)
        if library.why_read_only:
            library.close()
            raise NotKept(library.why_read_only)
        return library

    def now(self) -> datetime:
        """Return the time by the library's clock."""
        return self._clock()

    def back_up(self) -> None:
        """Copy the file beside itself, if anything has changed since it was copied last and there is room."""
        if not self.why_read_only:
            back_up(self._connection, self.path, self._clock())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def runs(self, story: str | None = None, *, binned: bool = False) -> tuple[RunInfo, ...]:
        """Return the runs of a story, or of all, the last played first; with ``binned`` the deleted ones instead."""
        query = (
            "SELECT id FROM runs WHERE (binned IS NOT NULL) = ? AND (? IS NULL OR story = ?)"
            " ORDER BY updated DESC, id DESC"
        )
        with told(self.path):
            ids = self._connection.execute(query, (binned, story, story)).fetchall()
            return tuple(read_info(self._connection, run) for (run,) in ids)

    def ways(self, story: str, *, besides: int | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield everything ever played of a story: each run's title and moves, as they are and as each cut found them.

        Deleted runs are among them. Of the run ``besides`` there is only what was cut from it.
        """
        for info in (*self.runs(story), *self.runs(story, binned=True)):
            run = Run(self._connection, self.path, self._clock, info)
            if info.id != besides:
                yield info.title, run.moves
            for cut in run.cuts():
                yield info.title, run.moves_before(cut)

    def latest(self, story: str) -> RunInfo | None:
        """Return the run of a story that was played last."""
        return next(iter(self.runs(story)), None)

    def find(self, title: str, story: str | None = None, *, binned: bool = False) -> RunInfo:
        """Return the run of that title, whatever its capitals, or of that number. Raises SaveError if there is none."""
        runs = self.runs(story, binned=binned)
        wanted = title.strip()
        found = [run for run in runs if run.title.casefold() == wanted.casefold()]
        found = found or [run for run in runs if str(run.id) == wanted.removeprefix("#")]
        if len(found) > 1:
            numbers = ", ".join(f"#{run.id}" for run in found)
            raise SaveError(
                _("Several runs are called “{wanted}”.", wanted=wanted),
                _("Say which by its number: {numbers}.", numbers=numbers),
            )
        if not found:
            titles = {run.title.casefold(): run.title for run in runs}
            from difflib import get_close_matches  # noqa: PLC0415 - nothing is misspelt where somebody plays

            close = get_close_matches(wanted.casefold(), titles, n=1)
            where = _("the bin") if binned else _("the saves")
            hint = (
                _("Did you mean “{title}”?", title=titles[close[0]])
                if close
                else _("`hyosan saves list` shows all runs.")
            )
            raise SaveError(_("There is no run “{wanted}” in {where}.", wanted=wanted, where=where), hint)
        return found[0]

    def create(  # noqa: PLR0913 - a run, and what it has been through before it begins
        self,
        story: str,
        version: str,
        player: str,
        title: str = "",
        *,
        moves: Sequence[str] = (),
        splices: int = 0,
        ending: str | None = None,
        stand: Stand | None = None,
    ) -> Run:
        """Begin a run. Its title (the player's name, if none is given) gains a number if another run has it.

        ``moves`` are kept with it, all or nothing; ``ending`` and ``stand`` are what they come to, for whoever has
        replayed them.
        """
        return self._add(NewRun(story, words(version, LONGEST_WORD), player, title, splices, moves), ending, stand)

    def open(self, run: int) -> Run:
        """Open a run to play it."""
        with told(self.path):
            info = read_info(self._connection, run)
            if info.binned is not None:
                hint = _("Bring it back with `hyosan saves restore {run}`.", run=run)
                raise SaveError(_("The run “{title}” was deleted.", title=info.title), hint)
            return Run(self._connection, self.path, self._clock, info)

    def rename(self, run: int, title: str) -> str:
        """Give a run another title and return it as it is kept.

        Raises SaveError if it does not fit, or is another run's.
        """
        wanted = " ".join(title.split())
        if not wanted or len(wanted) > LONGEST_TITLE or not wanted.isprintable():
            raise SaveError(_("A title has one to {longest_title} characters.", longest_title=LONGEST_TITLE))
        with told(self.path), transaction(self._connection):
            info = read_info(self._connection, run)
            if self._free_title(wanted, info.story, run) != wanted:
                raise SaveError(_("Another run is called “{wanted}”.", wanted=wanted), _("Choose another title."))
            self._connection.execute("UPDATE runs SET title = ? WHERE id = ?", (wanted, run))
        return wanted

    def delete(self, run: int) -> None:
        """Put a run into the bin, from which it can be restored."""
        self._bin(run, stamp(self._clock))

    def restore(self, run: int) -> None:
        """Take a run out of the bin. Its title gains a number if another run has it by now."""
        self._bin(run, None)

    def restore_cut(self, run: int, cut: Cut, ending: str | None = None) -> Run:
        """Make what a run was before one of its cuts a run of its own; the run and its cuts stay as they are.

        ``ending`` is what those moves come to, for whoever has replayed them.
        """
        from game.saves.runfile import RunFile  # noqa: PLC0415 - takes a while to load, and play does without

        kept = self.open(run)
        info = kept.info
        since = sum(later.revision >= cut.revision for later in kept.cuts())
        title = info.title[: LONGEST_TITLE - len(_(_BEFORE))] + _(_BEFORE)
        moves = list(kept.moves_before(cut))
        before = RunFile(
            format=1,
            story=info.story,
            version=info.version,
            player=info.player,
            title=title,
            splices=max(0, info.splices - since),
            moves=moves,
        )
        return self.import_(before, ending)

    def export(self, run: int) -> dict[str, Any]:
        """Return a run as the JSON object that docs/format.md describes."""
        from game.saves.runfile import RunFile  # noqa: PLC0415 - takes a while to load, and play does without

        kept = self.open(run)
        info = kept.info
        exported = RunFile(
            format=1,
            story=info.story,
            version=info.version,
            player=info.player,
            title=info.title,
            splices=info.splices,
            moves=list(kept.moves),
        )
        return exported.model_dump()

    def import_(self, data: object, ending: str | None = None, stand: Stand | None = None) -> Run:
        """Add an exported run, as a RunFile or as JSON was read. Raises CannotBegin for anything else.

        ``ending`` and ``stand`` are what its moves come to, for whoever has replayed them. Nothing but the shape is
        checked here.
        """
        from game.saves.runfile import RunFile, run_from  # noqa: PLC0415 - as above

        return self._add(data if isinstance(data, RunFile) else run_from(data), ending, stand)

    def keep_version(self, story: str, digest: str, meaning: Callable[[], bytes]) -> None:
        """Keep what a version of a story means, if it is not kept yet; let go of those that no run was last played in.

        ``meaning`` is asked only then.
        """
        with told(self.path):
            known = "SELECT 1 FROM versions WHERE story = ? AND digest = ?"
            if self._connection.execute(known, (story, digest)).fetchone() is not None:
                return
            packed = meaning()
            with transaction(self._connection):
                self._connection.execute("DELETE FROM versions WHERE digest NOT IN (SELECT digest FROM stands)")
                row = (story, digest, packed)
                self._connection.execute("INSERT OR REPLACE INTO versions VALUES (?, ?, ?)", row)

    def version(self, story: str, digest: str) -> bytes | None:
        """Return what was kept of a version of a story, if anything was."""
        with told(self.path):
            query = "SELECT meaning FROM versions WHERE story = ? AND digest = ?"
            row = self._connection.execute(query, (story, digest)).fetchone()
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def _add(self, new: "NewRun | RunFile", ending: str | None, stand: Stand | None) -> Run:
        with told(self.path), transaction(self._connection):
            run = self._insert(new, ending)
            set_stand(self._connection, run, stand)
        return self.open(run)

    def _insert(self, new: "NewRun | RunFile", ending: str | None = None) -> int:
        now = stamp(self._clock)
        title = self._free_title(" ".join(new.title.split())[:LONGEST_TITLE] or new.player or _("Run"), new.story)
        cursor = self._connection.execute(
            "INSERT INTO runs (title, story, version, player, splices, ending, created, updated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (title, new.story, new.version, new.player, new.splices, ending, now, now),
        )
        run = int(cursor.lastrowid or 0)
        self._connection.executemany(
            "INSERT INTO moves VALUES (?, ?, ?)", [(run, position, move) for position, move in enumerate(new.moves)]
        )
        reseal(self._connection, run)
        count_runs(self._connection)
        return run

    def _bin(self, run: int, binned: str | None) -> None:
        with told(self.path), transaction(self._connection):
            info = read_info(self._connection, run)
            title = info.title if binned else self._free_title(info.title, info.story, run)
            self._connection.execute("UPDATE runs SET binned = ?, title = ? WHERE id = ?", (binned, title, run))

    def _free_title(self, wanted: str, story: str, run: int = 0) -> str:
        """Return the title, with a number if another run of the story than ``run`` has it."""
        rows = self._connection.execute(
            "SELECT title FROM runs WHERE story = ? AND binned IS NULL AND id != ?", (story, run)
        )
        taken = {str(title).casefold() for (title,) in rows}
        title, number = wanted, 1
        while title.casefold() in taken:
            number += 1
            title = f"{wanted} {number}"
        return title
