"""A folder of files to a story, or to everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from game.story.build import build_epilogues, build_law, build_lines, build_scene
from game.story.declare import Files, declare
from game.story.flow import check_flow
from game.story.folder import StoryFolder
from game.story.former import former_ids
from game.story.laws import Law
from game.story.model import Area, Chapter, Person, Place, Scene, Season, Story, You
from game.story.names import YOU, Names, Scope
from game.story.problems import Problems, Span, nearest
from game.story.schema import CastFile, ChapterFile, LawsFile, PlacesFile, RecordFile, StoryFile, WorldFile
from game.story.source import Scalar

LANGUAGE_VERSION = "1"
_NAME_LETTERS = " -'’"
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a folder. ``story`` is ``None`` if anything in it is an error."""

    story: Story | None
    problems: Problems
    story_id: str


def load_story(folder: Path) -> Loaded:
    """Read a story. Raises CannotBegin if the folder is not there; everything else that is wrong is among the problems."""
    problems = Problems()
    source = StoryFolder(folder, problems)
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
    laws = source.read("laws.yaml", LawsFile) if source.has("laws.yaml") else None
    names = Names(problems, source.complete)
    declare(files, names)
    story = _story(files, laws, names)
    return Loaded(None if problems.has_errors else story, problems, files.story.story.text if files.story else "")


def _chapter_files(story: StoryFile | None, problems: Problems) -> list[tuple[str | None, Scalar]]:
    """Return the chapter files in order, each with its season."""
    if story is None:
        return []
    if (story.seasons is None) == (story.chapters is None):
        span = story.key("chapters") if story.chapters is not None else story.span
        span = Span(span.file, span.line, span.column, span.line, span.column + 1)
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


def _story(files: Files, laws: LawsFile | None, names: Names) -> Story | None:
    scenes = {key: build_scene(draft, names) for key, draft in names.scenes.items()}
    start_span = files.story.at("start") if files.story else Span("story.yaml")
    start = names.scene(files.story.start.text, Scope("record"), start_span) if files.story else None
    check_flow(scenes, names, start, start_span)
    lines, epilogues = build_lines(files, names), build_epilogues(files, names)
    kept = [build_law(part, position, names) for position, part in enumerate(laws.root if laws else [], 1)]
    former = former_ids(files, names)
    chapters = _chapters(files, scenes, names)
    you = _you(files, names)
    areas, places = _map(files, names)
    if files.story is None:
        return None
    _check_header(files.story, names)
    marks = len(names.seen_marks) + len(names.taken_marks)
    return Story(
        id=files.story.story.text,
        title=" ".join(files.story.title.text.split()),
        version=files.story.version.text,
        notes=tuple(" ".join(note.text.split()) for note in files.story.notes),
        start=start or "",
        you=you,
        seasons=_seasons(files),
        people=_people(files, names),
        groups=names.groups,
        stats=names.stats,
        presence=names.presence,
        variables=tuple(names.variables.values()),
        slots={name: variable.slot for name, variable in names.variables.items()},
        seen_slots=names.seen_marks,
        taken_slots=names.taken_marks,
        start_vector=bytes([*(variable.start for variable in names.variables.values()), *[0] * marks]),
        listed_bits={key: _bits(scene, names) for key, scene in scenes.items()},
        paying=names.paying,
        areas=areas,
        places=places,
        chapters=chapters,
        scenes=scenes,
        lines=lines,
        epilogues=epilogues,
        laws=tuple(law for law in kept if isinstance(law, Law)),
        former_chapters=former.chapters,
        former_scenes=former.scenes,
        former_choices=former.choices,
        allowed_facts=_allowed_facts(files),
    )


def _bits(scene: Scene, names: Names) -> int:
    listed = {YOU, *scene.cast, *scene.maybe}
    return sum(1 << bit for bit, person in enumerate(names.people) if person in listed)


def _check_header(story: StoryFile, names: Names) -> None:
    names.check_id(story.story.text, story.story.span)
    if story.format.text != LANGUAGE_VERSION:
        names.problems.add(
            "HT112",
            story.format.span,
            f"This program reads version {LANGUAGE_VERSION} of the language, not `{story.format.text}`.",
            expected=f"`format: {LANGUAGE_VERSION}`",
        )


def _seasons(files: Files) -> tuple[Season, ...]:
    made: list[Season] = []
    for part in files.story.seasons or [] if files.story else []:
        chapters = dict.fromkeys(chapter.chapter.text for chapter, season in files.chapters if season == part.id.text)
        made.append(Season(part.id.text, " ".join(part.title.text.split()), tuple(chapters)))
    return tuple(made)


def _people(files: Files, names: Names) -> dict[str, Person]:
    made: dict[str, Person] = {}
    for person, stats in names.people.items():
        part = files.cast.people.get(person) if files.cast else None
        name, full = names.printed[person]
        words = {
            key: " ".join(value.text.split()) if part and (value := getattr(part, key)) else ""
            for key in ("hangul", "role", "card")
        }
        made[person] = Person(
            person,
            name,
            full,
            words["hangul"],
            words["role"],
            words["card"],
            tuple(stats),
            part.span if part else Span("cast.yaml"),
        )
    return made


def _you(files: Files, names: Names) -> You:
    part = files.cast.you if files.cast else None
    if part is None:
        return You((), typed=False)
    for name in part.names:
        if not is_player_name(name.text):
            names.problems.add(
                "HT116",
                name.span,
                f"`{name.text}` cannot be a player's name.",
                expected="1 to 20 letters, spaces, hyphens or apostrophes",
            )
    return You(tuple(" ".join(name.text.split()) for name in part.names), part.typed)


def is_player_name(name: str) -> bool:
    """Whether a player may be called so: 1 to 20 letters, spaces, hyphens and apostrophes, with a letter among them."""
    return (
        1 <= len(name) <= _LONGEST_NAME
        and any(letter.isalpha() for letter in name)
        and all(letter.isalpha() or letter in _NAME_LETTERS for letter in name)
    )


def _map(files: Files, names: Names) -> tuple[dict[str, Area], dict[str, Place]]:
    if files.places is None:
        return {}, {}
    parts = files.places
    areas = {
        key: Area(key, area.title.text.strip(), tuple(level.text.strip() for level in area.levels))
        for key, area in parts.areas.items()
    }
    places: dict[str, Place] = {}
    for key, part in parts.places.items():
        area = areas.get(part.area.text)
        if area is None:
            names.unknown("HT214", "area", part.area.text, part.area.span, areas)
        elif part.level.text not in area.levels:
            names.problems.add(
                "HT214",
                part.level.span,
                f"`{part.level.text}` is no level of `{area.id}`.",
                expected="one of " + ", ".join(area.levels),
                hint=nearest(part.level.text, area.levels),
            )
        for join in part.joins:
            if join.text not in parts.places:
                names.unknown("HT203", "place", join.text, join.span, parts.places)
        places[key] = Place(
            key,
            part.name.text.strip(),
            part.area.text,
            part.level.text,
            tuple(join.text for join in part.joins),
            part.known,
        )
    return areas, places


def _chapters(files: Files, scenes: dict[str, Scene], names: Names) -> tuple[Chapter, ...]:
    made: dict[str, Chapter] = {}
    previous: str | None = None
    for part, season in files.chapters:
        chapter = part.chapter.text
        if chapter not in made:
            if part.title is None:
                names.problems.add(
                    "HT102",
                    part.chapter.span,
                    f"The first file of `{chapter}` gives it no title.",
                    expected="`title: …`",
                )
            own = tuple(scene for scene in scenes.values() if scene.chapter == chapter)
            made[chapter] = Chapter(
                chapter,
                " ".join(part.title.text.split()) if part.title else chapter,
                part.tape,
                season,
                tuple(" ".join(note.text.split()) for note in part.notes),
                own,
                part.chapter.span,
            )
        elif previous != chapter:
            names.problems.add(
                "HT201",
                part.chapter.span,
                f"`{chapter}` was begun in an earlier file, and another chapter stands between.",
                expected="files of one chapter that follow each other, or an id of its own",
            )
        else:
            for key in ("title", "tape", "notes"):
                if part.has(key):
                    names.problems.add(
                        "HT201",
                        part.key(key),
                        f"`{key}` stands in the first file of `{chapter}`.",
                        expected="only `chapter`, `facts` and `scenes`",
                    )
        previous = chapter
    return tuple(made.values())


def _allowed_facts(files: Files) -> dict[str, dict[str, str]]:
    groups = [files.world.facts if files.world else {}, *(chapter.facts for chapter, _ in files.chapters)]
    return {
        fact: {kind: " ".join(why.text.split()) for kind, why in part.allow.items()}
        for facts in groups
        for fact, part in facts.items()
        if part.allow
    }
