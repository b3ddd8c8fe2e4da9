"""Where a new run may begin."""

from game.saves.library import Library
from game.story.model import History, Story


def histories_offered(story: Story, library: Library | None) -> tuple[History, ...]:
    """Return the prepared histories to ask about: they are for people who come back.

    Nobody who has played nothing yet is asked about what they cannot know of; without a library that cannot be told,
    and all are offered. Raises SaveError if the library cannot be read.
    """
    if library is None or library.runs(story.id) or library.runs(story.id, binned=True):
        return story.histories
    return ()
