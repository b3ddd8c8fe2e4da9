"""One open page and the process behind it: the game's screen, as textual-serve carries it."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from game.web.births import Born
from game.web.limits import COLUMNS, ROWS, believed

log = logging.getLogger("hyosan.web")
_READY = b"__GANGLION__\n"
_KINDS = {b"D", b"M", b"P"}


class Page(Protocol):
    """The browser's end of a websocket, as far as a game writes to it."""

    async def send_bytes(self, data: bytes) -> None:
        """Send what the terminal shows."""

    async def send_str(self, data: str) -> None:
        """Send what the page is to do."""

    async def close(self) -> object:
        """End the connection."""


class GameService(AppService):
    """The game behind one page. Its process is already there; it ends when the page does."""

    def __init__(self, born: Born, page: Page, downloads: DownloadManager) -> None:
        """Carry what a process says to a page."""
        super().__init__(
            "",
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=_without_answer(page.close),
            download_manager=downloads,
        )
        self._born = born
        self._stdin = born.writer

    async def start(self, width: int, height: int) -> None:
        """Begin to carry. The process was told its size when it was made."""
        del width, height
        self._task = asyncio.create_task(self.run())

    async def run(self) -> None:
        """Carry what the process writes until it ends."""
        reader = self._born.reader
        try:
            # Whatever the game might write before its screen begins is nothing a browser should see.
            while await reader.readline() not in {_READY, b""}:
                pass
            while True:
                kind = await reader.readexactly(1)
                payload = await reader.readexactly(int.from_bytes(await reader.readexactly(4), "big"))
                await self._carry(kind, payload)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        await self.remote_close()

    async def _carry(self, kind: bytes, payload: bytes) -> None:
        match kind:
            case b"D":
                await self.on_data(payload)
            case b"M":
                await self.on_meta(payload)
            case b"P":
                await self.on_packed(payload)
            case _:
                log.error("The game wrote a packet of no kind we know: %r", kind)

    async def stop(self) -> None:
        """End the process, and wait until it has."""
        task, self._task = self._task, None
        if task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        self._born.let_go()
        await task
        await self._born.close()

    async def obey(self, message: str) -> None:
        """Do what a browser's message asks. Anything that our own page would not send is passed over."""
        try:
            envelope = json.loads(message)
        except ValueError:
            return
        match envelope:
            case ["stdin", str(typed)]:
                # A packet of no length would have the driver wait for ever.
                if keys := typed.encode("utf-8", "ignore"):
                    await self.send_bytes(keys)
            case ["resize", {"width": width, "height": height}]:
                await self.set_terminal_size(believed(width, 80, COLUMNS), believed(height, 24, ROWS))
            case ["ping", str(stamp)]:
                await self.remote_write_str(json.dumps(["pong", stamp]))
            case ["blur"]:
                await self.blur()
            case ["focus"]:
                await self.focus()
            case _:
                pass


def _without_answer(close: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def closed() -> None:
        await close()

    return closed
