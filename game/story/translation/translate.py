"""A story and the files of a translation to the story as it reads in that language.

The graph, the state and every move stay as they are: only words are put in the place of words, and where there are none
the original's remain.
"""

from msgspec import Struct
from msgspec.structs import replace

from game.story.files import Files
from game.story.folder import StoryFolder
from game.story.model import Season, Story
from game.story.names import Names
from game.story.nodes import Mapping, one_line
from game.story.problems import Span
from game.story.schema import StoryFile
from game.story.schema_chapter import ChapterFile
from game.story.shapes import Model
from game.story.translation import people, record, scenes, world
from game.story.translation.ledger import Ledger
from game.story.translation.reading import Reading, speaking
from game.story.translation.schema import (
    CastWords,
    ChapterWords,
    HistoriesWords,
    PlacesWords,
    RecordWords,
    SeasonWords,
    StoryWords,
    WorldWords,
    YouWords,
)
from game.story.unread import read_after_all


def translate(story: Story, files: Files, names: Names, source: StoryFolder, ledger: Ledger) -> Story:
    """Return a story in the ledger's language. What is wrong, missing or outdated is in the ledger, and told there."""
    words = read_words(files, source, ledger)
    told, cast, around, places = words.chapters, *words.frame()
    for at, chapter in told.items():
        check_chapter(files.chapters[at][0], chapter, ledger)
    called = people.people_words(files.cast, cast, ledger)
    reading = Reading(speaking(names, ledger.language, people.printed_names(story, called)), ledger)
    if files.cast is not None and files.cast.you is not None:
        ledger.enter("player", YouWords, files.cast.you, cast.you)
    stats = world.stat_words(files, cast, around, ledger)
    variables = tuple(world.variables(story, stats, world.fact_words(files, around, told, reading), reading))
    areas, named = world.map_in(story, files.places, places, ledger)
    known = scenes.scene_words(files, told, ledger)
    translated = {scene.key: scene for scene in scenes.scenes(story.scenes, known, reading)}
    first = {files.chapters[at][0].chapter.text: part for at, part in reversed(told.items())}
    return replace(
        header(story, files.story, words.story, ledger),
        language=ledger.language,
        you=people.you(story, cast.you, ledger),
        people=people.people(story, called),
        stats={id_: world.stat(stat, stats.get(id_)) for id_, stat in story.stats.items()},
        presence=world.stat(story.presence, stats.get(story.presence.id)) if story.presence else None,
        variables=variables,
        paying=variables[story.paying.slot] if story.paying else None,
        areas=areas,
        places=named,
        chapters=tuple(scenes.chapters(story, translated, first)),
        scenes=translated,
        lines=tuple(record.lines(story, files.record, words.record, reading)),
        epilogues=tuple(record.epilogues(story, files.record, words.record, reading)),
        histories=tuple(record.histories(story, files.histories, words.histories, ledger)),
    )


class WordFiles(Struct, frozen=True):
    """The files of a translation, as far as there are any."""

    chapters: dict[int, ChapterWords]
    """By the place of the chapter's file among the story's."""
    story: StoryWords | None
    cast: CastWords | None
    world: WorldWords | None
    places: PlacesWords | None
    record: RecordWords | None
    histories: HistoriesWords | None

    def frame(self) -> tuple[CastWords, WorldWords, PlacesWords]:
        """Return the words of the cast, the world and the places: none where there is no file."""
        nowhere = Mapping(Span(""))
        cast = read_after_all(self.cast) or CastWords(node=nowhere)
        world = read_after_all(self.world) or WorldWords(node=nowhere)
        return cast, world, read_after_all(self.places) or PlacesWords(node=nowhere)


def read_words(files: Files, source: StoryFolder, ledger: Ledger) -> WordFiles:
    """Read the files of the ledger's language."""
    shelf = _Shelf(source, ledger)
    chapter_files = {at: part.chapter.span.file for at, (part, _) in enumerate(files.chapters)}
    found = WordFiles(
        {at: words for at, file in chapter_files.items() if (words := shelf.read(file, ChapterWords)) is not None},
        shelf.read("story.yaml", StoryWords),
        shelf.read("cast.yaml", CastWords),
        shelf.read("world.yaml", WorldWords),
        shelf.read("places.yaml", PlacesWords),
        shelf.read("record.yaml", RecordWords),
        shelf.read("histories.yaml", HistoriesWords),
    )
    shelf.refuse_others(set(chapter_files.values()))
    return found


class _Shelf:
    """The files of one language, in a folder of its name."""

    def __init__(self, source: StoryFolder, ledger: Ledger) -> None:
        self._source = source
        self._ledger = ledger

    def read(self, name: str, model: type[Model]) -> Model | None:
        """Return the translation of a file, if there is one that can be read."""
        path = f"{self._ledger.language}/{name}"
        return self._source.read(path, model) if self._source.has(path) else None

    def refuse_others(self, chapters: set[str]) -> None:
        """Report files that translate none of the story's."""
        top = {f"{name}.yaml" for name in ("story", "cast", "world", "places", "record", "histories")}
        known = {f"{self._ledger.language}/{name}" for name in top | chapters}
        for name in self._source.within(self._ledger.language):
            if name not in known:
                self._ledger.nothing(Span(name), f"`{name}` translates no file of this story.", name, known)


def check_chapter(original: ChapterFile, words: ChapterWords, ledger: Ledger) -> None:
    """Report a translation of another chapter than the one its file is called after."""
    chapter = original.chapter.text
    if words.chapter.text != chapter:
        message = f"This file translates the chapter `{chapter}`, not `{words.chapter.text}`."
        ledger.problems.add("HT219", words.chapter.span, message, expected=f"`chapter: {chapter}`")


def header(story: Story, written: StoryFile | None, words: StoryWords | None, ledger: Ledger) -> Story:
    """Return the story with what is said of it as a whole, and of its seasons."""
    if written is None:
        return story
    ledger.enter("story", StoryWords, written, words)
    originals = {season.id.text: season for season in written.seasons or []}
    told = words.seasons if words else {}
    found = dict(ledger.pieces("season", SeasonWords, originals, told, words, "seasons"))

    def season(original: Season) -> Season:
        one = found.get(original.id)
        return replace(original, title=one_line(one.title)) if one and one.title else original

    title, about, notes = (words.title, words.about, words.notes) if words else (None, None, None)
    return replace(
        story,
        title=one_line(title) if title else story.title,
        about=tuple(one_line(line) for line in about) if about else story.about,
        notes=tuple(one_line(note) for note in notes) if notes else story.notes,
        seasons=tuple(map(season, story.seasons)),
    )
