"""A text as it can be read, without a state: its longest path, and enough paths to have read every branch."""

from collections.abc import Iterator

from game.engine.prose import paragraphs
from game.story.model import Scene
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Text

# What stands for something that is filled in: of a usual length, and a word that no rule takes for another.
_FILLED = {PlayerName: "Seungho", Number: "seven", Headcount: "seven", Names: "Seungho and Yewon"}


def longest(text: Text) -> str:
    """Return what a text says on the path with most words, before its paragraphs are told apart."""
    return _paths(text)[0]


def word_count(text: Text) -> int:
    """Return how many words a text has on its longest path."""
    return len(longest(text).split())


def readings(text: Text) -> Iterator[tuple[str, ...]]:
    """Yield paragraphs of a text, on its longest path first and then so that every branch is read once."""
    yield from map(paragraphs, dict.fromkeys(_paths(text)))


def scene_paragraphs(scene: Scene) -> tuple[str, ...]:
    """Return the paragraphs of a scene's text and of its replies, each once however many readings have it."""
    told = (reading for text in told_texts(scene) for reading in readings(text))
    return tuple(dict.fromkeys(paragraph for reading in told for paragraph in reading))


def told_texts(scene: Scene) -> Iterator[Text]:
    """Yield a scene's text and its replies."""
    replies = [choice.reply for choice in scene.choices] + ([scene.clip.reply] if scene.clip else [])
    yield scene.text
    yield from filter(None, replies)


def _paths(text: Text) -> list[str]:
    """Return what a text says on its longest path, and then through each branch, taking the longest everywhere else."""
    told: list[str] = []
    branchings: list[tuple[int, list[list[str]]]] = []
    for segment in text.segments:
        if isinstance(segment, Prose):
            told.append(segment.words)
        elif isinstance(segment, Branching):
            arms = [_paths(arm.text) for arm in segment.arms]
            branchings.append((len(told), arms))
            told.append(max((paths[0] for paths in arms), key=lambda words: len(words.split()), default=""))
        else:
            told.append(_FILLED[type(segment)])
    found = ["".join(told)]
    for place, arms in branchings:
        before, behind = "".join(told[:place]), "".join(told[place + 1 :])
        found += [f"{before}{words}{behind}" for paths in arms for words in paths]
    return found
