"""The files an author writes, as parts: what is said of the story, its people, its world and its places.

With ``schema_chapter`` and ``schema_record`` this is the one declaration behind reading, JSON Schema and the reference
page, see ``forms``. Every scalar stays a ``Scalar`` with its place; what names, conditions and texts mean is settled
after all files are read.
"""

from typing import Literal, TypeAlias

from msgspec import field

from game.story.fields import Maximum, MaybeWritten, Value, Version, Word, Written, YesOrNo
from game.story.parts import Part

Values: TypeAlias = list[Word] | dict[str, MaybeWritten]
"""The values of an enum, alone or each with its words."""
Each: TypeAlias = Word | list[Word]
"""People to write something for, or a group of them."""
Starts: TypeAlias = dict[str, Value]
Allow: TypeAlias = dict[str, Written]


class SeasonPart(Part):
    """A run of chapter files."""

    id: Word
    title: Written
    chapters: list[Word]


class StoryFile(Part):
    """The file story.yaml."""

    story: Word
    title: Written
    format: Version
    version: Word
    start: Word
    about: list[Written] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)
    refrains: list[Written] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    english: Literal["british", "american"] | None = None
    seasons: list[SeasonPart] | None = None
    chapters: list[Word] | None = None
    languages: list[Word] = field(default_factory=list)


class DomainPart(Part):
    """What gives a variable its values."""

    range: Maximum | None = None
    one_of: Values | None = None
    start: Value | None = None
    hidden: YesOrNo = False


class StatPart(DomainPart):
    """A quality of people."""

    label: Written | None = None
    better: Literal["high", "low"] | None = None
    able: list[Word] | None = None
    alive: list[Word] | None = None


class CountPart(DomainPart):
    """Something that the group has."""

    label: Written | None = None
    better: Literal["high", "low"] | None = None
    seasons: list[Word] | None = None
    pays: Literal["clips"] | None = None


class FactPart(DomainPart):
    """Something that was done, or that is known."""

    says: Written | None = None
    of: Word | None = None
    notice: Written | None = None
    each: Each | None = None
    allow: Allow = field(default_factory=dict)
    note: MaybeWritten | None = None


class YouPart(Part):
    """The one whom the player plays."""

    names: list[Written] = field(default_factory=list)
    typed: YesOrNo = False
    asks: Written | None = None
    start: Starts = field(default_factory=dict)
    without: list[Word] = field(default_factory=list)
    stats: dict[str, StatPart] = field(default_factory=dict)


class LaterPart(Part):
    """What is said of somebody from a season on."""

    role: Written | None = None
    card: Written | None = None


class PersonPart(Part):
    """Somebody in the story."""

    name: Written
    full: Written | None = None
    hangul: Written | None = None
    role: Written | None = None
    card: Written | None = None
    later: dict[str, LaterPart] = field(default_factory=dict)
    known: YesOrNo = False
    start: Starts = field(default_factory=dict)
    without: list[Word] = field(default_factory=list)
    stats: dict[str, StatPart] = field(default_factory=dict)


class CastFile(Part):
    """The file cast.yaml."""

    you: YouPart | None = None
    people: dict[str, PersonPart] = field(default_factory=dict)
    groups: dict[str, list[Word]] = field(default_factory=dict)


class WorldFile(Part):
    """The file world.yaml."""

    stats: dict[str, StatPart] = field(default_factory=dict)
    counts: dict[str, CountPart] = field(default_factory=dict)
    facts: dict[str, FactPart] = field(default_factory=dict)


class AreaPart(Part):
    """A part of the map."""

    title: Written
    levels: list[Written]


class BarPart(Part, kw_only=True):
    """What bars a place, or a way from it."""

    way: Word | None = None
    condition: Word | None = field(default=None, name="if")
    because: Written


class PlacePart(Part):
    """Somewhere on the map."""

    name: Written
    area: Word
    level: Word
    joins: list[Word] = field(default_factory=list)
    known: YesOrNo = False
    barred: list[BarPart] = field(default_factory=list)


class PlacesFile(Part):
    """The file places.yaml."""

    areas: dict[str, AreaPart] = field(default_factory=dict)
    places: dict[str, PlacePart] = field(default_factory=dict)
