"""What an author claims of every playthrough: laws, as immutable values."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from game.story.expr import Condition
from game.story.problems import Span


class LawKind(StrEnum):
    """What a law claims of all playthroughs."""

    NEVER = "never"
    LEADS_TO = "leads_to"
    EVERY_ENDING_FROM = "every_ending_from"
    AT_LEAST = "at_least"


class Law(Struct, frozen=True, eq=False):
    """A claim that the author wants kept. Only the fields of its kind are filled."""

    id: str
    kind: LawKind
    because: str
    condition: Condition | None
    source: str | None
    """The scene a ``leads_to`` or ``every_ending_from`` starts at; ``None`` for the story's start."""
    targets: tuple[str, ...]
    """Scenes, or ending ids, of which ``leads_to`` wants one."""
    counts: Mapping[str, int]
    span: Span
