"""A chapter's file, as pydantic models: scenes, and what can be done in them."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from game.story.fields import (
    Locked,
    MaybeWritten,
    Part,
    Positive,
    Seconds,
    Units,
    Word,
    Written,
    YesOrNo,
    one_of,
    tag_of,
)
from game.story.schema import Allow, Each, FactPart, Starts


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
