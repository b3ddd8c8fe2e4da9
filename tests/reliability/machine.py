"""A machine to play on: a home on its disk, terminals with the game in them, and disks that can be filled or locked."""

import contextlib
import ctypes
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reliability.marked_story import mark, place, write_marked_story
from reliability.nursery import Nursery, Terminal

from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings

PATIENCE = 20.0
_CAPABILITY_VERSION = 0x20080522


class CannotBeTriedError(Exception):
    """This machine does not let it be tried."""


@dataclass
class Machine:
    """A nursery, and a folder to be somebody's home."""

    nursery: Nursery
    home: Path

    def start(self, before: Callable[[], None] = lambda: None, home: Path | None = None) -> Terminal:
        """Start the game."""
        return self.nursery.start(home or self.home, before=before)

    def begin(self, terminal: Terminal) -> None:
        """Begin a run by keys."""
        see(terminal, "New run")
        terminal.press("n")
        see(terminal, "Seung-ho")
        terminal.press("1")
        see(terminal, mark(1, 0), "3 Go on.")

    def step(self, terminal: Terminal, number: int, *also: str) -> None:
        """Make a move by a key; it is the run's ``number``-th. ``also`` are words to be seen besides."""
        terminal.press("1")
        see(terminal, mark(*place(number)), "3 Go on.", *also)

    def keep_run(self, moves: int) -> None:
        """Have a run kept that was played before."""
        with Library(self.home / "runs.sqlite3") as library:
            session = Session.begin(self.nursery.story, library)
            for _ in range(moves):
                session.choose(session.playthrough.available()[0])

    def assert_kept(self, moves: int) -> None:
        """Fail if the runs are not as many as one, and of so many moves."""
        with Library(self.home / "runs.sqlite3") as library:
            lengths = [info.length for info in library.runs()]
        assert lengths == [moves], f"kept are {lengths} moves, not {moves}"


def see(terminal: Terminal, *words: str) -> None:
    """Wait until all words were drawn since the last key."""
    seen = terminal.wait_for(lambda drawn: all(word in drawn for word in words), time.monotonic() + PATIENCE)
    left = "" if terminal.ended(0) is None else f" (it ended with {terminal.status})"
    terminal.rest()
    assert seen, f"never drawn: {words}{left}; {terminal.drawn()[-1500:]}"


def as_anybody() -> None:
    """Give up the right of root to read and write everything. Whoever is not root has none to give up."""
    if os.getuid() == 0:
        header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
        if ctypes.CDLL(None).capset(header, struct.pack("6I", *[0] * 6)):
            raise CannotBeTriedError("the rights of root cannot be given up")


def settle(home: Path) -> None:
    """Have settings with which the screen holds still."""
    still = Settings(text_speed="instant", motion="reduced", timers="off", screen_reader="no")
    write_settings(home / "settings.toml", still)


def fill(path: Path) -> None:
    """Fill the disk to its last byte."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"x" * 512):
            pass


def mount(*words: str) -> None:
    """Mount something. Raises CannotBeTriedError where that is not allowed."""
    program = shutil.which("mount")
    if program is None or subprocess.run([program, *words], capture_output=True, check=False).returncode:
        raise CannotBeTriedError("no right to mount")


@contextlib.contextmanager
def mounted(at: Path, *words: str) -> Iterator[None]:
    """Have something mounted for a while."""
    mount(*words, str(at))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def try_scenes(scenes: Sequence[Callable[[Machine], None]], names: Sequence[str]) -> None:
    """Try each scene, or those named, each on a machine of its own, and print a line for each.

    Raises SystemExit, when all were tried, if something was wrong with one.
    """
    went_wrong = False
    with tempfile.TemporaryDirectory(prefix="hyosan-") as folder:
        nursery = Nursery(write_marked_story(Path(folder) / "story", chapters=8))
        for scene in scenes:
            if names and scene.__name__ not in names:
                continue
            home = Path(folder) / scene.__name__
            home.mkdir()
            settle(home)
            try:
                scene(Machine(nursery, home))
            except CannotBeTriedError as why:
                told = f"cannot be tried: {why}"
            except AssertionError as wrong:
                told, went_wrong = str(wrong), True
            else:
                told = "ok"
            print(f"{scene.__name__}: {told}", flush=True)
    if went_wrong:
        raise SystemExit(1)
