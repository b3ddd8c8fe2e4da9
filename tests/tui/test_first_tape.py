"""Somebody new, on a screen, plays the first tape to its end with nothing but a mouse."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from tui.conftest import STILL, Bench

from game.settings import write_settings
from game.story.loader import load_story
from game.tui.screened import Leave

ROOT = Path(__file__).parents[2]
MOVES = (ROOT / "tests" / "golden" / "cleaning_duty-kind.moves").read_text(encoding="utf-8").split()
MOST_PAGES = 12
"""How often a page may have to be turned before a scene's choices stand there."""


class Mouse:
    """A hand on a mouse, and an eye on the screen."""

    def __init__(self, bench: Bench, pilot: Pilot[Leave]) -> None:
        """Look at a screen."""
        self._bench = bench
        self._pilot = pilot

    async def click(self, pattern: str) -> bool:
        """Click where something stands. Returns False, and clicks nothing, if it stands nowhere."""
        for y, line in enumerate(self._bench.text(self._pilot).splitlines()):
            if found := re.search(pattern, line):
                await self._pilot.click(offset=(found.end() - 1, y))
                await self._bench.rest(self._pilot)
                return True
        return False

    async def take(self, move: str) -> None:
        """Turn pages until a move's row stands there, and click it."""
        choices = self._bench.pane(self._pilot).choices
        for _ in range(MOST_PAGES):
            row = next((row for row in choices.rows if row.move == move), None)
            if row is not None and await self.click(rf"^\W*{re.escape(f'{row.key}  {row.words.plain[:12]}')}"):
                return
            assert await self.click(r"\S Space$|^\s*Space more"), self.seen()
        raise AssertionError(self.seen())

    def seen(self) -> str:
        """Return what is on the screen, for whoever reads of a failure."""
        return self._bench.text(self._pilot)


@pytest.mark.timeout(240)  # two dozen scenes; the other tests take seconds
def test_the_first_tape_is_played_by_mouse_alone(tmp_path: Path) -> None:
    """Protects whoever plays without a keyboard: from the first question to the next tape, each choice by its row."""
    story = load_story(ROOT / "story").story
    assert story is not None
    bench = Bench(tmp_path, story)
    write_settings(bench.settings, replace(STILL, screen_reader="unasked", care="read", timers="off"))

    async def script(pilot: Pilot[Leave]) -> None:
        mouse = Mouse(bench, pilot)
        for words in ("No: play here", "New run", "Hae-in"):
            assert await mouse.click(words), mouse.seen()
        for move in MOVES:
            await mouse.take(move)

    bench.drive(script)
    assert bench.moves() == tuple(move.rpartition(".")[2] for move in MOVES)
