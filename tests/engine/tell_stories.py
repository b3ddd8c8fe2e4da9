"""Play every story of a folder by the same picks and print all that was told, as JSON: one process's account."""

import json
import sys
from pathlib import Path

from game.engine.events import ReplyGiven, SceneEntered
from game.engine.playthrough import Playthrough
from game.engine.snapshot import state_object
from game.story.loader import load_story


def tell(folder: Path, picks: list[int]) -> list[object]:
    """Return what one run through a story tells, move by move."""
    loaded = load_story(folder)
    told: list[object] = [[problem.message for problem in loaded.problems]]
    if loaded.story is None:
        return told
    run = Playthrough(loaded.story)
    for pick in picks:
        moves = run.available()
        if not moves:
            break
        step = run.choose(moves[pick % len(moves)])
        told.append([type(event).__name__ for event in step.events])
        told.append([event.paragraphs for event in step.events if isinstance(event, ReplyGiven | SceneEntered)])
        told.append(state_object(run))
    return told


if __name__ == "__main__":
    root, *numbers = sys.argv[1:]
    account = [tell(folder, [int(number) for number in numbers]) for folder in sorted(Path(root).iterdir())]
    json.dump(account, sys.stdout, ensure_ascii=False)
