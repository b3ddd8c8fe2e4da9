"""Somebody new, in a real browser, plays the first tape to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from web_visitors import Served, Visitor, until

from game.engine.playthrough import Playthrough
from game.story.loader import load_story

# Beside the other tests in a browser, so in the same process of pytest's.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]
ROOT = Path(__file__).parents[2]
MOVES = (ROOT / "tests" / "golden" / "cleaning_duty-cold.moves").read_text(encoding="utf-8").split()
MOST_PAGES = 12


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
        numbers = [offer.move for offer in run.offers() if offer.choice is not None]
        key = "r" if move.endswith(".clip") else str(numbers.index(move) + 1) if move in numbers else "Enter"
        # A choice that is not in sight yet is not taken by its key, which turns the page instead.
        for _ in range(MOST_PAGES):
            before = tab.text()
            tab.press(key)
            until(
                lambda before=before: tab.text() != before, f"{key} does nothing", lambda: tab.page.wait_for_timeout(20)
            )
            if len(newcomer.moves()) == number:
                break
        run.choose(move)
    assert newcomer.moves() == tuple(move.rpartition(".")[2] for move in MOVES)
    assert tab.errors == []
