"""The server's side of the nursery: starts it, and asks it for a process for each page that is opened."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from game.errors import GameError
from game.language import SOURCE, _

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "PYTHONPATH", "TMPDIR")
"""What of the server's environment a visitor's process may know. Nothing in it is anybody's secret."""
_ENVIRONMENT = {
    "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TEXTUAL_FPS": "30",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "PYTHONUTF8": "1",
}
_LONGEST_ANSWER = 65536


class Wanted(Struct, frozen=True):
    """What a process is to play, for whom, in what language, on what size of screen."""

    plays: str
    folder: Path
    language: str = SOURCE
    columns: int = 80
    rows: int = 24


class Born(Struct, frozen=True):
    """A visitor's process, as the server holds it: what it writes, what it reads, and its life."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    lifeline: int

    def let_go(self) -> None:
        """Have the process end: at once if it can, in a few seconds whatever it does. Once only."""
        os.close(self.lifeline)

    async def close(self) -> None:
        """Forget a process that has ended."""
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


class Nursery:
    """The process that has the story loaded. Started anew if it should die."""

    def __init__(self, story: Path) -> None:
        """Load a story. Raises GameError if it cannot be played."""
        self._story = story
        self._asking = asyncio.Lock()
        self.title = self._start()

    def _start(self) -> str:
        """Start the process and return the story's title. Raises GameError if it has none."""
        self._requests, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and a folder
                [sys.executable, "-m", "game.web.nursery", str(theirs.fileno()), str(self._story)],
                env=environment | _ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Ctrl+C is the server's to hear: it lets go of everybody, and they close in good order.
                start_new_session=True,
            )
        try:
            answer = self._answered()
        except OSError as error:
            self.close()
            raise GameError(
                _("The process that loads the story ended before it had."), _("What it said is above.")
            ) from error
        if "error" in answer:
            self.close()
            raise GameError(answer["error"], answer["hint"])
        return answer["title"]

    async def birth(self, wanted: Wanted) -> Born:
        """Return a new process. Raises GameError if there can be none."""
        async with self._asking:
            try:
                return await self._ask(wanted)
            except OSError:
                self.close()
                await asyncio.to_thread(self._start)
                return await self._ask(wanted)

    async def _ask(self, wanted: Wanted) -> Born:
        ours, theirs = socket.socketpair()
        heard, lifeline = os.pipe()
        request = {
            "plays": wanted.plays,
            "folder": str(wanted.folder),
            "language": wanted.language,
            "columns": str(wanted.columns),
            "rows": str(wanted.rows),
        }
        try:
            with theirs:
                socket.send_fds(self._requests, [json.dumps(request).encode()], [theirs.fileno(), heard])
                await asyncio.to_thread(self._answered)
        except OSError:
            ours.close()
            os.close(lifeline)
            raise
        finally:
            os.close(heard)
        reader, writer = await asyncio.open_connection(sock=ours)
        return Born(reader, writer, lifeline)

    def _answered(self) -> dict[str, str]:
        """Return what the process says. Raises ConnectionResetError if it says nothing any more."""
        answer = b""
        while not answer.endswith(b"\n"):
            piece = self._requests.recv(_LONGEST_ANSWER)
            if not piece:
                raise ConnectionResetError("the nursery is gone")
            answer += piece
        answered: dict[str, str] = json.loads(answer)
        return answered

    def close(self) -> None:
        """Let the process end. Those it has forked live on until they are let go."""
        self._requests.close()
        self._process.wait()
