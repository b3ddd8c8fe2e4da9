"""Who reads and who writes each variable."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.story.expr import Condition, slots_read
from game.story.model import Scene, Story
from game.story.sketch import Sketch, conditions_of, texts_of
from game.story.text import Text


class Uses(Struct, frozen=True):
    """Slots that are read and written. Conditions, routes, texts and the Record read; laws and cards do not."""

    read: frozenset[int]
    written: frozenset[int]


def uses_of(story: Story, sketches: Iterable[Sketch]) -> Uses:
    """Return what is read and written anywhere in a story, of whose scenes there are sketches."""
    read = {slot for condition in _conditions_of(story) for slot in slots_read(condition)}
    read |= {slot for text in record_texts(story) for slot in text.slots()}
    written: set[int] = set()
    for sketch in sketches:
        read.update(sketch.reads)
        written.update(slot for slot, _, _ in sketch.effects)
        if sketch.clip is not None:
            written.add(sketch.clip)
    return Uses(frozenset(read), frozenset(written))


def _conditions_of(story: Story) -> Iterator[Condition]:
    """Yield every condition outside scenes and laws."""
    yield from filter(None, (line.condition for line in story.lines))
    yield from filter(None, (epilogue.condition for epilogue in story.epilogues))
    for text in record_texts(story):
        yield from text.conditions()


def scene_conditions(scene: Scene) -> Iterator[Condition]:
    """Yield every condition of a scene: its choices', its routes' and its texts'."""
    return conditions_of(scene, tuple(texts_of(scene)))


def record_texts(story: Story) -> Iterator[Text]:
    """Yield what the Record and the epilogues say."""
    for line in story.lines:
        yield from filter(None, (line.happened, line.on_tape, line.told))
    for epilogue in story.epilogues:
        yield epilogue.text
