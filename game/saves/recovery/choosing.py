"""Which of several files has the best of a run: the one that was damaged, or one of the copies beside it."""

from collections.abc import Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from game.language import _
from game.saves.listing import counted
from game.saves.recovery.holding import CutMoves, Holding, Row, fits, in_order
from game.saves.seals import Seal


class Copy(Struct, frozen=True):
    """A copy that was made of the file of runs, and the day it was made on."""

    day: str
    held: Holding


class Saved(Struct, frozen=True):
    """A run that was had back."""

    row: Row
    moves: tuple[str, ...]
    cuts: CutMoves
    stand: tuple[str, str] | None
    told: str
    """What is not as it was, in a sentence; empty if every letter is."""


def chosen(run: int, file: Holding, copies: Sequence[Copy]) -> Saved | None:
    """Return the best there is of a run; ``None`` if too little of it is left. The newest copy is first."""
    with_it = [copy for copy in copies if run in copy.held.runs]
    if run in file.runs:
        whole = _whole(run, file, with_it)
        if whole is not None:
            return whole
    row = _row_of(run, file, with_it)
    if row is None:
        return None
    sound = next((copy for copy in with_it if copy.held.is_sealed(run)), None)
    if sound is None:
        return _as_read(run, file, row, _merged(run, file, *(copy.held for copy in with_it)))
    merged = _over(run, sound.held, file)
    if run not in file.runs and len(merged.moves) == len(in_order(sound.held.moves.get(run, {}))):
        told = _("“{title}” is as it was on {day}.", title=row.title, day=sound.day)
        return replace(merged, row=row, told=told)
    return _as_read(run, file, row, merged)


def _whole(run: int, file: Holding, copies: Sequence[Copy]) -> Saved | None:
    """Return a run of which every letter is as it was written, put together from the file and its copies."""
    seal = file.seals.get(run)
    rows = {file.runs[run], _row_of(run, file, copies) or file.runs[run]}
    tried = [_merged(run, file)]
    for copy in copies:
        tried += [_merged(run, file, copy.held), _over(run, copy.held, file)]
    for merged in tried:
        for row, cuts in product(rows, (file.cuts.get(run, {}), merged.cuts)):
            if fits(seal, row, merged.moves, cuts):
                return replace(merged, row=row, cuts=cuts)
    return None


def _row_of(run: int, file: Holding, copies: Sequence[Copy]) -> Row | None:
    """Return what is kept of a run besides its moves; what never changes as the newest copy has it."""
    copied = copies[0].held.runs[run] if copies else None
    row = file.runs.get(run, copied)
    if row is None or copied is None:
        return row
    return row._replace(story=copied.story, player=copied.player, created=copied.created)


def _merged(run: int, *holdings: Holding) -> Saved:
    """Return a run as several files have it, the first of them before the others wherever both have something."""
    moves: dict[int, str] = {}
    cuts: CutMoves = {}
    for held in reversed(holdings):
        moves |= held.moves.get(run, {})
        cuts |= held.cuts.get(run, {})
    stand = next((held.stands[run] for held in holdings if run in held.stands), None)
    return Saved(_NO_ROW, in_order(moves), cuts, stand, "")


def _over(run: int, copy: Holding, file: Holding) -> Saved:
    """Return a run as a sound copy has it, and from where it was played on since as the file has it."""
    known = copy.runs[run].revision
    latest = file.runs[run].revision if run in file.runs else None
    cut_since = [
        position
        for revision, position in file.cuts.get(run, {})
        if known < revision and (latest is None or revision <= latest)
    ]
    # What was rewound since the copy was made begins there; from there on the copy's moves are others.
    held_on = {at: move for at, move in copy.moves.get(run, {}).items() if not cut_since or at < min(cut_since)}
    merged = _merged(run, file, copy)
    return replace(merged, moves=in_order(file.moves.get(run, {}) | held_on))


_NO_ROW = Row("", "", "", "", 0, None, "", "", None, 0)


def _as_read(run: int, file: Holding, row: Row, merged: Saved) -> Saved:
    """Return a run as far as it could be read, and say how far that is."""
    seal: Seal | None = file.seals.get(run)
    length = seal.length if seal is not None and seal.revision == row.revision else None
    moves = merged.moves if length is None else merged.moves[:length]
    if length is not None and len(moves) < length:
        told = _(
            "“{title}”: the first {read} of {length} moves could be read.",
            title=row.title,
            read=len(moves),
            length=length,
        )
    else:
        told = _("“{title}”: {moves} could be read, but not checked.", title=row.title, moves=counted(len(moves)))
    return replace(merged, row=row, moves=moves, told=told)
