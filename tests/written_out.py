"""All that a value says, so that two can be compared that are not the same object."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from game.engine.playthrough import Step


def written_out(value: object, without: frozenset[str] = frozenset({"worked_out"})) -> object:
    """Return a value as nested tuples of all that it says: most parts of a story compare by identity.

    Fields called as in ``without`` are left out.
    """
    if isinstance(value, Struct):
        said = [name for name in value.__struct_fields__ if name not in without]
        return (
            type(value).__name__.removeprefix("Unread"),
            *(written_out(getattr(value, name), without) for name in said),
        )
    if isinstance(value, Step):
        return tuple(written_out(getattr(value, name), without) for name in value.__match_args__)
    if isinstance(value, Mapping):
        return tuple((key, written_out(item, without)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(written_out(item, without) for item in value)
    if isinstance(value, set | frozenset):
        return frozenset(value)
    return value if isinstance(value, str | bytes | int | None | Enum) else repr(value)
