"""What was built of a story, kept for when it is loaded again: most of it is what it was, a sentence apart.

A part of a story is built from its own files and from what it looks up in the table of names. If the files are the
same, and the table has the same for everything that was looked up, building it again would make the same.

It is remembered while the program runs, and in ``Pieces`` for the next one if there are any.
"""

from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import fields

from game.story.keeping import Pieces, content_key, key_for
from game.story.names import Names

Made = TypeVar("Made")
_APART = ": apart"


class _Part(Struct, frozen=True):
    """A part as it was built, and what that rests on."""

    made: Any
    files: tuple[object, ...]
    declared: tuple[object, ...]
    found: frozenset[str]
    """The scenes and choices that were looked up, all of which were there."""
    marks: tuple[tuple[bool, str, int], ...]
    """The marks that it has, in the order in which they were made, with their slots."""


class Form(Struct, Generic[Made], frozen=True):
    """How a part is kept."""

    light: Callable[[Made], object]
    """Returns what is kept of it to be had at once."""
    again: Callable[[Any, Callable[[], Any]], Made]
    """Returns the part again, of that and of what reads the rest when it is asked for."""
    heavy: Callable[[Made], object] | None = None
    """Returns the rest, which lies apart, once somebody has asked for it."""


class Built(Struct, eq=False, dict=True):
    """The parts of one story as they were built last."""

    pieces: Pieces | None = None
    _parts: dict[str, _Part] = field(default_factory=dict)
    _told: dict[str, Any] = field(default_factory=dict)
    _latest: tuple[Names, int, tuple[object, ...], str] | None = None
    """The table that was asked last, how many variables it had, and what small things it had, with their key."""

    def part(  # noqa: PLR0913, PLR0917 - what is built, from what, and how that is kept
        self,
        name: str,
        files: tuple[object, ...],
        also: tuple[object, ...],
        names: Names,
        build: Callable[[], Made],
        form: Form[Made] | None = None,
    ) -> Made:
        """Return a part of a story: as it was built last, or built now.

        It is built from ``files``, which are told apart by identity, and from ``also``, which are compared; and from
        nothing else but what it looks up in ``names``. A part with something wrong in it is built anew every time.
        ``form`` says how it is kept, if not as it is.
        """
        form = form or Form(lambda made: made, lambda kept, _: kept)
        tables, tables_key = self._tables(names)
        declared = (*also, *tables)
        known = self._parts.get(name)
        if known is None or not _same(known.files, files) or known.declared != declared:
            known = self._kept(name, files, declared, (also, tables_key), build, form)
        if known is not None and _holds(known, names):
            made: Made = known.made
            return made
        reported = names.problems.reported
        names.found, names.marked = set(), []
        made = build()
        # Where a file could not be read, nothing is said of what it may have declared, and left out all the same.
        if names.problems.reported == reported and names.complete:
            part = _Part(made, files, declared, frozenset(names.found), tuple(names.marked))
            self._parts[name] = part
            if self.pieces is not None:
                self._keep(name, files, (also, tables_key), (form.light(made), part.found, part.marks))
        return made

    def declared(  # noqa: PLR0913, PLR0917 - what is declared, on what it rests, and the two ways to do it
        self,
        name: str,
        files: tuple[object, ...],
        rests_on: tuple[object, ...],
        names: Names,
        declare: Callable[[], object],
        enter: Callable[[Any], object],
    ) -> None:
        """Have files declare what they do, or what they declared last enter the table again.

        What they declare rests on them and on ``rests_on``, and on nothing else but what has been declared already
        under the same names. ``declare`` returns what ``enter`` wants.
        """
        found = self._find(name, files, rests_on)
        if found is not None:
            enter(found[0])
            return
        reported = names.problems.reported
        made = declare()
        if names.problems.reported == reported and names.complete:
            self._keep(name, files, rests_on, (made,))

    def tables_key(self, names: Names) -> str:
        """Return the key of everything small that can be looked up now."""
        return self._tables(names)[1]

    def _tables(self, names: Names) -> tuple[tuple[object, ...], str]:
        if self._latest is None or self._latest[0] is not names or self._latest[1] != len(names.variables):
            tables = _tables(names)
            self._latest = (
                names,
                len(names.variables),
                tables,
                content_key(repr(tables)) if self.pieces is not None else "",
            )
        return self._latest[2], self._latest[3]

    def _kept(  # noqa: PLR0913, PLR0917 - as ``part`` is asked
        self,
        name: str,
        files: tuple[object, ...],
        declared: tuple[object, ...],
        rests_on: tuple[object, ...],
        build: Callable[[], Made],
        form: Form[Made],
    ) -> _Part | None:
        """Return a part as another program has kept it, to be remembered from now on."""
        found = self._find(name, files, rests_on)
        if found is None:
            return None
        light, keys, marks = found

        def read() -> Any:  # noqa: ANN401 - what was kept apart
            heavy = self._find(name, files, rests_on, apart=True)
            if heavy is None and form.heavy is not None:
                heavy = form.heavy(build())
                self._keep(name, files, rests_on, heavy, apart=True)
            return heavy

        part = self._parts[name] = _Part(form.again(light, read), files, declared, keys, marks)
        return part

    def _find(self, name: str, files: tuple[object, ...], rests_on: tuple[object, ...], *, apart: bool = False) -> Any:  # noqa: ANN401 - what was kept
        place = self._place(files)
        if self.pieces is None or place is None:
            return None
        return self.pieces.find(place[0] + _APART * apart, name, key_for((place[1], rests_on)))

    def _keep(
        self, name: str, files: tuple[object, ...], rests_on: tuple[object, ...], piece: object, *, apart: bool = False
    ) -> None:
        place = self._place(files)
        if self.pieces is not None and place is not None:
            self.pieces.keep(place[0] + _APART * apart, name, key_for((place[1], rests_on)), piece)

    def _place(self, files: tuple[object, ...]) -> tuple[str, tuple[str, ...]] | None:
        """Return under which file's name pieces of some files lie, and what tells the files from any others."""
        if self.pieces is None or not files:
            return None
        pages = [self.pieces.page_of(file) for file in files]
        known = [page for page in pages if page is not None]
        return (known[0][0], tuple(content for _, content in known)) if len(known) == len(pages) else None

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
    """Return everything small that can be looked up, so that it can be compared as a whole, and written in one way."""
    variables = tuple(
        (one.name, one.slot, one.kind, one.domain, one.start, one.person, one.stat, _sorted(one.seasons), one.chapter)
        for one in names.variables.values()
    )
    presence = names.presence
    return (
        tuple((person, tuple(stats)) for person, stats in names.people.items()),
        tuple(names.printed.items()),
        tuple(names.groups.items()),
        presence and (presence.id, _sorted(presence.able), _sorted(presence.alive)),
        variables,
        names.paying and names.paying.name,
        _sorted(names.places),
        _sorted(names.seasons),
        names.language,
    )


def _sorted(some: Collection[Any] | None) -> tuple[object, ...] | None:
    return None if some is None else tuple(sorted(some))


def _same(these: tuple[object, ...], those: tuple[object, ...]) -> bool:
    return len(these) == len(those) and all(this is that for this, that in zip(these, those, strict=True))


def _holds(part: _Part, names: Names) -> bool:
    """Whether all that a part looked up is there, and its marks have the same slots. Makes the marks."""
    if not all(key in names.scenes or key in names.choices for key in part.found):
        return False
    made = [names.mark(names.seen_marks if seen else names.taken_marks, key) for seen, key, _ in part.marks]
    return made == [slot for _, _, slot in part.marks]
