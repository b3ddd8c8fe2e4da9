"""How a first proof grows with the story: half of ours, all of it, and ours told twice over; others with `growth.py 4`.

Each is proved by a process of its own, so that the memory is its own. With `chained.py` the story goes on where it
ended, with other people and other facts: so its ways are as long as it is.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from chained import write_chained
from msgspec.structs import replace

from game.author.check.study import Study
from game.author.prove.proof import proved
from game.story.loader import load_story
from game.story.model import Ending, Scene, Story

STORY = Path(__file__).parents[1] / "story"
SIZES = ("0.5", "1", "2")
GOALS = {"1": 20, "2": 90}
"""Seconds, on two processors that have nothing else to do."""
MOST_MEMORY = 500
"""Megabytes a process, for the sizes that have a goal."""


def cut_before(story: Story, chapter: str) -> Story:
    """Return a story that ends where a chapter would begin."""
    first = next(one for one in story.chapters if one.id == chapter).scenes[0]
    ending = Ending("cut", "Cut", "record", first.span)
    return with_scene(story, replace(first, choices=(), routes=(), clip=None, dilemma=None, timer=None, ending=ending))


def with_scene(story: Story, changed: Scene) -> Story:
    """Return a story with one of its scenes changed."""
    scenes = {key: changed if key == changed.key else scene for key, scene in story.scenes.items()}
    chapters = tuple(replace(one, scenes=tuple(scenes[scene.key] for scene in one.scenes)) for one in story.chapters)
    return replace(story, scenes=scenes, chapters=chapters)


def story_of_size(size: str, folder: Path) -> Story:
    """Return so many times our story; half of it ends where its last chapters would begin."""
    times = float(size)
    if times > 1:
        write_chained(STORY, int(times), folder)
    story = load_story(folder if times > 1 else STORY).story
    if story is None:
        sys.exit("The story has errors.")
    return cut_before(story, story.chapters[len(story.chapters) // 2].id) if times < 1 else story


def measure(size: str, folder: Path) -> None:
    """Prove a story of some size and print what it took."""
    story = story_of_size(size, folder)
    began = time.perf_counter(), _processor()
    proof = proved(story, Study(story, {}))
    lengths = [len(answer.witness) for answer in proof.answers.values() if answer.witness is not None]
    chapters = story.chapters[: len(story.chapters) // 2] if float(size) < 1 else story.chapters
    figures = {
        "scenes": sum(len(chapter.scenes) for chapter in chapters),
        "claims": len(proof.answers),
        "undecided": len(proof.undecided),
        "longest": max(lengths),
        "wall": time.perf_counter() - began[0],
        "processor": _processor() - began[1],
        "memory": max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / 1024,
    }
    print(json.dumps(figures))


def _processor() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def main() -> None:
    """Print a line for each size, the processor's time also as a ratio to that of one story."""
    print(f"{len(os.sched_getaffinity(0))} processors; memory is the larger process's")
    head = ("story", "scenes", "claims", "undecided", "longest", "wall", "processor", "to one", "memory")
    print("".join(f"{name:>11}" for name in head))
    lines = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sys.argv[1:] or SIZES:
            asked = [sys.executable, __file__, "--measure", size, str(Path(folder, size))]
            lines[size] = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout)
    for size, line in lines.items():
        ratio = line["processor"] / lines["1"]["processor"] if "1" in lines else float("nan")
        counts = "".join(f"{line[name]:>11,}" for name in ("scenes", "claims", "undecided", "longest"))
        print(
            f"{size:>11}{counts}{line['wall']:>9.1f} s{line['processor']:>9.1f} s"
            f"{ratio:>10.2f}x{line['memory']:>8.0f} MB",
        )
    missed = [size for size, line in lines.items() if not _is_met(size, line)]
    sys.exit(f"missed at {', '.join(missed)} times the story" if missed else 0)


def _is_met(size: str, line: Mapping[str, float]) -> bool:
    return size not in GOALS or (
        line["wall"] <= GOALS[size] and line["memory"] <= MOST_MEMORY and not line["undecided"]
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
