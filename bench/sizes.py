"""How what the game does grows with the story: a layered story of 600 scenes is 1, and then 3, 10 and 30 times that.

Loading, checking and starting are of the whole story; a step, a save and a replay are of one run. Each is said as so
many times what it costs at 1, in time of the processor, and with `--write` drawn into docs/performance.md. Run by
`make bench`.
"""

import gc
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import layered
import plotext  # type: ignore[import-untyped]  # has no types

from game.author.check import check_story
from game.engine.playthrough import Playthrough
from game.opening import open_story
from game.saves.library import Library
from game.saves.session import Session
from game.story import folder as limits
from game.story.loader import load_story
from game.story.model import Story

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SCENES = 600
TIMES = (1, 3, 10, 30)
ROUNDS = 3
NAME = "Min"
STEPS = 20_000
SAVES = 60
REPLAYED = 18
"""Moves of the run that is replayed: as many as the smallest of the stories has from its beginning to an ending."""
MARKS = "lcstvr"
"""Each thing's letter in the plot: load, check, start, step, save and replay."""
CONSTANT = {"step", "save", "replay"}
"""What must not grow with the story: it is of one run, as long in each of them."""


def used(action: Callable[[], object]) -> float:
    """Return the seconds of processor that an action takes, of the children that it starts and waits for as well."""
    before, children = time.process_time(), os.times()
    action()
    after, theirs = time.process_time(), os.times()
    return after - before + sum(theirs[2:4]) - sum(children[2:4])


def start(folder: Path, home: Path) -> None:
    """Start the plain reader, which begins a run and leaves it at the end of its input."""
    command = [sys.executable, "-m", "game", "read", "--story", str(folder), "--new"]
    environment = os.environ | {"HYOSAN_HOME": str(home)}
    subprocess.run(command, input=b"", env=environment, capture_output=True, check=True)


def keep(folder: Path, home: Path) -> None:
    """Have a story kept, as it is after it was played once."""
    os.environ["HYOSAN_HOME"] = str(home)
    home.mkdir()
    open_story(folder)


def step(story: Story) -> None:
    """Make moves, and begin again at each ending."""
    run = Playthrough(story, NAME)
    for number in range(STEPS):
        if not run.sight.moves:
            run = Playthrough(story, NAME)
        run.choose(run.sight.moves[number % len(run.sight.moves)])


def moves_of(story: Story, length: int) -> list[str]:
    """Return the moves of a run of some length."""
    run = Playthrough(story, NAME)
    for _ in range(length):
        run.choose(run.sight.moves[0])
    return list(run.moves)


def save(story: Story, library: Library) -> None:
    """Make moves that are on the disk before the next."""
    session = Session.begin(story, library, NAME)
    for _ in range(SAVES):
        if not session.playthrough.sight.moves:
            session = Session.begin(story, library, NAME)
        session.choose(session.playthrough.sight.moves[0])


def replay(story: Story, moves: list[str]) -> None:
    """Play a list of moves, as every run is when it is opened; often enough to be measured."""
    for _ in range(STEPS // REPLAYED):
        Playthrough(story, NAME).restore(moves)


def measured(times: int, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield what each thing costs with a story of some size."""
    place, home = folder / f"story-{times}", folder / f"home-{times}"
    layered.write(place, layered.files(SCENES * times))
    yield "load", used(lambda: load_story(place))
    yield "check", used(lambda: check_story(place))
    story = load_story(place).story
    if story is None:
        sys.exit("The story has errors.")
    keep(place, home)
    gc.freeze()  # as the game has it, once its first scene is there: the collector looks at what is new only
    yield "start", statistics.median(used(lambda: start(place, home)) for _ in range(ROUNDS))
    step(story)  # what is remembered of a scene is remembered by then
    yield "step", min(used(lambda: step(story)) for _ in range(ROUNDS))
    with Library(home / "sizes.sqlite3") as library:
        yield "save", min(used(lambda: save(story, library)) for _ in range(ROUNDS))
    moves = moves_of(story, REPLAYED)
    yield "replay", min(used(lambda: replay(story, moves)) for _ in range(ROUNDS))
    gc.unfreeze()


def drawn(costs: dict[str, list[float]]) -> str:
    """Return a table and a plot of the growth, as Markdown."""
    sizes = TIMES[: len(next(iter(costs.values())))]
    rows = ["| times the story | " + " | ".join(f"{size}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
    for what, found in costs.items():
        rows.append(f"| {what} | " + " | ".join(f"{cost / found[0]:.1f}" for cost in found) + " |")
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(90, 26)
    plotext.xscale("log")
    plotext.yscale("log")
    plotext.xticks(sizes)
    plotext.yticks(sizes)
    for (what, found), mark in zip(costs.items(), MARKS, strict=True):
        plotext.plot(sizes, [cost / found[0] for cost in found], marker=mark, label=f"{mark} {what}")
    plot = [line.rstrip() for line in plotext.uncolorize(plotext.build()).splitlines()]
    return "\n".join([*rows, "", "```text", *plot, "```"])


def write(page: Path, said: str) -> None:
    """Put what was measured in its place on the page."""
    text = page.read_text(encoding="utf-8")
    begin, end = "<!-- sizes: begin -->", "<!-- sizes: end -->"
    changed = re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n\n{said}\n\n{end}", text, flags=re.DOTALL)
    page.write_text(changed, encoding="utf-8")


def main() -> None:
    """Print a line for each size, and say what grows faster than it should."""
    costs: dict[str, list[float]] = {}
    # No author may go so far: the largest of these stories is beyond what the game reads of a stranger's.
    limits.MOST_NODES = limits.MOST_CHARACTERS = sys.maxsize
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            began = time.perf_counter()
            for what, cost in measured(times, Path(folder)):
                costs.setdefault(what, []).append(cost)
            told = "  ".join(f"{what} {found[-1] / found[0]:6.2f}" for what, found in costs.items())
            print(f"{times:>3} times: {told}   ({time.perf_counter() - began:.0f} s)", flush=True)
    if "--write" in sys.argv:
        write(PAGE, drawn(costs))
    largest = TIMES[-1]
    slow = [
        what for what, found in costs.items() if found[-1] / found[0] > (1.5 if what in CONSTANT else largest * 1.3)
    ]
    print(f"Grows faster than it should: {', '.join(slow)}." if slow else "Nothing grows faster than it should.")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
