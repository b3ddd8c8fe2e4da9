"""What a word may ask of the reader that it was typed to."""

from pathlib import Path
from typing import Protocol

from game.engine.playthrough import Playthrough
from game.plain.page import Page
from game.saves.reread import Rereading
from game.saves.session import Session
from game.settings import Settings


class Sitting(Protocol):
    """One sitting with the plain reader, as the words see it."""

    page: Page
    session: Session
    settings: Settings
    reread: Rereading
    """What of the session was read in other runs."""
    has_timers: bool
    exports: Path
    """Where a Record is written to."""
    summarised: set[int]
    """The steps of the run, by position, whose summary was read in place of the text."""

    @property
    def playthrough(self) -> Playthrough:
        """The run being read."""

    def agrees(self, question: str) -> bool:
        """Ask before something is done that cannot be overlooked; where nobody is typing, it is agreed to."""

    def take(self, move: str) -> None:
        """Make a move and tell it."""

    def tell(self, moves: int, passed: int) -> None:
        """Tell the last moves, all but the last without their pages; ``passed`` is how many pages were passed over."""

    def change(self, settings: Settings) -> None:
        """Take over other settings, at once and for good."""

    def wait(self) -> None:
        """Give no answer to a timed choice."""

    def offer(self) -> None:
        """Write what can be done now."""

    def arrive(self) -> None:
        """Tell the present scene from its chapter's heading: at the beginning, after a rewind."""

    def resume(self, session: Session) -> None:
        """Go on with another run where it was left."""

    def begin(self) -> None:
        """Begin another run."""

    def start_clock(self) -> None:
        """Count the present scene's timer from now, if timers are on."""
