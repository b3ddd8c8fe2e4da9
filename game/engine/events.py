"""What a front end may hear of a move, in the order in which it should be told."""

from typing import TypeAlias

from game.engine.state import Moment
from game.story.model import Chapter, Clip, Ending
from game.story.variables import Variable
from game.values import dataclass


@dataclass(frozen=True, slots=True)
class ReplyGiven:
    """A choice or a clip was answered."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VariableChanged:
    """A variable that is not hidden went from one code to another."""

    variable: Variable
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody will remember this. ``notice`` is the line to show."""

    person: str
    fact: Variable
    notice: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody is no longer alive, or no longer able to be there."""

    person: str
    word: str
    """The presence stat's word for what became of them."""


@dataclass(frozen=True, slots=True)
class ClipKept:
    """A clip is on tape."""

    clip: Clip


@dataclass(frozen=True, slots=True)
class ChapterBegan:
    """The scene arrived at is the first of another chapter in this run, or a return to one."""

    chapter: Chapter


@dataclass(frozen=True, slots=True)
class SceneEntered:
    """A scene was arrived at and read."""

    moment: Moment
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """An ending was reached."""

    ending: Ending


Event: TypeAlias = ReplyGiven | VariableChanged | Remembered | Lost | ClipKept | ChapterBegan | SceneEntered | Ended
