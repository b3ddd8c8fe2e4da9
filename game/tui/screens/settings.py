"""The settings, made from their one declaration."""

from typing import ClassVar

from textual.content import Content

from game.language import _
from game.language.widths import columns_of, padded
from game.settings import DECLARED
from game.tui.commands import SETTINGS, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row, digit_key


class SettingsScreen(MenuScreen[None]):
    """One row a setting; a change holds at once and is kept at once."""

    NAME = "Settings"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = SETTINGS
    BINDINGS: ClassVar = menu_bindings(SETTINGS)

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Settings"))

    def rows(self) -> tuple[Row, ...]:
        """Return the settings with their values."""
        longest = max(columns_of(_(declared.title)) for declared in DECLARED) + 2
        settings = self.game.settings
        return tuple(
            Row(
                digit_key(number),
                Content.assemble(padded(_(declared.title), longest), (declared.label(settings), "bold $uniform")),
                declared.name,
                below=words(_(declared.help)),
            )
            for number, declared in enumerate(DECLARED, start=1)
        )

    def take(self, row: Row) -> None:
        """Turn a setting to its next value."""
        self._turn(row, 1)

    def action_turn(self, by: int) -> None:
        """Turn the setting pointed at."""
        if self.pointed is not None:
            self._turn(self.pointed, by)

    def _turn(self, row: Row, by: int) -> None:
        declared = next(declared for declared in DECLARED if declared.name == row.action)
        self.game.change_settings(declared.turned(self.game.settings, by))
        self.show_rows()
