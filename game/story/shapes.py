"""Nodes to models, telling everything that does not fit, and going on with what does.

One wrong key must not hide what is wrong elsewhere, so a file that does not fit is mended and tried again: what is too
much is taken out, what is missing is made up. A story that needed mending is never played; only its other problems are
told.
"""

from typing import Generic, NamedTuple, TypeVar, cast

from game.story.forms import form_of
from game.story.misfits import MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE, Complaint, Misfit, Path
from game.story.nodes import STAND_IN, Listing, Mapping, Node, Scalar
from game.story.parts import Part, Root
from game.story.problems import Problems, Span

Model = TypeVar("Model", bound=Part | Root)

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


class Shape(NamedTuple, Generic[Model]):
    """What became of a file: its model, ``None`` if it was beyond mending, and whether nothing in it was lost."""

    model: Model | None
    whole: bool


def read_shape(model: type[Model], node: Node, problems: Problems) -> Shape[Model]:
    """Return a file's model. What was mended has been reported."""
    form = form_of(cast("type[Part | Root]", model))
    told: set[Path] = set()
    whole = True
    for _ in range(_ROUNDS):
        try:
            return Shape(cast("Model", form.read(node)), whole)
        except Misfit as error:
            for complaint in error.complaints:
                if complaint.path not in told and len(told) < _MOST_TOLD:
                    told.add(complaint.path)
                    _report(complaint, node, problems)
            # From the end, so that a removal does not renumber the items that are still to be mended.
            for complaint in reversed(error.complaints):
                whole = _loses_nothing(complaint.path, node) and whole
                if not _mend(complaint, node):
                    return Shape(None, whole=False)
    return Shape(None, whole=False)


def _loses_nothing(path: Path, root: Node) -> bool:
    """Whether what is mended here can have declared nothing that other places name."""
    missing = _find(root, path) is None
    if missing and path:
        return path[-1] in _WORDS or path[-1] in _STAND_INS or bool(_HARMLESS.intersection(path))
    return isinstance(_find(root, path), Scalar) or bool(_HARMLESS.intersection(path))


def _find(node: Node, path: Path) -> Node | None:
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _report(complaint: Complaint, root: Node, problems: Problems) -> None:
    path = complaint.path
    parent = _find(root, path[:-1])
    name = str(path[-1]) if path else ""
    here = _find(root, path)
    place = here or parent or root
    span = place.span if here is not None and place.span.line == place.span.end_line else _opening(place)
    message, expected, hint = complaint.message, complaint.expected, complaint.hint
    if complaint.code == UNKNOWN_KEY and isinstance(parent, Mapping):
        span, message = parent.key_span(name), f"`{name}` is not a key that stands here."
        expected = "one of " + ", ".join(f"`{key}`" for key in complaint.known)
        hint = problems.nearest(name, complaint.known) or _about_comma(parent.entries.get(name))
    elif complaint.code == MISSING_KEY:
        message, expected = f"`{name}` is missing here.", f"`{name}: …`"
    elif complaint.code == WRONG_SHAPE and not message:
        owner = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        message = f"This does not have the shape of {f'`{owner}`' if owner else 'the file'}."
    problems.add(complaint.code, span, message, expected=expected, hint=hint)


def _about_comma(value: Node | None) -> str:
    """Return a hint for words that a comma between braces has made a key of."""
    alone = isinstance(value, Scalar) and not value.raw
    return "Between braces a comma ends a text: put quotation marks around all of it." if alone else ""


def _opening(node: Node) -> Span:
    """Return where a mapping or list begins, on one line: the whole of it would be no place to point at."""
    return Span(node.span.file, node.span.line, node.span.column, node.span.line, node.span.column + 1)


def _mend(complaint: Complaint, root: Node) -> bool:
    """Change the nodes so that this complaint cannot come again. Returns whether that was possible."""
    path = complaint.path
    if not path:
        return False
    parent, step = _find(root, path[:-1]), str(path[-1])
    missing = complaint.code == MISSING_KEY
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
