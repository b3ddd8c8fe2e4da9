"""Small stories, written as an author writes them, for one sentence of the semantics each."""

from collections.abc import Callable

import pytest
from story_files import story_of

from game.engine.playthrough import Playthrough

Play = Callable[..., Playthrough]

CAST = """
you: {names: [Seung-ho]}
people: {ana: {name: Ana, full: Kim Ana}, bo: {name: the boy}, cho: {name: Cho, without: [state]}}
groups: {pair: [you, bo], others: [ana, bo]}
"""
WORLD = """
stats:
  trust: {range: 5, start: 2, label: Trust}
  state: {one_of: [well, away, dead], able: [well], alive: [well, away]}
counts:
  noise: {range: 5, label: Noise}
  tape: {range: 3, start: 2, pays: clips, label: Tape}
facts:
  told: {says: You told.}
  door: {says: The door., one_of: [shut, open]}
"""


@pytest.fixture
def play() -> Play:
    """Return a function that begins a story: one chapter ``c`` of the given scenes, from its scene ``one``."""

    def begin(scenes: str, **others: str) -> Playthrough:
        header = "{story: small, title: Small, format: 1, version: 1.0.0, start: c.one, chapters: [c.yaml]}"
        indented = "".join(f"  {line}\n" for line in scenes.splitlines())
        chapter = f"chapter: c\ntitle: C\nscenes:\n{indented}"
        files = {"story.yaml": header, "cast.yaml": CAST, "world.yaml": WORLD, "c.yaml": chapter}
        extra = {f"{name}.yaml": text for name, text in others.items()}
        return Playthrough(story_of(files | extra))

    return begin
