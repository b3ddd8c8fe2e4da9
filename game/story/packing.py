"""A story as plain values that JSON can hold, and back: read in a fraction of the time that its files take.

Only the classes that a story is made of are known here, each by its place in a list: nothing that is read can name
anything else. The places are those of one version of this program. What is one object in a story, such as a scene, is
one object again.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from itertools import chain
from typing import Any

from msgspec import Struct

from game.story import expr, laws, model, text, variables
from game.story.problems import Span

UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)
"""What taking a value apart raises that is not of the form that one looks for."""
_MODULES = (expr, text, variables, laws, model)


def _defined(is_wanted: Callable[[type], bool]) -> tuple[type, ...]:
    """Return the classes of a kind that a story is made of, in the order in which they are written."""
    found = [one for module in _MODULES for one in vars(module).values() if isinstance(one, type)]
    return tuple(one for one in dict.fromkeys(found) if one.__module__.startswith("game.story.") and is_wanted(one))


_CLASSES = (Span, *_defined(lambda one: issubclass(one, Struct)))
_ENUMS = _defined(lambda one: issubclass(one, Enum))
_TUPLE, _MAPPING, _SET, _BYTES, _ENUM, _AGAIN, _FIRST = range(7)
"""What stands at the beginning of a list: of which kind the value is. From ``_FIRST`` on they are the classes."""
_PLAIN = frozenset({str, int, bool})
_PLACES = {one: place for place, one in enumerate(_CLASSES, _FIRST)}
FIELDS = {one: one.__struct_fields__ if issubclass(one, Struct) else Span._fields for one in _CLASSES}
_SINGLE = frozenset(one for one in _CLASSES if issubclass(one, Struct) and not one.__struct_config__.eq)
"""Classes whose objects are equal to nothing but themselves."""


class Packer:
    """Turns parts of a story into plain values."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._elsewhere: set[int] = set()

    def begin_part(self) -> None:
        """Begin a part that can be read without those before: nothing in it may be one object with anything there."""
        self._elsewhere.update(self._seen)
        self._seen.clear()

    def pack(self, value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Return a value as JSON can hold it. Raises TypeError for what is no part of a story."""
        kind = type(value)
        if value is None or kind in _PLAIN:
            return value
        if kind in _PLACES:
            return self._part(value, kind)
        match value:
            case tuple():
                return [_TUPLE, *map(self.pack, value)]
            case Mapping():
                return [_MAPPING, *map(self.pack, chain.from_iterable(value.items()))]
            case frozenset():
                return [_SET, *sorted(map(self.pack, value))]
        return _small(value)

    def _part(self, value: object, kind: type) -> list[Any]:
        """Return a part of a story; if it is told apart by identity, the second time only which it is.

        Raises TypeError if it stands in an earlier part as well.
        """
        if id(value) in self._elsewhere:
            raise TypeError(f"a {kind.__name__} stands in two parts")
        number = self._seen.get(id(value)) if kind in _SINGLE else None
        if number is not None:
            return [_AGAIN, number]
        packed = [_PLACES[kind], *(self.pack(getattr(value, name)) for name in FIELDS[kind])]
        if kind in _SINGLE:
            self._seen[id(value)] = len(self._seen)
        return packed


def _small(value: object) -> list[Any]:
    if isinstance(value, bytes):
        return [_BYTES, value.hex()]
    if isinstance(value, Enum) and type(value) in _ENUMS:
        return [_ENUM, _ENUMS.index(type(value)), value.value]
    raise TypeError(f"{type(value).__name__} is no part of a story")


class Unpacker:
    """Turns plain values back into what they were made from."""

    def __init__(self) -> None:
        self._seen: list[object] = []
        self._readers: list[Callable[[list[Any]], Any]] = [
            lambda value: tuple(self._items(value)),
            self._mapping,
            lambda value: frozenset(self._items(value)),
            lambda value: bytes.fromhex(value[1]),
            lambda value: _ENUMS[value[1]](value[2]),
            lambda value: self._seen[value[1]],
            *map(self._reader, _CLASSES),
        ]

    def begin_part(self) -> None:
        """Begin what was packed as a part by itself."""
        self._seen.clear()

    def unpack(self, value: Any) -> Any:  # noqa: ANN401 - whatever was packed
        """Return what a value was made from. Raises LookupError, TypeError or ValueError for any other value."""
        return self._readers[value[0]](value) if type(value) is list else value

    def _items(self, value: list[Any]) -> list[Any]:
        readers = self._readers
        items = iter(value)
        next(items)
        return [readers[item[0]](item) if type(item) is list else item for item in items]

    def _mapping(self, value: list[Any]) -> dict[Any, Any]:
        items = self._items(value)
        return dict(zip(items[::2], items[1::2], strict=True))

    def _reader(self, kind: type) -> Callable[[list[Any]], Any]:
        items = self._items
        if kind not in _SINGLE:
            return lambda value: kind(*items(value))

        def read(value: list[Any]) -> Any:  # noqa: ANN401 - a part of a story
            part = kind(*items(value))
            self._seen.append(part)
            return part

        return read
