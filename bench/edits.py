"""What a proof takes after an edit of one chapter, with what was kept: an early one, one in the middle and the last.

Each edit is proved in a process of its own, as `hyosan prove` does it, with the proof kept of the story as it was.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from game.author.prove.proof import prove_story
from game.cache import Cache

STORY = Path(__file__).parents[1] / "story"
GOAL = 5
"""Seconds, on two processors that have nothing else to do."""


def chapters() -> Iterator[str]:
    """Yield the files of three chapters."""
    files = sorted(str(path.relative_to(STORY)) for path in STORY.glob("season-*/*.yaml"))
    yield from (files[1], files[len(files) // 2], files[-1])


def another_word(text: str) -> str:
    """Return a chapter with a word more in its first text."""
    return re.sub(r"(?m)^(    text: \|\n +)", r"\1Well: ", text, count=1)


def an_effect_less(text: str) -> str:
    """Return a chapter without the first effect that only changes how somebody trusts."""
    return re.sub(r"(?m)^ +effects: \{\w+\.trust: [+-]\d\}\n", "", text, count=1)


EDITS: dict[str, Callable[[str], str]] = {"a word": another_word, "an effect": an_effect_less}


def measure(folder: Path) -> None:
    """Prove a story with what is kept of it, and print what it took."""
    began = time.perf_counter(), _processor()
    proof = prove_story(folder / "story", cache=Cache(folder / "cache"))
    taken = {"wall": time.perf_counter() - began[0], "processor": _processor() - began[1]}
    print(json.dumps({**taken, "undecided": len(proof.undecided)}))


def _processor() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def proved(folder: Path) -> dict[str, float]:
    """Prove a story in a process of its own, and return what it took."""
    asked = [sys.executable, __file__, "--measure", str(folder)]
    found: dict[str, float] = json.loads(
        subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout,
    )
    return found


def main() -> None:
    """Print a line for each edit; what was kept before it is always the proof of the whole story as it is."""
    missed = False
    print(f"{'chapter':>32}{'edit':>12}{'wall':>10}{'processor':>12}")
    with TemporaryDirectory() as name:
        folder, kept = Path(name), Path(name, "kept")
        copytree(STORY, folder / "story")
        _tell("(the first proof)", "", proved(folder))
        _tell("(as it was)", "nothing", proved(folder))
        copytree(folder / "cache", kept)
        for chapter in chapters():
            path = folder / "story" / chapter
            text = path.read_text(encoding="utf-8")
            for edit, changed in EDITS.items():
                rmtree(folder / "cache")
                copytree(kept, folder / "cache")
                path.write_text(changed(text), encoding="utf-8")
                line = proved(folder)
                _tell(chapter, edit, line)
                missed = missed or line["wall"] > GOAL or line["undecided"] > 0
            path.write_text(text, encoding="utf-8")
    sys.exit("missed after an edit" if missed else 0)


def _tell(chapter: str, edit: str, line: dict[str, float]) -> None:
    print(f"{chapter:>32}{edit:>12}{line['wall']:>8.1f} s{line['processor']:>10.1f} s", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
