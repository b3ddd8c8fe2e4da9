"""Choosing two runs to set side by side."""

from typing import TYPE_CHECKING

from game.errors import GameError
from game.language import _
from game.saves.side_by_side import played, side_by_side
from game.tui.screens.comparison import ComparisonScreen
from game.tui.screens.pick_run import PickRunScreen

if TYPE_CHECKING:
    from game.tui.app import HyosanApp


def compare_runs(game: "HyosanApp", first: int | None = None) -> None:
    """Ask for two runs, or for the one to set beside ``first``, and show them."""
    library = game.library
    if library is None or len(library.runs(game.story.id)) < 2:  # noqa: PLR2004 - two
        game.notify(_("Two runs are needed to set side by side."), markup=False, timeout=6)
        return

    def second(run: int | None) -> None:
        if run is not None:
            question = _("Beside which run?")
            game.push_screen(PickRunScreen(question, library, leave_out=run), lambda other: _show(game, run, other))

    if first is not None:
        second(first)
    else:
        game.push_screen(PickRunScreen(_("Which run?"), library), second)


def _show(game: "HyosanApp", one: int, other: int | None) -> None:
    library = game.library
    if library is None or other is None:
        return
    infos = {info.id: info for info in library.runs(game.story.id)}
    try:
        runs = played(library, game.story, infos[one]), played(library, game.story, infos[other])
    except GameError as error:
        game.tell_error(error)
        return
    game.push_screen(ComparisonScreen(side_by_side(*runs, (infos[one].title, infos[other].title))))
