"""A story as immutable values: what the engine plays and the tools read.

Nothing here knows YAML, and nothing changes once the loader has built it. Objects compare by identity, because a story
has exactly one of each; ``Story`` holds them by id.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from typing import Literal as Exactly

from msgspec import Struct, field

from game.story.expr import Condition
from game.story.laws import Law
from game.story.problems import Span
from game.story.text import Text
from game.story.variables import Stat, Variable

BACK = "back"
"""The target of a route that returns to the last scene that was no aside."""
CONTINUE = "continue"
CLIP = "clip"


class Person(Struct, frozen=True, eq=False):
    """Somebody in the story. ``you`` is a person too, whose names belong to the run and not to the story."""

    id: str
    name: str
    full: str
    hangul: str
    role: str
    card: str
    stats: tuple[str, ...]
    """Ids of the stats this person has, in the world's order."""
    known: bool
    """Whether the roster lists them before they are met."""
    span: Span
    later: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """From a season on, by its id: another role and another card. Empty for what stays as it was."""


class You(Struct, frozen=True):
    """How the player names the person they play. ``names`` may be empty; ``typed`` allows any other name."""

    names: tuple[str, ...]
    typed: bool
    asks: str = ""
    """The words in which the player is asked; empty for the game's own."""


class Effect(Struct, frozen=True):
    """A constant change of one variable: set to a code, or moved by an amount and stopped at the bounds."""

    slot: int
    sets: bool
    amount: int
    maximum: int


class Route(Struct, frozen=True, eq=False):
    """One way on: the first of a list whose condition holds. ``target`` is ``chapter.scene`` or ``back``."""

    condition: Condition | None
    target: str
    number: int
    """Its place in the list as written, from 1."""
    span: Span


class Clip(Struct, frozen=True, eq=False):
    """A thing worth recording: sets a boolean fact, costs units of the paying count."""

    fact: str
    slot: int
    units: int
    label: Text
    reply: Text | None
    span: Span


class Timer(Struct, frozen=True):
    """A limit in seconds, and the choice that is taken when it runs out."""

    seconds: int
    then: str


class Care(Struct, frozen=True):
    """What a scene's hardest part is about, and the two sentences that can be read in its place."""

    about: str
    summary: Text


class Ending(Struct, frozen=True, eq=False):
    """Where a playthrough comes to rest.

    ``kind`` is ``record`` or ``tape_stops``, and ``None`` for the personal ending of an epilogue.
    """

    id: str
    title: str
    kind: Exactly["record", "tape_stops"] | None
    span: Span


class Choice(Struct, frozen=True, eq=False):
    """Something the player can do in a scene."""

    key: str
    """``chapter.scene.choice``: the move that takes it."""
    id: str
    label: Text
    spoken: bool
    """Whether the label is speech, shown in quotation marks."""
    condition: Condition | None
    locked: Text | None
    """The author's sentence for a choice that cannot be taken yet."""
    shown_locked: bool
    """Whether it is shown while it cannot be taken; without a sentence, with the derived reason only."""
    once: bool
    effects: tuple[Effect, ...]
    reply: Text | None
    routes: tuple[Route, ...]
    allow: Mapping[str, str]
    span: Span


class Scene(Struct, frozen=True, eq=False):
    """A place in the graph. Exactly one of: choosing, going on, an ending, a coda."""

    key: str
    """``chapter.scene``."""
    id: str
    chapter: str
    title: str
    place: str | None
    clock: str
    cast: tuple[str, ...]
    """Who must be able to be here (``with`` in the file)."""
    maybe: tuple[str, ...]
    keeps_company: bool
    """An aside that names no place and nobody: it keeps those of the scene it was entered from, each person if able."""
    enter: tuple[Effect, ...]
    text: Text
    clip: Clip | None
    dilemma: str | None
    timer: Timer | None
    choices: tuple[Choice, ...]
    routes: tuple[Route, ...]
    ending: Ending | None
    coda: bool
    aside: bool
    care: Care | None
    typed: bool
    allow: Mapping[str, str]
    span: Span

    @property
    def is_end(self) -> bool:
        """Whether the story may stop here: an ending or a coda."""
        return self.ending is not None or self.coda

    @property
    def continue_move(self) -> str:
        """The move that goes on from a scene without choices."""
        return f"{self.key}.{CONTINUE}"

    @property
    def clip_move(self) -> str:
        """The move that keeps this scene's clip."""
        return f"{self.key}.{CLIP}"


class Chapter(Struct, frozen=True, eq=False):
    """A run of scenes that are written together."""

    id: str
    title: str
    tape: int | None
    season: str | None
    notes: tuple[str, ...]
    scenes: tuple[Scene, ...]
    span: Span


class Season(Struct, frozen=True):
    """A named run of chapters."""

    id: str
    title: str
    chapters: tuple[str, ...]


class Area(Struct, frozen=True):
    """A part of the map, with its levels from the top down."""

    id: str
    title: str
    levels: tuple[str, ...]


class Bar(Struct, frozen=True):
    """What bars a place, or the way from it to another that it joins, while a condition holds.

    The condition is asked of a run as a law's is of a playthrough: of the state need nothing be remembered for it.
    """

    condition: Condition | None
    way: str | None
    because: str


class Place(Struct, frozen=True):
    """Somewhere on the map. ``joins`` counts both ways; ``known`` places are drawn before they are visited."""

    id: str
    name: str
    area: str
    level: str
    joins: tuple[str, ...]
    known: bool
    bars: tuple[Bar, ...] = ()


class RecordLine(Struct, frozen=True, eq=False):
    """One event of the Record: what happened, what is on tape, what was told."""

    id: str
    condition: Condition | None
    happened: Text | None
    on_tape: Text | None
    told: Text | None
    span: Span


class Epilogue(Struct, frozen=True, eq=False):
    """What became of somebody, judged at an ending of kind ``record``."""

    id: str
    of: str | None
    condition: Condition | None
    text: Text
    ending: Ending | None
    span: Span


class History(Struct, frozen=True, eq=False):
    """A way through what comes before, offered to people who come back: a new run can begin at its end."""

    id: str
    title: str
    about: str
    """What was done on that way, in a sentence or two."""
    moves: tuple[str, ...]
    """As written. Whether the story offers them, one after the other, only a replay tells."""
    places: tuple[Span, ...]
    """Where each move stands in the file."""
    span: Span


class Term(Struct, frozen=True):
    """A word that the story uses, and a note on it, shown to whoever asks."""

    term: str
    """What the note is found under."""
    forms: tuple[str, ...]
    """How it stands in the text, each as whole words; one that begins small may begin with a capital there."""
    note: str
    places: tuple[Span, ...]
    """Where each form stands in the file."""
    span: Span


class Story(Struct, frozen=True, eq=False, dict=True):
    """Everything an author wrote, checked and resolved.

    A state's vector has one slot for each variable, then one for each mark: each scene that a ``seen()`` names, each
    choice that is ``once`` or named by a ``taken()``. ``start_vector`` is its first value.
    """

    id: str
    title: str
    version: str
    about: tuple[str, ...]
    """What the title says of the story: the first line under its name, the others with the content notes."""
    notes: tuple[str, ...]
    refrains: tuple[str, ...]
    """What is meant to come back word for word."""
    words: tuple[str, ...]
    """Words that are right, whatever a dictionary says."""
    english: Exactly["british", "american"]
    """Whose spelling the story has."""
    start: str
    you: You
    seasons: tuple[Season, ...]
    people: Mapping[str, Person]
    """In cast order, ``you`` first."""
    groups: Mapping[str, tuple[str, ...]]
    stats: Mapping[str, Stat]
    presence: Stat | None
    variables: tuple[Variable, ...]
    slots: Mapping[str, int]
    seen_slots: Mapping[str, int]
    taken_slots: Mapping[str, int]
    start_vector: bytes
    listed_bits: Mapping[str, int]
    """For each scene, the people its lists name, ``you`` included, as bits by position in ``people``."""
    paying: Variable | None
    """The count that clips are paid from."""
    areas: Mapping[str, Area]
    places: Mapping[str, Place]
    chapters: tuple[Chapter, ...]
    scenes: Mapping[str, Scene]
    """By key, in story order."""
    lines: tuple[RecordLine, ...]
    epilogues: tuple[Epilogue, ...]
    laws: tuple[Law, ...]
    former_chapters: Mapping[str, str]
    """Former chapter ids to present ones."""
    former_scenes: Mapping[str, str]
    """Former ``chapter.scene`` keys (present chapter ids) to present keys."""
    former_choices: Mapping[str, str]
    """Former ``chapter.scene.choice`` moves (present scene keys) to present ones."""
    allowed_facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Facts whose ``allow`` makes a problem a note: fact, then kind of problem, then why."""
    histories: tuple[History, ...] = ()
    """In the order in which they are offered."""
    glossary: tuple[Term, ...] = ()
    """In the order written."""
    language: str = ""
    """The language its words stand in, such as "ko", as far as they are translated; empty for the original."""
    languages: tuple[str, ...] = ()
    """The languages that it is translated into."""
    digest: str = ""
    """What tells the files it was read from from those of any other version; empty if it was read from none."""

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What others have worked out of this story and keep with it, each under a name of its own."""
        return {}

    def variable(self, name: str) -> Variable:
        """Return a variable by its full name. Raises KeyError for a name the story does not have."""
        return self.variables[self.slots[name]]

    def chapter_of(self, scene: Scene) -> Chapter:
        """Return the chapter a scene stands in."""
        return next(chapter for chapter in self.chapters if chapter.id == scene.chapter)
