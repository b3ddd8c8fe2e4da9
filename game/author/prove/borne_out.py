"""Witnesses played by the game's own rules, so that no answer is believed for the prover's word alone."""

from collections.abc import Iterable, Sequence
from functools import partial

from game.author.prove.beside import Beside
from game.author.prove.walk import in_common
from game.engine import rules
from game.engine.machine import machine_of
from game.engine.state import Moment
from game.errors import MoveNotOffered
from game.story.model import Story

WORTH_TWO = 400
"""How many kept ways are worth a second process."""


class WitnessFailed(Exception):
    """A way that was found cannot be gone in the game: the prover is wrong, and nothing it says counts."""


class Player:
    """Plays ways one after the other: what one has in common with the one before is not played again."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._machine = machine_of(story)
        self._fired: set[tuple[str, str, str]] = set()
        self._way: Sequence[str] = ()
        self._trail: list[Moment] = []
        """The moments after the moves of the way that was played last, as far as it could be."""

    def play(self, way: Sequence[str]) -> None:
        """Play a way. Raises MoveNotOffered if a move is not offered where it is made."""
        trail = self._trail
        del trail[in_common(way, self._way) :]
        self._way = way
        for move in way[len(trail) :]:
            moment = trail[-1] if trail else rules.begin(self._story)
            after = rules.apply(self._story, moment, move).after
            # The machine is asked about each of its transitions once; the rules, about every move.
            step = (moment.scene.key, move, after.scene.key)
            if step not in self._fired:
                self._fired.add(step)
                after = self._machine.fire(moment, move).after
            trail.append(after)


def bear_out(story: Story, witnesses: Iterable[tuple[str, ...]]) -> None:
    """Play witnesses. Raises WitnessFailed if a move of one is not offered where it is made."""
    player = Player(story)
    # In order, so that what is played of one is at hand for the next, and nothing else has to be kept.
    for witness in sorted(witnesses):
        try:
            player.play(witness)
        except MoveNotOffered as error:
            raise WitnessFailed(str(error)) from error


class BorneOut:
    """Ways of an earlier proof, played beside while it is found out which of them still lead where they led."""

    def __init__(self, story: Story, ways: Iterable[tuple[str, ...]]) -> None:
        """Begin to play some ways in this story, if there is a second processor for it."""
        self._story = story
        self._ways = sorted(ways)
        work = partial(_failing, story, self._ways)
        self._beside = Beside(work, self._all, worth=len(self._ways) >= WORTH_TWO)

    def _all(self) -> list[int]:
        return list(range(len(self._ways)))

    def bear_out(self, witnesses: Iterable[tuple[str, ...]], *, interrupted: bool = False) -> None:
        """Play those witnesses that were not played beside.

        Raises WitnessFailed if a move of one is not offered where it is made.
        """
        left = set(witnesses)
        if self._beside.is_away:
            failing = set(self._beside.stopped() if interrupted else self._beside.result())
            left -= {way for place, way in enumerate(self._ways) if place not in failing}
        bear_out(self._story, left)


def _failing(story: Story, ways: Sequence[tuple[str, ...]]) -> list[int]:
    """Return the places of those ways, which are in order, that cannot be gone in a story."""
    player = Player(story)
    failing = []
    for place, way in enumerate(ways):
        try:
            player.play(way)
        except MoveNotOffered:
            failing.append(place)
    return failing
