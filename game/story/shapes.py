"""Nodes to models, telling everything that does not fit, and going on with what does.

One wrong key must not hide what is wrong elsewhere, so a file that does not fit is mended and tried again: what is too
much is taken out, what is missing is made up. A story that needed mending is never played; only its other problems are
told.
"""

import re
from functools import cache
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from pydantic import RootModel, ValidationError
from pydantic_core import ErrorDetails

from game.story.fields import Entries, Part
from game.story.nodes import STAND_IN, Listing, Mapping, Node, Scalar
from game.story.problems import Problems, Span

FileModel: TypeAlias = Part | RootModel[Any]
Model = TypeVar("Model", bound=FileModel)
Path = tuple[str | int, ...]

_TAGS = frozenset({"word", "list", "mapping"})
_LISTED = re.compile(r"\w+(?:, *\w+)*")
_ROUNDS = 60
_MOST_TOLD = 500
"""How many things are told of one file's shape: beyond, it is another kind of file."""
_WORDS = frozenset({"text", "title", "name", "label", "story", "version", "about", "summary"})
_IDS = frozenset({"id", "chapter"})
_STAND_INS = {
    "format": "1",
    "kind": "record",
    "seconds": "1",
    "range": "20",
    "units": "1",
    "start": "",
    "if": "",
    "never": "",
    "to": "",
    "label": "…",
}
_REPLACED = frozenset({"range", "units", "if", "never", "to", "label", "say"})
"""What is not taken out but put right, so that what depends on it is not told besides."""
_HARMLESS = frozenset({"timer", "care", "allow", "note"})
_SHAPES = {"word": "a word", "list": "a list", "mapping": "a mapping: keys, each with a colon"}


class Shape(NamedTuple, Generic[Model]):
    """What became of a file: its model, ``None`` if it was beyond mending, and whether nothing in it was lost."""

    model: Model | None
    whole: bool


def read_shape(model: type[Model], node: Node, problems: Problems) -> Shape[Model]:
    """Return a file's model. What was mended has been reported."""
    told: set[Path] = set()
    whole = True
    for _ in range(_ROUNDS):
        try:
            return Shape(cast(Model, model.model_validate(_values(node), by_alias=True)), whole)
        except ValidationError as error:
            details = [(_path(detail["loc"], node), detail) for detail in error.errors(include_url=False)]
            for path, detail in details:
                if path not in told and len(told) < _MOST_TOLD:
                    told.add(path)
                    _report(model, detail, path, node, problems)
            # From the end, so that a removal does not renumber the items that are still to be mended.
            for path, detail in reversed(details):
                whole = _loses_nothing(path, node) and whole
                if not _mend(detail, path, node):
                    return Shape(None, whole=False)
    return Shape(None, whole=False)


def _loses_nothing(path: Path, root: Node) -> bool:
    """Whether what is mended here can have declared nothing that other places name."""
    missing = _find(root, path) is None
    if missing and path:
        return path[-1] in _WORDS or path[-1] in _STAND_INS or bool(_HARMLESS.intersection(path))
    return isinstance(_find(root, path), Scalar) or bool(_HARMLESS.intersection(path))


def _values(node: Node) -> object:
    if isinstance(node, Mapping):
        return Entries(node, {key: _values(value) for key, value in node.entries.items()})
    if isinstance(node, Listing):
        return [_values(item) for item in node.items]
    return node


def _path(loc: Path, node: Node) -> Path:
    """Return a complaint's path through the nodes: pydantic's, without the names it gives to alternatives."""
    path: list[str | int] = []
    here: Node | None = node
    for step in loc:
        if isinstance(here, Mapping) and step in here.entries:
            here = here.entries[str(step)]
        elif isinstance(here, Listing) and isinstance(step, int) and step < len(here.items):
            here = here.items[step]
        elif step in _TAGS:
            continue
        else:
            here = None
        path.append(step)
    return tuple(path)


def _find(node: Node, path: Path) -> Node | None:
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _report(model: type[Model], detail: ErrorDetails, path: Path, root: Node, problems: Problems) -> None:
    parent = _find(root, path[:-1])
    name = str(path[-1]) if path else ""
    here = _find(root, path)
    place = here or parent or root
    span = place.span if here is not None and place.span.line == place.span.end_line else _opening(place)
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind.startswith("HT"):
        problems.add(kind, span, str(context["message"]), expected=str(context["expected"]), hint=str(context["hint"]))
    elif kind == "extra_forbidden" and isinstance(parent, Mapping):
        known = _keys_at(cast("type[FileModel]", model), path[:-1])
        expected = "one of " + ", ".join(f"`{key}`" for key in known)
        problems.add(
            "HT101",
            parent.key_span(name),
            f"`{name}` is not a key that stands here.",
            expected=expected,
            hint=problems.nearest(name, known) or _about_comma(parent.entries.get(name)),
        )
    elif kind == "missing":
        problems.add("HT102", span, f"`{name}` is missing here.", expected=f"`{name}: …`")
    else:
        owner = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        message = (
            f"This does not have the shape of `{owner}`." if owner else "This does not have the shape of the file."
        )
        expected = _expected_shape(kind, str(context.get("expected_tags")))
        are_words = kind == "list_type" and not _keys_at(cast("type[FileModel]", model), (*path, 0))
        problems.add("HT103", span, message, expected=expected, hint=_in_brackets(here) if are_words else "")


def _in_brackets(written: Node | None) -> str:
    """Return a hint for words that only lack the brackets of a list."""
    is_listed = isinstance(written, Scalar) and _LISTED.fullmatch(written.text)
    return f"Write `[{written.text}]`." if isinstance(written, Scalar) and is_listed else ""


def _about_comma(value: Node | None) -> str:
    """Return a hint for words that a comma between braces has made a key of."""
    alone = isinstance(value, Scalar) and not value.raw
    return "Between braces a comma ends a text: put quotation marks around all of it." if alone else ""


def _expected_shape(kind: str, tags: str) -> str:
    if kind == "union_tag_invalid":
        return " or ".join(words for tag, words in _SHAPES.items() if tag in tags)
    return _SHAPES["list" if kind == "list_type" else "mapping"]


def _opening(node: Node) -> Span:
    """Return where a mapping or list begins, on one line: the whole of it would be no place to point at."""
    return Span(node.span.file, node.span.line, node.span.column, node.span.line, node.span.column + 1)


def _keys_at(model: type[FileModel], path: Path) -> list[str]:
    """Return the keys that a model knows where ``path`` leads, found by following the JSON Schema."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    heads = [schema]
    for step in path:
        following: list[dict[str, Any]] = []
        for head in heads:
            for place in _resolved(head, definitions):
                if isinstance(step, int):
                    following.append(place.get("items", {}))
                elif step in place.get("properties", {}):
                    following.append(place["properties"][step])
                elif isinstance(place.get("additionalProperties"), dict):
                    following.append(place["additionalProperties"])
        heads = following
    return sorted(
        {key for head in heads for place in _resolved(head, definitions) for key in place.get("properties", {})}
    )


@cache
def _schema(model: type[FileModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in schema:
        return _resolved(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        return [found for option in options for found in _resolved(option, definitions)]
    return [schema]


def _mend(detail: ErrorDetails, path: Path, root: Node) -> bool:
    """Change the nodes so that this complaint cannot come again. Returns whether that was possible."""
    if not path:
        return False
    parent, step = _find(root, path[:-1]), str(path[-1])
    missing = detail["type"] == "missing"
    if isinstance(parent, Mapping) and step in _STAND_INS and (missing or step in _REPLACED):
        parent.entries[step] = Scalar(_opening(parent), _STAND_INS[step], STAND_IN)
        return True
    if isinstance(parent, Mapping) and missing and step in _WORDS | _IDS:
        parent.entries[step] = Scalar(_opening(parent), f"missing_{parent.span.line}_{parent.span.column}", STAND_IN)
        return True
    if isinstance(parent, Listing) and path[-2:-1] == ("to",):
        parent.items[int(step)] = Scalar(_opening(parent), "", STAND_IN)
        return True
    return _remove(root, path[:-1] if missing else path)


def _remove(root: Node, path: Path) -> bool:
    if not path:
        return False
    parent, step = _find(root, path[:-1]), path[-1]
    if isinstance(parent, Mapping) and step in parent.entries:
        del parent.entries[str(step)]
        return True
    if isinstance(parent, Listing) and isinstance(step, int) and step < len(parent.items):
        del parent.items[step]
        return True
    return parent is None
