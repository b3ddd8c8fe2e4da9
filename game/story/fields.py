"""The kinds of value that stand in a story's files, each with how it is read and what an editor is told of it."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Struct

from game.story.misfits import WRONG_SHAPE, misfit
from game.story.nodes import STAND_IN, Listing, Node, Scalar

_WHOLE = re.compile(r"-?[0-9]{1,6}")


class Kind(Struct, frozen=True, eq=False):
    """A kind of scalar, said of a field's type with ``Annotated``."""

    read: Callable[[Node], Any]
    """Returns the value. Raises Misfit if that is none of this kind."""
    schema: Mapping[str, Any]
    """The same as JSON Schema."""


def _scalar(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Listing) else "a mapping"
        raise misfit(WRONG_SHAPE, f"Here stands {shape}.", "words")
    return node


def _word(node: Node) -> Scalar:
    scalar = _scalar(node)
    if not scalar.text.strip() and scalar.style != STAND_IN:
        raise misfit("HT110", "Nothing is written here.", "a word")
    return scalar


def _written(node: Node) -> Scalar:
    """Read words for the screen: never blank, and never cut short by what YAML takes for a comment."""
    scalar = _scalar(node)
    if scalar.swallowed is not None:
        raise misfit(
            "HT016",
            f"YAML takes everything from the `#` on for a comment: only “{scalar.text}” would be read.",
            "quotation marks around the text, or a `|` and the text on the next line",
            "For a comment, put two spaces before the `#` and one after it.",
        )
    if not scalar.text.strip():
        raise misfit("HT110", "Nothing is written here.", "words")
    return scalar


def _maybe_written(node: Node) -> Scalar:
    scalar = _scalar(node)
    return _written(scalar) if scalar.text.strip() or scalar.swallowed else scalar


def _yes_or_no(node: Node) -> bool:
    scalar = _scalar(node)
    if scalar.text not in {"true", "false"}:
        raise misfit("HT106", f"`{scalar.text}` is neither `true` nor `false`.", "`true` or `false`")
    return scalar.text == "true"


def _locked(node: Node) -> Scalar | Literal[True]:
    scalar = _written(node)
    if scalar.text == "false":
        raise misfit("HT104", "A lock that is never shown has no `locked`.", "a sentence, or `true`")
    return True if scalar.text == "true" else scalar


def _number(least: int, most: int) -> Kind:
    def read(node: Node) -> int:
        scalar = _scalar(node)
        if not _WHOLE.fullmatch(scalar.text):
            raise misfit("HT105", f"`{scalar.text}` is not a whole number.", "a whole number in digits")
        number = int(scalar.text)
        if not least <= number <= most:
            raise misfit("HT105", f"{number} is outside {least} to {most}.", f"a whole number from {least} to {most}")
        return number

    return Kind(read, {"maximum": most, "minimum": least, "type": "integer"})


def one_of(words: tuple[str, ...]) -> Kind:
    """Return the kind of a scalar that is one of a few words."""

    def read(node: Node) -> str:
        scalar = _scalar(node)
        if scalar.text not in words:
            raise misfit("HT104", f"`{scalar.text}` is not possible here.", " or ".join(f"`{word}`" for word in words))
        return scalar.text

    return Kind(read, {"enum": list(words), "type": "string"})


Word: TypeAlias = Annotated[Scalar, Kind(_word, {"type": "string"})]
"""An id, a reference, a condition: read as it stands."""
Version: TypeAlias = Annotated[Scalar, Kind(_word, {"type": ["integer", "string"]})]
"""The version of the language."""
Sign: TypeAlias = Annotated[Scalar, Kind(_word, {"type": ["string", "number"]})]
"""The sign of an original. Its digits are those of a number now and then, for whoever reads YAML as YAML says."""
Written: TypeAlias = Annotated[Scalar, Kind(_written, {"minLength": 1, "type": "string"})]
"""Words for the screen."""
MaybeWritten: TypeAlias = Annotated[Scalar, Kind(_maybe_written, {"type": ["string", "null"]})]
"""Words for the screen, or deliberately none."""
Value: TypeAlias = Annotated[Scalar, Kind(_scalar, {"type": ["string", "integer", "boolean"]})]
"""A value that its variable's domain reads."""
YesOrNo: TypeAlias = Annotated[bool, Kind(_yes_or_no, {"type": "boolean"})]
Locked: TypeAlias = Annotated[Scalar | Literal[True], Kind(_locked, {"type": ["string", "boolean"]})]
"""A lock's sentence, or ``true`` for the derived reason alone."""
Maximum: TypeAlias = Annotated[int, _number(1, 20)]
Units: TypeAlias = Annotated[int, _number(0, 20)]
Seconds: TypeAlias = Annotated[int, _number(1, 3600)]
Positive: TypeAlias = Annotated[int, _number(1, 999)]
Several: TypeAlias = Annotated[int, _number(0, 100_000)]
