"""The kinds of value that stand in a story's files, each with how it is read and what an editor is told of it."""

import re
from typing import Annotated, Any, Literal, TypeAlias, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    RootModel,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from game.story.nodes import STAND_IN, Mapping, Scalar
from game.story.problems import Span

_WHOLE = re.compile(r"-?[0-9]{1,6}")


class Entries(dict[str, Any]):
    """A mapping on its way to a model, with the node it came from."""

    def __init__(self, node: Mapping, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.node = node


def _wrong(code: str, message: str, expected: str = "", hint: str = "") -> PydanticCustomError:
    # Pydantic fills braces of its template from the context, so what comes from a file goes there.
    return PydanticCustomError(code, "{message}", {"message": message, "expected": expected, "hint": hint})


def _scalar(value: object) -> Scalar:
    if not isinstance(value, Scalar):
        shape = "a list" if isinstance(value, list) else "a mapping"
        raise _wrong("HT103", f"Here stands {shape}.", "words")
    return value


def _word(value: object) -> Scalar:
    scalar = _scalar(value)
    if not scalar.text.strip() and scalar.style != STAND_IN:
        raise _wrong("HT110", "Nothing is written here.", "a word")
    return scalar


def _written(value: object) -> Scalar:
    """Read words for the screen: never blank, and never cut short by what YAML takes for a comment."""
    scalar = _scalar(value)
    if scalar.swallowed is not None:
        raise _wrong(
            "HT016",
            f"YAML takes everything from the `#` on for a comment: only “{scalar.text}” would be read.",
            "quotation marks around the text, or a `|` and the text on the next line",
            "For a comment, put two spaces before the `#` and one after it.",
        )
    if not scalar.text.strip():
        raise _wrong("HT110", "Nothing is written here.", "words")
    return scalar


def _maybe_written(value: object) -> Scalar:
    scalar = _scalar(value)
    return _written(scalar) if scalar.text.strip() or scalar.swallowed else scalar


def _whole(value: object) -> int:
    scalar = _scalar(value)
    if not _WHOLE.fullmatch(scalar.text):
        raise _wrong("HT105", f"`{scalar.text}` is not a whole number.", "a whole number in digits")
    return int(scalar.text)


def _yes_or_no(value: object) -> bool:
    scalar = _scalar(value)
    if scalar.text not in {"true", "false"}:
        raise _wrong("HT106", f"`{scalar.text}` is neither `true` nor `false`.", "`true` or `false`")
    return scalar.text == "true"


def _number(least: int, most: int) -> Any:  # noqa: ANN401  # a type made at run time
    def read(value: object) -> int:
        number = _whole(value)
        if not least <= number <= most:
            raise _wrong("HT105", f"{number} is outside {least} to {most}.", f"a whole number from {least} to {most}")
        return number

    return Annotated[int, PlainValidator(read), WithJsonSchema({"type": "integer", "minimum": least, "maximum": most})]


def one_of(*words: str) -> Any:  # noqa: ANN401  # a type made at run time
    """Return the type of a scalar that is one of a few words."""

    def read(value: object) -> str:
        scalar = _scalar(value)
        if scalar.text not in words:
            raise _wrong("HT104", f"`{scalar.text}` is not possible here.", " or ".join(f"`{word}`" for word in words))
        return scalar.text

    return Annotated[str, PlainValidator(read), WithJsonSchema({"type": "string", "enum": list(words)})]


Word: TypeAlias = Annotated[Scalar, PlainValidator(_word), WithJsonSchema({"type": "string"})]
"""An id, a reference, a condition: read as it stands."""
Version: TypeAlias = Annotated[Scalar, PlainValidator(_word), WithJsonSchema({"type": ["integer", "string"]})]
"""The version of the language."""
Sign: TypeAlias = Annotated[Scalar, PlainValidator(_word), WithJsonSchema({"type": ["string", "number"]})]
"""The sign of an original. Its digits are those of a number now and then, for whoever reads YAML as YAML says."""
Written: TypeAlias = Annotated[Scalar, PlainValidator(_written), WithJsonSchema({"type": "string", "minLength": 1})]
"""Words for the screen."""
MaybeWritten: TypeAlias = Annotated[
    Scalar, PlainValidator(_maybe_written), WithJsonSchema({"type": ["string", "null"]})
]
"""Words for the screen, or deliberately none."""
Value: TypeAlias = Annotated[
    Scalar, PlainValidator(_scalar), WithJsonSchema({"type": ["string", "integer", "boolean"]})
]
"""A value that its variable's domain reads."""
YesOrNo: TypeAlias = Annotated[bool, PlainValidator(_yes_or_no), WithJsonSchema({"type": "boolean"})]
Whole: TypeAlias = Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer"})]
Maximum = _number(1, 20)
Units = _number(0, 20)
Seconds = _number(1, 3600)
Positive = _number(1, 999)
Several = _number(0, 100_000)


def tag_of(value: object) -> str:
    """Tell pydantic which of three shapes stands here, so that its complaints speak of that one only."""
    return "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "word"


def _locked(value: object) -> Scalar | Literal[True]:
    scalar = _written(value)
    if scalar.text == "false":
        raise _wrong("HT104", "A lock that is never shown has no `locked`.", "a sentence, or `true`")
    return True if scalar.text == "true" else scalar


Locked: TypeAlias = Annotated[
    Literal[True] | Scalar,
    PlainValidator(_locked),
    WithJsonSchema({"type": ["string", "boolean"]}),
]
"""A lock's sentence, or ``true`` for the derived reason alone."""


class Part(BaseModel):
    """A mapping in a story's file, with where it stands."""

    # What validates a kind of file is made when the first of that kind is read: to know the kinds is cheap then.
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    _node: Mapping = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, value: object, handler: ModelWrapValidatorHandler["Part"]) -> "Part":
        if not isinstance(value, Entries):
            shape = "a list" if isinstance(value, list) else "a text"
            raise _wrong("HT103", f"Here stands {shape}.", "a mapping: keys, each with a colon")
        part = handler(value)
        part._node = value.node  # noqa: SLF001  # its own, before anybody else sees it
        return part

    @property
    def _written(self) -> Mapping:
        # Pydantic looks for what is private only where all else has failed, and this is asked for all the time.
        private = cast("dict[str, Mapping]", self.__pydantic_private__)
        return private["_node"]

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return self._written.span

    def at(self, key: str) -> Span:
        """Return where a key's value stands, or the mapping where it has no such key."""
        return self._written.value_span(key)

    def key(self, key: str) -> Span:
        """Return where a key stands, or the mapping where it has no such key."""
        return self._written.key_span(key)

    def inside(self, key: str) -> Mapping:
        """Return the mapping that stands under a key. Raises KeyError if there is none."""
        node = self._written.entries[key]
        if not isinstance(node, Mapping):
            raise KeyError(key)
        return node

    def table(self, key: str) -> Mapping | None:
        """Return the mapping that stands under a key, or ``None`` if there is none."""
        node = self._written.entries.get(key)
        return node if isinstance(node, Mapping) else None

    def has(self, key: str) -> bool:
        """Whether a key is written here, though what stands behind it may have been unusable."""
        return key in self._written.keys


class Root(RootModel[Any]):
    """A file that is a list, or a mapping with keys of the author's own. Each says of what in its ``root``."""

    model_config = ConfigDict(defer_build=True)
