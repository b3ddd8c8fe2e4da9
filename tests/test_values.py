"""``game.values.dataclass``: for every class of ours it does what the standard library's would."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

import game
from game import values

OURS = "__value_fields__"


@values.dataclass(frozen=True, slots=True)
class Point:
    """Two numbers, one of which need not be given."""

    ORIGIN: ClassVar[int] = 0
    x: int
    y: int = 7
    seen: list[int] = values.field(init=False, default_factory=list, compare=False, repr=False)


@values.dataclass(frozen=True)
class Named(Point):
    """A point with a name and, besides its fields, whatever is worked out of it."""

    name: str = ""

    def __str__(self) -> str:
        return super().__repr__()


@values.dataclass
class Open:
    """Something that may be changed."""

    names: list[str] = values.field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.count += 1


def ours() -> Iterator[type[Any]]:
    """Yield every class of the game that is declared with it."""
    for module in pkgutil.walk_packages(game.__path__, "game."):
        if module.name.startswith(("game.web", "game.watch", "game.author", "game.__main__")):
            continue
        for one in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(one) and one.__module__ == module.name and OURS in vars(one):
                yield one


def test_every_class_has_the_fields_that_the_standard_library_sees() -> None:
    """Whoever asks for fields or copies with changes gets what a dataclass would give."""
    found = list(ours())
    assert len(found) > 90
    for one in found:
        declared = dataclasses.fields(one)
        assert [field.name for field in declared] == [field.name for field in getattr(one, OURS)], one
        assert one.__match_args__ == tuple(field.name for field in declared if field.init), one
        params: Any = vars(one)["__dataclass_params__"].__get__(None, one)
        assert params.frozen is ("__setattr__" in vars(one)), one


def test_fields_are_filled_by_place_by_name_and_by_default() -> None:
    """As a call of any function would fill them; what is missing or too much is a TypeError."""
    assert Point(1) == Point(1, 7) == Point(y=7, x=1) == Point(1, y=7)
    assert Point(1).seen == []
    assert Point(1).seen is not Point(1).seen
    assert Open() == Open([], 0)
    assert Open().count == 1
    made: Any = Point
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 2}), ((1, 2), {"seen": []})):
        with pytest.raises(TypeError):
            made(*given, **named)


def test_values_are_compared_hashed_and_shown_by_their_fields() -> None:
    """Two of the same are one in a set; another class with the same fields is another thing."""
    assert {Point(1), Point(1, 7)} == {Point(1)}
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    other: object = (1, 7)
    assert (Point(1) == other) is False
    assert repr(Point(1)) == "Point(x=1, y=7)"
    assert str(Named(1, name="here")) == "Named(x=1, y=7, name='here')"
    with pytest.raises(TypeError):
        hash(Open())


def test_what_is_frozen_cannot_be_changed() -> None:
    """A story is read by many at once: nothing of it may change under anybody."""
    for name in ("x", "z"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(Point(1), name, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del Point(1).x
    assert not hasattr(Point(1), "__dict__")
    opened = Open()
    opened.count = 5
    assert opened.count == 5


def test_values_are_copied_pickled_and_taken_apart() -> None:
    """What is sent to another process arrives; ``match`` and ``replace`` work."""
    one = Named(1, name="here")
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(Point(1, 2))) == copy.copy(Point(1, 2)) == Point(1, 2)  # noqa: S301
    assert dataclasses.replace(one, x=3) == Named(3, name="here")
    assert dataclasses.asdict(Open(["a"])) == {"names": ["a"], "count": 1}
    match one:
        case Named(x, y, name):
            assert (x, y, name) == (1, 7, "here")


def test_the_standard_library_is_asked_once_for_each_class() -> None:
    """Protects every move: ``replace`` is called at each, and to declare a class takes a millisecond."""
    for kind in (Point, Named):
        assert dataclasses.fields(kind)[0] is dataclasses.fields(kind)[0]
    assert [one.name for one in dataclasses.fields(Named)] == ["x", "y", "seen", "name"]


def test_a_default_that_all_would_share_is_refused() -> None:
    """One list for every instance, or a field of the standard library's own, is a slip."""
    slips: tuple[object, ...] = ([], dataclasses.field(default=1))
    for default in slips:
        body = {"__annotations__": {"one": list}, "one": default}
        with pytest.raises(TypeError):
            values.dataclass(type("Slip", (), body))
