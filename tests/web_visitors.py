"""A server on a small story, and visitors in a real browser whose terminal can be read."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyte
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, WebSocket

from game.saves.library import Library
from game.settings import Settings, write_settings
from game.web.visitors import COOKIE, folder_of

STORY = Path(__file__).parent / "tui" / "story"
PATIENCE = 20.0
"""Seconds until something that should happen is given up."""
KEPT_BACK = "known to the server alone"
STILL = Settings(text_speed="instant", motion="reduced", timers="off", care="read", screen_reader="no")


def until(holds: Callable[[], bool], what: str, pause: Callable[[], object] = lambda: time.sleep(0.05)) -> None:
    """Wait until something holds. Fails, saying ``what``, if it does not."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail(what)
        pause()


class Served:
    """A running server."""

    def __init__(self, saves: Path, *options: str, story: Path = STORY) -> None:
        """Serve a story, the small one if no other is given; what visitors keep goes into ``saves``."""
        self.saves = saves
        command = [sys.executable, "-m", "game", "web", str(story), "--port", "0", "--saves", str(saves), *options]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={**os.environ, "HYOSAN_TEST_SECRET": KEPT_BACK}
        )
        assert self.process.stdout is not None
        (self.address,) = re.findall(r"http://\S+", self.process.stdout.readline())

    def folder(self, visitor: str) -> Path:
        """Return a visitor's folder."""
        return folder_of(self.saves, visitor)

    @property
    def nursery(self) -> int:
        """The process that all games are forked from."""
        (nursery,) = children(self.process.pid)
        return nursery

    def games(self) -> list[int]:
        """Return the processes that play now."""
        return children(self.nursery)

    def close(self) -> None:
        """End it as Ctrl+C does, and wait until it has."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == 0
        assert self.process.stdout is not None
        self.process.stdout.close()


def children(process: int) -> list[int]:
    """Return the processes that one has made. Skips the test where the system does not tell."""
    if not Path(f"/proc/{process}/task/{process}/children").exists():
        pytest.skip("Only Linux lists a process's children.")
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for path in listed for number in path.read_text(encoding="ascii").split()]


class Tab:
    """A page of the game, and what its terminal shows: all that came by its websocket, as an emulator reads it."""

    def __init__(self, visitor: "Visitor", path: str = "") -> None:
        """Open the game, or another page of it."""
        self.page: Page = visitor.context.new_page()
        self.asked_for: list[str] = []
        self.received = b""
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.on("websocket", self._follow)
        # What the page showed before it was loaded anew is no proof of anything.
        self.page.on("framenavigated", lambda _: self.screen.reset())
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.page.goto(visitor.served.address + path)

    def _follow(self, socket: WebSocket) -> None:
        size = parse_qs(urlsplit(socket.url).query)
        if size:
            self.screen.resize(int(size["height"][0]), int(size["width"][0]))
            socket.on("framesent", self._resize)
        self.screen.reset()
        socket.on("framereceived", self._hear)

    def _hear(self, sent: str | bytes) -> None:
        if isinstance(sent, bytes):
            self.received += sent
            self._stream.feed(sent)
        else:
            self.received += sent.encode()

    def _resize(self, sent: str | bytes) -> None:
        match json.loads(sent):
            case ["resize", {"width": width, "height": height}]:
                self.screen.resize(height, width)
            case _:
                pass

    def text(self) -> str:
        """Return what is on the screen now, its lines joined so that a wrapped sentence can be found."""
        return " ".join(" ".join(self.screen.display).split())

    def wait_for(self, *words: str) -> None:
        """Wait until all words are on the screen."""
        until(
            lambda: all(word in self.text() for word in words),
            f"The screen never showed {words}",
            lambda: self.page.wait_for_timeout(50),
        )

    def press(self, *keys: str) -> None:
        """Press keys, each when the one before has been drawn."""
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, words: str) -> None:
        """Click on words, with the mouse, where the browser has drawn them."""
        row, column = next((row, line.index(words)) for row, line in enumerate(self.screen.display) if words in line)
        box = self.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        wide, high = box["width"] / self.screen.columns, box["height"] / self.screen.lines
        self.page.mouse.click(box["x"] + (column + 1.5) * wide, box["y"] + (row + 0.5) * high)


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(
        self, served: Served, chromium: Browser, width: int = 1000, height: int = 640, language: str = "en-GB"
    ) -> None:
        """Come to the server for the first time, and be one who has set that nothing appears by itself."""
        self.served = served
        size: ViewportSize = {"width": width, "height": height}
        self.context: BrowserContext = chromium.new_context(viewport=size, locale=language)
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.request.get(served.address)
        write_settings(self.folder / "settings.toml", STILL)

    @property
    def id(self) -> str:
        """What the server knows them by."""
        (cookie,) = [cookie["value"] for cookie in self.context.cookies() if cookie["name"] == COOKIE]
        return cookie

    @property
    def folder(self) -> Path:
        """Where the server keeps what is theirs."""
        return self.served.folder(self.id)

    def open(self, path: str = "") -> Tab:
        """Open the game in a tab."""
        return Tab(self, path)

    def begin(self) -> Tab:
        """Open the game and begin a run, by keyboard."""
        tab = self.open()
        tab.wait_for("New run")
        tab.press("n")
        tab.wait_for("Seung-ho")
        tab.press("1")
        tab.wait_for("counted the keys twice", "shut the window")
        return tab

    def moves(self) -> tuple[str, ...]:
        """Return the moves kept of their run played last."""
        with Library(self.folder / "runs.sqlite3") as library:
            return tuple(move.rpartition(".")[2] for move in library.open(library.runs()[0].id).moves)
