"""The files an author writes, as pydantic models: the one declaration behind validation, JSON Schema and the reference page.

Every scalar stays a ``Scalar`` with its place; what names, conditions and texts mean is settled after all files are read.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, RootModel, Tag

from game.story.fields import (
    Locked,
    Maximum,
    MaybeWritten,
    Part,
    Positive,
    Seconds,
    Several,
    Units,
    Value,
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


class RoutePart(Part):
    """One way on, if it holds."""

    condition: Word | None = Field(None, alias="if")
    to: Word


AnyRoute: TypeAlias = Annotated[
    Annotated[Word, Tag("word")] | Annotated[RoutePart, Tag("mapping")], Discriminator(tag_of)
]
Routes: TypeAlias = Annotated[
    Annotated[Word, Tag("word")] | Annotated[list[AnyRoute], Tag("list")], Discriminator(tag_of)
]


class SeasonPart(Part):
    """A run of chapter files."""

    id: Word
    title: Written
    chapters: list[Word]


class StoryFile(Part):
    """story.yaml"""

    story: Word
    title: Written
    format: Word
    version: Word
    start: Word
    notes: list[Written] = Field(default_factory=list)
    seasons: list[SeasonPart] | None = None
    chapters: list[Word] | None = None


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
    start: Starts = Field(default_factory=dict)
    without: list[Word] = Field(default_factory=list)
    stats: dict[str, StatPart] = Field(default_factory=dict)


class PersonPart(Part):
    """Somebody in the story."""

    name: Written
    full: Written | None = None
    hangul: Written | None = None
    role: Written | None = None
    card: Written | None = None
    start: Starts = Field(default_factory=dict)
    without: list[Word] = Field(default_factory=list)
    stats: dict[str, StatPart] = Field(default_factory=dict)


class CastFile(Part):
    """cast.yaml"""

    you: YouPart | None = None
    people: dict[str, PersonPart] = Field(default_factory=dict)
    groups: dict[str, list[Word]] = Field(default_factory=dict)


class WorldFile(Part):
    """world.yaml"""

    stats: dict[str, StatPart] = Field(default_factory=dict)
    counts: dict[str, CountPart] = Field(default_factory=dict)
    facts: dict[str, FactPart] = Field(default_factory=dict)


class AreaPart(Part):
    """A part of the map."""

    title: Written
    levels: list[Written]


class PlacePart(Part):
    """Somewhere on the map."""

    name: Written
    area: Word
    level: Word
    joins: list[Word] = Field(default_factory=list)
    known: YesOrNo = False


class PlacesFile(Part):
    """places.yaml"""

    areas: dict[str, AreaPart] = Field(default_factory=dict)
    places: dict[str, PlacePart] = Field(default_factory=dict)


class LinePart(Part):
    """An event of the Record."""

    id: Word
    condition: Word | None = Field(None, alias="if")
    happened: MaybeWritten | None = None
    on_tape: MaybeWritten | None = None
    told: MaybeWritten | None = None


class PersonalEndingPart(Part):
    """An ending that belongs to a person."""

    id: Word
    title: Written


class EpiloguePart(Part):
    """What became of somebody."""

    id: Word
    of: Word | None = None
    condition: Word | None = Field(None, alias="if")
    text: Written
    ending: PersonalEndingPart | None = None


class RecordFile(Part):
    """record.yaml"""

    lines: list[LinePart] = Field(default_factory=list)
    epilogues: list[EpiloguePart] = Field(default_factory=list)


class LeadsToPart(Part):
    """From every reachable moment in a scene, one of these can still be reached."""

    source: Word = Field(alias="from")
    some: list[Word]


class AtLeastPart(Part):
    """How many reachable things of a kind there must be."""

    dilemmas: Several | None = None
    endings: Several | None = None
    scenes: Several | None = None
    choices: Several | None = None
    clips: Several | None = None


class LawPart(Part):
    """Something that must hold in every playthrough."""

    id: Word | None = None
    because: Written | None = None
    never: Word | None = None
    leads_to: LeadsToPart | None = None
    every_ending_from: Word | None = None
    at_least: AtLeastPart | None = None


class LawsFile(RootModel[list[LawPart]]):
    """laws.yaml"""


class ClipPart(Part):
    """Something worth recording."""

    id: Word
    units: Units = 1
    label: Written
    reply: Written | None = None


class TimerPart(Part):
    """A choice that is made when time runs out."""

    seconds: Seconds
    then: Word


class CarePart(Part):
    """What the hardest part is about, and what may be read in its place."""

    about: Written
    summary: Written


class EndingPart(Part):
    """Where a playthrough comes to rest."""

    id: Word
    title: Written
    kind: one_of("record", "tape_stops")  # type: ignore[valid-type]  # a type made for these words


class ChoicePart(Part):
    """Something the player can do."""

    id: Word
    label: Written | None = None
    say: Written | None = None
    condition: Word | None = Field(None, alias="if")
    locked: Locked | None = None
    once: YesOrNo = False
    effects: Starts = Field(default_factory=dict)
    reply: Written | None = None
    to: Routes | None = None
    each: Each | None = None
    was: list[Word] = Field(default_factory=list)
    allow: Allow = Field(default_factory=dict)
    note: MaybeWritten | None = None


class ScenePart(Part):
    """A scene."""

    text: Written
    title: Written | None = None
    place: Word | None = None
    clock: Written | None = None
    cast: list[Word] | None = Field(None, alias="with")
    maybe: list[Word] | None = None
    like: Word | None = None
    enter: Starts = Field(default_factory=dict)
    clip: ClipPart | None = None
    dilemma: Word | None = None
    timer: TimerPart | None = None
    choices: list[ChoicePart] | None = None
    to: Routes | None = None
    ending: EndingPart | None = None
    coda: YesOrNo = False
    aside: YesOrNo = False
    each: Each | None = None
    care: CarePart | None = None
    typed: YesOrNo = False
    was: list[Word] = Field(default_factory=list)
    allow: Allow = Field(default_factory=dict)
    note: MaybeWritten | None = None


class ChapterFile(Part):
    """A chapter, or a part of one."""

    chapter: Word
    title: Written | None = None
    tape: Positive | None = None
    notes: list[Written] = Field(default_factory=list)
    facts: dict[str, FactPart] = Field(default_factory=dict)
    scenes: dict[str, ScenePart] = Field(default_factory=dict)
    was: list[Word] = Field(default_factory=list)
    note: MaybeWritten | None = None


FileModel: TypeAlias = Part | RootModel[Any]
