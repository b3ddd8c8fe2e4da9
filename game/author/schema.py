"""JSON Schema for each kind of file, from the same models that read them: completion and hover in any YAML editor."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from game.author.meanings import MEANINGS
from game.author.meanings_of_words import MEANINGS_OF_WORDS
from game.errors import CannotBegin
from game.story.schema import CastFile, PlacesFile, StoryFile, WorldFile
from game.story.schema_chapter import ChapterFile
from game.story.schema_record import GlossaryFile, HistoriesFile, LawsFile, RecordFile
from game.story.translation.schema import (
    CastWords,
    ChapterWords,
    HistoriesWords,
    PlacesWords,
    RecordWords,
    StoryWords,
    WorldWords,
)

MODELS: dict[str, type[BaseModel]] = {
    "story": StoryFile,
    "cast": CastFile,
    "world": WorldFile,
    "places": PlacesFile,
    "record": RecordFile,
    "laws": LawsFile,
    "histories": HistoriesFile,
    "glossary": GlossaryFile,
    "chapter": ChapterFile,
}
TRANSLATIONS: dict[str, type[BaseModel]] = {
    "story": StoryWords,
    "cast": CastWords,
    "world": WorldWords,
    "places": PlacesWords,
    "record": RecordWords,
    "histories": HistoriesWords,
    "chapter": ChapterWords,
}
"""The models of a translation's files, by the kind of what they translate."""
_MEANINGS = MEANINGS | MEANINGS_OF_WORDS

_UNSET = ("default", None)


def schema_of(kind: str, models: Mapping[str, type[BaseModel]] = MODELS) -> str:
    """Return the schema of a kind of file as JSON. Raises KeyError for a kind that stories do not have."""
    schema: dict[str, Any] = models[kind].model_json_schema(by_alias=True)
    for name, part in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        # What editors show above a key's meaning.
        part["title"] = name.removesuffix("Part").removesuffix("File").removesuffix("Words")
        for key, what in part.get("properties", {}).items():
            part["properties"][key] = {"description": _MEANINGS[name][key], **_written(what)}
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, ensure_ascii=False, indent=2) + "\n"


def _written(what: dict[str, Any]) -> dict[str, Any]:
    """Return what may stand behind a key, as an author writes it.

    A key that may be missing is nowhere written as `null`, which pydantic's schema allows and editors would fill in;
    and its title is the key again.
    """
    shapes = [shape for shape in what.get("anyOf", ()) if shape != {"type": "null"}]
    kept = {name: value for name, value in what.items() if name not in {"anyOf", "title"} and (name, value) != _UNSET}
    if len(shapes) == 1:
        return {**shapes[0], **kept}
    return {"anyOf": shapes, **kept} if shapes else kept


def write_schemas(story: Path) -> list[Path]:
    """Write every schema into a story's folder and return where. Raises CannotBegin if that is not possible."""
    folder = story / "schema"
    written = []
    try:
        for models, place in ((MODELS, folder), (TRANSLATIONS, folder / "translation")):
            place.mkdir(exist_ok=True)
            for kind in models:
                path = place / f"{kind}.schema.json"
                path.write_text(schema_of(kind, models), encoding="utf-8")
                written.append(path)
    except OSError as error:
        raise CannotBegin(f"The schemas cannot be written into {folder}: {error.strerror or error}.") from error
    return written
