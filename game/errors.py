"""What can go wrong for a person, said for that person, and how a command ends."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ends. The values are part of the public interface."""

    OK = 0
    PROBLEMS = 1
    """The story (or what was asked) has an error, or something stayed undecided."""
    NOT_BEGUN = 2
    """Nothing could be done: no such folder, a wrong option, an unreadable file."""
    BUG = 70
    """Our mistake, and nothing of the person's doing."""
    INTERRUPTED = 130


class GameError(Exception):
    """An expected failure: one sentence for the person, and what they can do about it."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CannotBegin(GameError):
    """What a command needs is not there, or is not what it should be."""

    exit_code = ExitCode.NOT_BEGUN


class MoveNotOffered(GameError):
    """A move that the present moment does not offer."""


class SaveError(GameError):
    """A run could not be kept, found or read back."""
