"""The whole game on the screen: five players from the first line to the Record, by the keys that people press."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.engine.playthrough import Playthrough
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Places
from game.tui.screens.ending import EndingScreen
from game.tui.screens.play import PlayScreen

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
PLAYERS = ("shortest", "kind", "cold", "silent", "bitten")
LAST = "the_record"
MOST_PAGES = 40
"""Keys that may be needed to come from a scene's first line to its choices."""
MOST_PAUSES = 200
"""Times to let the messages of a key be handled: one is the rule, more a busy machine."""


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as it ships."""
    loaded = load_story(ROOT / "story").story
    assert loaded is not None
    return loaded


@pytest.mark.timeout(600)  # four hundred moves by keys; the other tests take seconds
@pytest.mark.parametrize("player", PLAYERS)
def test_the_whole_game_is_played_by_keys(story: Story, tmp_path: Path, player: str) -> None:
    """Protects a player of the whole game: no scene that the screen fails on, no choice that its key does not make."""
    moves = (GOLDEN / f"{LAST}-{player}.moves").read_text(encoding="utf-8").split()
    settings = tmp_path / "settings.toml"
    quick = replace(Settings(), text_speed="instant", motion="reduced", screen_reader="no", timers="off", care="read")
    write_settings(settings, quick)
    session = Session.begin(story, None)
    app = HyosanApp(story, None, Places(settings, tmp_path), why_not_kept="Tried only.", session=session)

    async def play() -> None:
        async with app.run_test(size=(100, 60)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            for move in moves:
                key = _key(session.playthrough, move)
                for _ in range(MOST_PAGES):
                    if screen.pane.can_choose:
                        break
                    await pilot.press("space")
                before = len(session.playthrough.moves)
                await pilot.press(key)
                for _ in range(MOST_PAUSES):  # the pane asks the screen, which makes the move: messages, on any machine
                    if len(session.playthrough.moves) > before:
                        break
                    await pilot.pause()
                assert session.playthrough.moves[before:] == (move,), f"{key} does not make {move}"
            assert session.playthrough.moves == tuple(moves)
            for _ in range(MOST_PAGES):
                if isinstance(app.screen, EndingScreen):
                    break
                await pilot.press("space")
            assert isinstance(app.screen, EndingScreen)

    asyncio.run(play())


def _key(run: Playthrough, move: str) -> str:
    """Return the key that makes a move where a run stands."""
    if move.endswith(".clip"):
        return "r"
    numbers = [offer.move for offer in run.offers() if offer.choice is not None]
    return str(numbers.index(move) + 1) if move in numbers else "enter"
