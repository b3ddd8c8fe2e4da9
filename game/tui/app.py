"""The terminal game as an application: what is played, how it looks, and which screen follows which."""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding

from game.errors import GameError
from game.language import _
from game.saves.library import Library
from game.saves.run import RunInfo
from game.saves.session import Session
from game.settings import Settings, read_settings, write_settings
from game.story.model import History, Story
from game.tui.glyphs import DRAWN, LETTERS, NUMBERS, Glyphs
from game.tui.screens.play import PlayScreen
from game.tui.themes import NIGHT, OWN_VARIABLES, TERMINAL, THEMES
from game.tui.windowed import WindowedApp

if TYPE_CHECKING:
    from textual.command import Provider

    from game.saves.across import Crossing
    from game.saves.gallery import Way
    from game.tui.teller import Teller

LEAVING = 5.0
"""Seconds in which a second Ctrl+C leaves: as long as the words that say so are there."""


class Leave(Enum):
    """What the player wants next, where leaving the game asks for something."""

    READ = "read"
    """The player reads with a screen reader: `hyosan read` should take over."""


class Places(Struct, frozen=True):
    """Where the game keeps what is not a run."""

    settings: Path
    exports: Path
    runs: Path | None = None
    """The file of runs, to be tried again now and then where it could not be opened."""


def _game_commands() -> "type[Provider]":
    from game.tui.palette import GameCommands

    return GameCommands


class HyosanApp(WindowedApp[Leave]):
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
        self._wants_no_color = "NO_COLOR" in os.environ
        self.settings, self._unread = read_settings(places.settings)
        # Only so does Textual leave out every colour; it would turn them to greys.
        super().__init__(ansi_color=True if self._wants_no_color else None)
        self.story = story
        self.library = library
        self.why_not_kept = why_not_kept
        self.session = session
        self._history = history
        self._at_title = at_title
        self._places = places
        self._may_leave = False
        """Whether the player has been told that Ctrl+C once more leaves, and can still read it."""
        for theme in THEMES:
            self.register_theme(theme)
        # Set as if it had been so from the start: a change later would read every stylesheet once more.
        self.set_reactive(HyosanApp.theme, self._theme_wanted)
        self._styled_with = self.get_css_variables()
        self.stylesheet.set_variables(self._styled_with)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables, so that stylesheets can be read before a theme is chosen."""
        night = next(theme for theme in THEMES if theme.name == NIGHT)
        return {name: night.variables[name] for name in OWN_VARIABLES}

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Read the stylesheets once more, unless they say what they said: the first theme is there from the start."""
        styled_with = self.get_css_variables()
        if styled_with != self._styled_with:
            self._styled_with = styled_with
            super().refresh_css(animate)

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return {"letters": LETTERS, "numbers": NUMBERS}.get(self.settings.signs, DRAWN)

    @property
    def exports(self) -> Path:
        """Where exported runs go."""
        return self._places.exports

    def hand_over(self, path: Path) -> None:
        """Tell the player where something was written for them."""
        self.notify(str(path), title=_("Exported"), markup=False, timeout=10)

    @property
    def latest(self) -> str | None:
        """The title of the run played last, if there is one to go on with."""
        if self.session is not None:
            return self.session.title or self.session.playthrough.player
        info = self._latest()
        return info.title if info is not None else None

    def _latest(self) -> RunInfo | None:
        found: list[RunInfo | None] = [None]
        self.attempt(lambda library: found.append(library.latest(self.story.id)))
        return found[-1]

    def on_mount(self) -> None:
        """Open where the player left off; ask about a screen reader the first time."""
        self._show_settings()
        if self._unread:
            self.notify(self._unread, title=_("Settings"), severity="warning", markup=False, timeout=10)
        self._open_first()
        if self.library is not None and self.library.mended:
            from game.tui.screens.mended import MendedScreen

            self.push_screen(MendedScreen(self.library.mended))
            self.library.mended = ()

    def _open_first(self) -> None:
        """Open the run to go on with; else the title, and what is asked at once."""
        info = None if self._at_title or self._history is not None else self._latest()
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

    @property
    def _theme_wanted(self) -> str:
        return TERMINAL if self._wants_no_color else self.settings.theme

    def _show_settings(self) -> None:
        self.theme = self._theme_wanted
        self.animation_level = "none" if self.settings.still else "full"

    def change_settings(self, settings: Settings) -> None:
        """Take over other settings, at once and for good."""
        self.settings = settings
        self._show_settings()
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen):
                screen.apply_settings()
        try:
            write_settings(self._places.settings, settings)
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

    def tell_error(self, error: GameError) -> None:
        """Show what could not be done, and what can be done about it."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(text, title=_("That could not be done"), severity="error", markup=False, timeout=12)

    def attempt(self, action: Callable[[Library], object]) -> bool:
        """Do something to the library and say whether it went well; if not, the player is told."""
        if self.library is None:
            return False
        try:
            action(self.library)
        except GameError as error:
            self.tell_error(error)
            return False
        return True

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
        info = self._latest()
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
        runs = self._places.runs
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

    def open_settings(self) -> None:
        """Open the settings."""
        from game.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def open_saves(self) -> None:
        """Open the runs."""
        from game.tui.screens.saves import SavesScreen

        def picked(run: int | None) -> None:
            if run is not None:
                self.resume(run)

        self.push_screen(SavesScreen(), picked)

    def open_endings(self) -> None:
        """Open the endings: what was come to in any run, and in this one if it is not kept."""
        from game.saves.gallery import gallery
        from game.tui.screens.endings import EndingsScreen

        playthrough = self.session.playthrough if self.session is not None else None
        ways = (
            [(playthrough.player, playthrough.moves)] if playthrough and self.session and not self.session.kept else []
        )
        kept = self._all_played()
        if kept is not None:
            self.push_screen(EndingsScreen(gallery(self.story, [*kept, *ways])))

    def open_paths(self) -> None:
        """Open the paths of the tape just played, or of the present one."""
        from game.tui.screens.paths import PathsScreen

        kept = self._all_played()
        if self.session is not None and kept is not None:
            self.push_screen(PathsScreen(self.session, kept))

    def _all_played(self) -> "list[Way] | None":
        """Return everything ever played and kept; nothing if it cannot be read, which the player is told."""
        kept: list[Way] = []
        if self.library is not None and not self.attempt(lambda library: kept.extend(library.ways(self.story.id))):
            return None
        return kept

    def open_people(self) -> None:
        """Open the survivors."""
        from game.tui.screens.people import PeopleScreen

        if self.session is not None:
            self.push_screen(PeopleScreen(self.session.playthrough))

    def open_card(self, person: str) -> None:
        """Open a person's card."""
        from game.tui.screens.people import CardScreen

        if self.session is not None:
            self.push_screen(CardScreen(self.session.playthrough, person))

    def open_journal(self, teller: "Teller | None" = None) -> None:
        """Open the journal, told by ``teller`` if there is one that knows how the run was read."""
        from game.tui.screens.journal import JournalScreen
        from game.tui.teller import Teller

        if self.session is not None:
            told_by = teller or Teller(self.session.playthrough, self.settings, self.glyphs)
            self.push_screen(JournalScreen(told_by))

    def open_map(self) -> None:
        """Open the map."""
        from game.tui.screens.map import MapScreen

        if self.session is not None:
            self.push_screen(MapScreen(self.session.playthrough))

    def open_places(self) -> None:
        """Open the places as a list."""
        from game.tui.screens.places import PlacesScreen

        if self.session is not None:
            self.push_screen(PlacesScreen(self.session.playthrough))

    def open_words(self) -> None:
        """Open the notes on the words of the page."""
        from game.tui.screens.words import WordsScreen

        if self.session is not None:
            self.push_screen(WordsScreen(self.session.playthrough))

    def open_record(self) -> None:
        """Open the Record."""
        from game.tui.screens.record import RecordScreen

        if self.session is not None:
            self.push_screen(RecordScreen(self.session))

    def open_ending(self) -> None:
        """Open what comes after the last page."""
        from game.tui.screens.ending import EndingScreen

        if self.session is not None:
            self.push_screen(EndingScreen(self.session.playthrough))

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
