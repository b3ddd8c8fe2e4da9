"""What a front end may hear of a move, in the order in which it should be told."""

from typing import TypeAlias

from msgspec import Struct

from game.engine.state import Moment
from game.story.model import Chapter, Clip, Ending
from game.story.variables import Variable


class ReplyGiven(Struct, frozen=True):
    """A choice or a clip was answered."""

    paragraphs: tuple[str, ...]


class VariableChanged(Struct, frozen=True):
    """A variable that is not hidden went from one code to another."""

    variable: Variable
    before: int
    after: int


class Remembered(Struct, frozen=True):
    """Somebody will remember this. ``notice`` is the line to show."""

    person: str
    fact: Variable
    notice: str


class Lost(Struct, frozen=True):
    """Somebody is no longer alive, or no longer able to be there."""

    person: str
    word: str
    """The presence stat's word for what became of them."""


class ClipKept(Struct, frozen=True):
    """A clip is on tape."""

    clip: Clip


class ChapterBegan(Struct, frozen=True):
    """The scene arrived at is the first of another chapter in this run, or a return to one."""

    chapter: Chapter


class SceneEntered(Struct, frozen=True):
    """A scene was arrived at and read."""

    moment: Moment
    paragraphs: tuple[str, ...]


class Ended(Struct, frozen=True):
    """An ending was reached."""

    ending: Ending


Event: TypeAlias = ReplyGiven | VariableChanged | Remembered | Lost | ClipKept | ChapterBegan | SceneEntered | Ended
