"""A text as it can be read, without a state: its longest path, and enough paths to have read every branch."""

from collections.abc import Iterable, Iterator

from game.engine.prose import paragraphs
from game.story.model import Scene
from game.story.text import Arm, Branching, Headcount, Names, Number, PlayerName, Prose, Segment, Text

# What stands for something that is filled in: of a usual length, and a word that no rule takes for another.
_FILLED = {PlayerName: "Seungho", Number: "seven", Headcount: "seven", Names: "Seungho and Yewon"}


def longest(text: Text) -> str:
    """Return what a text says on the path with most words, before its paragraphs are told apart."""
    return "".join(_longest(segment) for segment in text.segments)


def word_count(text: Text) -> int:
    """Return how many words a text has on its longest path."""
    return len(longest(text).split())


def readings(text: Text) -> Iterator[tuple[str, ...]]:
    """Yield paragraphs of a text, on its longest path first and then so that every branch is read once."""
    told = [longest(text)]
    told += [_through(text, (*outer, arm)) for arm, outer in text.arms()]
    yield from map(paragraphs, dict.fromkeys(told))


def scene_readings(scene: Scene) -> Iterator[tuple[str, ...]]:
    """Yield the readings of a scene's text and of its replies."""
    replies = [choice.reply for choice in scene.choices] + ([scene.clip.reply] if scene.clip else [])
    for text in (scene.text, *filter(None, replies)):
        yield from readings(text)


def all_readings(scenes: Iterable[Scene]) -> Iterator[tuple[Scene, tuple[str, ...]]]:
    """Yield the readings of some scenes, each with its scene."""
    for scene in scenes:
        for reading in scene_readings(scene):
            yield scene, reading


def _longest(segment: Segment) -> str:
    if isinstance(segment, Prose):
        return segment.words
    if isinstance(segment, Branching):
        return max((longest(arm.text) for arm in segment.arms), key=lambda words: len(words.split()), default="")
    return _FILLED[type(segment)]


def _through(text: Text, path: tuple[Arm, ...]) -> str:
    """Return what a text says where it goes through the arms of ``path`` and takes the longest everywhere else."""
    told = ""
    for segment in text.segments:
        arm = next((one for one in path if isinstance(segment, Branching) and one in segment.arms), None)
        told += _longest(segment) if arm is None else _through(arm.text, path)
    return told
