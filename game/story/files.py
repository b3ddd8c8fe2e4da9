"""The files of a story, read and not yet understood."""

from msgspec import Struct, field

from game.story.schema import CastFile, PlacesFile, StoryFile, WorldFile
from game.story.schema_chapter import ChapterFile
from game.story.schema_record import GlossaryFile, HistoriesFile, LawsFile, RecordFile


class Files(Struct, dict=True):
    """The files of a story that could be read."""

    story: StoryFile | None = None
    cast: CastFile | None = None
    world: WorldFile | None = None
    places: PlacesFile | None = None
    record: RecordFile | None = None
    laws: LawsFile | None = None
    histories: HistoriesFile | None = None
    glossary: GlossaryFile | None = None
    chapters: list[tuple[ChapterFile, str | None]] = field(default_factory=list)
    """Chapter files in story order, each with its season."""
