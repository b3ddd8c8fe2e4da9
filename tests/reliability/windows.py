"""Two windows on one file of runs, in processes of their own: each tried on the game in real terminals.

    python -m reliability.windows [NAME ...]

Prints a line for each: its name, and `ok` or what was wrong.
"""

import contextlib
import random
import signal
import sys
import time
from collections.abc import Callable

from reliability.machine import PATIENCE, Machine, see, try_scenes
from reliability.marked_story import mark
from reliability.nursery import Terminal

from game.saves.library import Library

ASKED = "is being played elsewhere: the terminal pts/"
TOLD = "is played elsewhere"
TURNS = 12


def moves_of(machine: Machine) -> list[tuple[str, ...]]:
    """Return the moves of all runs, the first begun first; the file must be whole."""
    with Library(machine.home / "runs.sqlite3") as library:
        assert not library.mended, library.mended
        return [library.open(run).moves for run in sorted(info.id for info in library.runs())]


def two_runs(machine: Machine) -> None:
    """Two windows, each with a run of its own: every move of both is kept, whoever is quicker."""
    one, other = machine.start(), machine.start()
    dice = random.Random(5)  # noqa: S311 - turns, not secrets
    with contextlib.closing(one), contextlib.closing(other):
        for terminal in (one, other):
            machine.begin(terminal)
        made = {one: 0, other: 0}
        for _ in range(TURNS):
            for terminal in (one, other):  # both at once, and then both are waited for
                terminal.press(dice.choice("123"))
                made[terminal] += 1
            for terminal in (one, other):
                see(terminal, mark(1, made[terminal]), "3 Go on.")
    assert [len(moves) for moves in moves_of(machine)] == [TURNS, TURNS]


def the_same_run_left_there(machine: Machine) -> None:
    """Who opens a run that is being played is told where, and may leave it there; nothing changes for the other."""
    machine.keep_run(2)
    one = machine.start()
    with contextlib.closing(one):
        see(one, mark(1, 2), "3 Go on.")
        other = machine.start()
        with contextlib.closing(other):
            see(other, ASKED)
            other.press("1")
            see(other, "New run")
            machine.step(one, 3)
    assert [len(moves) for moves in moves_of(machine)] == [3]


def the_same_run_taken_over(machine: Machine) -> None:
    """Or it is played here: then the other is told so at its next choice, which changes nothing; every move is kept."""
    machine.keep_run(2)
    one = machine.start()
    with contextlib.closing(one):
        see(one, mark(1, 2), "3 Go on.")
        machine.step(one, 3)
        other = machine.start()
        with contextlib.closing(other):
            see(other, ASKED)
            machine.step(one, 4)  # while the other is still being asked
            other.press("2")
            see(other, mark(1, 4), "3 Go on.")
            one.press("2")
            see(one, TOLD, "Nothing is lost")
            other.press("3")
            see(other, mark(1, 5), "3 Go on.")
            one.press("1")
            see(one, TOLD)
    (moves,) = moves_of(machine)
    assert len(moves) == 5
    assert moves[4].endswith(".on"), moves


def killed_and_opened_again(machine: Machine) -> None:
    """A window that was killed locks nobody out: the run opens without a question."""
    machine.keep_run(2)
    one = machine.start()
    see(one, mark(1, 2), "3 Go on.")
    one.kill(signal.SIGKILL)
    one.close()
    other = machine.start()
    with contextlib.closing(other):
        see(other, mark(1, 2), "3 Go on.")
        machine.step(other, 3)


def left_and_opened_again(machine: Machine) -> None:
    """A run that is left for another, in a window that goes on, is free to be played in the next."""
    one = machine.start()
    with contextlib.closing(one):
        machine.begin(one)
        machine.step(one, 1)
        one.press("q")
        machine.begin(one)
        with Library(machine.home / "runs.sqlite3") as library:
            first = next(info for info in library.runs() if info.length == 1)
        other = machine.nursery.start(machine.home, words=("play", "--run", str(first.id)))
        with contextlib.closing(other):
            see(other, mark(1, 1), "3 Go on.")
            machine.step(other, 2)


def a_reader_beside_it(machine: Machine) -> None:
    """The reader asks as well, and takes no for an answer."""
    machine.keep_run(2)
    one = machine.start()
    with contextlib.closing(one):
        see(one, mark(1, 2), "3 Go on.")
        reader = machine.nursery.start(machine.home, words=("read",))
        with contextlib.closing(reader):
            see(reader, ASKED, "Play it here?")
            reader.press("no\n")
            assert reader.ended() == 1, reader.status
            see(reader, "It is left there.")
        machine.step(one, 3)


def all_at_once(machine: Machine) -> None:
    """Four windows on one file, two of them on the same run, all at once: whole runs, and no move of a run lost."""
    machine.keep_run(0)
    windows = [machine.start() for _ in range(4)]
    with contextlib.ExitStack() as closing:
        for terminal in windows:
            closing.enter_context(contextlib.closing(terminal))
        for terminal in windows:
            seen = terminal.wait_for(_ready, time.monotonic() + PATIENCE)
            assert seen, terminal.drawn()[-800:]
        # Whichever came first plays the run; of the three that are told so, one takes it over.
        (holder,) = [terminal for terminal in windows if ASKED not in terminal.drawn()]
        taker, *others = [terminal for terminal in windows if terminal is not holder]
        taker.press("2")
        for terminal in others:
            terminal.press("1")
            machine.begin(terminal)
        shown = dict.fromkeys(windows, 0)
        for _ in range(TURNS):
            for terminal in windows:
                terminal.press("1")
            for terminal in windows:
                _see_progress(terminal, shown)
    lengths = sorted(len(moves) for moves in moves_of(machine))
    assert lengths == sorted(shown[terminal] for terminal in (taker, *others)), (lengths, list(shown.values()))


def _ready(drawn: str) -> bool:
    return ASKED in drawn or (mark(1, 0) in drawn and "3 Go on." in drawn)


def _see_progress(terminal: Terminal, shown: dict[Terminal, int]) -> None:
    """See the next scene, or the word that somebody else plays."""
    after = mark(1, shown[terminal] + 1)
    seen = terminal.wait_for(
        lambda drawn: (after in drawn and "3 Go on." in drawn) or TOLD in drawn, time.monotonic() + PATIENCE
    )
    terminal.rest()
    assert seen, terminal.drawn()[-800:]
    if TOLD not in terminal.drawn():
        shown[terminal] += 1


SCENES: tuple[Callable[[Machine], None], ...] = (
    two_runs,
    the_same_run_left_there,
    the_same_run_taken_over,
    killed_and_opened_again,
    left_and_opened_again,
    a_reader_beside_it,
    all_at_once,
)


if __name__ == "__main__":
    try_scenes(SCENES, sys.argv[1:])
