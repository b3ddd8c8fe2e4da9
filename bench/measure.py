"""Measure what a person waits for: starting, loading, checking, a move, a move that is kept, going on with a long run.

Each figure is the median of several. A budget is what a modest laptop should stay under; nothing fails here, as a busy
machine proves nothing.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from game.engine.playthrough import Playthrough
from game.locations import story_folder
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story


def measured(what: str, budget: float, action: Callable[[], object], times: int = 7) -> None:
    """Print the median milliseconds that something takes, beside its budget."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    median = statistics.median(taken)
    print(f"{what:44} {median:9.2f} ms   budget {budget:7.1f} ms{'   OVER' if median > budget else ''}")


def command(*arguments: str) -> Callable[[], object]:
    """Return the running of a command in a process of its own, as somebody at a terminal has it."""
    return lambda: subprocess.run([sys.executable, "-m", "game", *arguments], capture_output=True, check=False)  # noqa: S603


def first_moves(story: Story, most: int = 400) -> list[str]:
    """Return a run that always takes the first thing offered."""
    playthrough = Playthrough(story)
    while len(playthrough.moves) < most and not playthrough.over:
        playthrough.choose(playthrough.available()[0])
    return list(playthrough.moves)


def main() -> None:
    """Measure on the story that comes with the game, or in the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else story_folder()
    story = load_story(folder).story
    if story is None:
        sys.exit(f"The story in {folder} has errors; `hyosan check {folder}` shows them.")
    moves = first_moves(story)
    print(f"{story.title}: {len(story.scenes)} scenes; a run of {len(moves)} moves")
    measured("hyosan --version", 250, command("--version"))
    measured("hyosan check", 1500, command("check", str(folder)))
    measured("load the story", 500, lambda: load_story(folder))
    measured("build its machine", 100, lambda: Playthrough(story))
    measured("replay the run", 250, lambda: Playthrough(story).restore(moves))
    with tempfile.TemporaryDirectory() as home, Library(Path(home) / "runs.sqlite3") as library:
        session = Session.begin(story, library)
        steps = iter(moves)
        measured("make a move and keep it", 50, lambda: session.choose(next(steps)), times=min(len(moves), 20))
        run = library.import_(
            {"format": 1, "story": story.id, "version": story.version, "player": "Ye-won", "moves": moves}
        )
        measured("go on with the run", 250, lambda: Session.resume(story, library, run.info.id))


if __name__ == "__main__":
    main()
