"""The game in a pseudo-terminal, and what an emulator makes of its output."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte
import pytest

PATIENCE = 20.0
"""Seconds until something that should be on the screen is given up."""
ENTER, END = "\r", "\x1b[F"


class Terminal:
    """The game in a pseudo-terminal, and what an emulator makes of its output."""

    def __init__(self, home: Path, columns: int = 80, rows: int = 24) -> None:
        """Start the game with everything it keeps in ``home``."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "HYOSAN_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self._process = pexpect.spawn(
            sys.executable, ["-m", "game"], env=environment, dimensions=(rows, columns), timeout=PATIENCE
        )

    def press(self, keys: str) -> None:
        """Type keys."""
        self._process.send(keys)

    def text(self) -> str:
        """Return what is on the screen now, its lines joined so that a wrapped sentence can be found."""
        return " ".join(" ".join(self.screen.display).split())

    def wait_for(self, *words: str, nudge: str = "") -> None:
        """Read the terminal until all words are on the screen. ``nudge`` is pressed meanwhile: a harmless key."""
        self.wait_until(lambda: all(word in self.text() for word in words), nudge=nudge)

    def wait_until(self, holds: Callable[[], bool], *, nudge: str = "") -> None:
        """Read the terminal until something holds."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.press(nudge)
            try:
                while True:
                    self._stream.feed(self._process.read_nonblocking(65536, timeout=0.2))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                break
            if holds():
                return
        pytest.fail("The screen never showed it:\n" + "\n".join(self.screen.display))

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as a window manager does."""
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def kill(self) -> None:
        """End the game without a word of warning."""
        self._process.kill(signal.SIGKILL)
        self._process.wait()

    def has_ended(self) -> bool:
        """Wait until the game has closed by itself, and say whether it did so well."""
        self._process.expect(pexpect.EOF)
        self._process.wait()
        return bool(self._process.exitstatus == 0)
