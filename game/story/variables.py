"""What a condition can read: variables, each with its finite domain of values."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from game.story.problems import Span

Value: TypeAlias = bool | int | str


class DomainKind(StrEnum):
    """The three kinds of value a variable can have."""

    BOOLEAN = "boolean"
    RANGE = "range"
    ENUM = "enum"


class Domain(Struct, frozen=True):
    """A finite set of values, each with a small code: the number that stands for it in a state's vector.

    A boolean's codes are 0 and 1, a range's are the integers 0 to ``maximum``, an enum's are positions in ``values``.
    """

    kind: DomainKind
    maximum: int
    values: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What the screen says for a value of an enum; empty where the author gave none."""

    @property
    def size(self) -> int:
        """How many values there are."""
        return self.maximum + 1

    def value(self, code: int) -> Value:
        """Return the value a code stands for: a bool, an int from 0, or an enum's id."""
        if self.kind is DomainKind.BOOLEAN:
            return code != 0
        return code if self.kind is DomainKind.RANGE else self.values[code]

    def code(self, value: Value) -> int:
        """Return the code of a value. Raises ValueError outside the domain."""
        if self.kind is DomainKind.ENUM:
            return self.values.index(str(value))
        code = int(value)
        if not 0 <= code <= self.maximum:
            raise ValueError(f"{value} is not in 0..{self.maximum}")
        return code

    def word(self, code: int) -> str:
        """Return what the screen says for a code: an enum's words (its id where there are none), or the number."""
        if self.kind is DomainKind.ENUM:
            return self.words.get(self.values[code], self.values[code])
        return str(self.value(code))


class VariableKind(StrEnum):
    """What a variable is to an author."""

    STAT = "stat"
    COUNT = "count"
    FACT = "fact"
    CLIP = "clip"


class Variable(Struct, frozen=True, eq=False):
    """One thing a condition can read: ``on_jo.trust``, ``noise``, ``door``, ``tape_door``."""

    name: str
    slot: int
    """Its place in a state's vector."""
    kind: VariableKind
    domain: Domain
    start: int
    """The code it begins with."""
    span: Span
    label: str = ""
    """What a gauge or a lock reason calls it: "Trust", "Noise"; empty for facts."""
    says: str = ""
    """A fact's sentence."""
    person: str | None = None
    """Whose stat it is."""
    stat: str | None = None
    of: str | None = None
    """Who remembers a fact."""
    notice: str = ""
    """What is shown when it becomes true; empty for silence."""
    hidden: bool = False
    high_is_better: bool = True
    seasons: frozenset[str] | None = None
    """Where a count is shown, read and written; ``None`` for everywhere."""
    chapter: str | None = None
    """The chapter a fact belongs to; ``None`` for the world's."""


class Stat(Struct, frozen=True, eq=False):
    """A quality that people have. ``able`` and ``alive`` are codes of the presence stat, ``None`` for every other."""

    id: str
    label: str
    domain: Domain
    hidden: bool
    high_is_better: bool
    able: frozenset[int] | None = None
    alive: frozenset[int] | None = None
