"""What stands above the chapters, as parts: the Record, the epilogues, laws, histories and notes on words."""

from msgspec import field

from game.story.fields import MaybeWritten, Several, Word, Written
from game.story.parts import Part, Root


class LinePart(Part):
    """An event of the Record."""

    id: Word
    condition: Word | None = field(default=None, name="if")
    happened: MaybeWritten | None = None
    on_tape: MaybeWritten | None = None
    told: MaybeWritten | None = None


class PersonalEndingPart(Part):
    """An ending that belongs to a person."""

    id: Word
    title: Written


class EpiloguePart(Part, kw_only=True):
    """What became of somebody."""

    id: Word
    of: Word | None = None
    condition: Word | None = field(default=None, name="if")
    text: Written
    ending: PersonalEndingPart | None = None


class RecordFile(Part):
    """The file record.yaml."""

    lines: list[LinePart] = field(default_factory=list)
    epilogues: list[EpiloguePart] = field(default_factory=list)


class LeadsToPart(Part):
    """From every reachable moment in a scene, one of these can still be reached."""

    source: Word = field(name="from")
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


class LawsFile(Root):
    """The file laws.yaml."""

    root: list[LawPart]


class HistoryPart(Part):
    """A way through what comes before, from the end of which a new run can begin."""

    id: Word
    title: Written
    about: Written
    moves: list[Word]


class HistoriesFile(Root):
    """The file histories.yaml."""

    root: list[HistoryPart]


class TermPart(Part, kw_only=True):
    """A word that the story uses, and what somebody in it would say it means."""

    term: Written
    forms: list[Written] | None = None
    note: Written


class GlossaryFile(Root):
    """The file glossary.yaml."""

    root: list[TermPart]
