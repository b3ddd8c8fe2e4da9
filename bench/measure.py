"""Measure what has a budget, each beside something it can be compared with, and print the ratios.

Absolute times say more about the machine than about the game, so every figure stands beside a yardstick that was run
in turn with it. Medians of several rounds are printed. Run by `make bench`.
"""

import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from game.engine import rules
from game.engine.playthrough import Playthrough
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parents[1] / "story"
ROUNDS = 7
STEPS = 3000
SEED = 7


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def compare(name: str, ours: Callable[[], object], yardstick: Callable[[], object], beside: str) -> None:
    """Run both in turn and print the median ratio."""
    pairs = [(seconds(ours), seconds(yardstick)) for _ in range(ROUNDS)]
    ratio = statistics.median(one / other for one, other in pairs)
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<34} {one * 1000:9.2f} ms   {ratio:6.2f} times {beside} ({other * 1000:.2f} ms)")


def parse_files() -> None:
    """Read the story's files with PyYAML's C loader and throw the result away."""
    for path in STORY.rglob("*.yaml"):
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def step_rules(story: Story) -> None:
    """Take random steps with the rules alone: apply, read the text, list what is offered."""
    dice = random.Random(SEED)
    moment = rules.begin(story)
    for _ in range(STEPS):
        moves = rules.available(story, moment)
        moment = rules.apply(story, moment, dice.choice(moves)).after if moves else rules.begin(story)
        rules.read_scene(story, moment, "Hae-in")


def step_playthrough(story: Story) -> None:
    """Take the same steps through the state machine, with events."""
    dice = random.Random(SEED)
    run = Playthrough(story)
    for _ in range(STEPS):
        moves = run.available()
        if moves:
            run.choose(dice.choice(moves))
        else:
            run = Playthrough(story)


def step_reference() -> None:
    """Take as many steps in a bare loop over a dictionary, joining the same amount of text."""
    dice = random.Random(SEED)
    graph = {n: [dice.randrange(200) for _ in range(3)] for n in range(200)}
    words = ["word " * 150] * 200
    here = 0
    for _ in range(STEPS):
        here = dice.choice(graph[here])
        " ".join(words[here].split())


def save_moves(story: Story, folder: Path) -> None:
    """Keep a hundred moves, each durable before the next."""
    library = Library(folder / f"runs-{time.perf_counter_ns()}.sqlite3")
    session = Session.begin(story, library, "")
    for _ in range(100):
        moves = session.playthrough.available()
        if not moves:
            session = Session.begin(story, library, "")
            continue
        session.choose(moves[0])


def bare_commits(folder: Path) -> None:
    """Commit a hundred single rows, each durable before the next."""
    connection = sqlite3.connect(folder / f"bare-{time.perf_counter_ns()}.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE moves (run, position, move)")
    for number in range(100):
        connection.execute("INSERT INTO moves VALUES (1, ?, 'chapter.scene.choice')", (number,))
    connection.close()


def start(*command: str) -> Callable[[], object]:
    """Return an action that runs Python with some arguments, from start to exit."""
    return lambda: subprocess.run([sys.executable, *command], input=b"quit\n", capture_output=True, check=False)


def main() -> None:
    """Print every figure."""
    story = load_story(STORY).story
    if story is None:
        sys.exit("The story has errors.")
    print(f"{len(story.scenes)} scenes, {len(story.variables)} variables; medians of {ROUNDS} rounds\n")
    compare("load the story", lambda: load_story(STORY), parse_files, "reading the YAML")
    compare(f"{STEPS} steps by the rules", lambda: step_rules(story), step_reference, "a bare loop")
    compare(
        f"{STEPS} steps of a playthrough", lambda: step_playthrough(story), lambda: step_rules(story), "the rules alone"
    )
    with tempfile.TemporaryDirectory() as folder:
        compare(
            "100 moves kept",
            lambda: save_moves(story, Path(folder)),
            lambda: bare_commits(Path(folder)),
            "bare commits",
        )
    compare(
        "start the plain reader",
        start("-m", "game", "read"),
        start("-c", "import yaml, jinja2"),
        "importing yaml and jinja2",
    )


if __name__ == "__main__":
    main()
