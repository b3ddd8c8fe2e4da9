"""Kill the game at random instants, in real terminals, and see that nothing that was shown is lost.

    python tests/reliability/crashes.py 2000 [--seed N]

Each game is played by keys: choices, rewinds, rewinds taken back, new runs. Some hundredths of a second after one of
the keys, or while the game is still starting, SIGKILL ends it. Then the file of runs is opened as the game opens it.
It must be whole, hold exactly what one of the keys pressed so far had led to, and none of those before the last whose
result had been drawn; and every run in it must replay to its end. The next game goes on with the same file.
"""

import argparse
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reliability.marked_story import SCENES, mark, write_marked_story
from reliability.nursery import Nursery, Terminal

from game.engine.playthrough import Playthrough
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings

PATIENCE = 30.0
"""Seconds after which something that should have been drawn is given up."""
IMPATIENCE, END = 2.0, "\x1b[F"
"""Seconds after which a key is pressed that shows what stands further down, and that key."""
WINDOW = 0.08
"""Seconds after a key in which the game is killed: it keeps and shows a move in about half of them."""
STARTING = 0.5
"""The same for a game that is starting."""
KEYS = 10
"""The most keys that a game is given before it is killed."""
LONGEST = 100
"""Moves after which a new run is begun: before the story ends."""
JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How SQLite's journal begins while something is being written."""
WAYS = ("left", "right", "on")

Cut = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Kept:
    """What a run should be: its moves, and what was cut from it."""

    moves: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()


World = tuple[Kept, ...]
"""All runs, the first begun first."""


class KilledError(Exception):
    """The instant has come."""


@dataclass
class Play:
    """What is known of the file of runs, and how the next game is played and ended."""

    nursery: Nursery
    home: Path
    dice: random.Random
    world: World = ()
    counts: Counter[str] = field(default_factory=Counter)
    _possible: list[World] = field(default_factory=list)
    _shown: int = 0
    _awaited: Callable[[str], bool] | None = None
    _keys_left: int = 0
    _pressed: str = ""
    _kill_at: float = 0.0

    @property
    def path(self) -> Path:
        """The file of runs."""
        return self.home / "runs.sqlite3"

    def trial(self) -> None:
        """Play a game, kill it, and look at what is left. Raises AssertionError if anything is missing."""
        self._possible, self._shown, self._awaited = [self.world], 0, None
        self._keys_left, self._pressed = self.dice.randrange(KEYS + 1), ""
        terminal = self.nursery.start(self.home)
        self._kill_at = time.monotonic() + self.dice.uniform(0, STARTING) if not self._keys_left else float("inf")
        try:
            self._play(terminal)
        except KilledError:
            terminal.kill()
            while terminal.read(0.5):  # what it had written is on the screen, though it is dead
                pass
            self._see(terminal)
        finally:
            terminal.close()
        self.counts["kills"] += 1
        journal = self.path.with_name("runs.sqlite3-journal")
        self.counts["in the middle of a write"] += journal.exists() and journal.read_bytes().startswith(JOURNAL)
        self.world = self._look()

    # The game.

    def _play(self, terminal: Terminal) -> None:
        if self.world:
            self._wait(terminal, self._stands(self.world[-1]))
        else:
            self._wait(terminal, lambda drawn: "New run" in drawn)
            self._begin(terminal)
        while True:
            present = self.world[-1] if self._possible[-1] is self.world else self._possible[-1][-1]
            if len(present.moves) >= LONGEST:
                self._press(terminal, "q", lambda drawn: "Continue" in drawn)
                self._begin(terminal)
            elif present.moves and self.dice.random() < 0.08:
                self._rewind(terminal, present)
            else:
                self._choose(terminal, present)

    def _begin(self, terminal: Terminal) -> None:
        self._press(terminal, "n", lambda drawn: "Seung-ho" in drawn)
        self._press(terminal, "1", self._stands(Kept()), (*self._possible[-1], Kept()))

    def _choose(self, terminal: Terminal, present: Kept) -> None:
        chapter, scene = _place(len(present.moves))
        key = self.dice.randrange(len(WAYS))
        after = Kept((*present.moves, f"part_{chapter}.s{scene:03d}.{WAYS[key]}"), present.cuts)
        self._press(terminal, str(key + 1), self._stands(after), (*self._possible[-1][:-1], after))

    def _rewind(self, terminal: Terminal, present: Kept) -> None:
        """Go back to the start of the tape; half the time take that back."""
        self._press(terminal, "b", lambda drawn: "a splice is noted" in drawn)
        start = (len(present.moves) - 1) // SCENES * SCENES
        after = Kept(present.moves[:start], (*present.cuts, (start, present.moves[start:])))
        cut_world = (*self._possible[-1][:-1], after)
        if len(present.moves) - start > 3:
            self._press(terminal, "1", lambda drawn: "are cut" in drawn)
            self._press(terminal, "2", self._stands(after), cut_world)
        else:
            self._press(terminal, "1", self._stands(after), cut_world)
        if self.dice.random() < 0.5:
            self._press(terminal, "b", lambda drawn: "Take back" in drawn)
            self._press(terminal, "u", self._stands(present), (*cut_world[:-1], present))

    @staticmethod
    def _stands(run: Kept) -> Callable[[str], bool]:
        """Return what tells that a run is on the screen where it stands, with something to choose."""
        word = mark(*_place(len(run.moves)))
        return lambda drawn: word in drawn and "3 Go on." in drawn.partition(word)[2]

    # Keys and instants.

    def _press(self, terminal: Terminal, key: str, awaited: Callable[[str], bool], world: World | None = None) -> None:
        """Press a key and wait for what it shows. ``world`` is what must be kept once it has shown that."""
        self._keys_left -= 1
        if self._keys_left == 0:
            self._kill_at = time.monotonic() + self.dice.uniform(0, WINDOW)
        self._pressed += key
        terminal.press(key)
        if world is not None:
            self._possible.append(world)
            self._awaited = awaited
        self._wait(terminal, awaited)
        self._see(terminal)

    def _see(self, terminal: Terminal) -> None:
        if self._awaited is not None and self._awaited(terminal.drawn()):
            self._shown, self._awaited = len(self._possible) - 1, None
            self.counts["results shown"] += 1

    def _wait(self, terminal: Terminal, awaited: Callable[[str], bool]) -> None:
        given_up = time.monotonic() + PATIENCE
        while time.monotonic() < given_up:
            is_drawn = terminal.wait_for(awaited, min(time.monotonic() + IMPATIENCE, self._kill_at))
            if time.monotonic() >= self._kill_at:
                raise KilledError
            if is_drawn:
                terminal.rest(self._kill_at)
                if time.monotonic() >= self._kill_at:
                    raise KilledError
                return
            # What is awaited may stand further down; the key that shows it does nothing else.
            terminal.press(END, forget=False)
            self.counts["looked further down"] += 1
        last = [(len(run.moves), [(at, len(cut)) for at, cut in run.cuts]) for run in self._possible[-1]]
        raise AssertionError(f"never drawn; {self._pressed}; runs and cuts {last}; {terminal.drawn()[-1500:]}")

    # What is left.

    def _look(self) -> World:
        with Library(self.path) as library:
            whole = library._connection.execute("PRAGMA integrity_check").fetchall()  # noqa: SLF001 - nothing else asks
            assert whole == [("ok",)], whole
            world = tuple(self._read(library, run) for run in sorted(info.id for info in library.runs()))
        at = [index for index, possible in enumerate(self._possible) if possible == world]
        assert at, f"the file holds what no key led to:\n{world}\n{self._possible}"
        assert at[-1] >= self._shown, f"shown, and not kept:\n{world}\n{self._possible[self._shown]}"
        return world

    def _read(self, library: Library, run: int) -> Kept:
        kept = library.open(run)
        session = Session.resume(self.nursery.story, library, run)
        assert session.stopped is None, session.stopped
        again = Playthrough(self.nursery.story, kept.info.player)
        again.restore(kept.moves)
        assert again.moment == session.playthrough.moment
        return Kept(kept.moves, tuple((cut.position, cut.moves) for cut in kept.cuts()))


def _place(moves: int) -> tuple[int, int]:
    """Return the chapter and the scene in which a run of so many moves stands."""
    return 1 + moves // SCENES, moves % SCENES


@contextlib.contextmanager
def prepared() -> Iterator[tuple[Nursery, Path]]:
    """Give a nursery for the marked story and a folder on the disk to play in, with settings that hold still."""
    with tempfile.TemporaryDirectory(prefix="hyosan-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        still = Settings(text_speed="instant", motion="reduced", timers="off", screen_reader="no")
        write_settings(home / "settings.toml", still)
        yield Nursery(write_marked_story(Path(folder) / "story")), home


def main() -> None:
    """Kill as often as asked, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with prepared() as (nursery, home):
        play = Play(nursery, home, random.Random(asked.seed))  # noqa: S311 - instants, not secrets
        try:
            for number in range(asked.kills):
                play.trial()
                if number % 100 == 99:
                    print(f"{number + 1} kills", flush=True)
        except KeyboardInterrupt:
            pass  # somebody has waited long enough: what was found so far is told
        except (AssertionError, sqlite3.Error) as error:
            sys.exit(f"After {play.counts['kills']} kills (seed {asked.seed}): {error}")
        told = ", ".join(f"{number} {name}" for name, number in play.counts.items())
        print(f"{told}; {len(play.world)} runs; nothing lost.")


if __name__ == "__main__":
    main()
