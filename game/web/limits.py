"""What one server gives to how many."""

from msgspec import Struct

TABS = 4
"""As many pages as one visitor may have open at once: a reload counts twice for a moment."""
LONGEST_MESSAGE = 64 * 1024
"""Bytes in one message from a browser. A long paste is a few thousand."""
COLUMNS = (20, 400)
ROWS = (8, 200)
"""Sizes of a terminal that are believed; the game draws every cell of it."""


class Limits(Struct, frozen=True):
    """What whoever runs the server decides."""

    visitors: int = 50
    """Pages that may be open at once, a process each."""
    idle: float = 0.0
    """Seconds without a key or a click after which a page is closed; 0 for never."""
    forget: int = 0
    """Days without a visit after which a visitor's runs are deleted; 0 for never."""


def believed(value: object, usual: int, bounds: tuple[int, int]) -> int:
    """Return a number a browser sent, within bounds; ``usual`` for anything that is no number."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value[:6])
    if not isinstance(value, int) or isinstance(value, bool):
        return usual
    return min(max(value, bounds[0]), bounds[1])
