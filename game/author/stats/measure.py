"""Figures of a story, chapter by chapter."""

from collections import Counter
from functools import reduce
from operator import add

from msgspec import Struct

from game.author.check.readings import word_count
from game.author.stats.words import NARRATOR, count, texts_of, words_by_speaker
from game.engine.graph import graph_of
from game.story.model import Chapter, Scene, Story


class ChapterFigures(Struct, frozen=True):
    """What a chapter has."""

    id: str
    title: str
    words: int
    """All that is written in it, every branch once."""
    scenes: int
    choices: int
    dilemmas: int
    clips: int
    endings: int
    spoken: int
    """How many of the words are speech."""
    longest_stretch: int
    """How many words can be read there at most without anything to choose."""
    stretch_from: str
    """Where the longest such stretch begins."""


def chapter_figures(story: Story) -> list[ChapterFigures]:
    """Return the figures of each chapter, in story order."""
    stretches = _stretches(story)
    return [_figures(story, chapter, stretches) for chapter in story.chapters]


def speaker_words(story: Story) -> Counter[str]:
    """Return how many words each person speaks in the story, by id; see ``words_by_speaker``."""
    return reduce(add, (words_by_speaker(story, scene) for scene in story.scenes.values()), Counter())


def _figures(story: Story, chapter: Chapter, stretches: dict[str, int]) -> ChapterFigures:
    scenes = chapter.scenes
    said = reduce(add, (words_by_speaker(story, scene) for scene in scenes), Counter[str]())
    longest = max(scenes, key=lambda scene: stretches[scene.key])
    return ChapterFigures(
        chapter.id,
        chapter.title,
        sum(count(text) for scene in scenes for text in texts_of(scene)),
        len(scenes),
        sum(len(scene.choices) for scene in scenes),
        sum(scene.dilemma is not None for scene in scenes),
        sum(scene.clip is not None for scene in scenes),
        sum(scene.ending is not None for scene in scenes),
        sum(words for who, words in said.items() if who != NARRATOR),
        stretches[longest.key],
        longest.key,
    )


def _stretches(story: Story) -> dict[str, int]:
    """Return, for each scene, how many words there are at most from a choice that leads to it to the next choice.

    The reply to that choice counts, and scenes that only go on are read through.
    """
    after = graph_of(story).after
    lengths: dict[str, int] = {}

    def read_on(key: str, been: frozenset[str]) -> int:
        scene = story.scenes[key]
        if key not in lengths:
            on = () if scene.choices else [target for target in after[key] if target not in been]
            longest = max((read_on(target, been | {key}) for target in on), default=0)
            lengths[key] = word_count(scene.text) + longest
        return lengths[key]

    replies = _longest_replies(story, after)
    return {key: replies.get(key, 0) + read_on(key, frozenset()) for key in story.scenes}


def _longest_replies(story: Story, after: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Return, for each scene, how long the longest reply is that is read just before it."""
    longest: dict[str, int] = {}
    for scene in story.scenes.values():
        for target, words in _replies(scene, after[scene.key]):
            longest[target] = max(words, longest.get(target, 0))
    return longest


def _replies(scene: Scene, targets: tuple[str, ...]) -> list[tuple[str, int]]:
    return [
        (route.target, word_count(choice.reply))
        for choice in scene.choices
        if choice.reply is not None
        for route in choice.routes
        if route.target in targets
    ]
