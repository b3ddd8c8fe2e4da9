"""The game in a real terminal: the whole first tape by keys, through resizes and a killed terminal."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tui.terminal import END, ENTER, Terminal

from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.locations import settings_file, story_folder
from game.saves.library import Library
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the game's own story."""
    story = load_story(story_folder()).story
    assert story is not None
    return story


def keys_to_tape_two(story: Story) -> list[tuple[str, str]]:
    """Return, for each move of a way through the first tape, words to wait for and the key that makes it."""
    playthrough = Playthrough(story)
    found: list[tuple[str, str]] = []
    while playthrough.chapter.tape == 1:
        offers = playthrough.offers()
        choices = [offer for offer in offers if offer.choice is not None]
        if not choices:
            found.append(("Go on", ENTER))
            playthrough.choose(playthrough.moment.scene.continue_move)
            continue
        digit, offer = next((at, offer) for at, offer in enumerate(choices, start=1) if offer.available)
        found.append((" ".join(plain(playthrough.label(offer)).split()), str(digit)))
        playthrough.choose(offer.move)
        assert playthrough.ending is None, "the first choices should lead through the tape"
    return found


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_first_tape_is_played_by_keys(terminals: Callable[[], Terminal], story: Story, hyosan_home: Path) -> None:
    """From launch to the second tape: every key does one thing, a resize costs nothing, SIGKILL at most a key."""
    write_settings(
        settings_file(),
        Settings(text_speed="instant", motion="reduced", timers="off", care="read", screen_reader="no"),
    )
    keys = keys_to_tape_two(story)
    terminal = terminals()
    terminal.wait_for("New run")
    terminal.press("n")
    terminal.wait_for(story.you.names[0])
    terminal.press("1")
    for made, (words, key) in enumerate(keys, start=1):
        terminal.wait_for(words, nudge=END)
        terminal.press(key)
        terminal.wait_until(partial(has_moves, hyosan_home, made))
        if made == len(keys) // 3:
            for size in ((200, 60), (60, 20), (140, 40), (80, 24)):
                terminal.resize(*size)
                terminal.wait_for("REC", "? help")
        if made == len(keys) // 2:
            terminal.kill()
            terminal = terminals()
    terminal.wait_for("Tape 2")
    terminal.press("q")
    terminal.wait_for("Continue")
    terminal.press("q")
    assert terminal.has_ended()


def has_moves(home: Path, number: int) -> bool:
    """Say whether the run has come to a number of moves on the disk."""
    with Library(home / "runs.sqlite3") as library:
        return library.runs()[0].length == number


def test_a_screen_reader_is_remembered(terminals: Callable[[], Terminal], hyosan_home: Path) -> None:
    """Who answers yes at the first start is read to at once, and the next time without being asked."""
    terminal = terminals()
    terminal.wait_for("Do you use a screen reader?")
    terminal.press("2")
    terminal.wait_for("name tag?")
    terminal.kill()
    assert 'screen_reader = "yes"' in (hyosan_home / "settings.toml").read_text(encoding="utf-8")
    terminal = terminals()
    terminal.wait_for("name tag?")
    assert "screen reader?" not in terminal.text()
