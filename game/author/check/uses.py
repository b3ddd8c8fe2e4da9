"""Who reads and who writes each variable."""

from collections.abc import Iterator

from msgspec import Struct

from game.story.expr import Condition, slots_read
from game.story.model import Effect, Scene, Story
from game.story.text import Text


class Uses(Struct, frozen=True):
    """Slots that are read and written. Conditions, routes, texts and the Record read; laws and cards do not."""

    read: frozenset[int]
    written: frozenset[int]


def uses_of(story: Story) -> Uses:
    """Return what is read and written anywhere in a story."""
    read = {slot for condition in conditions_of(story) for slot in slots_read(condition)}
    read |= {slot for text in texts_of(story) for slot in text.slots()}
    written = {effect.slot for scene in story.scenes.values() for effect in effects_of(scene)}
    written |= {scene.clip.slot for scene in story.scenes.values() if scene.clip is not None}
    return Uses(frozenset(read), frozenset(written))


def effects_of(scene: Scene) -> Iterator[Effect]:
    """Yield every effect that a scene can have."""
    yield from scene.enter
    for choice in scene.choices:
        yield from choice.effects


def conditions_of(story: Story) -> Iterator[Condition]:
    """Yield every condition outside laws."""
    for scene in story.scenes.values():
        yield from scene_conditions(scene)
    yield from filter(None, (line.condition for line in story.lines))
    yield from filter(None, (epilogue.condition for epilogue in story.epilogues))
    for text in record_texts(story):
        yield from text.conditions()


def scene_conditions(scene: Scene) -> Iterator[Condition]:
    """Yield every condition of a scene: its choices', its routes' and its texts'."""
    routes = [*scene.routes, *(route for choice in scene.choices for route in choice.routes)]
    yield from filter(None, (choice.condition for choice in scene.choices))
    yield from filter(None, (route.condition for route in routes))
    for text in scene_texts(scene):
        yield from text.conditions()


def texts_of(story: Story) -> Iterator[Text]:
    """Yield everything that can be read in a story."""
    for scene in story.scenes.values():
        yield from scene_texts(scene)
    yield from record_texts(story)


def scene_texts(scene: Scene) -> Iterator[Text]:
    """Yield everything that can be read in a scene."""
    yield scene.text
    if scene.care is not None:
        yield scene.care.summary
    if scene.clip is not None:
        yield from filter(None, (scene.clip.label, scene.clip.reply))
    for choice in scene.choices:
        yield from filter(None, (choice.label, choice.locked, choice.reply))


def record_texts(story: Story) -> Iterator[Text]:
    """Yield what the Record and the epilogues say."""
    for line in story.lines:
        yield from filter(None, (line.happened, line.on_tape, line.told))
    for epilogue in story.epilogues:
        yield epilogue.text
