"""``dataclass`` as the standard library has it, declared in a thirtieth of the time.

The standard library writes the methods of each class as text and compiles that, half a millisecond a class: for all of
ours as long as it takes to open the story. Here the methods are closures over the class's list of fields. To the type
checker it is the standard library's own; ``fields``, ``replace`` and their like work as ever, and the standard library
declares a twin of the class when one of them is asked first.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass, field
else:

    def dataclass(
        given: type | None = None, /, *, frozen: bool = False, eq: bool = True, slots: bool = False
    ) -> type | Callable[[type], type]:
        """Make a class a dataclass. What is not here (order, keywords only, InitVar) is not known."""
        return _made(given, frozen, eq, slots) if given is not None else lambda one: _made(one, frozen, eq, slots)

    def field(**how: object) -> object:
        """Say more of a field than its default: ``default``, ``default_factory``, ``init``, ``repr``, ``compare``."""
        return Field(how)


__all__ = ["dataclass", "field"]

_MISSING: Any = object()
_FIELDS = "__value_fields__"


class Field:
    """A field of a class: how it is filled, and whether it is compared and shown."""

    __slots__ = ("default", "how", "name")

    def __init__(self, how: dict[str, Any]) -> None:
        self.how = how
        self.default = how.get("default", _MISSING)
        self.name = ""

    def asks(self, what: str) -> bool:
        """Whether the field is in on something: "init", "repr" or "compare"."""
        return bool(self.how.get(what, True))

    def filled(self) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what stands in the field if nobody says. Raises TypeError if somebody must."""
        if "default_factory" in self.how:
            return self.how["default_factory"]()
        if self.default is _MISSING:
            raise TypeError(f"`{self.name}` is missing")
        return self.default


class _Declared:
    """What the standard library would have kept with a class, made when it is asked for."""

    def __init__(self, what: str, fields: tuple[Field, ...], options: dict[str, bool]) -> None:
        self._what, self._fields, self._options = what, fields, options
        self._found: dict[type, Any] = {}
        """By class: those that inherit it are asked as well."""

    def __get__(self, _instance: object, owner: type) -> Any:  # noqa: ANN401 - the standard library's own
        if owner not in self._found:
            self._found[owner] = self._made(owner)
        return self._found[owner]

    def _made(self, owner: type) -> Any:  # noqa: ANN401 - as above
        import dataclasses  # noqa: PLC0415 - most of what it takes to play never asks

        annotations = {name: kind for base in reversed(owner.__mro__) for name, kind in _annotated(base)}
        body: dict[str, Any] = {one.name: dataclasses.field(**one.how) for one in self._fields}
        body["__annotations__"] = {name: annotations[name] for name in body}
        twin: type = dataclasses.dataclass(**self._options)(type(owner.__name__, (), body))
        return getattr(twin, self._what)


def _made(given: type, frozen: bool, eq: bool, slots: bool) -> type:  # noqa: FBT001 - as the standard library's
    """Return a class with the methods of a dataclass: the same class, or with ``slots`` another in its place."""
    own = {name: _own_field(given, name) for name, _ in _annotated(given)}
    inherited = {one.name: one for base in reversed(given.__mro__[1:]) for one in vars(base).get(_FIELDS, ())}
    fields = tuple((inherited | own).values())
    options = {"frozen": frozen, "eq": eq, "repr": False}
    methods: dict[str, Any] = {
        _FIELDS: fields,
        "__dataclass_fields__": _Declared("__dataclass_fields__", fields, options),
        "__dataclass_params__": _Declared("__dataclass_params__", fields, options),
        "__match_args__": tuple(one.name for one in fields if one.asks("init")),
        "__repr__": _shown,
    }
    if eq:
        key = _key([one.name for one in fields if one.asks("compare")])
        methods |= {"__eq__": _equal(key), "__hash__": _hashed(key) if frozen else None}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    written = {name for name, value in vars(given).items() if name != "__hash__" or value is not None}
    methods = {name: value for name, value in methods.items() if name not in written}
    defaults = {name: one.default for name, one in own.items() if one.default is not _MISSING}
    made = _with_slots(given, own, methods) if slots else _in_place(given, own, methods | defaults)
    if "__init__" not in written:
        made.__init__ = _init(made, fields)  # type: ignore[misc] # on the class: there is no instance yet
    return made


def _in_place(given: type, own: Iterable[str], added: dict[str, Any]) -> type:
    for name in own:
        if name in vars(given):
            delattr(given, name)
    for name, value in added.items():
        setattr(given, name, value)
    return given


def _with_slots(given: type, own: Iterable[str], added: dict[str, Any]) -> type:
    """Return a class like another whose fields have slots, which have to be there when a class is made."""
    body = {name: value for name, value in vars(given).items() if name not in {*own, "__dict__", "__weakref__"}}
    made = type(given)(given.__name__, given.__bases__, body | added | {"__slots__": tuple(own)})
    made.__qualname__ = given.__qualname__
    return made


def _annotated(given: type) -> Iterator[tuple[str, Any]]:
    """Yield a class's own fields with what they are annotated with."""
    for name, kind in vars(given).get("__annotations__", {}).items():
        if kind is not ClassVar and getattr(kind, "__origin__", None) is not ClassVar:
            yield name, kind


def _own_field(given: type, name: str) -> Field:
    """Return a field as it is declared. Raises TypeError for what the standard library's ``field`` says of it."""
    written = vars(given).get(name, _MISSING)
    if type(written).__module__ == "dataclasses" or type(written).__hash__ is None:
        raise TypeError(f"{given.__name__}.{name} is not declared with game.values.field")
    found = written if isinstance(written, Field) else Field({} if written is _MISSING else {"default": written})
    found.name = name
    return found


def _init(made: type, fields: tuple[Field, ...]) -> Callable[..., None]:
    """Return what fills an instance's fields: by position as fast as can be, by name or by default otherwise."""
    asked = tuple(one for one in fields if one.asks("init"))
    kept = tuple(one for one in fields if not one.asks("init"))
    count, ends = len(asked), getattr(made, "__post_init__", None)
    setters = tuple(_setter(made, one.name) for one in asked)
    others = tuple((_setter(made, one.name), one) for one in kept)

    def fill(self: Any, /, *given: Any, **named: Any) -> None:  # noqa: ANN401 - a field may hold anything
        values = given if len(given) == count and not named else _complete(made, asked, given, named)
        for put, value in zip(setters, values):  # noqa: B905 - they are as many, and this is done by the thousand
            put(self, value)
        for put, one in others:
            put(self, one.filled())
        if ends is not None:
            ends(self)

    return fill


def _setter(made: type, name: str) -> Callable[[Any, Any], None]:
    """Return what sets a field past the refusal to change it: its slot, or the instance's own dictionary."""
    slot = getattr(made, name, None)
    if isinstance(slot, MemberDescriptorType):
        setter: Callable[[Any, Any], None] = slot.__set__
        return setter

    def put(self: Any, value: Any) -> None:  # noqa: ANN401 - a field may hold anything
        self.__dict__[name] = value

    return put


def _complete(made: type, asked: tuple[Field, ...], given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """Return the values of all fields in order. Raises TypeError for too many, unknown ones, and ones that miss."""
    rest = asked[len(given) :]
    values = [*given, *(named.pop(one.name) if one.name in named else one.filled() for one in rest)]
    if named or len(values) != len(asked):
        raise TypeError(f"{made.__name__}() takes {len(asked)} values, each once: not {[*named] or len(given)}")
    return values


def _key(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _equal(key: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:  # noqa: ANN401 - anything can be compared
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hashed(key: Callable[[Any], Any]) -> Callable[[Any], int]:
    return lambda self: hash(key(self))


def _shown(self: Any) -> str:  # noqa: ANN401 - any of our classes
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in getattr(self, _FIELDS) if one.asks("repr"))
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_value: object) -> NoReturn:  # noqa: ANN401 - any of our classes
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - as above

    raise FrozenInstanceError(f"`{name}` of {type(self).__name__} cannot be changed")


def _state(self: Any) -> list[Any]:  # noqa: ANN401 - any of our classes
    return [getattr(self, one.name) for one in getattr(self, _FIELDS)]


def _set_state(self: Any, state: list[Any]) -> None:  # noqa: ANN401 - any of our classes
    for one, value in zip(getattr(self, _FIELDS), state, strict=True):
        object.__setattr__(self, one.name, value)
