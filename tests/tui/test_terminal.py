"""The game in a real terminal: the whole first tape by keys, through resizes and a killed terminal."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pexpect
import pyte
import pytest

from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.locations import settings_file, story_folder
from game.saves.library import Library
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story

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


@pytest.fixture
def terminals(hyosan_home: Path) -> Iterator[Callable[[], Terminal]]:
    """Return a function that opens the game in a terminal. Whatever is still open at the end is closed."""
    opened: list[Terminal] = []

    def open_terminal() -> Terminal:
        opened.append(Terminal(hyosan_home))
        return opened[-1]

    yield open_terminal
    for terminal in opened:
        terminal.kill()


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the game's own story."""
    story = load_story(story_folder()).story
    assert story is not None
    return story


def keys_to_tape_two(story: Story) -> list[tuple[str, str]]:
    """Return, for each move of a way through the first tape, words to wait for and the key that makes it."""
    playthrough = Playthrough(story)
    found: list[tuple[str, str]] = []
    while playthrough.chapter.tape == 1:
        offers = playthrough.offers()
        choices = [offer for offer in offers if offer.choice is not None]
        if not choices:
            found.append(("Go on", ENTER))
            playthrough.choose(playthrough.moment.scene.continue_move)
            continue
        digit, offer = next((at, offer) for at, offer in enumerate(choices, start=1) if offer.available)
        found.append((" ".join(plain(playthrough.label(offer)).split()), str(digit)))
        playthrough.choose(offer.move)
        assert playthrough.ending is None, "the first choices should lead through the tape"
    return found


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_first_tape_is_played_by_keys(terminals: Callable[[], Terminal], story: Story, hyosan_home: Path) -> None:
    """From launch to the second tape: every key does one thing, a resize costs nothing, SIGKILL at most a key."""
    write_settings(
        settings_file(),
        Settings(text_speed="instant", motion="reduced", timers="off", care="read", screen_reader="no"),
    )
    keys = keys_to_tape_two(story)
    terminal = terminals()
    terminal.wait_for("New run")
    terminal.press("n")
    terminal.wait_for(story.you.names[0])
    terminal.press("1")
    for made, (words, key) in enumerate(keys, start=1):
        terminal.wait_for(words, nudge=END)
        terminal.press(key)
        terminal.wait_until(partial(has_moves, hyosan_home, made))
        if made == len(keys) // 3:
            for size in ((200, 60), (60, 20), (140, 40), (80, 24)):
                terminal.resize(*size)
                terminal.wait_for("REC", "? help")
        if made == len(keys) // 2:
            terminal.kill()
            terminal = terminals()
    terminal.wait_for("Tape 2")
    terminal.press("q")
    terminal.wait_for("Continue")
    terminal.press("q")
    assert terminal.has_ended()


def has_moves(home: Path, number: int) -> bool:
    """Say whether the run has come to a number of moves on the disk."""
    with Library(home / "runs.sqlite3") as library:
        return library.runs()[0].length == number


def test_a_screen_reader_is_remembered(terminals: Callable[[], Terminal], hyosan_home: Path) -> None:
    """Who answers yes at the first start is read to at once, and the next time without being asked."""
    terminal = terminals()
    terminal.wait_for("Do you use a screen reader?")
    terminal.press("2")
    terminal.wait_for("name tag?")
    terminal.kill()
    assert 'screen_reader = "yes"' in (hyosan_home / "settings.toml").read_text(encoding="utf-8")
    terminal = terminals()
    terminal.wait_for("name tag?")
    assert "screen reader?" not in terminal.text()
