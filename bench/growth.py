"""How a proof grows with the story: everything decided of its first chapters, as a ratio to loading it all."""

import resource
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from game.author.check.study import Study
from game.author.prove.proof import proved
from game.story.loader import load_story
from game.story.model import Ending, Scene, Story

STORY = Path(__file__).parents[1] / "story"
LOADS = 5


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


def main() -> None:
    """Print a line for each length of the story."""
    began = time.perf_counter()
    for _ in range(LOADS):
        story = load_story(STORY).story
    loading = (time.perf_counter() - began) / LOADS
    if story is None:
        sys.exit("The story has errors.")
    print(f"loading the whole story: {loading:.2f} s, which is 1")
    print(f"{'chapters':>9} {'scenes':>7} {'claims':>7} {'proof':>8}")
    for number in (2, 4, 6, 8, len(story.chapters)):
        part = cut_before(story, story.chapters[number].id) if number < len(story.chapters) else story
        scenes = sum(len(chapter.scenes) for chapter in story.chapters[:number])
        began = time.perf_counter()
        proof = proved(part, Study(part, {}))
        taken = time.perf_counter() - began
        decided = sum(answer.reachable is True for answer in proof.answers.values())
        print(f"{number:>9} {scenes:>7} {decided:>7} {taken / loading:>7.1f}x")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at the most: {memory:.0f} MB")


if __name__ == "__main__":
    main()
