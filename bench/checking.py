"""What `hyosan check` costs, beside a Python that reads every file of the story with PyYAML's C loader and ends.

Both are whole commands, from the start of Python to its end, run in turn: the first check of a story, a check after one
file was edited, and one of a story that is as it was. Told are ratios of processor time, each the median of several
rounds with its quartiles in brackets, beside the goal. Ends with 1 if one is missed. Run by `make bench`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import copytree, ignore_patterns, rmtree

STORY = Path(__file__).parents[1] / "story"
EDITED = "season-2/16-the-record.yaml"
READ = """import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
"""
ROUNDS = 9
GOAL = 2.0
"""Times what reading the YAML costs."""


def seconds(command: list[str], home: Path) -> float:
    """Return the seconds of processor that a command takes, with Python's start and all that it writes for later."""
    # Compiled modules lie beside their sources, as they do for whoever has called a command once.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command], env=kept | {"HYOSAN_HOME": str(home)}, stdout=subprocess.DEVNULL, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def save(path: Path, number: int) -> None:
    """Save a file with another remark at its end, as editors do: written aside, and put in its place."""
    aside = path.with_suffix(".new")
    aside.write_text(f"{path.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
    aside.replace(path)


def told(name: str, ratios: list[float], taken: list[float]) -> bool:
    """Print a line, and return whether the goal is met."""
    low, middle, high = statistics.quantiles(ratios, n=4)
    met = middle <= GOAL
    spread = f"{middle:5.2f} times [{low:.2f} to {high:.2f}]"
    print(f"{name:<24} {spread}, {statistics.median(taken):.2f} s; goal {GOAL:.0f}: {'met' if met else 'missed'}")
    return met


def main() -> int:
    """Print a line for each kind of check."""
    with tempfile.TemporaryDirectory() as place:
        folder = copytree(STORY, Path(place) / "story", ignore=ignore_patterns("schema"))
        home = Path(place) / "home"
        read, check = ["-c", READ, str(folder)], ["-m", "game", "check", str(folder)]
        prepare: dict[str, Callable[[int], object]] = {
            "the first check": lambda _: rmtree(home, ignore_errors=True),
            "one file edited": lambda number: save(folder / EDITED, number),
            "nothing changed": lambda _: None,
        }
        seconds(check, home)
        yardstick: list[float] = []
        found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in prepare}
        for number in range(ROUNDS):
            for name, before in prepare.items():
                before(number)
                yardstick.append(seconds(read, home))
                ratios, taken = found[name]
                taken.append(seconds(check, home))
                ratios.append(taken[-1] / yardstick[-1])
        print(f"reading the YAML with the C loader, as a command: {statistics.median(yardstick):.2f} s, which is 1")
        met = [told(name, *both) for name, both in found.items()]
        return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
