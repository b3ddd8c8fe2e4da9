"""A playthrough and the run that keeps it: what a front end plays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from game.engine import rules
from game.engine.playthrough import Playthrough, Step, Stopped
from game.errors import SaveError
from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.listing import run_line
from game.saves.run import Run
from game.story.model import Story

_UNASKED = "This run is not being kept."


def _say_nothing(_why: str) -> None:
    pass


class Session:
    """Play that is kept. A move is on the disk before anybody sees what it led to.

    Where nothing can be written, play goes on in memory: ``kept`` is false and ``why_not_kept`` says why. A disk can
    fill up while somebody plays, so a front end looks at ``kept`` after each step, or is told by ``when_lost``.
    """

    def __init__(
        self, playthrough: Playthrough, library: Library | None, run: Run | None, why_not_kept: str = _UNASKED
    ) -> None:
        self.playthrough = playthrough
        self.library = library
        self.run = run
        self.stopped: Stopped | None = None
        """Why the kept moves could not all be replayed; ``None`` once play has gone on from there."""
        self.why_not_kept = "" if run is not None else why_not_kept
        self.when_lost: Callable[[str], None] = _say_nothing
        """Called with the reason when a run that was kept no longer can be."""

    @classmethod
    def begin(
        cls, story: Story, library: Library | None, player: str = "", title: str = "", why_not_kept: str = _UNASKED
    ) -> Self:
        """Begin a new run. Without a library it is played in memory, ``why_not_kept`` saying why."""
        playthrough = Playthrough(story, player)
        if library is None:
            return cls(playthrough, None, None, why_not_kept)
        try:
            run = library.create(story.id, story.version, playthrough.player, title)
        except NotKept as error:
            return cls(playthrough, library, None, error.message)
        return cls(playthrough, library, run)

    @classmethod
    def resume(cls, story: Story, library: Library, run_id: int) -> Self:
        """Go on with a kept run by replaying its moves.

        If the story has changed so that they are no longer offered, ``stopped`` says which and why. Raises SaveError if
        there is no such run, or if it belongs to another story.
        """
        run = library.open(run_id)
        if run.info.story != story.id:
            raise SaveError(
                f"The run “{run.info.title}” belongs to the story `{run.info.story}`, and this is `{story.id}`.",
                "Name its story's folder with --story.",
            )
        session = cls(Playthrough(story, run.info.player), library, run)
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
        after = rules.apply(self.story, self.playthrough.moment, move).after
        with self._keeping() as run:
            if run is not None:
                played = len(self.playthrough.moves)
                if len(run.moves) > played:
                    self._cut(run, played, self.playthrough.splices)
                ending = after.scene.ending.id if after.scene.ending else None
                run.append(move, version=self.story.version, ending=ending)
        self.stopped = None
        return self.playthrough.choose(move)

    def rewind(self, length: int) -> None:
        """Go back to the first ``length`` moves. A splice is counted, and what is cut stays in the run's history.

        Raises as ``choose`` does.
        """
        with self._keeping() as run:
            if run is not None:
                self._cut(run, length, self.playthrough.splices + 1)
        self.stopped = None
        self.playthrough.rewind(length)

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

    @contextmanager
    def _keeping(self) -> Iterator[Run | None]:
        """Give the run to write to, if there is one. Where that turns out to be impossible, go on without."""
        try:
            yield self.run
        except NotKept as error:
            self.run, self.why_not_kept = None, error.message
            self.when_lost(error.message)

    def _cut(self, run: Run, length: int, splices: int) -> None:
        endings = [step.after.scene.ending for step in self.playthrough.steps[: length + 1]]
        reached = [ending.id for ending in endings if ending is not None]
        run.truncate(length, splices, ending=reached[-1] if reached else None)
