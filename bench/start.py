"""How long it takes from the command to something to read, and what memory that takes: as ratios, each in turn.

The screen beside a Textual app that shows a line (bench/bare.py), with our story and with one of ten times as many
scenes; the plain reader beside `python -c "import yaml, jinja2"`. What is told is time of the processor, which other
programs disturb least, the least of several; and beside it the middle half of what came of each pair. `make bench`.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import layered
from screen import BARE, GAME, KEYS, MOVES, PATIENCE, STILL, STORY, memory, on_terminal

from game.opening import open_story
from game.saves.library import Library
from game.saves.session import Session
from game.settings import write_settings
from game.story import folder as limits

ROOT = Path(__file__).parents[1]
READER = [sys.executable, "-m", "game", "read"]
IMPORTS = [sys.executable, "-c", "import yaml, jinja2"]
TIMES = 10
SCENES = 604 * TIMES
LAYERED_MOVES = 15
ROUNDS = 9
SETTLING = 2.0
"""Seconds until a game that is left alone does nothing more."""
SCREEN_GOAL, READER_GOAL, MEMORY_GOAL = 1.3, 1.5, 1.5
DRAWN = "leave"
"""Stands at the foot of the screen, which is painted with the scene."""
Cost = tuple[float, float | None]
"""Seconds of processor and, of what goes on, MB of memory."""


def used(process: int) -> float:
    """Return the seconds of processor that a process has used so far, all its threads together."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def screen(command: list[str], home: Path, drawn: str) -> Callable[[], Cost]:
    """Return what starts a command on a terminal: the seconds until it has drawn something, and its memory then."""

    def start() -> Cost:
        with on_terminal(command, home) as child:
            child.expect(drawn, timeout=PATIENCE)
            taken = used(child.pid)
            time.sleep(SETTLING)
            return taken, memory(child.pid)

    return start


def run(command: list[str], home: Path) -> Callable[[], Cost]:
    """Return what runs a command to its end: the seconds that it used. Nothing is told of its memory."""

    def start() -> Cost:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = os.environ | {"HYOSAN_HOME": str(home)}
        subprocess.run(command, input=b"", env=environment, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, None

    return start


def prepare(story: Path, home: Path, moves: list[str] | int) -> None:
    """Have a story kept as it is after it was played once, and a run that stands after some moves."""
    opened = open_story(story)
    with Library(home / "runs.sqlite3") as library:
        session = Session.begin(opened, library, "Min")
        for move in moves if isinstance(moves, list) else range(moves):
            session.choose(move if isinstance(move, str) else session.playthrough.available()[0])


def compared(what: str, ours: Callable[[], Cost], bare: Callable[[], Cost], goal: float) -> bool:
    """Measure two in turn, print what the first costs beside the second, and say whether the goals are met."""
    ours(), bare()  # what is written once, Python's own bytecode too, is written by then
    pairs = [(ours(), bare()) for _ in range(ROUNDS)]
    started = said(what, [(one[0], other[0]) for one, other in pairs], goal)
    if pairs[0][0][1] is None:
        return started
    return said("   its memory", [(one[1] or 0, other[1] or 1) for one, other in pairs], MEMORY_GOAL) and started


def said(what: str, pairs: list[tuple[float, float]], goal: float) -> bool:
    """Print the ratio of the least of some costs, with the spread of the ratios; say whether it is within its goal."""
    ratio = min(one for one, _ in pairs) / min(other for _, other in pairs)
    ratios, quarter = sorted(one / other for one, other in pairs), len(pairs) // 4
    is_met = ratio <= goal
    spread = f"{ratios[quarter]:.2f} to {ratios[-1 - quarter]:.2f}"
    print(f"{what}: {ratio:.2f} times ({spread})   goal {goal}: {'met' if is_met else 'not met'}")
    return is_met


def main() -> None:
    """Print every figure."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a player's Python keeps what it has compiled
    limits.MOST_NODES = limits.MOST_CHARACTERS = 10**9
    with tempfile.TemporaryDirectory() as folder:
        home, long_home, long_story = Path(folder) / "home", Path(folder) / "long", Path(folder) / "story"
        for place in (home, long_home):
            place.mkdir()
            write_settings(place / "settings.toml", STILL)
        layered.write(long_story, layered.files(SCENES))
        os.environ["HYOSAN_HOME"] = str(home)
        prepare(STORY, home, MOVES[:KEYS])
        os.environ["HYOSAN_HOME"] = str(long_home)
        prepare(long_story, long_home, LAYERED_MOVES)
        bare, imports = screen(BARE, home, "pressed 0"), run(IMPORTS, home)
        long_game, long_reader = ([*command, str(long_story)] for command in (GAME, READER))
        met = [
            compared(f"screen, our story, {KEYS} moves on", screen(GAME, home, DRAWN), bare, SCREEN_GOAL),
            compared(f"screen, {SCENES} scenes", screen(long_game, long_home, DRAWN), bare, SCREEN_GOAL),
            compared("reader, our story", run(READER, home), imports, READER_GOAL),
            compared(f"reader, {SCENES} scenes", run(long_reader, long_home), imports, READER_GOAL),
        ]
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
