"""What can happen to a terminal or to the disk while somebody plays, each tried on the game in a real terminal.

    python -m reliability.terminals [NAME ...]

Prints a line for each: its name, and `ok`, what was wrong, or why it cannot be tried on this machine. Full and
read-only disks are real ones, mounted for it, where one may mount; without that right they cannot be tried.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reliability.machine import PATIENCE, Machine, as_anybody, fill, mount, mounted, see, settle, try_scenes
from reliability.marked_story import mark, place

from game import locations
from game.errors import ExitCode
from game.saves.library import Library

LEFT_THE_SCREEN = b"\x1b[?1049l"


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


def reader_without_a_terminal(machine: Machine) -> None:
    """The reader, whose terminal vanishes: it ends without a report, and every answer is kept."""

    def deaf() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    reader = machine.nursery.start(machine.home, words=("read",), before=deaf)
    with contextlib.closing(reader):
        see(reader, mark(1, 0), "3. Go on.")
        reader.press("1\n")
        see(reader, mark(1, 1), "3. Go on.")
        reader.hang_up()
        assert reader.ended() == ExitCode.INTERRUPTED, reader.status
    machine.assert_kept(1)
    reports = list(machine.home.glob("report-*"))
    assert not reports, reports[0].read_text()


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
        machine.keep_run(150)
        terminal = machine.start()
        with contextlib.closing(terminal):
            see(terminal, mark(*place(150)), "3 Go on.")
            filler = machine.home / "filler"
            fill(filler)
            # The journal has its room already, and so have the moves that fit into the last page of theirs.
            for number in range(151, 250):
                terminal.press("1")
                see(terminal, mark(*place(number)), "3 Go on.")
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
    """A folder that is closed to whoever plays."""
    (machine.home / "settings.toml").unlink()
    machine.home.chmod(0)
    try:
        unkept(machine, before=as_anybody)
    finally:
        machine.home.chmod(0o755)


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


SCENES: tuple[Callable[[Machine], None], ...] = (
    told_to_end,
    hung_up,
    terminal_gone,
    terminal_gone_silently,
    reader_without_a_terminal,
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


if __name__ == "__main__":
    try_scenes(SCENES, sys.argv[1:])
