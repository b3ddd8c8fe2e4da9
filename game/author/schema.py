"""JSON Schema for each kind of file, from the same models that read them: completion and hover in any YAML editor."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT

from game.author.meanings import MEANINGS
from game.author.meanings_of_words import MEANINGS_OF_WORDS
from game.errors import CannotBegin
from game.story.fields import Kind
from game.story.forms import AnyForm, Form, ListForm, PartForm, RootForm, TableForm, form_of
from game.story.parts import Part, Root
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

MODELS: dict[str, type[Part | Root]] = {
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
TRANSLATIONS: dict[str, type[Part | Root]] = {
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


def schema_of(kind: str, models: Mapping[str, type[Part | Root]] = MODELS) -> str:
    """Return the schema of a kind of file as JSON. Raises KeyError for a kind that stories do not have."""
    model, parts = models[kind], dict[str, dict[str, Any]]()
    form = form_of(model)
    whole = _file(model, _written(form.form, parts)) if isinstance(form, RootForm) else _part(form, parts)
    heading: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if parts:
        heading["$defs"] = dict(sorted(parts.items()))
    return json.dumps(heading | whole, ensure_ascii=False, indent=2) + "\n"


def _written(form: Form, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what may stand where something has a form, as an author writes it. ``parts`` gains the parts in it."""
    match form:
        case Kind():
            return dict(form.schema)
        case ListForm():
            return {"items": _written(form.item, parts), "type": "array"}
        case TableForm():
            return {"additionalProperties": _written(form.value, parts), "type": "object"}
        case AnyForm():
            return {"oneOf": [_written(one, parts) for one in form.forms.values()]}
        case RootForm():
            return _written(form.form, parts)
    name = form.part.__name__
    if name not in parts:
        parts[name] = _part(form, parts)
    return {"$ref": f"#/$defs/{name}"}


def _part(form: PartForm, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of a part."""
    keys: dict[str, dict[str, Any]] = {}
    for key, field in form.fields.items():
        unless_said = {} if field.default in {NODEFAULT, None} else {"default": field.default}
        keys[key] = {"description": _MEANINGS[form.part.__name__][key], **unless_said, **_written(field.form, parts)}
    required = {"required": list(form.required)} if form.required else {}
    return _file(form.part, {"additionalProperties": False, "properties": keys, **required, "type": "object"})


def _file(model: type[Part | Root], what: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with what editors show above a key's meaning."""
    title = model.__name__.removesuffix("Part").removesuffix("File").removesuffix("Words")
    return dict(sorted({**what, "description": model.__doc__, "title": title}.items()))


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
