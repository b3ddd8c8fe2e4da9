"""A damaged file of runs is put aside, and a sound one put in its place that holds all that could be had back."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from game.errors import SaveError
from game.language import _, ngettext
from game.saves.database import APPLICATION, NotKept, Unreadable, open_database, told, transaction
from game.saves.recovery.choosing import Copy, Saved, chosen
from game.saves.recovery.copies import FOLDER, copies_of, day_of
from game.saves.recovery.holding import Holding, Row, held_in, in_order
from game.saves.recovery.pages import MOST_BYTES
from game.saves.seals import count_runs, is_whole, reseal

_PATIENCE = 10.0  # seconds to wait for another window that is mending the same file
_MOST_NAMED = 20
"""Lost runs whose numbers are told."""
_MAGIC = b"SQLite format 3\0"
_APPLICATION_AT = 68


class Mended(Struct, frozen=True):
    """What became of a damaged file."""

    told: tuple[str, ...]
    """Sentences for the player: where the damaged file is, and each run that is not as it was."""


def mend(path: Path, now: Callable[[], datetime]) -> Mended | None:
    """Put a sound file in the place of a damaged one, or of one that is gone, from what is left of it and its copies.

    Return what was done; ``None`` if another window has done it meanwhile. Raises Unreadable if it is no file of runs,
    NotKept if nothing can be written.
    """
    with told(path), _alone(path):
        if _is_sound(path):
            return None
        content = _content(path)
        file = held_in(content)
        copies = [Copy(day_of(copy), held_in(_content(copy))) for copy in copies_of(path)]
        if not _is_ours(content, file) and not any(copy.held.runs for copy in copies):
            raise Unreadable(path)
        numbers = sorted(file.numbers.union(*(copy.held.numbers for copy in copies)))
        given = max([file.given, *numbers, *(copy.held.given for copy in copies)])
        saved = {run: found for run in numbers if (found := chosen(run, file, copies)) is not None}
        saved |= _nameless(file, saved, now())
        try:
            new = _written(path, saved, given)
            aside = _put_aside(path, now()) if content else None
            new.replace(path)
        except OSError as error:
            why = _("the file is damaged, and a mended one cannot be written ({error})", error=error.strerror or error)
            raise NotKept(_("Runs cannot be kept in {parent}: {why}.", parent=path.parent, why=why)) from error
    # Where not even the list of runs can be read, nobody can say which there were besides those of the copy.
    since = copies[0].day if copies and not file.runs else ""
    return Mended(tuple(_sentences(path, aside, saved, given, since)))


class _alone:  # noqa: N801 - used as a function
    """Let one window mend at a time: a lock of SQLite's own, which the system opens again if that window is killed."""

    def __init__(self, path: Path) -> None:
        folder = path.parent / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotKept(
                _("Runs cannot be kept in {parent}: {why}.", parent=path.parent, why=error.strerror)
            ) from error
        self._lock = sqlite3.connect(folder / "lock", timeout=_PATIENCE, isolation_level=None)

    def __enter__(self) -> None:
        self._lock.execute("BEGIN EXCLUSIVE")

    def __exit__(self, *_exception: object) -> None:
        self._lock.close()


def _is_sound(path: Path) -> bool:
    if not _content(path):
        return False
    try:
        with closing(open_database(path)) as connection:
            return is_whole(connection)
    except (SaveError, sqlite3.DatabaseError):
        return False


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return b""


def _is_ours(content: bytes, held: Holding) -> bool:
    application = content[_APPLICATION_AT : _APPLICATION_AT + 4]
    return bool(held.runs) or (content.startswith(_MAGIC) and application == APPLICATION.to_bytes(4, "big"))


def _nameless(file: Holding, saved: dict[int, Saved], now: datetime) -> dict[int, Saved]:
    """Return runs of which nothing was found but their moves, if they can be of one story only."""
    stories = Counter(found.row.story for found in saved.values())
    if len(stories) != 1:
        return {}
    story, when = next(iter(stories)), now.isoformat(timespec="microseconds")
    found: dict[int, Saved] = {}
    for run in file.numbers - saved.keys():
        moves = in_order(file.moves.get(run, {}))
        if moves:
            title = _("Found again {number}", number=run)
            row = Row(title, story, "", "", 0, None, when, when, None, 0)
            told = _("Of a run only the moves could be read; it is “{title}” now.", title=title)
            found[run] = Saved(row, moves, file.cuts.get(run, {}), None, told)
    return found


def _written(path: Path, saved: dict[int, Saved], given: int) -> Path:
    """Write a new file of runs beside the damaged one and return it."""
    new = path.with_name(f"{path.stem}-{os.getpid()}.part")
    new.unlink(missing_ok=True)
    with closing(open_database(new)) as connection, transaction(connection):
        for run, found in saved.items():
            marks = ", ".join("?" * (1 + len(found.row)))
            connection.execute(f"INSERT INTO runs VALUES ({marks})", (run, *found.row))  # noqa: S608 - only marks
            moves = [(run, position, move) for position, move in enumerate(found.moves)]
            connection.executemany("INSERT INTO moves VALUES (?, ?, ?)", moves)
            cuts = [(run, *key, *cut) for key, cut in found.cuts.items()]
            connection.executemany("INSERT INTO cut_moves VALUES (?, ?, ?, ?, ?)", cuts)
            if found.stand is not None:
                connection.execute("INSERT INTO stands VALUES (?, ?, ?)", (run, *found.stand))
            reseal(connection, run)
        connection.execute("DELETE FROM sqlite_sequence")
        connection.execute("INSERT INTO sqlite_sequence VALUES ('runs', ?)", (given,))
        count_runs(connection)
    return new


def _put_aside(path: Path, now: datetime) -> Path:
    """Keep a damaged file beside the new one, with the journal that may belong to it. It is never deleted."""
    aside = path.with_name(f"{path.stem}.damaged-{now:%Y%m%d-%H%M%S-%f}{path.suffix}")
    journal = path.with_name(f"{path.name}-journal")
    with suppress(FileNotFoundError):
        # First the journal: left beside the new file it would be played back into it.
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    try:
        os.link(path, aside)
    except OSError:  # a disk on which a file can have one name only
        shutil.copy2(path, aside)
    return aside


def _sentences(path: Path, aside: Path | None, saved: dict[int, Saved], given: int, since: str) -> list[str]:
    whole = sum(not found.told for found in saved.values())
    if aside is None:
        lines = [_("The file of runs was gone from {parent}.", parent=path.parent)]
    else:
        lines = [_("The file of runs was damaged. It is kept as {aside}.", aside=aside)]
    if since:
        lines.append(_("What was played since it was copied on {day} could not be read.", day=since))
    if whole:
        lines.append(ngettext("One run is whole.", "{number} runs are whole.", whole))
    lines += [found.told for found in saved.values() if found.told]
    # The largest number is read from the file as well, and may be any.
    lost = [f"#{run}" for run in islice((run for run in range(1, given + 1) if run not in saved), _MOST_NAMED)]
    if lost:
        numbers = ", ".join(lost) + (", …" if given - len(saved) > len(lost) else "")
        lines.append(_("Nothing could be read of these runs: {numbers}.", numbers=numbers))
    return lines
