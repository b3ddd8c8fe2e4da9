"""Which runs of the old version the new one still plays, and where the others stop.

Real runs are asked if there are any; else those of a playtest stand for them.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from game.author.playtest import Manner, play
from game.engine.playthrough import Playthrough
from game.story.model import Story


class Held(Struct, frozen=True):
    """What became of some runs."""

    runs: int
    same: int
    """How many go through and come to the same ending, or to no ending as before."""
    elsewhere: int
    """How many go through, and come to another ending."""
    stopped: Counter[str]
    """By move: how many runs can be played up to it and no further."""


def held_runs(old: Story, new: Story, runs: int, seed: int) -> Held:
    """Play runs of the old version and replay them in the new one."""
    trials = (play(old, Manner(seed, to_the_end=number % 2 == 1), number) for number in range(runs))
    return held(new, ((trial.moves, trial.ending) for trial in trials))


def held(new: Story, runs: Iterable[tuple[tuple[str, ...], str | None]]) -> Held:
    """Replay some runs, each given with the id of the ending it came to."""
    count = same = elsewhere = 0
    stopped: Counter[str] = Counter()
    for moves, ending in runs:
        count += 1
        run = Playthrough(new)
        stop = run.restore(moves)
        if stop is not None:
            stopped[stop.move] += 1
        elif (run.ending.id if run.ending else None) == ending:
            same += 1
        else:
            elsewhere += 1
    return Held(count, same, elsewhere, stopped)
