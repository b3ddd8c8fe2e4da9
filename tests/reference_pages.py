"""The pages of docs/reference: what each file of a story can hold, from the models that read it."""

import json
from collections.abc import Iterator
from typing import Any

from game.author.schema import TRANSLATIONS, schema_of

FILES = {
    "story": ("story.yaml", "what the story is called, where it begins, and which files hold its chapters"),
    "cast": ("cast.yaml", "the player, the other people, and groups of them"),
    "world": ("world.yaml", "what is kept count of: stats of people, counts of the group, facts of the whole story"),
    "chapter": ("Chapters", "scenes, what can be done in them, and the facts that only they read"),
    "places": ("places.yaml", "the map"),
    "record": ("record.yaml", "what is read after an ending"),
    "laws": ("laws.yaml", "what must hold in every playthrough"),
    "glossary": ("glossary.yaml", "notes on words that the story uses, shown to whoever asks"),
    "histories": ("histories.yaml", "ways through what comes before, from the end of which a new run can begin"),
}
TRANSLATION = ("Translations", "a story's words in another language, in files beside those that they translate")
"""For each kind of file the heading of its page, and what such a file holds."""
_HEADS = {"string": "a word", "integer": "a whole number", "number": "a number", "boolean": "`true` or `false`"}
_PLURALS = {"a word": "words", "text": "texts"}

Schema = dict[str, Any]


def page(kind: str) -> str:
    """Return the page of a kind of file."""
    schema = json.loads(schema_of(kind))
    parts = schema.get("$defs", {})
    heading, holds = FILES[kind]
    lines = [f"# {heading}", "", f"{holds[:1].upper()}{holds[1:]}.", ""]
    if schema["type"] == "array":
        lines += [f"A list: each entry is {_shape(schema['items'], parts)}.", ""]
    lines += _table(schema, parts)
    for name in _order(schema, parts):
        part = parts[name]
        lines += [f"## {part['title']}", "", part["description"], "", *_table(part, parts)]
    return "\n".join(lines).rstrip() + "\n"


def translation_page() -> str:
    """Return the page of a translation's files, which are each like the file that they translate, with fewer keys."""
    heading, holds = TRANSLATION
    lines = [f"# {heading}", "", f"{holds[:1].upper()}{holds[1:]}: [format.md](../format.md#translations).", ""]
    told: set[str] = set()
    for kind in TRANSLATIONS:
        schema = json.loads(schema_of(kind, TRANSLATIONS))
        parts = schema.get("$defs", {})
        name = FILES[kind][0]
        lines += [f"## A translation of {name if '.' in name else 'a chapter'}", ""]
        if "additionalProperties" in schema and not schema.get("properties"):
            lines += [f"For each id {_shape(schema['additionalProperties'], parts)}.", ""]
        lines += _table(schema, parts)
        for part_name in _order(schema, parts):
            part = parts[part_name]
            if part_name not in told:
                lines += [f"### {part['title']}", "", part["description"], "", *_table(part, parts)]
            told.add(part_name)
    return "\n".join(lines).rstrip() + "\n"


def front_page() -> str:
    """Return the page that lists the others."""
    lines = [
        "# What stands in the files",
        "",
        "Every key of every file: what may stand behind it, what it means, and what it is if it is left out. These",
        "pages are made from the declarations that the program itself reads stories by; [format.md](../format.md) says",
        "what all of it does together. `hyosan schema DIR` gives the same to any YAML editor, as completion and hover.",
        "",
    ]
    pages = {**FILES, "translation": TRANSLATION}
    lines += [f"- [{heading}]({kind}.md): {holds}." for kind, (heading, holds) in pages.items()]
    lines += [
        "",
        "**Text** is prose for the screen. **A word** is anything else that is written: an id, the id of something, a",
        "condition. Neither needs quotation marks unless YAML does; see",
        "[Traps for authors](../format.md#traps-for-authors).",
    ]
    return "\n".join(lines) + "\n"


def _order(schema: Schema, parts: dict[str, Schema]) -> Iterator[str]:
    """Yield the parts in the order in which a reader meets them."""
    seen: list[str] = []
    todo = [*_mentioned(schema)]
    while todo:
        name = todo.pop(0)
        if name not in seen:
            seen.append(name)
            todo += _mentioned(parts[name])
            yield name


def _mentioned(what: object) -> Iterator[str]:
    if isinstance(what, list):
        for one in what:
            yield from _mentioned(one)
    elif isinstance(what, dict):
        for key, value in what.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            elif key != "$defs":
                yield from _mentioned(value)


def _table(part: Schema, parts: dict[str, Schema]) -> list[str]:
    keys: Schema = part.get("properties", {})
    if not keys:
        return []
    required = part.get("required", ())
    lines = ["| key | what stands there | meaning |", "|---|---|---|"]
    for key, what in keys.items():
        needed = " **Required.**" if key in required else _default(what)
        lines.append(f"| `{key}` | {_shape(what, parts)} | {what['description'].replace('|', '&#124;')}{needed} |")
    return [*lines, ""]


def _default(what: Schema) -> str:
    if "default" not in what or "unless said" in what["description"]:
        return ""
    return f" `{json.dumps(what['default'])}` unless said."


def _shape(what: Schema, parts: dict[str, Schema]) -> str:
    """Return in words what may stand somewhere."""
    for several in ("oneOf", "anyOf"):
        if several in what:
            shapes = [_shape(one, parts) for one in what[several]]
            return (", or " if any("list" in shape for shape in shapes) else " or ").join(shapes)
    kind = what.get("type")
    if kind == "array":
        each = _shape(what["items"], parts)
        return f"a list of {_PLURALS.get(each, each)}"
    if kind == "object":
        return f"for each id {_shape(what['additionalProperties'], parts)}"
    return _single(what, parts)


def _single(what: Schema, parts: dict[str, Schema]) -> str:
    """Return in words what may stand somewhere that is neither a list nor a mapping of an author's ids."""
    if "$ref" in what:
        title = parts[what["$ref"].rpartition("/")[2]]["title"]
        return f"[{title}](#{title.lower()})"
    if "enum" in what:
        return " or ".join(f"`{word}`" for word in what["enum"])
    if "maximum" in what:
        return f"a whole number from {what['minimum']} to {what['maximum']}"
    if "minLength" in what:
        return "text"
    if what["type"] == ["string", "null"]:
        return "text or nothing"
    kinds = what["type"] if isinstance(what["type"], list) else [what["type"]]
    return " or ".join(_HEADS[kind] for kind in kinds)
