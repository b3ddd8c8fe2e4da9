"""What is said, and asked, where a run was made with another version of its story."""

from collections.abc import Iterator

from msgspec import Struct

from game.language import N_, _
from game.saves.across import Crossing
from game.saves.listing import counted, many

MOST_TOLD = 6
"""How many changes are told in full."""
STAYS = N_("It stays as it is, every move of it. What you play from here on becomes a run of its own.")


class WayOn(Struct, frozen=True):
    """Somewhere a run that does not hold can be gone on with."""

    label: str
    below: str
    length: int
    """How many of its moves lead there."""


def verdict(crossing: Crossing) -> str:
    """Return which versions these are, how far the run holds, and what the next move comes to."""
    if not crossing.breaks:
        return f"{crossing.versions} {crossing.extent}"
    return f"{crossing.versions} {crossing.extent} {crossing.why}"


def changes(crossing: Crossing) -> Iterator[str]:
    """Yield what is different on the run's way, as ``hyosan diff`` tells it; nothing if that is not known."""
    yield from crossing.changes[:MOST_TOLD]
    more = len(crossing.changes) - MOST_TOLD
    if more > 0:
        yield _("and {changes}", changes=many(more, "more change"))


def holds_all_the_same(crossing: Crossing) -> str:
    """Return what is said of a run that holds whole; empty if nothing on its way is different."""
    if crossing.breaks or not crossing.changes:
        return ""
    things = many(len(crossing.changes), "thing")
    return f"{verdict(crossing)} " + _("{things} on its way changed what it does.", things=things)


def ways_on(crossing: Crossing) -> tuple[WayOn, ...]:
    """Return where play can go on, the last safe place first."""
    safe = WayOn(
        _("Go on from the last safe place"),
        _("After {counted}, in {tape}.", counted=counted(crossing.held), tape=_tape(crossing)),
        crossing.held,
    )
    if crossing.chapter_start == crossing.held:
        return (safe,)
    start = WayOn(
        _("Go on from the start of {tape}", tape=_tape(crossing)),
        _("After {counted}.", counted=counted(crossing.chapter_start)),
        crossing.chapter_start,
    )
    return safe, start


def _tape(crossing: Crossing) -> str:
    chapter = crossing.chapter
    return (
        f"“{chapter.title}”"
        if chapter.tape is None
        else _("Tape {tape}, “{title}”", tape=chapter.tape, title=chapter.title)
    )
