"""A story that goes round in a circle, so that one run of it can be as long as wanted, and a way to count its cost."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

SCENES = 8
_GAME = str(Path(__file__).parents[2] / "game")


def write_circle(folder: Path) -> Story:
    """Write a story of eight scenes, the last of which leads to the first, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "story": "story: circle\ntitle: A Circle\nformat: 1\nversion: 1.0.0\nstart: round.s0\nchapters: [round.yaml]\n",
        "cast": "you:\n  names: [Seung-ho]\npeople:\n  on_jo: {name: On-jo}\n",
        "world": "stats:\n  trust: {range: 5, start: 2}\nfacts:\n  door: {of: on_jo, says: You opened it.}\n",
        "round": "chapter: round\ntitle: Round\ntape: 1\nscenes:\n" + "".join(map(_scene, range(SCENES))),
    }
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    story = load_story(folder).story
    if story is None:
        raise SystemExit(f"The story in {folder} has errors.")
    return story


def _scene(number: int) -> str:
    target = f"s{(number + 1) % SCENES}"
    return (
        f"  s{number}:\n    with: [on_jo]\n    text: |\n      You are where number {number} hangs.\n    choices:\n"
        f"      - {{id: left, label: Go left., to: {target}, effects: {{on_jo.trust: +1, door: true}}}}\n"
        f"      - {{id: right, label: Go right., to: {target}, effects: {{on_jo.trust: -1, door: false}}}}\n"
    )


def go_on(session: Session, moves: int) -> None:
    """Make so many moves."""
    for number in range(moves):
        session.choose(session.playthrough.available()[number % 2])


def calls_of(work: Callable[[], object]) -> int:
    """Return how many calls of the game's own functions, and of what they call, some work makes."""
    counted = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(_GAME):
            counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted
