"""What does not fit: each thing by itself, with the way that leads to it, so that all of it can be told at once."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Path: TypeAlias = tuple[str | int, ...]
"""The keys and the places in lists that lead to something, from the outermost in."""

UNKNOWN_KEY, MISSING_KEY, WRONG_SHAPE = "HT101", "HT102", "HT103"


class Complaint(Struct, frozen=True):
    """One thing that does not fit. Without a ``message``, its path tells what there is to say."""

    code: str
    message: str = ""
    expected: str = ""
    hint: str = ""
    path: Path = ()
    known: tuple[str, ...] = ()
    """The keys that would fit, where one does not."""


class Misfit(Exception):
    """Something has not the form that is wanted of it."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        super().__init__()
        self.complaints = tuple(complaints)

    def under(self, step: str | int) -> Iterator[Complaint]:
        """Yield the complaints as whoever looks one step further out sees them."""
        for one in self.complaints:
            yield replace(one, path=(step, *one.path))


def misfit(code: str, message: str = "", expected: str = "", hint: str = "") -> Misfit:
    """Return what to raise for a thing that does not fit."""
    return Misfit([Complaint(code, message, expected, hint)])
