"""What stands for the model of a file that is as it was: little of it is asked for, and that is known without reading.

Whatever else is asked of it is asked of the model, for which the file is read after all.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar, cast

from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.schema import StoryFile
from game.story.schema_chapter import ChapterFile, ChoicePart, ScenePart

Asked = TypeVar("Asked")
Written: TypeAlias = tuple[str, Span]
"""A word or a text, and where it stands."""


class Unread:
    """Stands for a model, or for a part of one."""

    def __init__(self, read: Callable[[], Any], known: Mapping[str, Any]) -> None:
        """Stand for what ``read`` returns. ``known`` are attributes of that."""
        self.__dict__.update(known)
        self.__read = read

    @cached_property
    def model(self) -> Any:  # noqa: ANN401 - whatever it stands for
        """The model itself."""
        return self.__read()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the model has
        """Return what the model has."""
        return getattr(self.model, name)


def read_after_all(model: Asked) -> Asked:
    """Return a model itself where something stands for it."""
    return cast("Asked", model.model) if isinstance(model, Unread) else model


def known_of(chapter: ChapterFile) -> dict[str, Any]:
    """Return what is asked of every chapter's file, for ``unread_chapter``."""
    return {
        "chapter": written(chapter.chapter),
        "title": written(chapter.title),
        "tape": chapter.tape,
        "notes": all_written(chapter.notes),
        "was": all_written(chapter.was),
    }


def unread_chapter(read: Callable[[], Any], known: Mapping[str, Any]) -> Unread:
    """Return what stands for a chapter's file, of which something is known."""
    return Unread(
        read,
        {
            "chapter": scalar(known["chapter"]),
            "title": scalar(known["title"]),
            "tape": known["tape"],
            "notes": scalars(known["notes"]),
            "was": scalars(known["was"]),
        },
    )


_HEADER = ("story", "title", "format", "version", "start")
_LISTS = ("about", "notes", "refrains", "words", "languages")


def known_of_story(story: StoryFile) -> dict[str, Any]:
    """Return what is asked of story.yaml, for ``unread_story``."""
    known: dict[str, Any] = {name: written(getattr(story, name)) for name in _HEADER}
    known |= {name: all_written(getattr(story, name)) for name in _LISTS}
    known["english"] = story.english
    known["chapters"] = None if story.chapters is None else all_written(story.chapters)
    seasons = ((written(one.id), written(one.title), all_written(one.chapters)) for one in story.seasons or ())
    known["seasons"] = None if story.seasons is None else tuple(seasons)
    return known


def unread_story(read: Callable[[], Any], known: Mapping[str, Any]) -> Unread:
    """Return what stands for story.yaml."""
    again: dict[str, Any] = {name: scalar(known[name]) for name in _HEADER}
    again |= {name: scalars(known[name]) for name in _LISTS}
    again["english"] = known["english"]
    again["chapters"] = None if known["chapters"] is None else scalars(known["chapters"])
    again["seasons"] = None
    if known["seasons"] is not None:
        # Of these nothing else is ever asked.
        again["seasons"] = [
            SimpleNamespace(id=scalar(id_), title=scalar(title), chapters=scalars(chapters))
            for id_, title, chapters in known["seasons"]
        ]
    return Unread(read, again)


def unread_scene(chapter: ChapterFile, scene: str, was: tuple[Written, ...]) -> ScenePart:
    """Return what stands for a scene of a chapter's file."""
    return cast("ScenePart", Unread(lambda: chapter.scenes[scene], {"was": scalars(was)}))


def unread_choice(scene: ScenePart, place: int, was: tuple[Written, ...]) -> ChoicePart:
    """Return what stands for a choice, by its place among those of its scene."""
    return cast("ChoicePart", Unread(lambda: (scene.choices or [])[place], {"was": scalars(was)}))


def written(one: Scalar | None) -> Written | None:
    """Return what is kept of a word or a text; of none, nothing."""
    return None if one is None else (one.text, one.span)


def all_written(some: list[Scalar]) -> tuple[Written, ...]:
    """Return what is kept of words or texts."""
    return tuple((one.text, one.span) for one in some)


def scalar(kept: Written | None) -> Scalar | None:
    """Return a word or a text again, with as much as anybody asks of it who does not read further."""
    return None if kept is None else Scalar(kept[1], kept[0])


def scalars(kept: tuple[Written, ...]) -> list[Scalar]:
    """Return words or texts again."""
    return [Scalar(place, text) for text, place in kept]
