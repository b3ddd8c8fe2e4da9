"""Witnesses found by playing: all that a broad walk through the story comes across, nearest first.

From the beginning, move by move, every way is followed, but no node keeps more than so many of the moments that come to
it. What is found is reachable, and its distance an upper bound; what is not found may be reachable all the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from game.author.prove.claims import Claim
from game.author.prove.formula import Table, Test, compiled
from game.author.prove.unfold import Edge, Unfolding

MOST_AT_ONCE = 12
"""How many moments a node keeps that are equally far from the beginning."""
MOST_IN_ALL = 240
"""How many moments of a node are followed in all."""

MOST_TARGETS = 12
"""What can be met in more nodes than that is not worth looking for along a way."""


class Trail(NamedTuple):
    """A way: the last move of it, and the way before; ``None`` at the beginning."""

    before: "Trail | None"
    move: str

    def moves(self) -> tuple[str, ...]:
        """Return the moves from the beginning on."""
        found = []
        trail: Trail | None = self
        while trail is not None:
            found.append(trail.move)
            trail = trail.before
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class _Step:
    test: Test
    update: tuple[tuple[int, Table], ...]
    target: int
    move: str

    def after(self, codes: bytes) -> bytes:
        changed = bytearray(codes)
        for slot, table in self.update:
            changed[slot] = table[changed[slot]]
        return bytes(changed)


@dataclass(frozen=True, slots=True)
class _Question:
    test: Test
    claim: Claim
    move: str | None


class Walk:
    """The graph as it is walked, and what is looked for on the way."""

    def __init__(self, graph: Unfolding, claims: Iterable[Claim]) -> None:
        """Prepare to look for some claims."""
        self._start = bytes(graph.start)
        self._steps = [[_step(edge) for edge in edges] for edges in graph.out]
        self._open: list[list[_Question]] = [[] for _ in graph.nodes]
        for claim in claims:
            for target in claim.targets:
                self._open[target.node].append(_Question(compiled(target.holds), claim, target.move))

    def sweep(self) -> dict[Claim, tuple[str, ...]]:
        """Return a witness for each claim that a broad walk comes across, the shortest of those it comes across."""
        open_at = list(self._open)
        found: dict[Claim, tuple[str, ...]] = {}
        followed = [0] * len(self._steps)
        been: list[set[bytes]] = [set() for _ in self._steps]
        moments: dict[int, dict[bytes, Trail | None]] = {0: {self._start: None}}
        while moments:
            after: dict[int, dict[bytes, Trail | None]] = {}
            for index, there in moments.items():
                kept = _kept(there, MOST_IN_ALL - followed[index])
                followed[index] += len(kept)
                for codes, trail in kept:
                    been[index].add(codes)
                    open_at[index] = _answered(open_at[index], codes, trail, found)
                    for step in self._steps[index]:
                        if step.test(codes):
                            changed = step.after(codes)
                            if changed not in been[step.target]:
                                after.setdefault(step.target, {}).setdefault(changed, Trail(trail, step.move))
            moments = after
        return found

    def follow(self, moves: Sequence[str], is_open: Callable[[Claim], bool]) -> Iterator[tuple[Claim, tuple[str, ...]]]:
        """Yield the claims that a way comes across, each with the part of it that leads there.

        What is not open any more is not looked for, and never will be; nor is what could be met nearly anywhere.
        """
        for length, (index, codes) in enumerate(self.along(moves)):
            self._open[index] = [
                question
                for question in self._open[index]
                if len(question.claim.targets) <= MOST_TARGETS and is_open(question.claim)
            ]
            for question in self._open[index]:
                if question.test(codes):
                    more = () if question.move is None else (question.move,)
                    yield question.claim, (*moves[:length], *more)

    def along(self, moves: Sequence[str]) -> Iterator[tuple[int, bytes]]:
        """Yield the moments of a way: nodes, each with the codes there, the beginning first."""
        index, codes = 0, self._start
        yield index, codes
        for move in moves:
            step = next(step for step in self._steps[index] if step.move == move and step.test(codes))
            index, codes = step.target, step.after(codes)
            yield index, codes


def _step(edge: Edge) -> _Step:
    return _Step(compiled(edge.guard), tuple(edge.update.items()), edge.target, edge.move)


def _kept(there: Mapping[bytes, Trail | None], room: int) -> list[tuple[bytes, Trail | None]]:
    """Return as many moments as are kept; which of too many is by a number that has nothing to do with the story."""
    if len(there) <= MOST_AT_ONCE:
        return list(islice(there.items(), room))
    return sorted(there.items(), key=lambda moment: crc32(moment[0]))[: min(MOST_AT_ONCE, room)]


def _answered(
    questions: list[_Question], codes: bytes, trail: Trail | None, found: dict[Claim, tuple[str, ...]]
) -> list[_Question]:
    """Return the questions that are still open after a moment, and note the witnesses of the others.

    The walk goes by distance, so that the first witness of a claim is the shortest that it will come across.
    """
    still_open = []
    for question in questions:
        if question.claim in found:
            continue
        if question.test(codes):
            way = Trail(trail, question.move) if question.move is not None else trail
            found[question.claim] = way.moves() if way is not None else ()
        else:
            still_open.append(question)
    return still_open
