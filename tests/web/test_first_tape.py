"""Somebody new, in a real browser, plays the first tape to its end."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from web_visitors import Served, Tab, Visitor, until

from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.story.loader import load_story

# Beside the other tests in a browser, so in the same process of pytest's.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]
ROOT = Path(__file__).parents[2]
MOVES = (ROOT / "tests" / "golden" / "cleaning_duty-cold.moves").read_text(encoding="utf-8").split()


@pytest.fixture
def newcomer(chromium: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """Return somebody who has come for the game's own story."""
    served = Served(tmp_path, story=ROOT / "story")
    visitor = Visitor(served, chromium)
    yield visitor
    visitor.context.close()
    served.close()


@pytest.mark.timeout(240)  # two dozen scenes; the other tests take seconds
def test_the_first_tape_is_played_in_a_browser(newcomer: Visitor) -> None:
    """Protects whoever plays in a browser: from the title to the next tape, each choice by its key."""
    story = load_story(ROOT / "story").story
    assert story is not None
    tab = newcomer.open()
    tab.wait_for("New run")
    tab.press("n")
    tab.wait_for("Hae-in")
    tab.press("1")
    run = Playthrough(story)
    for number, move in enumerate(MOVES, start=1):
        offer = next(offer for offer in run.offers() if offer.move == move)
        numbers = [other.move for other in run.offers() if other.choice is not None]
        key = "r" if offer.clip else str(numbers.index(move) + 1) if offer.choice else "Enter"
        words = " ".join(plain(run.label(offer)).split()) if offer.clip or offer.choice else "Go on"
        # What is not in sight is not taken by its key.
        until(partial(shows, tab, words), f"{words!r} never came into sight", partial(tab.page.keyboard.press, "End"))
        pressing = Pressing(tab, key)
        until(partial(has_moves, newcomer, number), f"{key} does nothing", pressing.wait)
        run.choose(move)
    assert newcomer.moves() == tuple(move.rpartition(".")[2] for move in MOVES)
    assert tab.errors == []


class Pressing:
    """Somebody who presses a key, and again if nothing comes of it: while a page turns, a key chooses nothing."""

    AGAIN = 60
    """Looks at the screen after which it is pressed again: seconds, so that a slow machine is not pressed twice."""

    def __init__(self, tab: Tab, key: str) -> None:
        self._tab, self._key, self._looks = tab, key, 0

    def wait(self) -> None:
        """Press the key the first time, and whenever that was long ago."""
        if self._looks % self.AGAIN == 0:
            self._tab.press(self._key)
        self._looks += 1
        self._tab.page.wait_for_timeout(50)


def shows(tab: Tab, words: str) -> bool:
    """Say whether words are on the screen, however they are wrapped."""
    tab.page.wait_for_timeout(20)
    return words in tab.text()


def has_moves(visitor: Visitor, number: int) -> bool:
    """Say whether a visitor's run has come to a number of moves on the disk."""
    return len(visitor.moves()) == number
