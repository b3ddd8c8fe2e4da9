"""What one file holds of runs, as far as its pages can be read."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from game.saves.recovery.pages import Record, Value, records
from game.saves.seals import Seal, seal_over


class Row(NamedTuple):
    """What is kept of a run besides its moves, as the table of runs has it."""

    title: str
    story: str
    version: str
    player: str
    splices: int
    ending: str | None
    created: str
    updated: str
    binned: str | None
    revision: int


CutMoves = dict[tuple[int, int], tuple[str, str]]
"""By the revision of the cut and the position of the move: the move, and when it was cut."""


class Holding(Struct):
    """The rows of a file that make sense, by the number of their run."""

    runs: dict[int, Row] = field(default_factory=dict)
    moves: dict[int, dict[int, str]] = field(default_factory=dict)
    cuts: dict[int, CutMoves] = field(default_factory=dict)
    seals: dict[int, Seal] = field(default_factory=dict)
    stands: dict[int, tuple[str, str]] = field(default_factory=dict)
    given: int = 0
    """The largest number that was ever given to a run."""

    @property
    def numbers(self) -> set[int]:
        """The numbers of all runs of which there is anything."""
        return {*self.runs, *self.moves, *self.cuts}

    def is_sealed(self, run: int) -> bool:
        """Say whether a run is here just as it was written."""
        row, seal = self.runs.get(run), self.seals.get(run)
        return row is not None and fits(seal, row, in_order(self.moves.get(run, {})), self.cuts.get(run, {}))


def held_in(content: bytes) -> Holding:
    """Return what the bytes of a file hold."""
    found = Holding()
    for record in records(content):
        _sort_in(found, record)
    return found


def in_order(moves: dict[int, str]) -> tuple[str, ...]:
    """Return moves from the first on, as far as none is missing."""
    found: list[str] = []
    while len(found) in moves:
        found.append(moves[len(found)])
    return tuple(found)


def fits(seal: Seal | None, row: Row, moves: Sequence[str], cuts: CutMoves) -> bool:
    """Say whether a seal is that of a run: then every letter of it is as it was written."""
    if seal is None or seal.revision != row.revision or seal.length != len(moves):
        return False
    listed = [(*key, *cut) for key, cut in sorted(cuts.items())]
    about = (row.story, row.version, row.player, row.splices, row.ending, row.created, row.updated, row.revision)
    return seal_over(moves, listed, about) == seal


def _sort_in(found: Holding, record: Record) -> None:
    match record:
        case Record(int() as run, (None, *values)) if len(values) == len(Row._fields):
            row = _row(values)
            if row is not None:
                found.runs.setdefault(run, row)
                found.given = max(found.given, run)
        case Record(
            int() as run, (None, int() as revision, int() as length, str() as moves, str() as cuts, str() as about)
        ):
            found.seals.setdefault(run, Seal(revision, length, moves, cuts, about))
            found.given = max(found.given, run)
        case Record(int() as run, (None, str() as digest, str() as scene)):
            found.stands.setdefault(run, (digest, scene))
        case Record(int(), ("runs", int() as given)):
            found.given = max(found.given, given)
        case Record(None, (int() as run, int() as position, str() as move)) if position >= 0:
            found.moves.setdefault(run, {}).setdefault(position, move)
        case Record(None, (int() as run, int() as revision, int() as position, str() as move, str() as when)):
            found.cuts.setdefault(run, {}).setdefault((revision, position), (move, when))
        case _:
            pass


def _row(values: Sequence[Value]) -> Row | None:
    match values:
        case [
            str() as title,
            str() as story,
            str() as version,
            str() as player,
            int() as splices,
            (str() | None) as ending,
            str() as created,
            str() as updated,
            (str() | None) as binned,
            int() as revision,
        ]:
            return Row(title, story, version, player, splices, ending, created, updated, binned, revision)
    return None
