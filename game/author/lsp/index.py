"""All that an editor asks of a story, worked out once for each reading of it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from game.author.check.readings import word_count
from game.author.check.uses import record_texts, scene_conditions
from game.author.lsp.gather import gather
from game.author.lsp.listening import Listening
from game.author.lsp.symbols import Lines, Mentions
from game.story.expr import slots_read
from game.story.files import Files
from game.story.loader import Loaded, load_with_translations
from game.story.model import Scene, Story
from game.story.problems import Problem
from game.story.shelf import Shelf
from game.story.sketch import effects_of, texts_of

THE_RECORD = "record.yaml"


class Handling(Struct, frozen=True):
    """Where a variable is read, and where it is written: scenes by key, or the Record."""

    readers: tuple[str, ...]
    writers: tuple[str, ...]


class Index(Struct, frozen=True, dict=True):
    """What is known of a story: its names, where they are mentioned, and what the engine would make of it.

    ``story`` and ``handling`` are of the last reading that had no errors, or ``None`` and empty before there was one.
    """

    files: Files
    names: Listening
    lines: Lines
    story: Story | None
    handling: Mapping[str, Handling]
    entrances: Mapping[str, tuple[str, ...]]
    """For each scene, the scenes that lead to it."""

    @property
    def mentions(self) -> Mentions:
        """Every place where something is named."""
        return self.names.mentions


class Reading(Struct, frozen=True):
    """What became of reading a story once."""

    loaded: Loaded
    index: Index
    problems: tuple[Problem, ...]
    """What the loader says of the texts as they are. What it would say of older ones that stand in is left out."""


def read_story(folder: Path, shelf: Shelf, before: Index | None) -> Reading:
    """Read a story, with what a shelf holds of it. Raises CannotBegin if the folder is gone."""
    loaded = load_with_translations(folder, shelf, partial(Listening, shelf=shelf))
    names = loaded.names
    if not isinstance(names, Listening):
        raise TypeError(names)
    gather(loaded.files, names)
    story = loaded.story
    problems = tuple(
        problem
        for problem in loaded.problems
        if not shelf.is_outdated(problem.span.file) or problem in shelf.problems(problem.span.file)
    )
    index = Index(
        loaded.files,
        names,
        {file: shelf.lines(file) for file in loaded.problems.files},
        story or (before.story if before else None),
        _handling(story) if story else before.handling if before else {},
        _entrances(story) if story else before.entrances if before else {},
    )
    return Reading(loaded, index, problems)


def _handling(story: Story) -> dict[str, Handling]:
    readers: dict[int, dict[str, None]] = {}
    writers: dict[int, dict[str, None]] = {}
    for key, scene in story.scenes.items():
        for slot in _read_in(scene):
            readers.setdefault(slot, {})[key] = None
        for slot in (effect.slot for effect in effects_of(scene)):
            writers.setdefault(slot, {})[key] = None
        if scene.clip is not None:
            writers.setdefault(scene.clip.slot, {})[key] = None
    conditions = [line.condition for line in story.lines] + [epilogue.condition for epilogue in story.epilogues]
    texts = list(record_texts(story))
    conditions += [condition for text in texts for condition in text.conditions()]
    in_record = {slot for condition in conditions if condition is not None for slot in slots_read(condition)}
    for slot in in_record | {slot for text in texts for slot in text.slots()}:
        readers.setdefault(slot, {})[THE_RECORD] = None
    return {
        variable.name: Handling(tuple(readers.get(variable.slot, ())), tuple(writers.get(variable.slot, ())))
        for variable in story.variables
    }


def _read_in(scene: Scene) -> set[int]:
    read = {slot for condition in scene_conditions(scene) for slot in slots_read(condition)}
    return read | {slot for text in texts_of(scene) for slot in text.slots()}


def _entrances(story: Story) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, scene in story.scenes.items():
        for route in (*scene.routes, *(route for choice in scene.choices for route in choice.routes)):
            found.setdefault(route.target, {})[key] = None
    return {key: tuple(sources) for key, sources in found.items()}


def words_of(scene: Scene) -> tuple[int, int]:
    """Return how many words a scene's text has on its longest path, and how many its replies have together."""
    replies = [choice.reply for choice in scene.choices] + ([scene.clip.reply] if scene.clip else [])
    return word_count(scene.text), sum(word_count(reply) for reply in replies if reply is not None)
