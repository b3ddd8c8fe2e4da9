"""Steps of a run that are known from before the story was edited, and are what they were.

What a step tells follows from the moment before it, from the scene it leads to, and from what is said of the story's
people and variables. While all of these are the same, so is the step; and scenes that an edit has not touched are the
very same objects, for the loader takes them over.
"""

from collections.abc import Sequence

from msgspec.structs import fields

from game.engine.events import ChapterBegan
from game.engine.playthrough import Step
from game.engine.state import Moment
from game.story.model import Person, Story
from game.story.variables import Variable

_OF_VARIABLES = tuple(one.name for one in fields(Variable) if one.name != "span")
_OF_PEOPLE = tuple(one.name for one in fields(Person) if one.name != "span")


class Familiar:
    """The steps of a run in an earlier version of a story."""

    def __init__(self, story: Story, before: Story, steps: Sequence[Step]) -> None:
        """Compare two versions; if what all steps hang on is another, none is taken over."""
        self._story = story
        self._before = before
        self._steps = steps if _setting(story) == _setting(before) else ()
        self._chapters = {id(chapter) for chapter in story.chapters}

    def step(self, number: int, move: str, moment: Moment) -> Step | None:
        """Return the step that a move leads to from a moment; ``None`` if it is not known, or not the same any more."""
        step = self._steps[number] if number < len(self._steps) else None
        if step is None or step.move != move or step.before != moment or not self._is_as_it_was(step):
            return None
        return step

    def _is_as_it_was(self, step: Step) -> bool:
        """Whether the scenes are the same that a step leads to and goes back to, and the chapter that it begins."""
        keys = {step.after.scene.key, step.after.state.back, step.before.state.back if step.before else None} - {None}
        scenes, before = self._story.scenes, self._before.scenes
        chapters = (event.chapter for event in step.events if isinstance(event, ChapterBegan))
        return all(scenes.get(str(key)) is before.get(str(key)) for key in keys) and all(
            id(chapter) in self._chapters for chapter in chapters
        )


def _setting(story: Story) -> tuple[object, ...]:
    """Return all that any step can hang on, besides its scenes: everything but where it is written."""
    return (
        [[getattr(one, name) for name in _OF_VARIABLES] for one in story.variables],
        [[getattr(one, name) for name in _OF_PEOPLE] for one in story.people.values()],
        story.presence and (story.presence.id, story.presence.able, story.presence.alive),
        story.paying and story.paying.slot,
        story.seen_slots,
        story.taken_slots,
        story.you,
    )
