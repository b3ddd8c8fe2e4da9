"""What was built of a story, kept for when it is loaded again: most of it is what it was, a sentence apart.

A part of a story is built from its own files and from what it looks up in the table of names. If the files are the
same, and the table has the same for everything that was looked up, building it again would make the same.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import fields

from game.story.names import Names

Made = TypeVar("Made")


class _Part(Struct, frozen=True):
    """A part as it was built, and what that rests on."""

    made: Any
    files: tuple[object, ...]
    declared: tuple[object, ...]
    found: frozenset[str]
    """The scenes and choices that were looked up, all of which were there."""
    marks: tuple[tuple[bool, str, int], ...]
    """The marks that it has, in the order in which they were made, with their slots."""


class Built(Struct, eq=False, dict=True):
    """The parts of one story as they were built last."""

    _parts: dict[str, _Part] = field(default_factory=dict)
    _told: dict[str, Any] = field(default_factory=dict)

    def part(
        self, name: str, files: tuple[object, ...], also: tuple[object, ...], names: Names, build: Callable[[], Made]
    ) -> Made:
        """Return a part of a story: as it was built last, or built now.

        It is built from ``files``, which are told apart by identity, and from ``also``, which are compared; and from
        nothing else but what it looks up in ``names``. A part with something wrong in it is built anew every time.
        """
        declared = (*also, *_tables(names))
        known = self._parts.get(name)
        if known is not None and _same(known.files, files) and known.declared == declared and _holds(known, names):
            made: Made = known.made
            return made
        reported = names.problems.reported
        names.found, names.marked = set(), []
        made = build()
        if names.problems.reported == reported:
            self._parts[name] = _Part(made, files, declared, frozenset(names.found), tuple(names.marked))
        return made

    def as_before(self, name: str, made: Made) -> Made:
        """Return what was told under a name before if it says the same in every field; else what is told now."""
        before = self._told.get(name)
        if type(before) is type(made) and all(
            getattr(before, one.name) == getattr(made, one.name)
            for one in fields(made)  # type: ignore[arg-type] # parts of a story are dataclasses
        ):
            told: Made = before
            return told
        self._told[name] = made
        return made


def _tables(names: Names) -> tuple[object, ...]:
    """Return everything small that can be looked up, so that it can be compared as a whole."""
    variables = tuple(
        (one.name, one.slot, one.kind, one.domain, one.person, one.stat, one.seasons, one.chapter)
        for one in names.variables.values()
    )
    presence = names.presence
    return (
        tuple((person, tuple(stats)) for person, stats in names.people.items()),
        tuple(names.printed.items()),
        tuple(names.groups.items()),
        presence and (presence.id, presence.able, presence.alive),
        variables,
        names.paying and names.paying.name,
        frozenset(names.places),
        frozenset(names.seasons),
        names.language,
    )


def _same(these: tuple[object, ...], those: tuple[object, ...]) -> bool:
    return len(these) == len(those) and all(this is that for this, that in zip(these, those, strict=True))


def _holds(part: _Part, names: Names) -> bool:
    """Whether all that a part looked up is there, and its marks have the same slots. Makes the marks."""
    if not all(key in names.scenes or key in names.choices for key in part.found):
        return False
    made = [names.mark(names.seen_marks if seen else names.taken_marks, key) for seen, key, _ in part.marks]
    return made == [slot for _, _, slot in part.marks]
