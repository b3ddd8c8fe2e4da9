"""A folder of files to a story, or to everything that is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.story.at_rest import collector_at_rest
from game.story.build import build_scenes, rule_out, stretches_of
from game.story.build_chapters import build_chapters, build_seasons
from game.story.build_glossary import build_glossary
from game.story.build_histories import build_histories
from game.story.build_law import build_laws
from game.story.build_record import build_record
from game.story.build_world import build_map, build_people, build_you
from game.story.built import Built
from game.story.declare import declare
from game.story.disk import Asked
from game.story.files import Files
from game.story.flow import check_flow
from game.story.folder import StoryFolder
from game.story.former import former_ids
from game.story.model import Scene, Story
from game.story.names import YOU, Names, Scope
from game.story.nodes import Scalar, one_line
from game.story.problems import Problems, Span
from game.story.schema import CastFile, PlacesFile, StoryFile, WorldFile
from game.story.schema_chapter import ChapterFile
from game.story.schema_record import GlossaryFile, HistoriesFile, LawsFile, RecordFile
from game.story.shelf import Shelf
from game.story.sketch import Drawn
from game.story.translation.account import account
from game.story.translation.ledger import Ledger
from game.story.translation.translate import translate

LANGUAGE_VERSION = "1"


class Loaded(Struct, frozen=True):
    """What became of a folder. ``story`` is ``None`` if anything in it is an error."""

    story: Story | None
    problems: Problems
    story_id: str
    files: Files
    """The files as far as they could be read, for tools that ask where something is written."""
    names: Names
    """The table in which their names were looked up."""
    asked: Sequence[Asked]
    """What the folder was asked: with the same answers, all of this is the same."""
    drawn: Sequence[Drawn] = ()
    """The chapters' scenes with their sketches, in story order."""


def load_story(
    folder: Path,
    shelf: Shelf | None = None,
    table: Callable[[Problems, bool], Names] = Names,
    *,
    language: str = "",
    built: Built | None = None,
) -> Loaded:
    """Read a story: from its folder alone, or with what a shelf holds of it. ``table`` makes the table of names.

    In a ``language`` that it is translated into, it is told in that as far as it is translated; in any other, and if
    none is given, as it was written.

    ``built`` has what was built when it was loaded last: what still holds of that is taken over as it is.

    Raises CannotBegin if the folder is not there; everything else that is wrong is among the problems.
    """
    with collector_at_rest():
        loaded, source = _read(folder, shelf, table, built or Built())
        if loaded.story is None or language not in loaded.story.languages:
            return loaded
        story = _translated(loaded, source, language)
        return replace(loaded, story=None if loaded.problems.has_errors else story)


def load_with_translations(
    folder: Path,
    shelf: Shelf | None = None,
    table: Callable[[Problems, bool], Names] = Names,
    *,
    listed: str = "",
    built: Built | None = None,
) -> Loaded:
    """Read a story as ``load_story`` does, as it was written, and all its translations for what is wrong with them.

    What is missing of the translation into ``listed`` is told piece by piece, of others how much it is.
    """
    with collector_at_rest():
        built = built or Built()
        loaded, source = _read(folder, shelf, table, built)
        original = loaded.story
        for word in loaded.files.story.languages if original is not None and loaded.files.story else ():
            ledger, whole = Ledger(word.text, loaded.problems), word.text == listed
            if original is not None:
                account(original, loaded.files, loaded.names, source, ledger, built, whole=whole)
            ledger.close(word.span, whole=whole)
        return replace(loaded, story=None if loaded.problems.has_errors else original)


def _translated(loaded: Loaded, source: StoryFolder, language: str) -> Story:
    """Return a story that could be read, in a language."""
    if loaded.story is None:
        raise ValueError(language)
    return translate(loaded.story, loaded.files, loaded.names, source, Ledger(language, loaded.problems))


def _read(
    folder: Path, shelf: Shelf | None, table: Callable[[Problems, bool], Names], built: Built
) -> tuple[Loaded, StoryFolder]:
    problems = Problems()
    source = StoryFolder(folder, problems, shelf)
    files = Files()
    files.story = source.read("story.yaml", StoryFile)
    files.cast = source.read("cast.yaml", CastFile) if source.has("cast.yaml") else None
    files.world = source.read("world.yaml", WorldFile) if source.has("world.yaml") else None
    files.places = source.read("places.yaml", PlacesFile) if source.has("places.yaml") else None
    for season, word in _chapter_files(files.story, problems):
        chapter = source.read(word.text, ChapterFile, word.span)
        if chapter is not None:
            files.chapters.append((chapter, season))
    files.record = source.read("record.yaml", RecordFile) if source.has("record.yaml") else None
    files.laws = source.read("laws.yaml", LawsFile) if source.has("laws.yaml") else None
    files.histories = source.read("histories.yaml", HistoriesFile) if source.has("histories.yaml") else None
    files.glossary = source.read("glossary.yaml", GlossaryFile) if source.has("glossary.yaml") else None
    names = table(problems, source.complete)
    declare(files, names, built)
    story, drawn = _story(files, names, source.digest, built)
    story_id = files.story.story.text if files.story else ""
    story = None if problems.has_errors else story
    return Loaded(story, problems, story_id, files, names, source.asked, drawn), source


def _chapter_files(story: StoryFile | None, problems: Problems) -> list[tuple[str | None, Scalar]]:
    """Return the chapter files in order, each with its season."""
    if story is None:
        return []
    if (story.seasons is None) == (story.chapters is None):
        top = story.span
        span = Span(top.file, top.line, top.column, top.line, top.column + 1)
        span = story.key("chapters") if story.chapters is not None else span
        code = "HT102" if story.chapters is None else "HT114"
        problems.add(
            code, span, "A story lists its files under `seasons` or under `chapters`.", expected="one of the two"
        )
    listed: list[tuple[str | None, Scalar]] = [
        (season.id.text, word) for season in story.seasons or [] for word in season.chapters
    ] or [(None, word) for word in story.chapters or []]
    been: dict[str, Span] = {}
    once: list[tuple[str | None, Scalar]] = []
    for season_id, word in listed:
        if word.text in been:
            problems.add("HT201", word.span, f"`{word.text}` is listed twice.", expected="each file once")
            continue
        been[word.text] = word.span
        once.append((season_id, word))
    if not once:
        problems.add("HT109", Span("story.yaml"), "No chapter is listed.", expected="at least one chapter file")
    return once


def _story(files: Files, names: Names, digest: str, built: Built) -> tuple[Story | None, tuple[Drawn, ...]]:
    stretches = stretches_of(files, names)
    rule_out(stretches, names, built)
    drawn = build_scenes(stretches, names, built)
    scenes = {key: scene for one in drawn for key, scene in one.scenes.items()}
    start_span = files.story.start.span if files.story else Span("story.yaml")
    start = _start(files.story, names) if files.story else None
    check_flow(scenes, tuple(zip(stretches, drawn, strict=True)), names, built, start, start_span)
    record = built.part("record", (files.record,), (), names, lambda: build_record(files, names))
    lines, epilogues = record
    ends = (tuple(names.endings), tuple(names.chapters))
    laws = built.part("laws", (files.laws,), ends, names, lambda: build_laws(files, names))
    histories = built.part("histories", (files.histories,), (), names, lambda: build_histories(files, names))
    glossary = built.part("glossary", (files.glossary,), (), names, lambda: build_glossary(files, names))
    former = former_ids(files, names)
    chapters = tuple(built.as_before(f"chapter {one.id}", one) for one in build_chapters(files, scenes, names))
    you = built.part("you", (files.cast,), (), names, lambda: build_you(files, names))
    areas, places = built.part("map", (files.places,), (), names, lambda: build_map(files, names))
    people = built.part("people", (files.cast,), (), names, lambda: build_people(files, names))
    if files.story is None:
        return None, drawn
    _check_header(files.story, names)
    bits = {person: 1 << bit for bit, person in enumerate(names.people)}
    marks = len(names.seen_marks) + len(names.taken_marks)
    story = Story(
        id=files.story.story.text,
        title=one_line(files.story.title),
        version=files.story.version.text,
        about=tuple(one_line(line) for line in files.story.about),
        notes=tuple(one_line(note) for note in files.story.notes),
        refrains=tuple(one_line(refrain) for refrain in files.story.refrains),
        words=tuple(word.text for word in files.story.words),
        english=files.story.english or "british",
        start=start or "",
        you=you,
        seasons=build_seasons(files),
        people=people,
        groups=names.groups,
        stats=names.stats,
        presence=names.presence,
        variables=tuple(names.variables.values()),
        slots={name: variable.slot for name, variable in names.variables.items()},
        seen_slots=names.seen_marks,
        taken_slots=names.taken_marks,
        start_vector=bytes([*(variable.start for variable in names.variables.values()), *[0] * marks]),
        listed_bits={key: _bits(scene, bits) for key, scene in scenes.items()},
        paying=names.paying,
        areas=areas,
        places=places,
        chapters=chapters,
        scenes=scenes,
        lines=lines,
        epilogues=epilogues,
        laws=laws,
        former_chapters=former.chapters,
        former_scenes=former.scenes,
        former_choices=former.choices,
        allowed_facts=names.allowed_facts,
        histories=histories,
        glossary=glossary,
        languages=_languages(files.story, names),
        digest=digest,
    )
    return story, drawn


def _bits(scene: Scene, bits: Mapping[str, int]) -> int:
    return sum(bits[person] for person in {YOU, *scene.cast, *scene.maybe})


def _languages(story: StoryFile, names: Names) -> tuple[str, ...]:
    """Return the languages that the story is translated into."""
    for word in story.languages:
        names.check_id(word.text, word.span)
        names.claim(f"language:{word.text}", word.text, word.span)
    return tuple(word.text for word in story.languages)


def _check_header(story: StoryFile, names: Names) -> None:
    names.check_id(story.story.text, story.story.span)
    if story.format.text != LANGUAGE_VERSION:
        names.problems.add(
            "HT112",
            story.format.span,
            f"This program reads version {LANGUAGE_VERSION} of the language, not `{story.format.text}`.",
            expected=f"`format: {LANGUAGE_VERSION}`",
        )


def _start(story: StoryFile, names: Names) -> str | None:
    """Return the start scene's key. What is missing altogether has been reported as that."""
    return names.scene(story.start.text, Scope("record"), story.start.span) if story.start.text else None
