"""An app that opens the screens which stand beside the page, each loaded when somebody first asks for it."""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from game.errors import GameError
from game.language import _
from game.saves.library import Library
from game.saves.run import RunInfo
from game.saves.session import Session
from game.settings import read_settings
from game.story.model import Story
from game.tui.glyphs import DRAWN, LETTERS, NUMBERS, Glyphs
from game.tui.themes import NIGHT, OWN_VARIABLES, TERMINAL, THEMES
from game.tui.windowed import WindowedApp

if TYPE_CHECKING:
    from game.saves.gallery import Way
    from game.tui.teller import Teller


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


class ScreenedApp(WindowedApp[Leave]):
    """Holds what its screens show: the story, the runs, the one that is played, and the settings."""

    def __init__(self, story: Story, library: Library | None, places: Places, session: Session | None) -> None:
        """Hold a story, and a session if there is one already."""
        self._wants_no_color = "NO_COLOR" in os.environ
        self.settings, self.unread = read_settings(places.settings)
        # Only so does Textual leave out every colour; it would turn them to greys.
        super().__init__(ansi_color=True if self._wants_no_color else None)
        self.story = story
        self.library = library
        self.session = session
        self.places = places
        for theme in THEMES:
            self.register_theme(theme)
        # Set as if it had been so from the start: a change later would read every stylesheet once more.
        self.set_reactive(ScreenedApp.theme, self._theme_wanted)
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
    def _theme_wanted(self) -> str:
        return TERMINAL if self._wants_no_color else self.settings.theme

    def show_settings(self) -> None:
        """Look and move as the settings say."""
        self.theme = self._theme_wanted
        self.animation_level = "none" if self.settings.still else "full"

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return {"letters": LETTERS, "numbers": NUMBERS}.get(self.settings.signs, DRAWN)

    @property
    def latest(self) -> str | None:
        """The title of the run played last, if there is one to go on with."""
        if self.session is not None:
            return self.session.title or self.session.playthrough.player
        info = self.newest()
        return info.title if info is not None else None

    def newest(self) -> RunInfo | None:
        """Return the run played last, if there is one that can be read."""
        found: list[RunInfo | None] = [None]
        self.attempt(lambda library: found.append(library.latest(self.story.id)))
        return found[-1]

    @property
    def exports(self) -> Path:
        """Where exported runs go."""
        return self.places.exports

    def hand_over(self, path: Path) -> None:
        """Tell the player where something was written for them."""
        self.notify(str(path), title=_("Exported"), markup=False, timeout=10)

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

    def open_settings(self) -> None:
        """Open the settings."""
        from game.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

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
