"""The Record and the epilogues, as they read in a moment."""

from msgspec import Struct

from game.engine import rules
from game.engine.state import Moment
from game.story.model import Ending, Epilogue, Story

Paragraphs = tuple[str, ...]


class RecordRow(Struct, frozen=True):
    """One event of the Record in its three columns. A column that came to nothing is empty."""

    id: str
    happened: Paragraphs
    on_tape: Paragraphs
    told: Paragraphs


class Afterword(Struct, frozen=True):
    """An epilogue that is read."""

    epilogue: Epilogue
    paragraphs: Paragraphs


def record_rows(story: Story, moment: Moment, name: str) -> tuple[RecordRow, ...]:
    """Return the lines of the Record whose condition holds, in reading order.

    A line with nothing in any column is left out.
    """
    rows = (
        RecordRow(
            line.id,
            rules.render(story, moment, line.happened, name),
            rules.render(story, moment, line.on_tape, name),
            rules.render(story, moment, line.told, name),
        )
        for line in story.lines
        if rules.holds(story, moment, line.condition)
    )
    return tuple(row for row in rows if row.happened or row.on_tape or row.told)


def afterwords(story: Story, moment: Moment, name: str) -> tuple[Afterword, ...]:
    """Return the epilogues that are read after an ending of kind ``record``, in order; none at any other moment."""
    if not _is_recorded(moment):
        return ()
    read = (
        Afterword(epilogue, rules.render(story, moment, epilogue.text, name))
        for epilogue in story.epilogues
        if rules.holds(story, moment, epilogue.condition)
    )
    return tuple(afterword for afterword in read if afterword.paragraphs)


def endings_reached(story: Story, moment: Moment) -> tuple[Ending, ...]:
    """Return the ending arrived at in this moment, and the personal endings that hold with it.

    Empty where there is none.
    """
    if moment.scene.ending is None:
        return ()
    personal = (
        epilogue.ending
        for epilogue in story.epilogues
        if epilogue.ending is not None and _is_recorded(moment) and rules.holds(story, moment, epilogue.condition)
    )
    return (moment.scene.ending, *personal)


def _is_recorded(moment: Moment) -> bool:
    return moment.scene.ending is not None and moment.scene.ending.kind == "record"
