"""How long it takes from the command to the first scene, and from a key to the next, on a real terminal.

Beside them, in turn, a Textual app that shows a line and echoes keys (bench/bare.py): what it takes nobody can save.
After each key of the game comes one of that app, one of an app that shows another page of plain text at each key, and
one move that is kept durably and shown nowhere: so that it can be said what of ours is the disk's, and what Textual's.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pexpect

from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story

ROOT = Path(__file__).parents[1]
STORY = ROOT / "story"
MOVES = (ROOT / "tests" / "golden" / "the_record-kind.moves").read_text(encoding="utf-8").split()
BARE = [sys.executable, str(ROOT / "bench" / "bare.py")]
PAGE = [*BARE, "page"]
GAME = [sys.executable, "-m", "game", "play"]
STARTS = 9
KEYS = 120
PATIENCE = 30
LONG = 6
QUIET = 0.3
START_GOAL, KEY_GOAL, MEMORY_GOAL = 1.3, 1.5, 1.5
STILL = Settings(text_speed="instant", motion="reduced", screen_reader="no", timers="off", care="read")


@contextmanager
def on_terminal(command: list[str], home: Path) -> Iterator["pexpect.spawn[str]"]:
    """Start a command on a terminal tall enough for any scene, and hang up at the end."""
    environment = os.environ | {"HYOSAN_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    child = pexpect.spawn(command[0], command[1:], env=environment, encoding="utf-8", dimensions=(120, 100))
    child.delaybeforesend = None
    try:
        yield child
    finally:
        child.close(force=True)


def start(command: list[str], home: Path, first: str) -> float:
    """Return the seconds from a command to something that it draws."""
    begin = time.perf_counter()
    with on_terminal(command, home) as child:
        child.expect(first, timeout=PATIENCE)
        return time.perf_counter() - begin


def memory(process: int) -> float:
    """Return how much memory a process has for itself or shares fairly, in MB."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


@dataclass
class Keys:
    """What was measured at each key, in seconds, and the memory at the end, in MB."""

    game: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    """To keep a move, on the same disk."""
    game_memory: float = 0.0
    bare_memory: float = 0.0


def keys(home: Path) -> Keys:
    """Return the seconds from the key of each choice to the next scene's first line, and those of the yardsticks."""
    story = load_story(STORY).story
    if story is None:
        sys.exit("The story has errors.")
    with Library(home / "runs.sqlite3") as library:
        run = Session.begin(story, library, "Min").playthrough
    found = Keys()
    with (
        on_terminal(GAME, home) as game,
        on_terminal(BARE, home) as bare,
        on_terminal(PAGE, home) as page,
        Library(home / "kept" / "runs.sqlite3") as library,
    ):
        kept = Session.begin(story, library, "Min")
        game.expect(_word(run.text), timeout=PATIENCE)
        for yardstick in (bare, page):
            yardstick.expect("pressed 0", timeout=PATIENCE)
            settle(yardstick)
        settle(game)
        for number, move in enumerate(MOVES[:KEYS], start=1):
            numbers = [offer.move for offer in run.offers() if offer.choice is not None]
            run.choose(move)
            found.kept.append(_timed(partial(kept.choose, move)))
            found.bare.append(_until(bare, "x", rf"{number} "))
            found.page.append(_until(page, "x", rf"{number} "))
            if move.endswith(".clip"):
                game.send("r")
                settle(game)
                continue
            key = str(numbers.index(move) + 1) if move in numbers else "\r"
            found.game.append(_until(game, key, _word(run.text)))
        found.game_memory, found.bare_memory = memory(game.pid), memory(bare.pid)
    return found


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _until(child: "pexpect.spawn[str]", key: str, drawn: str) -> float:
    begin = time.perf_counter()
    child.send(key)
    child.expect(drawn, timeout=PATIENCE)
    taken = time.perf_counter() - begin
    settle(child)
    return taken


def settle(child: "pexpect.spawn[str]") -> None:
    """Wait until nothing more is drawn: a person's next key is later still."""
    while child.expect([".+", pexpect.TIMEOUT], timeout=QUIET) == 0:
        pass


def _word(paragraphs: tuple[str, ...]) -> str:
    """Return the first long word of a page, which stands in one piece wherever it is drawn."""
    words = " ".join(paragraphs).replace("*", " ").replace('"', " ").split()
    return next(word for word in words if word.isalpha() and len(word) >= LONG)


def said(what: str, ours: list[float], bare: list[float], goal: float) -> None:
    """Print a ratio of medians, and of what 99 of 100 stay below."""
    late = round(len(ours) * 0.99) - 1
    for name, one, other in (
        ("median", statistics.median(ours), statistics.median(bare)),
        ("99th percentile", sorted(ours)[late], sorted(bare)[min(late, len(bare) - 1)]),
    ):
        met = "met" if one / other <= goal else "not met"
        print(f"{what}, {name}: {one * 1000:.0f} ms, {one / other:.2f} times the bare app   goal {goal}: {met}")


def parts(found: Keys) -> None:
    """Print what of a key to the scene is the disk's, and how the rest compares with Textual's own."""
    game, kept = statistics.median(found.game), statistics.median(found.kept)
    bare, page = statistics.median(found.bare), statistics.median(found.page)
    print(f"  of it, the move kept durably: {kept * 1000:.1f} ms, {kept / game:.0%}")
    print(f"  the rest: {(game - kept) / bare:.2f} times the bare app,", end=" ")
    print(f"{(game - kept) / page:.2f} times a bare app that shows another page ({page / bare:.2f} times its echo)")


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_settings(home / "settings.toml", STILL)
        found = keys(home)
        # The run stands in a scene now, which is what a start shows; what is kept of the story is kept by now.
        starts = [(start(GAME, home, "leave"), start(BARE, home, "pressed 0")) for _ in range(STARTS)]
        said("start", [one for one, _ in starts], [other for _, other in starts], START_GOAL)
        said("key to scene", found.game, found.bare, KEY_GOAL)
        parts(found)
        ratio = found.game_memory / found.bare_memory
        megabytes = f"{found.game_memory:.0f} MB"
        print(f"memory after {KEYS} moves: {megabytes}, {ratio:.2f} times the bare app   goal {MEMORY_GOAL}")


if __name__ == "__main__":
    main()
