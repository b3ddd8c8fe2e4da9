"""A playthrough and the run that keeps it: what a front end plays."""

from typing import Self

from game.engine import rules
from game.engine.playthrough import Playthrough, Step, Stopped
from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.run import Run
from game.story.model import Story

_NOWHERE = "These moves are not being kept."


class Session:
    """Play that is kept. A move is on the disk before anybody sees what it led to.

    Where nothing can be written, play goes on in memory: ``kept`` is false and ``why_not_kept`` says why. A front end
    looks at ``kept`` after each step, as a disk can fill up while somebody plays.
    """

    def __init__(self, playthrough: Playthrough, run: Run | None, why_not_kept: str = _NOWHERE) -> None:
        self.playthrough = playthrough
        self.run = run
        self.stopped: Stopped | None = None
        """Why the kept moves could not all be replayed; ``None`` once play has gone on from there."""
        self.why_not_kept = "" if run is not None else why_not_kept

    @classmethod
    def begin(
        cls, story: Story, library: Library | None, player: str = "", title: str = "", why: str = _NOWHERE
    ) -> Self:
        """Begin a new run. Without a library it is played in memory, ``why`` saying why."""
        playthrough = Playthrough(story, player)
        if library is None:
            return cls(playthrough, None, why)
        try:
            run = library.create(story.id, story.version, playthrough.player, title)
        except NotKept as error:
            return cls(playthrough, None, error.message)
        return cls(playthrough, run)

    @classmethod
    def resume(cls, story: Story, run: Run) -> Self:
        """Go on with a kept run by replaying its moves.

        If the story has changed so that they are no longer offered, ``stopped`` says which and why.
        """
        session = cls(Playthrough(story, run.info.player), run)
        session.stopped = session.playthrough.restore(run.moves)
        session.playthrough.splices = run.info.splices
        return session

    @property
    def story(self) -> Story:
        """The story that is played."""
        return self.playthrough.story

    @property
    def kept(self) -> bool:
        """Whether the moves made here survive the program."""
        return self.run is not None

    @property
    def title(self) -> str:
        """The run's title; empty in memory."""
        return self.run.info.title if self.run is not None else ""

    def choose(self, move: str) -> Step:
        """Make a move: keep it, then return what it told.

        Raises MoveNotOffered if it is not available, PlayedElsewhere if another window plays this run, another
        SaveError if the file stays locked; then nothing has changed. After a ``stopped`` the moves that could not be
        replayed go into the run's history first.
        """
        outcome = rules.apply(self.story, self.playthrough.moment, move)
        if self.run is not None:
            try:
                self._keep(self.run, move, outcome.after.scene.ending.id if outcome.after.scene.ending else None)
            except NotKept as error:
                self.run, self.why_not_kept = None, error.message
        self.stopped = None
        return self.playthrough.choose(move)

    def rewind(self, length: int) -> None:
        """Go back to the first ``length`` moves. A splice is counted, and what is cut stays in the run's history.

        Raises as ``choose`` does.
        """
        if self.run is not None:
            try:
                self._cut(self.run, length, self.playthrough.splices + 1)
            except NotKept as error:
                self.run, self.why_not_kept = None, error.message
        self.stopped = None
        self.playthrough.rewind(length)

    def _keep(self, run: Run, move: str, ending: str | None) -> None:
        played = len(self.playthrough.moves)
        if len(run.moves) > played:
            self._cut(run, played, self.playthrough.splices)
        run.append(move, version=self.story.version, ending=ending)

    def _cut(self, run: Run, length: int, splices: int) -> None:
        endings = [step.after.scene.ending for step in self.playthrough.steps[: length + 1]]
        reached = [ending.id for ending in endings if ending is not None]
        run.truncate(length, splices, ending=reached[-1] if reached else None)
