"""The palette: the commands of the present screen, found by name."""

from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from game.language import _
from game.tui.commands import Command
from game.tui.screens.base import GameScreen


class GameCommands(Provider):
    """Offers what the screen beneath the palette can do now."""

    def _possible(self) -> list[tuple[Command, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, GameScreen):
            return []
        return [
            (command, partial(self._run, screen, command.action))
            for command in screen.COMMANDS_HERE
            if command.action != "command_palette" and screen.check_action(command.action.partition("(")[0], ()) is True
        ]

    @staticmethod
    async def _run(screen: GameScreen[object], action: str) -> None:
        await screen.run_action(action)

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for command, callback in self._possible():
            yield DiscoveryHit(_(command.title), callback, help=_(command.help))

    async def search(self, query: str) -> Hits:
        """Offer what fits the words typed."""
        matcher = self.matcher(query)
        for command, callback in self._possible():
            title, about = _(command.title), _(command.help)
            score = matcher.match(f"{title} {about}")
            if score > 0:
                yield Hit(score, matcher.highlight(title), callback, help=about)
