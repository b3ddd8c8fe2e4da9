"""Comparisons of options in a form that can be sent and kept."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field

from game.author.prove.claims import ClaimKey

Pair: TypeAlias = tuple[str, str]
"""The keys of two options, the first of which may be worse."""


class Compared(NamedTuple):
    """What is known of a pair: whether both have the same future, and whether the first is dominated by the second."""

    same_future: bool | None
    dominated: bool | None


class Shown(Struct, frozen=True):
    """What was found to set an option apart from another: something, and a way that takes the option and leads to it.

    From where the way takes it, the other never leads there.
    """

    claim: ClaimKey
    way: tuple[str, ...]


class Pairs(Struct):
    """The comparisons of a story, what they rest on, and what sets the options apart."""

    key: str = ""
    """That of all that they rest on; empty if they are not all there."""
    compared: dict[Pair, Compared] = field(default_factory=dict)
    shown: Mapping[Pair, Shown] = field(default_factory=dict)
