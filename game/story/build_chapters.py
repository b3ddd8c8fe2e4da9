"""Chapters and seasons, in story order."""

from game.story.files import Files
from game.story.model import Chapter, Scene, Season
from game.story.names import Names
from game.story.nodes import one_line


def build_seasons(files: Files) -> tuple[Season, ...]:
    """Return the seasons with their chapters."""
    made: list[Season] = []
    for part in files.story.seasons or [] if files.story else []:
        chapters = dict.fromkeys(chapter.chapter.text for chapter, season in files.chapters if season == part.id.text)
        made.append(Season(part.id.text, one_line(part.title), tuple(chapters)))
    return tuple(made)


def build_chapters(files: Files, scenes: dict[str, Scene], names: Names) -> tuple[Chapter, ...]:
    """Return the chapters, each once, however many files it stands in."""
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
                one_line(part.title) if part.title else chapter,
                part.tape,
                season,
                tuple(one_line(note) for note in part.notes),
                own,
                part.chapter.span,
            )
        elif made[chapter].season != season:
            names.problems.add(
                "HT201",
                part.chapter.span,
                f"`{chapter}` was begun in another season.",
                expected="files of one chapter in one season, or an id of its own",
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
