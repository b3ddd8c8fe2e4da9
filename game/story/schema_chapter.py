"""A chapter's file, as parts: scenes, and what can be done in them."""

from typing import Literal, TypeAlias

from msgspec import field

from game.story.fields import Locked, MaybeWritten, Positive, Seconds, Units, Word, Written, YesOrNo
from game.story.parts import Part
from game.story.schema import Allow, Each, FactPart, Starts


class RoutePart(Part, kw_only=True):
    """One way on, if it holds."""

    condition: Word | None = field(default=None, name="if")
    to: Word


AnyRoute: TypeAlias = Word | RoutePart
Routes: TypeAlias = Word | list[AnyRoute]


class ClipPart(Part, kw_only=True):
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
    kind: Literal["record", "tape_stops"]


class ChoicePart(Part):
    """Something the player can do."""

    id: Word
    label: Written | None = None
    say: Written | None = None
    condition: Word | None = field(default=None, name="if")
    locked: Locked | None = None
    once: YesOrNo = False
    effects: Starts = field(default_factory=dict)
    reply: Written | None = None
    to: Routes | None = None
    each: Each | None = None
    was: list[Word] = field(default_factory=list)
    allow: Allow = field(default_factory=dict)
    note: MaybeWritten | None = None


class ScenePart(Part):
    """A scene."""

    text: Written
    title: Written | None = None
    place: Word | None = None
    clock: Written | None = None
    cast: list[Word] | None = field(default=None, name="with")
    maybe: list[Word] | None = None
    like: Word | None = None
    enter: Starts = field(default_factory=dict)
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
    was: list[Word] = field(default_factory=list)
    allow: Allow = field(default_factory=dict)
    note: MaybeWritten | None = None


class ChapterFile(Part):
    """A chapter, or a part of one."""

    chapter: Word
    title: Written | None = None
    tape: Positive | None = None
    notes: list[Written] = field(default_factory=list)
    facts: dict[str, FactPart] = field(default_factory=dict)
    scenes: dict[str, ScenePart] = field(default_factory=dict)
    was: list[Word] = field(default_factory=list)
    note: MaybeWritten | None = None
