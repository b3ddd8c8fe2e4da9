"""The files an author writes, as pydantic models: what is said of the story, its people, its world and its places.

With ``schema_chapter`` and ``schema_record`` this is the one declaration behind validation, JSON Schema and the
reference page. Every scalar stays a ``Scalar`` with its place; what names, conditions and texts mean is settled after
all files are read.
"""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from game.story.fields import (
    Maximum,
    MaybeWritten,
    Part,
    Value,
    Version,
    Word,
    Written,
    YesOrNo,
    one_of,
    tag_of,
)

Values: TypeAlias = Annotated[
    Annotated[list[Word], Tag("list")] | Annotated[dict[str, MaybeWritten], Tag("mapping")], Discriminator(tag_of)
]
"""The values of an enum, alone or each with its words."""
Each: TypeAlias = Annotated[Annotated[Word, Tag("word")] | Annotated[list[Word], Tag("list")], Discriminator(tag_of)]
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
    about: list[Written] = Field(default_factory=list)
    notes: list[Written] = Field(default_factory=list)
    refrains: list[Written] = Field(default_factory=list)
    words: list[Word] = Field(default_factory=list)
    english: one_of("british", "american") | None = None  # type: ignore[valid-type]  # a type made for these words
    seasons: list[SeasonPart] | None = None
    chapters: list[Word] | None = None
    languages: list[Word] = Field(default_factory=list)


class DomainPart(Part):
    """What gives a variable its values."""

    range: Maximum | None = None
    one_of: Values | None = None
    start: Value | None = None
    hidden: YesOrNo = False


class StatPart(DomainPart):
    """A quality of people."""

    label: Written | None = None
    better: one_of("high", "low") | None = None  # type: ignore[valid-type]  # a type made for these words
    able: list[Word] | None = None
    alive: list[Word] | None = None


class CountPart(DomainPart):
    """Something that the group has."""

    label: Written | None = None
    better: one_of("high", "low") | None = None  # type: ignore[valid-type]  # a type made for these words
    seasons: list[Word] | None = None
    pays: one_of("clips") | None = None  # type: ignore[valid-type]  # a type made for this word


class FactPart(DomainPart):
    """Something that was done, or that is known."""

    says: Written | None = None
    of: Word | None = None
    notice: Written | None = None
    each: Each | None = None
    allow: Allow = Field(default_factory=dict)
    note: MaybeWritten | None = None


class YouPart(Part):
    """The one whom the player plays."""

    names: list[Written] = Field(default_factory=list)
    typed: YesOrNo = False
    asks: Written | None = None
    start: Starts = Field(default_factory=dict)
    without: list[Word] = Field(default_factory=list)
    stats: dict[str, StatPart] = Field(default_factory=dict)


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
    later: dict[str, LaterPart] = Field(default_factory=dict)
    known: YesOrNo = False
    start: Starts = Field(default_factory=dict)
    without: list[Word] = Field(default_factory=list)
    stats: dict[str, StatPart] = Field(default_factory=dict)


class CastFile(Part):
    """The file cast.yaml."""

    you: YouPart | None = None
    people: dict[str, PersonPart] = Field(default_factory=dict)
    groups: dict[str, list[Word]] = Field(default_factory=dict)


class WorldFile(Part):
    """The file world.yaml."""

    stats: dict[str, StatPart] = Field(default_factory=dict)
    counts: dict[str, CountPart] = Field(default_factory=dict)
    facts: dict[str, FactPart] = Field(default_factory=dict)


class AreaPart(Part):
    """A part of the map."""

    title: Written
    levels: list[Written]


class BarPart(Part):
    """What bars a place, or a way from it."""

    way: Word | None = None
    condition: Word | None = Field(None, alias="if")
    because: Written


class PlacePart(Part):
    """Somewhere on the map."""

    name: Written
    area: Word
    level: Word
    joins: list[Word] = Field(default_factory=list)
    known: YesOrNo = False
    barred: list[BarPart] = Field(default_factory=list)


class PlacesFile(Part):
    """The file places.yaml."""

    areas: dict[str, AreaPart] = Field(default_factory=dict)
    places: dict[str, PlacePart] = Field(default_factory=dict)
