"""A story that is told several times over, one after the other, with other people and other facts each time.

So it is of any length and of the same kind: what is asked of a scene, how many choices it has, how far facts are read.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Part = dict[str, Any]
WORDS_OF_THE_LANGUAGE = frozenset(
    re.findall(
        r"\w+",
        "id label say if locked once effects reply to each was allow note title place clock with maybe text "
        "continue enter choices dilemma timer clip ending coda aside care typed kind record chapter scenes "
        "facts people groups you law because never start stats counts range full of says one_of hidden units "
        "then about summary areas levels lines epilogues later name area level joins known",
    )
)
"""Keys with a meaning of their own, which an id may be called as well."""
OF_IDS = frozenset(("scenes", "facts", "people", "groups", "effects", "enter", "areas", "places", "counts"))
"""What holds ids as keys."""


def write_chained(story: Path, times: int, folder: Path) -> None:
    """Write a story so many times over as the files of one."""
    files = {str(path.relative_to(story)): _read(path) for path in sorted(story.rglob("*.yaml"))}
    head = files["story.yaml"]
    listed = [name for season in head["seasons"] for name in season["chapters"]]
    parts = [_part(files, listed, number, last=number == times) for number in range(1, times + 1)]
    starts = [part["start"] for part in parts]
    for part, onward in zip(parts, [*starts[1:], None], strict=True):
        for chapter in part["chapters"]:
            _go_on(chapter["scenes"], onward)
    chapters = [chapter for part in parts for chapter in part["chapters"]]
    names = [f"{number:03}.yaml" for number in range(len(chapters))]
    world = files["world.yaml"]
    written: dict[str, object] = dict(zip(names, chapters, strict=True))
    written["story.yaml"] = {
        **{key: head[key] for key in ("story", "title", "format", "version")},
        "start": starts[0],
        "chapters": names,
    }
    written["cast.yaml"] = {
        "you": files["cast.yaml"]["you"],
        "people": _merged(part["people"] for part in parts),
        "groups": _merged(part["groups"] for part in parts),
    }
    written["world.yaml"] = {**world, **{key: _merged(part[key] for part in parts) for key in ("counts", "facts")}}
    written["places.yaml"] = {key: _merged(part[key] for part in parts) for key in ("areas", "places")}
    written["record.yaml"] = {
        key: [one for part in parts for one in part["record"][key]] for key in ("lines", "epilogues")
    }
    written["laws.yaml"] = [law for part in parts for law in part["laws"]]
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (folder / name).write_text(json.dumps(_stripped(content), ensure_ascii=False, indent=1), encoding="utf-8")


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts and nothing else


def _part(files: Mapping[str, Any], listed: Iterable[str], number: int, *, last: bool) -> Part:
    """Return a story's chapters and what they speak of, under names that no other part has."""
    chapters = [files[name] for name in listed]
    cast, world, record = files["cast.yaml"], files["world.yaml"], files["record.yaml"]
    ids = _ids(chapters, cast, world, record, files["laws.yaml"]) | {
        key for part in files["places.yaml"].values() for key in part
    }
    renamed = _renaming(ids - _shared(files), number)
    endings = set() if last else {scene["ending"]["id"] for _, scene in _ends(chapters)}
    laws = [law for law in files["laws.yaml"] if last or not _mentions(law, endings)]
    found: Part = renamed(
        {
            "start": files["story.yaml"]["start"],
            "chapters": chapters,
            "people": {key: {**person, "later": None} for key, person in cast["people"].items()},
            "groups": cast["groups"],
            "counts": {key: {**count, "seasons": None} for key, count in world["counts"].items()},
            "facts": world["facts"],
            "areas": files["places.yaml"]["areas"],
            "places": {key: {**place, "barred": None} for key, place in files["places.yaml"]["places"].items()},
            "record": record,
            "laws": laws,
        }
    )
    return found


def _ids(chapters: Iterable[Part], cast: Part, world: Part, record: Part, laws: Iterable[Part]) -> set[str]:
    """Return every id that the story has but once."""
    ids = {
        *cast["people"],
        *cast["groups"],
        *world["counts"],
        *world["facts"],
        *(law["id"] for law in laws if "id" in law),
    }
    ids |= {one["id"] for key in ("lines", "epilogues") for one in record[key]}
    ids |= {one["ending"]["id"] for one in record["epilogues"] if "ending" in one}
    for chapter in chapters:
        ids |= {chapter["chapter"], *chapter.get("facts", ())}
        for scene in chapter["scenes"].values():
            ids |= {scene[key]["id"] for key in ("clip", "ending") if key in scene}
    return ids


def _shared(files: Mapping[str, Any]) -> set[str]:
    """Return the words that mean the same in every part: stats, their values, and the count that pays for clips."""
    stats, you = files["world.yaml"]["stats"], files["cast.yaml"]["you"]
    found = {*stats, *you["stats"], *(key for key, count in files["world.yaml"]["counts"].items() if "pays" in count)}
    found |= {value for stat in (*stats.values(), *you["stats"].values()) for value in stat.get("one_of", ())}
    return found


def _renaming(ids: Iterable[str], number: int) -> Callable[[Any], Any]:
    words = re.compile(rf"(?<![A-Za-z0-9_])({'|'.join(sorted(ids, key=len, reverse=True))})(?![A-Za-z0-9_])")

    def renamed(value: Any, *, of_ids: bool = False) -> Any:  # noqa: ANN401 - whatever a file holds
        if isinstance(value, str):
            return words.sub(rf"\1_{number}", value)
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if isinstance(value, dict):
            return {
                key if key in WORDS_OF_THE_LANGUAGE and not of_ids else renamed(key): renamed(one, of_ids=key in OF_IDS)
                for key, one in value.items()
            }
        return value

    return renamed


def _ends(chapters: Iterable[Part]) -> Iterator[tuple[str, Part]]:
    """Yield the scenes at which a story with a Record ends."""
    for chapter in chapters:
        for key, scene in chapter["scenes"].items():
            if scene.get("ending", {}).get("kind") == "record":
                yield key, scene


def _go_on(scenes: dict[str, Part], onward: str | None) -> None:
    """Have what is an end of one part go on with the next, if there is one."""
    for key, scene in scenes.items():
        scenes[key] = {**scene, "was": None}
        if onward is not None and scene.get("ending", {}).get("kind") == "record":
            scenes[key] |= {"ending": None, "choices": None, "to": onward}


def _mentions(law: Part, ids: Iterable[str]) -> bool:
    written = set(re.findall(r"\w+", json.dumps(law)))
    return not written.isdisjoint(ids) or "every_ending_from" in law or "at_least" in law


def _merged(parts: Iterable[Mapping[str, Any]]) -> Part:
    return {key: one for part in parts for key, one in part.items()}


def _stripped(value: Any) -> Any:  # noqa: ANN401 - whatever a file holds
    """Return a value without what is left out of it."""
    if isinstance(value, list):
        return [_stripped(one) for one in value]
    if isinstance(value, dict):
        return {key: _stripped(one) for key, one in value.items() if one is not None and key != "was"}
    return value
