"""The page for screen readers: what the plain reader writes, carried to a browser, and what is typed there, back."""

import asyncio
import codecs

from game.web.births import Born
from game.web.service import Page

_PIECE = 64 * 1024
LONGEST_ANSWER = 400
"""Characters of an answer: longer than anything the reader understands."""


class ReadingService:
    """The plain reader behind one page."""

    def __init__(self, born: Born, page: Page) -> None:
        """Carry what a process says to a page."""
        self._born = born
        self._page = page
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to carry."""
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        try:
            while piece := await self._born.reader.read(_PIECE):
                await self._page.send_str(decode(piece))
        except ConnectionError:
            pass
        await self._page.close()

    async def obey(self, message: str) -> None:
        """Pass an answer on: one line, whatever was sent."""
        line = " ".join(message[:LONGEST_ANSWER].split())
        self._born.writer.write(line.encode("utf-8", "ignore") + b"\n")
        try:
            await self._born.writer.drain()
        except ConnectionError:
            return

    async def stop(self) -> None:
        """End the process, and wait until it has."""
        task, self._task = self._task, None
        if task is None:
            return
        self._born.let_go()
        await task
        await self._born.close()
