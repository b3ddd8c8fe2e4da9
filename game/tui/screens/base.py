"""What all screens share: their commands, and the way to the game they belong to."""

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen

from game.tui.commands import Command

if TYPE_CHECKING:
    from game.tui.app import HyosanApp

Result = TypeVar("Result")


class GameScreen(Screen[Result]):
    """A screen of the game. ``COMMANDS_HERE`` makes its keys, its foot, its palette entries and its help."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    NAME: ClassVar[str] = ""
    """What the help calls it."""
    IS_TITLE: ClassVar[bool] = False
    """Whether it is the title, which stays when all is closed."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (118, "-wide")]  # noqa: RUF012 - as Textual declares it

    @property
    def game(self) -> "HyosanApp":
        """The application."""
        return cast("HyosanApp", self.app)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from game.tui.screens.help import HelpScreen  # noqa: PLC0415 - the help is itself a screen with commands

        self.app.push_screen(HelpScreen(self.NAME, self.COMMANDS_HERE))

    def action_close(self) -> None:
        """Return to the screen beneath."""
        self.dismiss()

    def action_settings(self) -> None:
        """Open the settings."""
        self.game.open_settings()

    def action_paths(self) -> None:
        """Open the paths of the tape."""
        self.game.open_paths()

    def action_command_palette(self) -> None:
        """Open the palette."""
        self.app.action_command_palette()
