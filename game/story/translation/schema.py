"""The files of a translation, as parts: the original's keys that hold words, and ids to find them by.

``WORDS`` of a part are its keys that hold words. A ``Piece`` says in ``of`` which original it was translated from.
"""

from typing import ClassVar

from msgspec import field

from game.story.fields import MaybeWritten, Sign, Word, Written
from game.story.parts import Part, Root


class Words(Part):
    """Some words, under the keys under which the original has its own."""

    WORDS: ClassVar[tuple[str, ...]] = ()


class Piece(Words):
    """Words that are translated together, and the sign of the original that they translate."""

    of: Sign | None = None


class SeasonWords(Piece):
    """A season's words."""

    WORDS = ("title",)
    title: Written | None = None


class StoryWords(Piece):
    """A translation of story.yaml."""

    WORDS = ("title", "about", "notes")
    title: Written | None = None
    about: list[Written] | None = None
    notes: list[Written] | None = None
    seasons: dict[str, SeasonWords] = field(default_factory=dict)


class StatWords(Piece):
    """The words of a stat or a count."""

    WORDS = ("label", "one_of")
    label: Written | None = None
    one_of: dict[str, MaybeWritten] | None = None


class FactWords(Piece):
    """A fact's words."""

    WORDS = ("says", "notice", "one_of")
    says: Written | None = None
    notice: Written | None = None
    one_of: dict[str, MaybeWritten] | None = None


class YouWords(Piece):
    """The words that ask the player who they are."""

    WORDS = ("names", "asks")
    names: list[Written] | None = None
    asks: Written | None = None
    stats: dict[str, StatWords] = field(default_factory=dict)


class LaterWords(Piece):
    """What is said of somebody from a season on."""

    WORDS = ("role", "card")
    role: Written | None = None
    card: Written | None = None


class PersonWords(Piece):
    """What is said of somebody."""

    WORDS = ("name", "full", "role", "card")
    name: Written | None = None
    full: Written | None = None
    role: Written | None = None
    card: Written | None = None
    later: dict[str, LaterWords] = field(default_factory=dict)
    stats: dict[str, StatWords] = field(default_factory=dict)


class CastWords(Words):
    """A translation of cast.yaml."""

    you: YouWords | None = None
    people: dict[str, PersonWords] = field(default_factory=dict)


class WorldWords(Words):
    """A translation of world.yaml."""

    stats: dict[str, StatWords] = field(default_factory=dict)
    counts: dict[str, StatWords] = field(default_factory=dict)
    facts: dict[str, FactWords] = field(default_factory=dict)


class AreaWords(Piece):
    """The words of a part of the map. Its levels are as many as the original's, in the same order."""

    WORDS = ("title", "levels")
    title: Written | None = None
    levels: list[Written] | None = None


class PlaceWords(Piece):
    """What a place is called, and what bars it: in as many sentences as the original has, in the same order."""

    WORDS = ("name", "barred")
    name: Written | None = None
    barred: list[Written] | None = None


class PlacesWords(Words):
    """A translation of places.yaml."""

    areas: dict[str, AreaWords] = field(default_factory=dict)
    places: dict[str, PlaceWords] = field(default_factory=dict)


class ChoiceWords(Piece):
    """A choice's words: `label` where the original has a label, `say` where it says something."""

    WORDS = ("label", "say", "locked", "reply")
    label: Written | None = None
    say: Written | None = None
    locked: Written | None = None
    reply: Written | None = None


class ClipWords(Words):
    """The words of something worth recording."""

    WORDS = ("label", "reply")
    label: Written | None = None
    reply: Written | None = None


class CareWords(Words):
    """What the hardest part is about, and what may be read in its place."""

    WORDS = ("about", "summary")
    about: Written | None = None
    summary: Written | None = None


class EndingWords(Words):
    """What an ending is called."""

    WORDS = ("title",)
    title: Written | None = None


class SceneWords(Piece):
    """A scene's words, those of its choices apart."""

    WORDS = ("text", "title", "clock", "clip", "care", "ending")
    text: Written | None = None
    title: Written | None = None
    clock: Written | None = None
    clip: ClipWords | None = None
    care: CareWords | None = None
    ending: EndingWords | None = None
    choices: dict[str, ChoiceWords] = field(default_factory=dict)


class ChapterWords(Piece, kw_only=True):
    """A translation of a chapter's file."""

    WORDS = ("title", "notes")
    chapter: Word
    title: Written | None = None
    notes: list[Written] | None = None
    facts: dict[str, FactWords] = field(default_factory=dict)
    scenes: dict[str, SceneWords] = field(default_factory=dict)


class LineWords(Piece):
    """The words of an event of the Record."""

    WORDS = ("happened", "on_tape", "told")
    happened: MaybeWritten | None = None
    on_tape: MaybeWritten | None = None
    told: MaybeWritten | None = None


class EpilogueWords(Piece):
    """The words of an epilogue."""

    WORDS = ("text", "ending")
    text: Written | None = None
    ending: EndingWords | None = None


class RecordWords(Words):
    """A translation of record.yaml."""

    lines: dict[str, LineWords] = field(default_factory=dict)
    epilogues: dict[str, EpilogueWords] = field(default_factory=dict)


class HistoryWords(Piece):
    """The words of a prepared history."""

    WORDS = ("title", "about")
    title: Written | None = None
    about: Written | None = None


class HistoriesWords(Root):
    """A translation of histories.yaml."""

    root: dict[str, HistoryWords]
