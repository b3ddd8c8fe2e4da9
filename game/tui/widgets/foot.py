"""The line at the bottom: the keys that do something now, as many as fit; each can be clicked."""

from collections.abc import Iterable
from functools import lru_cache

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from game.language import _
from game.tui.commands import Command
from game.tui.widgets import stylesheet

ALWAYS = ("help", "leave", "close")
"""Actions whose keys are kept when the line is too short for all."""


class Foot(Widget):
    """Shows the commands of its screen that are possible now."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = False

    lead: reactive[str] = reactive("")
    """What comes first: the keys of what is being read or chosen."""
    lead_action: reactive[str] = reactive("")
    """What a click on that does, as an action of the screen; empty for nothing."""

    def __init__(self, commands: Iterable[Command]) -> None:
        """Hold a screen's commands."""
        super().__init__()
        self.auto_links = False
        self._commands = tuple(command for command in commands if command.foot)
        self._drawn: list[Command] | None = None
        """The commands that were possible when the line was drawn last."""

    def look_again(self) -> None:
        """Draw the keys anew if others do something now."""
        if self._drawn != self._possible():
            self.refresh()

    def render(self) -> RenderResult:
        """Draw the keys, dropping the least needed first when there is no room."""
        self._drawn = self._possible()
        possible = list(self._drawn)
        lead = [_clickable(Content.assemble((self.lead, "$muted")), self.lead_action)] if self.lead else []
        while True:
            line = Content("  ").join([*lead, *(_item(command) for command in possible)])
            spare = [command for command in possible if command.action not in ALWAYS]
            if line.cell_length <= self.size.width or not spare:
                return line
            possible.remove(spare[-1])

    def _possible(self) -> list[Command]:
        may = self.screen.check_action
        return [command for command in self._commands if may(command.action.partition("(")[0], ()) is True]


def _item(command: Command) -> Content:
    return _drawn(_(command.key_words), _(command.foot), command.action)


@lru_cache(maxsize=128)
def _drawn(key: str, word: str, action: str) -> Content:
    return _clickable(Content.assemble((key, "bold $uniform"), (f" {word}", "$muted")), action)


def _clickable(item: Content, action: str) -> Content:
    return item.stylize(Style.from_meta({"@click": f"screen.{action}"})) if action else item
