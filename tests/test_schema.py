"""The JSON Schemas beside the story: they are those of the models, and what the loader takes they take."""

import json
from pathlib import Path

import pytest
import yaml

from game.author.meanings import MEANINGS
from game.author.meanings_of_words import MEANINGS_OF_WORDS
from game.author.schema import MODELS, TRANSLATIONS, schema_of, write_schemas
from game.story.parts import Part, Root

STORY = Path(__file__).parents[1] / "story"
EVERY = [(kind, MODELS) for kind in MODELS] + [(kind, TRANSLATIONS) for kind in TRANSLATIONS]


@pytest.mark.parametrize("kind", MODELS)
def test_the_schema_in_the_story_is_that_of_the_models(kind: str) -> None:
    """Protects authors from an editor that knows yesterday's language. `hyosan schema` writes them anew."""
    assert (STORY / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8") == schema_of(kind)
    if kind in TRANSLATIONS:
        written = (STORY / "schema" / "translation" / f"{kind}.schema.json").read_text(encoding="utf-8")
        assert written == schema_of(kind, TRANSLATIONS)


def test_every_file_names_its_schema() -> None:
    """Protects completion: an editor finds the schema by a file's first line."""
    for path in STORY.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        assert (path.parent / first.partition("$schema=")[2]).resolve().is_file(), path


def test_the_schema_knows_what_files_hold() -> None:
    """Protects against a schema that calls our own files wrong: every key they have is one it knows."""
    chapter = json.loads(schema_of("chapter"))
    scene = chapter["$defs"]["ScenePart"]["properties"]
    for path in sorted((STORY / "season-1").glob("*.yaml")):
        for written in yaml.safe_load(path.read_text(encoding="utf-8"))["scenes"].values():
            assert written.keys() <= scene.keys()
    assert {"with", "if"} <= scene.keys() | chapter["$defs"]["ChoicePart"]["properties"].keys()
    assert chapter["$defs"]["ChoicePart"]["additionalProperties"] is False


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    """A story of one's own gets the same schemas."""
    assert [path.name for path in write_schemas(tmp_path)] == [f"{kind}.schema.json" for kind, _ in EVERY]
    assert all(path.read_text(encoding="utf-8").startswith("{") for path in (tmp_path / "schema").rglob("*.json"))


@pytest.mark.parametrize(("kind", "models"), EVERY)
def test_every_key_is_explained_and_no_other(kind: str, models: dict[str, type[Part | Root]]) -> None:
    """Protects authors who rest on a key and see nothing, and meanings from keys that are gone."""
    schema = json.loads(schema_of(kind, models))
    parts = {models[kind].__name__: schema, **schema.get("$defs", {})}
    for name, part in parts.items():
        keys = part.get("properties", {})
        assert keys.keys() == {**MEANINGS, **MEANINGS_OF_WORDS}.get(name, {}).keys()
        for what in keys.values():
            assert what["description"].endswith((".", ")"))
            assert "null" not in json.dumps(what.get("anyOf", ""))
