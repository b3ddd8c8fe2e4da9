"""The Record of a run as something to keep: what stands in it, whatever form it is then written in."""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from game.engine.playthrough import Playthrough
from game.engine.record import Paragraphs, RecordRow, afterwords, endings_reached, record_rows
from game.language import N_, _, ngettext
from game.saves.session import Session

COLUMNS = (N_("What happened"), N_("What is on tape"), N_("What was told"))


class Fate(Struct, frozen=True):
    """What became of somebody, or of everybody: whose it is, the title of an ending, and the words."""

    person: str
    title: str
    paragraphs: Paragraphs


class RecordPage(Struct, frozen=True):
    """A Record with all that is said above it. Every string is as somebody wrote it: data, in no markup."""

    story: str
    run: str
    """The run's title, where it is not the player's name; else empty."""
    player: str
    splices: int
    date: str
    """When the run was last played, such as "2026-11-04"."""
    ending: str
    """The title of the ending it has come to; empty for one that has not ended."""
    rows: tuple[RecordRow, ...]
    fates: tuple[Fate, ...]

    @property
    def about(self) -> str:
        """What is said of the run under the title: whose it is, how often it was cut, when it was played."""
        return ". ".join(self._about()) + "."

    def _about(self) -> Iterator[str]:
        yield _("The run of {player}", player=self.player) + (f", “{self.run}”" if self.run else "")
        yield spliced_words(self.splices)
        yield _("Ending: {title}", title=self.ending) if self.ending else _("Not ended yet")
        yield _("Played {date}", date=self.date)


def columns(row: RecordRow) -> tuple[tuple[str, Paragraphs], ...]:
    """Return a row's three columns, each with its heading."""
    return tuple(zip(map(_, COLUMNS), (row.happened, row.on_tape, row.told), strict=True))


def spliced_words(splices: int) -> str:
    """Return how often a tape was spliced, as a Record says it."""
    if not splices:
        return _("Never spliced")
    return ngettext("Spliced once", "Spliced {number} times", splices)


def spliced_briefly(splices: int) -> str:
    """Return how often a tape was spliced, behind a title; empty for never."""
    return ngettext("spliced once", "spliced {number} times", splices) if splices else ""


def page_of(session: Session) -> RecordPage:
    """Return the Record of a run as it stands, or as it stood at its ending, dated when it was last played.

    A run that is not kept is being played: it has today's date. Days are those of this machine's clock.
    """
    when = datetime.fromisoformat(session.run.info.updated) if session.run is not None else datetime.now(UTC)
    return record_page(session.playthrough, session.title, f"{when.astimezone():%Y-%m-%d}")


def record_page(playthrough: Playthrough, title: str, date: str) -> RecordPage:
    """Return the Record of a playthrough as it stands, or as it stood at its ending."""
    story, player, ended = playthrough.story, playthrough.player, playthrough.ending_moment
    reached = endings_reached(story, ended) if ended is not None else ()
    read = afterwords(story, ended, player) if ended is not None else ()
    return RecordPage(
        story=story.title,
        run=title if title != player else "",
        player=player,
        splices=playthrough.splices,
        date=date,
        ending=reached[0].title if reached else "",
        rows=record_rows(story, ended or playthrough.moment, player),
        fates=tuple(
            Fate(
                story.people[one.epilogue.of].name if one.epilogue.of else "",
                one.epilogue.ending.title if one.epilogue.ending else "",
                one.paragraphs,
            )
            for one in read
        ),
    )
