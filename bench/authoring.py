"""What an author waits for at the command line and in `hyosan watch`, beside what reading the same YAML costs.

Each figure is a ratio to reading every file with PyYAML's C loader, measured in turn with it: the median of
several rounds, and in brackets the quartiles. Run by `make bench`.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from game.author.check.checker import check_story
from game.engine.machine import machine_of
from game.engine.playthrough import Playthrough
from game.story.loader import load_story
from game.story.shelf import Shelf
from game.watch.reading import read

STORY = Path(__file__).parents[1] / "story"
RUN = STORY.parent / "tests" / "golden" / "the_record-kind.moves"
ROUNDS = 9


def c_loader() -> None:
    """Read every file as YAML, and nothing more."""
    for path in sorted(STORY.rglob("*.yaml")):
        yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def after_a_save(shelf: Shelf, moves: list[str]) -> None:
    """Do what `hyosan watch` does when a file was saved: read it, and play a whole run again."""
    story = read(STORY, shelf).story
    if story is None:
        raise SystemExit("The story has errors.")
    Playthrough(story).restore(moves)
    machine_of.cache_clear()


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print a line for each thing."""
    moves = RUN.read_text(encoding="utf-8").split()
    shelf = Shelf()
    after_a_save(shelf, moves)
    works: dict[str, Callable[[], object]] = {
        "loading the story": lambda: load_story(STORY),
        "hyosan check": lambda: check_story(STORY),
        f"watch, after a save, {len(moves)} moves played again": lambda: after_a_save(shelf, moves),
    }
    ratios: dict[str, list[float]] = {name: [] for name in works}
    bases: list[float] = []
    for _ in range(ROUNDS):
        for name, work in works.items():
            base = seconds(c_loader)
            bases.append(base)
            ratios[name].append(seconds(work) / base)
    print(f"reading the YAML with the C loader: {statistics.median(bases):.3f} s, which is 1")
    for name, found in ratios.items():
        low, middle, high = statistics.quantiles(found, n=4)
        print(f"{name}: {middle:.1f}x [{low:.1f} to {high:.1f}], {middle * statistics.median(bases):.2f} s")


if __name__ == "__main__":
    main()
