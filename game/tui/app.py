"""The terminal game as an application: what is played, how it looks, and which screen follows which."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding

from game.errors import GameError
from game.language import _
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.model import History, Story
from game.tui.screened import Leave, Places, ScreenedApp
from game.tui.screens.play import PlayScreen

if TYPE_CHECKING:
    from textual.command import Provider

    from game.saves.across import Crossing

LEAVING = 5.0
"""Seconds in which a second Ctrl+C leaves: as long as the words that say so are there."""


def _game_commands() -> "type[Provider]":
    from game.tui.palette import GameCommands

    return GameCommands


class HyosanApp(ScreenedApp):
    """Holds the session, the settings and the way between screens."""

    CSS_PATH = "app.tcss"
    TITLE = "The Hyosan Tapes"
    COMMANDS: ClassVar = {_game_commands}
    BINDINGS: ClassVar = [Binding("ctrl+z", "suspend_process", "Back to the shell; `fg` returns", show=False)]
    ENABLE_COMMAND_PALETTE = True
    READER: ClassVar[str] = "`hyosan read`"
    """Where the same story is told line by line."""

    def __init__(  # noqa: PLR0913 - what is played, from where, and where it is kept
        self,
        story: Story,
        library: Library | None,
        places: Places,
        *,
        why_not_kept: str = "",
        session: Session | None = None,
        history: History | None = None,
        at_title: bool = False,
    ) -> None:
        """Prepare to play a story: to go on with ``session``, or to begin at the end of ``history``.

        With ``at_title`` no run is opened unasked.
        """
        super().__init__(story, library, places, session)
        self.why_not_kept = why_not_kept
        self._history = history
        self._at_title = at_title
        self._may_leave = False
        """Whether the player has been told that Ctrl+C once more leaves, and can still read it."""

    def on_mount(self) -> None:
        """Open where the player left off; ask about a screen reader the first time."""
        self.show_settings()
        if self.unread:
            self.notify(self.unread, title=_("Settings"), severity="warning", markup=False, timeout=10)
        self._open_first()
        if self.library is not None and self.library.mended:
            from game.tui.screens.mended import MendedScreen

            self.push_screen(MendedScreen(self.library.mended))
            self.library.mended = ()

    def _open_first(self) -> None:
        """Open the run to go on with; else the title, and what is asked at once."""
        info = None if self._at_title or self._history is not None else self.newest()
        if not self._at_title and (self.session is not None or (info is not None and info.ending is None)):
            self.resume_latest()
            return
        self.open_title()
        if self._at_title:
            return
        if self._history is not None:
            self.begin_run(self._history)
        elif self.settings.screen_reader == "unasked":
            self._ask_reader()

    def action_help_quit(self) -> None:
        """Say how to leave, and leave if asked once more meanwhile: Ctrl+C copies, and may be pressed by habit."""
        if self._may_leave:
            self.exit()
            return
        self._may_leave = True
        told = _("q leaves, from anywhere Ctrl+Q, and so does Ctrl+C once more.")
        self.notify(told, title=_("Leaving"), markup=False, timeout=LEAVING)
        self.set_timer(LEAVING, lambda: setattr(self, "_may_leave", False))

    # Settings.

    def change_settings(self, settings: Settings) -> None:
        """Take over other settings, at once and for good."""
        self.settings = settings
        self.show_settings()
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen):
                screen.apply_settings()
        try:
            write_settings(self.places.settings, settings)
        except GameError as error:
            self.tell_error(error)

    def _ask_reader(self) -> None:
        def answered(answer: str | None) -> None:
            if answer is None:
                return
            self.change_settings(replace(self.settings, screen_reader=answer))
            if answer == "yes":
                self.read_instead()

        from game.tui.screens.ask import reader_question

        self.push_screen(reader_question(_(self.READER)), answered)

    def read_instead(self) -> None:
        """Close the screen, and have the plain reader take over."""
        self.exit(Leave.READ)

    # Trouble.

    # Runs.

    def begin_run(self, given: History | None = None) -> None:
        """Ask for a name, and where to begin if that is not given, and begin."""

        def begin(name: str, history: History | None) -> None:
            why = self.why_not_kept
            self._play(lambda: Session.begin(self.story, self.library, name, why_not_kept=why, history=history))

        from game.saves.beginning import histories_offered
        from game.tui.screens.beginning import ask_run

        offered = [self.story.histories]
        self.attempt(lambda library: offered.append(histories_offered(self.story, library)))
        ask_run(self, self.story.you, offered[-1], given, begin)

    def resume_latest(self) -> None:
        """Go on with the run played last."""
        if self.session is not None:
            session = self.session
            self._play(lambda: session)
            return
        info = self.newest()
        if info is not None:
            self.resume(info.id)

    def resume(self, run: int) -> None:
        """Go on with a run."""
        if self.library is not None:
            library = self.library
            self._play(lambda: Session.resume(self.story, library, run))

    def delete_run(self, run: int) -> None:
        """Put a run into the bin; if it is the one being played, it is played no longer."""
        if not self.attempt(lambda library: library.delete(run)):
            return
        if self.session is not None and self.session.run is not None and self.session.run.info.id == run:
            self.session = None
            self.open_title()
            self.open_saves()

    def _play(self, opened: Callable[[], Session]) -> None:
        try:
            session = opened()
        except GameError as error:
            if len(self.screen_stack) == 1:
                self.open_title()
            self.tell_error(error)
            return
        self.close_screens()
        if session.crossing is not None and session.crossing.breaks:
            self._ask_crossing(session, session.crossing)
        else:
            self._show(session)

    def _ask_crossing(self, session: Session, crossing: "Crossing") -> None:
        """Ask where to go on with a run that does not hold in the story as it is now."""

        def answered(length: int | None) -> None:
            if length is not None:
                session.stand_at(length)
                self._show(session)

        from game.tui.screens.crossing import CrossingScreen

        self.open_title()
        self.push_screen(CrossingScreen(session.title or session.playthrough.player, crossing), answered)

    def _show(self, session: Session) -> None:
        """Play a session; if somebody else plays that run just now, only if that is wanted."""
        other = session.other_player()
        if other is None:
            self._play_here(session)
            return

        def answered(answer: str | None) -> None:
            if answer != "here":
                return
            from game.saves.reopening import up_to_date

            try:
                self._play_here(up_to_date(session))
            except GameError as error:
                self.tell_error(error)

        from game.tui.screens.ask import elsewhere_question

        self.open_title()
        self.push_screen(elsewhere_question(session.title, other), answered)

    def _play_here(self, session: Session) -> None:
        if self.session is not None and self.session is not session:
            self.session.leave()
        self.session = session
        session.take()
        runs = self.places.runs
        if session.library is None and runs is not None:
            session.reopen = lambda: Library(runs).reopened()
        session.when_kept = self._kept_again
        self.push_screen(self.screen_for(session))

    def screen_for(self, session: Session) -> PlayScreen:
        """Return the screen that plays a session."""
        return PlayScreen(session)

    def _kept_again(self, told: str) -> None:
        """Say that a run is kept after all, and use the file of runs that keeps it."""
        if self.session is not None and self.session.library is not None:
            self.library, self.why_not_kept = self.session.library, ""
        self.notify(told, title=_("Kept again"), markup=False, timeout=10)

    # Screens.

    def open_title(self) -> None:
        """Close every screen above the title, which is made when it is first come to."""
        from game.tui.screens.title import TitleScreen

        self.close_screens()
        if not isinstance(self.screen, TitleScreen):
            self.push_screen(TitleScreen())

    def close_screens(self) -> None:
        """Close every screen, but for the title."""
        while len(self.screen_stack) > 1 and not getattr(self.screen, "IS_TITLE", False):
            self.pop_screen()

    def open_saves(self) -> None:
        """Open the runs."""
        from game.tui.screens.saves import SavesScreen

        def picked(run: int | None) -> None:
            if run is not None:
                self.resume(run)

        self.push_screen(SavesScreen(), picked)

    def open_rewind(self) -> None:
        """Choose a tape to go back to, and go there."""
        from game.tui.screens.rewind import RewindScreen

        session = self.session
        if session is None:
            return

        def picked(length: int | None) -> None:
            if length is None:
                return
            try:
                session.rewind(length)
            except GameError as error:
                self.tell_error(error)
                return
            self._play(lambda: session)

        self.push_screen(RewindScreen(session), picked)

    def take_back(self) -> None:
        """Undo the last cut of the run: in place, or as a run of its own, which is then played."""
        session = self.session
        if session is None:
            return
        self._play(session.take_back)
        if self.session is not session and self.session is not None:
            new, old = self.session.title, session.title
            told = _("“{new}” is a run of its own. “{old}” is kept as it was.", new=new, old=old)
            self.notify(told, title=_("Taken back"), markup=False, timeout=10)
