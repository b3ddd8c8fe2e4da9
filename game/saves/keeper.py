"""What keeps a playthrough: a run in a file of runs, as long as one can be written, and whose it is to play."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from game.engine.playthrough import Playthrough
from game.errors import SaveError
from game.language import N_, _
from game.saves.database import NotKept, Replaced, Unreadable
from game.saves.keeping import caught_up
from game.saves.library import Library
from game.saves.listing import counted
from game.saves.playing import Player, Seat, other_player
from game.saves.run import PlayedElsewhere, Run

BACK_UP_EVERY = 25
"""Moves after which the file of runs is copied, from the first on: so few are lost if the file itself is lost."""
_UNASKED = N_("This run is not being kept.")


def _say_nothing(_told: str) -> None:
    pass


def _at_once(work: Callable[[], None]) -> None:
    work()


class Keeper:
    """Keeps a playthrough where it can be kept. Where it cannot, it says why, and tries again when it is asked to."""

    def __init__(self, playthrough: Playthrough, library: Library | None, run: Run | None, why_not_kept: str) -> None:
        self.playthrough = playthrough
        self.library = library
        self.run = run
        self.why_not_kept = "" if run is not None else why_not_kept or _(_UNASKED)
        self.when_lost: Callable[[str], None] = _say_nothing
        """Called with the reason when a run that was kept no longer can be."""
        self.when_kept: Callable[[str], None] = _say_nothing
        """Called with a sentence when a run that could not be kept is kept after all."""
        self.put_off: Callable[[Callable[[], None]], object] = _at_once
        """Called with what may wait until the player has seen what a move led to."""
        self.reopen: Callable[[], Library] | None = None
        """Opens the library, where it could not be opened when play began and may be later."""
        self._seat = Seat()
        self._is_played = False
        self._must_reopen = False
        """Whether the file of runs is no longer the one that the library has open, or cannot be read by it."""
        self._left: Run | None = None
        """The run as it was last kept, where it could not be kept any further."""

    @property
    def kept(self) -> bool:
        """Whether the moves made here survive the program."""
        return self.run is not None

    @property
    def title(self) -> str:
        """The run's title; empty in memory."""
        return self.run.info.title if self.run is not None else ""

    # Who plays.

    def other_player(self) -> Player | None:
        """Return who else plays this run just now, in another process."""
        if self.run is None or self.library is None:
            return None
        return other_player(self.library.path, self.run.info.id)

    def take(self) -> None:
        """Play this run in this process from now on. Another that plays it is told when it makes its next move."""
        self._is_played = True
        if self.run is not None and self.library is not None:
            self._seat.take(self.library.path, self.run.info.id, self.library.now())

    def leave(self) -> None:
        """Play this run here no longer."""
        self._is_played = False
        self._seat.leave()

    def _refuse_if_taken(self) -> None:
        """Raise PlayedElsewhere if another process has taken over the run that is played here."""
        other = self._seat.taken_over_by()
        if other is not None:
            raise PlayedElsewhere(
                _("“{title}” is played elsewhere now: {where}.", title=self.title, where=other.told),
                _("To go on here, open it again from your saves. Nothing is lost."),
            )

    # Where it is kept.

    def keep_again(self) -> bool:
        """Keep the whole run if it could not be kept and now can be. Say whether it is kept."""
        if self.run is not None:
            return True
        try:
            library = self._writable()
            if library is None:
                return False
            run = caught_up(library, self.playthrough, self._left)
        except SaveError as error:
            self.why_not_kept = error.message
            return False
        self.library, self.run, self.why_not_kept = library, run, ""
        self._left, self._must_reopen = None, False
        told = _("Your run is kept again, as “{title}”: {moves}.", title=run.info.title, moves=counted(len(run.moves)))
        self.when_kept(" ".join((*library.mended, told)))
        library.mended = ()
        return True

    def _writable(self) -> Library | None:
        if self.library is None:
            return self.reopen() if self.reopen is not None else None
        return self.library.reopened() if self._must_reopen or self.library.why_read_only else self.library

    def _after_move(self) -> None:
        """See to what follows a move: a file that was damaged is mended at once, and copied every so often."""
        if self._is_played:
            self.take()
        if self._must_reopen:
            self.keep_again()
        if self.library is not None and self.kept and self.playthrough.length % BACK_UP_EVERY == 1:
            self.put_off(self.library.back_up)

    @contextmanager
    def _keeping(self) -> Iterator[Run | None]:
        """Give the run to write to, if there is one. Where that turns out to be impossible, go on without."""
        try:
            yield self.run
        except NotKept as error:
            self._lose(error, self.run)
        except (Unreadable, Replaced) as error:
            # Damaged while it was open, or mended by another window: opened anew it is sound, and is caught up with.
            self._must_reopen = True
            self._lose(error, self.run)

    def _lose(self, error: SaveError, left: Run | None) -> None:
        """Go on in memory. ``left`` is the run to catch up with when it can be kept again."""
        self._left, self.run, self.why_not_kept = left, None, error.message
        self.when_lost(error.message)
