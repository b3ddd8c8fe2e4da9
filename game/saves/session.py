"""A playthrough and the run that keeps it: what a front end plays."""

from typing import Self

from game.engine import rules
from game.engine.playthrough import Playthrough, Step, Stopped
from game.errors import CannotBegin, SaveError
from game.language import N_, _
from game.saves.across import Crossing, crossing
from game.saves.database import NotKept
from game.saves.keeper import Keeper
from game.saves.keeping import begun, keep_version, stand_of
from game.saves.library import LONGEST_TITLE, Library
from game.saves.listing import counted, run_line
from game.saves.run import Cut, Run
from game.saves.versions import unpacked
from game.story.model import History, Story

_SMALL_CUT = 3
"""As many moves as may go without a word: they are soon made again."""
_AFTER = N_(", after the change")


class Session(Keeper):
    """Play that is kept. A move is on the disk before anybody sees what it led to.

    Where nothing can be written, play goes on in memory: ``kept`` is false and ``why_not_kept`` says why. A disk can
    fill up while somebody plays, so a front end looks at ``kept`` after each step, or is told by ``when_lost``. Before
    each move it is tried again, and the whole run is kept as soon as it can be.
    """

    def __init__(
        self, playthrough: Playthrough, library: Library | None, run: Run | None, why_not_kept: str = ""
    ) -> None:
        super().__init__(playthrough, library, run, why_not_kept)
        self.stopped: Stopped | None = None
        """Why the kept moves could not all be replayed; ``None`` once play has gone on from there."""
        self.crossing: Crossing | None = None
        """What became of the run if it was made with another version of the story; ``None`` once play has gone on.

        If it ``breaks``, what is played from there on becomes a run of its own, and this one stays as it is.
        """

    @classmethod
    def begin(  # noqa: PLR0913 - what is played, by whom, from where, and where it is kept
        cls,
        story: Story,
        library: Library | None,
        player: str = "",
        title: str = "",
        *,
        why_not_kept: str = "",
        history: History | None = None,
    ) -> Self:
        """Begin a new run, at the end of a history if one is given; its moves are kept with the run, all or nothing.

        Without a library it is played in memory, ``why_not_kept`` saying why. Raises CannotBegin, and keeps nothing, if
        the history cannot be played.
        """
        playthrough = Playthrough(story, player)
        if history is not None:
            stopped = playthrough.restore(history.moves)
            if stopped is not None:
                message = _("Nothing can begin from “{title}”: {message}", title=history.title, message=stopped.message)
                raise CannotBegin(message, _("`hyosan check` says more of it. Begin from the start."))
        if library is None:
            return cls(playthrough, None, None, why_not_kept)
        try:
            run = begun(library, playthrough, title)
        except NotKept as error:
            return cls(playthrough, library, None, error.message)
        return cls(playthrough, library, run)

    @classmethod
    def resume(cls, story: Story, library: Library, run_id: int) -> Self:
        """Go on with a kept run by replaying its moves.

        If the story has changed so that they are no longer offered, ``stopped`` says which and why; ``crossing`` says
        what became of a run in another version. Raises SaveError if there is no such run, or if it belongs to another
        story.
        """
        run = library.open(run_id)
        if run.info.story != story.id:
            raise SaveError(
                _(
                    "The run “{title}” belongs to the story `{story}`, and this is `{id}`.",
                    title=run.info.title,
                    story=run.info.story,
                    id=story.id,
                ),
                _("Name its story's folder with --story."),
            )
        session = cls(Playthrough(story, run.info.player), library, run)
        session.stopped = session.playthrough.restore(run.moves)
        session.playthrough.splices = run.info.splices
        session.crossing = crossing(
            session.playthrough, session.stopped, run, lambda digest: unpacked(library.version(story.id, digest))
        )
        if library.why_read_only:
            is_whole = session.crossing is None or not session.crossing.breaks
            session._lose(NotKept(library.why_read_only), run if is_whole else None)
        return session

    @property
    def story(self) -> Story:
        """The story that is played."""
        return self.playthrough.story

    def choose(self, move: str) -> Step:
        """Make a move: keep it, then return what it told.

        Raises MoveNotOffered if it is not available, PlayedElsewhere if another window plays this run, another
        SaveError if the file stays locked; then nothing has changed. A run that does not hold in this version of the
        story stays as it is, and the move is made in a run of its own.
        """
        after = rules.apply(self.story, self.playthrough.moment, move).after
        self._refuse_if_taken()
        self.keep_again()
        self._part()
        with self._keeping() as run:
            if run is not None:
                stand = stand_of(self.story, after)
                if self.library is not None and (run.stand is None or run.stand.digest != stand.digest):
                    keep_version(self.library, self.story)
                ending = after.scene.ending.id if after.scene.ending else None
                run.append(move, version=self.story.version, ending=ending, stand=stand)
        self.crossing = None
        step = self.playthrough.choose(move)
        self._after_move()
        return step

    def stand_at(self, length: int) -> None:
        """Stand after the first ``length`` moves of a run that does not hold whole. Nothing is written yet.

        Raises ValueError for a run that holds, or for more moves than can be made.
        """
        moves = self.playthrough.moves
        if self.crossing is None or not self.crossing.breaks or length > len(moves):
            raise ValueError(f"this run cannot be stood in after {length} moves")
        self.playthrough.restore(moves[:length])

    def rewind(self, length: int) -> None:
        """Go back to the first ``length`` moves. A splice is counted, and what is cut stays in the run's history.

        Raises as ``choose`` does.
        """
        self._refuse_if_taken()
        self.keep_again()
        self._part()
        with self._keeping() as run:
            if run is not None:
                self._cut(run, length, self.playthrough.splices + 1)
        self.crossing = None
        self.playthrough.rewind(length)

    def lost_by(self, length: int) -> int:
        """Return how many moves going back to the first ``length`` would cut."""
        return self.playthrough.length - length

    @property
    def last_cut(self) -> Cut | None:
        """What was cut from this run last; ``None`` if nothing was, or if it is not kept."""
        return next(reversed(self.run.cuts()), None) if self.run is not None else None

    @property
    def ends_at_cut(self) -> bool:
        """Whether nothing was played since the last cut, so that it can be put back where it was."""
        cut = self.last_cut
        return cut is not None and self.run is not None and len(self.run.moves) == cut.position

    def take_back(self) -> "Session":
        """Undo the last cut and return the session to go on with.

        This one, if nothing was played since; otherwise that of a new run, which is as this one was before the cut,
        and this one stays as it is. Raises SaveError if there is no cut to take back, and as ``choose`` does.
        """
        run, library, cut = self.run, self.library, self.last_cut
        if run is None or library is None or cut is None:
            raise SaveError(_("Nothing was cut from this run that could be taken back."))
        self._refuse_if_taken()
        moves = run.moves_before(cut)
        before = Playthrough(self.story, self.playthrough.player)
        stopped = before.restore(moves)
        ending = before.ending.id if before.ending is not None else None
        if not self.ends_at_cut:
            return Session.resume(self.story, library, library.restore_cut(run.info.id, cut, ending).info.id)
        stand = stand_of(self.story, before.moment) if stopped is None else None
        with self._keeping():
            run.put_back(cut, ending=ending, stand=stand)
        before.splices = max(0, self.playthrough.splices - 1)
        self.playthrough, self.stopped = before, stopped
        self.crossing = crossing(before, stopped, run, lambda _: None)
        return self

    def save(self, title: str) -> None:
        """Give the run a title to be found by. Raises SaveError if it is not kept, or the title will not do."""
        if self.run is None or self.library is None:
            raise SaveError(self.why_not_kept)
        self.run.is_called(self.library.rename(self.run.info.id, title))

    def saves(self) -> tuple[str, ...]:
        """Return the kept runs of this story, a line each, the last played first."""
        if self.library is None:
            return ()
        return tuple(run_line(info, self.story) for info in self.library.runs(self.story.id))

    def _part(self) -> None:
        """Go on in a run of its own if the one that is played does not hold whole, and leave that as it is."""
        run, library = self.run, self.library
        if run is None or library is None or self.crossing is None or not self.crossing.breaks:
            return
        played = self.playthrough
        after = _(_AFTER)
        title = run.info.title.partition(after)[0][: LONGEST_TITLE - len(after)] + after
        try:
            self.run = begun(library, played, title)
        except NotKept as error:
            self._lose(error, None)
        self.stopped = self.crossing = None

    def _cut(self, run: Run, length: int, splices: int) -> None:
        steps = self.playthrough.steps[: length + 1]
        endings = [step.after.scene.ending for step in steps]
        reached = [ending.id for ending in endings if ending is not None]
        stand = stand_of(self.story, steps[-1].after)
        run.truncate(length, splices, ending=reached[-1] if reached else None, stand=stand)


def is_small_cut(session: Session, length: int) -> bool:
    """Whether going back to the first ``length`` moves cuts so few that nobody need be asked."""
    return session.lost_by(length) <= _SMALL_CUT


def cut_warning(session: Session, length: int) -> str:
    """Return what is said before going back to the first ``length`` moves."""
    lost = counted(session.lost_by(length))
    if session.kept:
        return _("{lost} are cut; they stay in the file, and can be taken back.", lost=lost)
    return _("{lost} are cut. Nothing is kept here, so they cannot be taken back.", lost=lost)
