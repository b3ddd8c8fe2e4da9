"""A process that has loaded everything once, and forks the game into a terminal of its own as often as it is asked.

A start from nothing costs most of a second, nearly all of it imports and reading the story. A forked game is a process
like any other, with its own terminal and its own file of runs, and can be killed like any other.
"""

import contextlib
import fcntl
import gc
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from game import boundary, cli, opening
from game.story.loader import load_story
from game.story.model import Story
from game.tui import running  # noqa: F401 - imported before the fork, so that no child has to
from game.tui.screens import help as help_screen  # noqa: F401 - the same

_ESCAPES = re.compile(rb"\x1b\[[0-9;:<>=?$]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|\x1b\][^\x07]*\x07")
_READ = 1 << 16
QUIET = 0.03
"""Seconds in which nothing is drawn, after which the screen is at rest."""


class Terminal:
    """One game in a pseudo-terminal."""

    def __init__(self, pid: int, master: int) -> None:
        self.pid = pid
        self.master = master
        self.status: int | None = None
        self.raw = b""
        """What was drawn since the last key, as it came."""

    def press(self, keys: str, *, forget: bool = True) -> None:
        """Type keys. What was drawn before is forgotten, unless it is to be looked at still."""
        if forget:
            self.raw = b""
        with contextlib.suppress(OSError):
            os.write(self.master, keys.encode())

    def drawn(self) -> str:
        """Return what was drawn since the last key, without the places it was drawn at."""
        return " ".join(_ESCAPES.sub(b" ", self.raw).decode(errors="replace").split())

    def read(self, seconds: float) -> bool:
        """Read what the game draws for at most so long, and say whether it is still there."""
        ready, _, _ = select.select([self.master], [], [], max(0.0, seconds))
        if not ready:
            return True
        try:
            read = os.read(self.master, _READ)
        except OSError:
            return False
        self.raw += read
        return bool(read)

    def wait_for(self, holds: Callable[[str], bool], until: float) -> bool:
        """Read until something holds of what was drawn, or a moment of the monotonic clock; say whether it does."""
        while not holds(self.drawn()):
            left = until - time.monotonic()
            if left <= 0 or not self.read(left):
                return holds(self.drawn())
        return True

    def rest(self, until: float = float("inf")) -> None:
        """Read until nothing is drawn any more: a key pressed while text still scrolls reads on and chooses nothing."""
        before = -1
        while len(self.raw) != before and time.monotonic() < until:
            before = len(self.raw)
            self.read(min(QUIET, until - time.monotonic()))

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def ended(self, seconds: float = 20.0) -> int | None:
        """Wait for the game to end and return its exit code, negative for a signal; ``None`` if it goes on."""
        until = time.monotonic() + seconds
        while self.status is None and time.monotonic() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif self.master >= 0:
                self.read(0.02)
            else:
                time.sleep(0.02)
        return self.status

    def hang_up(self) -> None:
        """Take the terminal away."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def close(self) -> None:
        """Leave nothing behind."""
        if self.status is None:
            self.kill()
            os.waitpid(self.pid, 0)
        self.hang_up()


class Nursery:
    """Forks games that play one story."""

    def __init__(self, folder: Path) -> None:
        """Load a story, and all that the game needs."""
        story = load_story(folder).story
        if story is None:
            raise SystemExit(f"The story in {folder} has errors.")
        self.story: Story = story
        self._folder = folder
        # In the place of reading the story anew: everything else the command does itself.
        opening.open_story = lambda folder: story  # noqa: ARG005 - called by position or by name
        gc.collect()
        gc.freeze()

    def start(
        self,
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        words: Sequence[str] = ("play",),
        before: Callable[[], None] = lambda: None,
    ) -> Terminal:
        """Start the command in a terminal, with everything it keeps in ``home``. ``before`` is done in its process."""
        pid, master = pty.fork()
        if pid == 0:
            self._be_the_game(home, words, before)
        columns, rows = size
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return Terminal(pid, master)

    def _be_the_game(self, home: Path, words: Sequence[str], before: Callable[[], None]) -> None:
        code = 99
        try:
            os.environ |= {"HYOSAN_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
            arguments = [*words, "--story", str(self._folder)]
            before()
            code = boundary.guarded(lambda: cli.run(arguments), arguments)
        except BaseException:  # noqa: BLE001 - nothing may come back from here into the process that forks
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
