"""What can happen to a terminal or to the disk while somebody plays, each tried on the game in a real terminal.

    python -m reliability.terminals [NAME ...]

Prints a line for each: its name, and `ok`, what was wrong, or why it cannot be tried on this machine. Full and
read-only disks are real ones, mounted for it, where one may mount; without that right they cannot be tried.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reliability.marked_story import mark, write_marked_story
from reliability.nursery import Nursery, Terminal

from game import locations
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings

PATIENCE = 20.0
LEFT_THE_SCREEN = b"\x1b[?1049l"
NOBODY = 65534
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
        see(terminal, mark(1, number), "3 Go on.", *also)

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
    assert seen, f"never drawn: {words}{left}; {terminal.drawn()[-1500:]}"


def ended_by(machine: Machine, number: int, code: int) -> None:
    """See that a signal ends the game in order."""
    terminal = machine.start()
    with contextlib.closing(terminal):
        machine.begin(terminal)
        machine.step(terminal, 1)
        terminal.press("")
        terminal.kill(number)
        assert terminal.ended() == code, terminal.status
        assert LEFT_THE_SCREEN in terminal.raw, "the terminal was left as the game had it"
    machine.assert_kept(1)


def told_to_end(machine: Machine) -> None:
    """`kill` without a number, or the system shutting down: the terminal is put back, and the run is there."""
    ended_by(machine, signal.SIGTERM, 128 + signal.SIGTERM)


def hung_up(machine: Machine) -> None:
    """A closed window that says so."""
    ended_by(machine, signal.SIGHUP, 128 + signal.SIGHUP)


def terminal_gone(machine: Machine) -> None:
    """A terminal that vanishes under the game: it ends by itself, and the run is there."""
    terminal = machine.start()
    with contextlib.closing(terminal):
        machine.begin(terminal)
        machine.step(terminal, 1)
        terminal.hang_up()
        assert terminal.ended() is not None, "it goes on without a terminal"
    machine.assert_kept(1)
    reports = list(machine.home.glob("report-*"))
    assert not reports, reports[0].read_text()


def terminal_gone_silently(machine: Machine) -> None:
    """The same where nobody tells the game, as under `nohup`: the next key or drawing finds out."""

    def deaf() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    terminal = machine.start(before=deaf)
    with contextlib.closing(terminal):
        machine.begin(terminal)
        machine.step(terminal, 1)
        terminal.hang_up()
        assert terminal.ended() is not None, "it goes on without a terminal"
    machine.assert_kept(1)


def stopped_and_back(machine: Machine) -> None:
    """Ctrl+Z gives the terminal back to the shell; `fg` draws the game again, and it is played on."""
    terminal = machine.start()
    with contextlib.closing(terminal):
        machine.begin(terminal)
        machine.step(terminal, 1)
        terminal.press("\x1a")
        until, stopped = time.monotonic() + PATIENCE, False
        while not stopped and time.monotonic() < until:
            terminal.read(0.05)
            pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
            stopped = bool(pid) and os.WIFSTOPPED(status)
        assert stopped, "Ctrl+Z did not stop it"
        assert LEFT_THE_SCREEN in terminal.raw, "the shell would write over the game"
        terminal.press("")
        terminal.kill(signal.SIGCONT)
        see(terminal, mark(1, 1), "3 Go on.")
        machine.step(terminal, 2)
    machine.assert_kept(2)


def disk_full(machine: Machine) -> None:
    """A disk that fills up while somebody plays, and has room again later."""
    with mounted(machine.home, "-t", "tmpfs", "-o", "size=400k", "tmpfs"):
        settle(machine.home)
        terminal = machine.start()
        with contextlib.closing(terminal):
            machine.begin(terminal)
            machine.step(terminal, 1)
            filler = machine.home / "filler"
            fill(filler)
            for number in range(2, 60):
                terminal.press("1")
                see(terminal, mark(1 + number // 40, number % 40), "3 Go on.")
                if "NOT KEPT" in terminal.drawn():
                    break
            else:
                raise AssertionError("the full disk was never noticed")
            see(terminal, "NOT KEPT", "Runs cannot be kept in")
            machine.step(terminal, number + 1, "NOT KEPT")
            with Library(machine.home / "runs.sqlite3") as library:
                assert library.runs()[0].length < number
            filler.unlink()
            see(terminal, "Kept again")
            machine.assert_kept(number + 1)
            machine.step(terminal, number + 2)
            assert "NOT KEPT" not in terminal.drawn()
        machine.assert_kept(number + 2)


def disk_full_from_the_start(machine: Machine) -> None:
    """A disk on which not even the file of runs can be made."""
    with mounted(machine.home, "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        settle(machine.home)
        fill(machine.home / "filler")
        terminal = machine.start()
        with contextlib.closing(terminal):
            machine.begin(terminal)
            see(terminal, "NOT KEPT")
            machine.step(terminal, 1, "NOT KEPT")


def read_only_with_a_run(machine: Machine) -> None:
    """A folder that has become read-only: the run in it is shown, played on, said not to be kept, and not changed."""
    machine.keep_run(3)
    before = (machine.home / "runs.sqlite3").read_bytes()
    with mounted(machine.home, "--bind", str(machine.home)):
        mount("-o", "remount,bind,ro", str(machine.home))
        terminal = machine.start()
        with contextlib.closing(terminal):
            see(terminal, mark(1, 3), "3 Go on.", "NOT KEPT")
            machine.step(terminal, 4, "NOT KEPT")
        mount("-o", "remount,bind,rw", str(machine.home))
    assert (machine.home / "runs.sqlite3").read_bytes() == before
    machine.assert_kept(3)


def read_only_and_empty(machine: Machine) -> None:
    """A read-only folder at the first start."""
    with mounted(machine.home, "--bind", str(machine.home)):
        mount("-o", "remount,bind,ro", str(machine.home))
        unkept(machine)


def no_permission(machine: Machine) -> None:
    """Somebody else's folder."""
    (machine.home / "settings.toml").unlink()
    if os.getuid() == 0:
        os.chown(machine.home, NOBODY, NOBODY)
    machine.home.chmod(0o700 if os.getuid() == 0 else 0)
    unkept(machine, before=as_anybody)


def no_home(machine: Machine) -> None:
    """An account without a home, and nothing that says where to keep things instead."""

    def homeless() -> None:
        locations._checkout = lambda: None  # noqa: SLF001 - as an installed game
        for name in ("HOME", "HYOSAN_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ.pop(name, None)
        os.environ["HOME"] = "/proc/nonexistent"  # where nobody can make a folder

    unkept(machine, before=homeless)


def saves_path_is_a_file(machine: Machine) -> None:
    """A file where the folder of runs should be."""
    (machine.home / "in_the_way").write_text("a file")
    unkept(machine, home=machine.home / "in_the_way")


def file_of_runs_is_a_folder(machine: Machine) -> None:
    """A folder where the file of runs should be."""
    (machine.home / "runs.sqlite3").mkdir()
    unkept(machine)


def unkept(machine: Machine, before: Callable[[], None] = lambda: None, home: Path | None = None) -> None:
    """See that a new run is played where nothing can be kept, with words that say so."""
    terminal = machine.start(before, home)
    with contextlib.closing(terminal):
        terminal.wait_for(lambda drawn: "New run" in drawn or "screen reader?" in drawn, time.monotonic() + PATIENCE)
        if "screen reader?" in terminal.drawn():
            terminal.press("1")
        machine.begin(terminal)
        see(terminal, "NOT KEPT", "Runs cannot be kept in")
        machine.step(terminal, 1, "NOT KEPT")
        terminal.press("q")
        see(terminal, "New run")
        terminal.press("q")
        assert terminal.ended() == 0, terminal.status


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


SCENES: tuple[Callable[[Machine], None], ...] = (
    told_to_end,
    hung_up,
    terminal_gone,
    terminal_gone_silently,
    stopped_and_back,
    disk_full,
    disk_full_from_the_start,
    read_only_with_a_run,
    read_only_and_empty,
    no_permission,
    no_home,
    saves_path_is_a_file,
    file_of_runs_is_a_folder,
)


def main(names: list[str]) -> None:
    """Try each, or those named, and print a line for each."""
    with tempfile.TemporaryDirectory(prefix="hyosan-") as folder:
        Path(folder).chmod(0o755)  # nobody has to come as far as the home that is not theirs
        nursery = Nursery(write_marked_story(Path(folder) / "story"))
        for scene in SCENES:
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
                told = str(wrong)
            else:
                told = "ok"
            print(f"{scene.__name__}: {told}", flush=True)  # noqa: T201 - the command speaks here


if __name__ == "__main__":
    main(sys.argv[1:])
