# ruff: noqa: T201 - a script that prints what it found
"""`make conformance`: our engine and others' play the same runs of the same stories, and must tell the same.

Our whole story as the personas of a playtest play it, and random stories as dice do; in inkle's engine, and in
`bink` where it is installed. After each move the text, what can be chosen and every variable are compared. A difference
fails, and the shortest way to one is printed.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from ink_comparison import Comparison, Difference
from ink_engines import Bink, Engine, InkJs, inkjs
from ink_runs import runs, told_apart, walk
from random_stories import stories
from story_files import Files, story_of

from game.author.ink import as_ink
from game.opening import open_story
from game.story.model import Story

OURS = Path(__file__).parents[1] / "story"
WALKS, LONGEST_WALK = 8, 60
"""How often a random story is played, and for how many moves at most."""


class Tally:
    """What was compared, and what differed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.stories = 0
        self.moves: dict[str, int] = {}
        self.runs = 0
        self.differences: list[Difference] = []
        self.refused: list[str] = []

    def compare(self, inkle: InkJs, story: Story, played: Iterable[tuple[str, ...]], *, bink_most: int) -> None:
        """Play a story's runs in every engine; in bink, which is asked for each value by itself, so many moves."""
        problems, compiled = inkle.compile(as_ink(story))
        self.stories += 1
        if problems:
            self.refused.append(f"inkle's compiler says of {story.title}: {problems[0]}")
            return
        compared = Comparison(story)
        second = _bink(compiled)
        left = bink_most
        for number, moves in enumerate(played):
            engines: list[Engine] = [inkle]
            if second is not None and left > 0:
                engines.append(second)
                left -= len(moves)
            self.runs += 1
            for engine in engines:
                found = compared.difference(engine, moves, number)
                self.moves[engine.name] = self.moves.get(engine.name, 0) + len(moves)
                if found is not None:
                    self.differences.append(found)


def _bink(compiled: str) -> Bink | None:
    try:
        return Bink(compiled)
    except ModuleNotFoundError:
        return None


def _so_many(played: Iterator[tuple[str, ...]], most: int) -> Iterator[tuple[str, ...]]:
    """Yield runs until they come to so many moves."""
    while most > 0:
        moves = next(played)
        most -= len(moves)
        yield moves


def _random_stories(tally: Tally, inkle: InkJs, count: int, dice: int) -> None:
    @seed(dice)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(stories())
    def play(files: Files) -> None:
        if not tally.differences and not tally.refused:
            story = story_of(told_apart(files))
            walks = (walk(story, number, LONGEST_WALK) for number in range(WALKS))
            tally.compare(inkle, story, walks, bink_most=WALKS * LONGEST_WALK)

    if count:
        play()


def main() -> int:
    """Compare, print what was compared, and return 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--story", type=Path, default=OURS, metavar="DIR", help="the story that personas play")
    parser.add_argument("--moves", type=int, default=90_000, metavar="N", help="how many moves of it, at least")
    parser.add_argument("--bink", type=int, default=15_000, metavar="N", help="how many of them in bink as well")
    parser.add_argument("--random", type=int, default=200, metavar="N", help="how many random stories")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the dice of both")
    asked = parser.parse_args()
    tally, began = Tally(), time.monotonic()
    try:
        with inkjs() as inkle:
            if asked.moves > 0:
                story = open_story(asked.story)
                played = _so_many(runs(story, asked.seed), asked.moves)
                tally.compare(inkle, story, played, bink_most=asked.bink)
            _random_stories(tally, inkle, asked.random, asked.seed)
    except pytest.skip.Exception as missing:
        print(missing.msg, file=sys.stderr)
        return 2
    compared = ", ".join(f"{moves:,} moves in {engine}" for engine, moves in tally.moves.items())
    seconds = time.monotonic() - began
    print(f"{tally.stories:,} stories, {tally.runs:,} runs: {compared} compared, in {seconds:,.0f} seconds.")
    if "bink" not in tally.moves:
        print("bink is not installed, so inkle's engine was the only other: pip install bink")
    for problem in tally.refused:
        print(problem)
    if tally.differences:
        print(f"{len(tally.differences):,} runs differ. The shortest way to a difference:")
        print(min(tally.differences, key=lambda one: len(one.moves)))
    return 1 if tally.differences or tally.refused else 0


if __name__ == "__main__":
    sys.exit(main())
