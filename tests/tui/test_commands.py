"""One declaration of a command serves the key, the foot, the palette and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from game.tui.screens.ask import LineScreen, QuestionScreen
from game.tui.screens.base import GameScreen
from game.tui.screens.ending import EndingScreen
from game.tui.screens.help import HelpScreen
from game.tui.screens.journal import JournalScreen
from game.tui.screens.map import MapScreen
from game.tui.screens.paths import PathsScreen
from game.tui.screens.people import CardScreen, PeopleScreen
from game.tui.screens.places import PlacesScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.record import RecordScreen
from game.tui.screens.rewind import RewindScreen
from game.tui.screens.saves import SavesScreen
from game.tui.screens.settings import SettingsScreen
from game.tui.screens.title import TitleScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave

SCREENS: list[type[GameScreen[Any]]] = [
    CardScreen, EndingScreen, HelpScreen, JournalScreen, LineScreen, MapScreen, PathsScreen, PeopleScreen,
    PlacesScreen, PlayScreen, QuestionScreen, RecordScreen, RewindScreen, SavesScreen, SettingsScreen, TitleScreen,
]  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_commands_can_be_carried_out(screen: type[GameScreen[Any]]) -> None:
    """Every declared command has a method, a title and a help, and no key has two meanings."""
    keys = [key for command in screen.COMMANDS_HERE for key in command.key.split(",")]
    assert len(keys) == len(set(keys))
    for command in screen.COMMANDS_HERE:
        assert callable(getattr(screen, f"action_{command.action.partition('(')[0]}"))
        assert command.title
        assert command.help.endswith(".")


def test_the_help_lists_every_key_of_its_screen(bench: Bench) -> None:
    """Nothing that can be pressed has to be found out."""
    seen = bench.see(*bench.NEW, "question_mark", size=(120, 90))
    assert all(command.title in seen and command.key_words in seen for command in PlayScreen.COMMANDS_HERE)


def test_the_palette_finds_a_command_by_its_name(bench: Bench) -> None:
    """Typing a word of a command and Enter does what its key would."""
    seen = ""

    async def script(pilot: Pilot[Leave]) -> None:
        nonlocal seen
        await bench.press(pilot, *bench.NEW, "ctrl+p", *"journal")
        await pilot.app.workers.wait_for_complete()
        await bench.press(pilot, "enter", "enter")
        await pilot.app.workers.wait_for_complete()
        await bench.rest(pilot)
        assert isinstance(pilot.app.screen, JournalScreen)

    bench.drive(script)


def test_a_long_page_is_read_on_with_space(bench: Bench) -> None:
    """The key that goes on in a scene goes on in the help too, and the foot names it while there is more."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "question_mark")
        assert "Space more" in bench.text(pilot)
        assert "For screen readers" not in bench.text(pilot)
        await bench.press(pilot, *["space"] * 6)
        assert "For screen readers" in bench.text(pilot)
        assert "Space more" not in bench.text(pilot)

    bench.drive(script, size=(60, 20))


def test_the_answers_are_a_key_away(bench: Bench) -> None:
    """Whoever has a question need not read through all keys first."""
    seen = bench.see(*bench.NEW, "question_mark", "a", size=(60, 20))
    assert seen.splitlines()[2].strip() == "How do I choose?"


def test_a_page_that_fits_offers_no_more(bench: Bench) -> None:
    """A foot that promised more where there is none would send people looking for it."""
    assert "Space more" not in bench.see(*bench.NEW, "question_mark", size=(120, 90))


def test_places_open_where_the_player_is(bench: Bench) -> None:
    """However long the list, and however low the screen, what one came to see is in sight."""
    assert "you are here" in bench.see(*bench.NEW, "m", "l", size=(60, 6))


def test_an_interruption_is_told_how_to_leave(bench: Bench) -> None:
    """Ctrl+C by habit is answered in the game's own words, with a key that the foot knows; a second one leaves."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "ctrl+c")
        assert "q leaves, from anywhere Ctrl+Q" in bench.text(pilot)
        assert pilot.app.is_running
        assert not pilot.app._exit  # noqa: SLF001 - how Textual remembers that it was asked to end
        await pilot.press("ctrl+c")
        assert pilot.app._exit  # noqa: SLF001 - the same

    bench.drive(script)


def test_the_foot_keeps_help_and_leaving_where_there_is_no_room(bench: Bench) -> None:
    """On the narrowest screen the line at the bottom still says how to get help and how to leave."""
    foot = bench.see(*bench.NEW, size=(60, 20)).splitlines()[-1]
    assert "? help" in foot
    assert "q leave" in foot
    assert len(foot) <= 60
