"""The first minute: to the first choice without a question open; and what somebody would ask is answered."""

import io

import pytest
from hyosan_command import Hyosan

from game.engine.glossary import terms_here
from game.engine.playthrough import Playthrough
from game.locations import story_folder
from game.plain import Manner, read
from game.questions import answers
from game.saves.library import Library
from game.story.loader import load_story
from game.story.model import Story
from game.tui.commands import PLAY

WORDS_A_MINUTE = 240
"""How fast adults read a story to themselves, on average."""
TO_THE_CHOICE = 60
"""Seconds of reading from the start to the first choice."""
ASKED = ("go back", "lose", "die", "red", "clock", "choose", "recorder", "hard parts", "word")


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the game's own story."""
    story = load_story(story_folder()).story
    assert story is not None
    return story


def test_the_first_choice_comes_within_a_minute(story: Story, tmp_path_factory: pytest.TempPathFactory) -> None:
    """From the question for a name to the first choices, for whoever plays for the first time: one page, no detour."""
    page = io.StringIO()
    with Library(tmp_path_factory.mktemp("home") / "runs.sqlite3") as library:
        read(story, library, io.StringIO("\n"), page, Manner(is_interactive=True))
    told, _, offered = page.getvalue().partition(story.you.asks)[2].partition("\n1. ")
    assert offered
    assert len(told.split()) <= WORDS_A_MINUTE * TO_THE_CHOICE / 60


def test_nothing_needs_a_note_before_the_first_choice(story: Story) -> None:
    """No word of a trade, a rank or a country stands on the first page."""
    assert terms_here(Playthrough(story)) == ()


def test_what_people_ask_is_answered() -> None:
    """On the screen with its keys, line by line with words; every way that an answer names is there."""
    keys = {command.action: command.key_words for command in PLAY}
    on_screen = dict(answers(keys | {"reader": "`hyosan read`"}, is_drawn=True))
    asked = " ".join(on_screen).casefold()
    assert all(word in asked for word in ASKED)
    assert not any("{" in told for told in (*on_screen, *on_screen.values()))
    assert "otherwise: b goes back to the start of a tape" in " ".join(on_screen.values())


def test_the_reader_answers_as_well(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a word of its own, each question on a line and its answer on the next; nothing of keys or colours."""
    monkeypatch.setattr("sys.stdin", io.StringIO("questions\nhelp\n"))
    code, out, _ = hyosan("read")
    assert code == 0
    told = out.partition("> questions\n")[2].partition("\n> ")[0]
    assert "\nDid I lose something?\nNo. Every choice is kept as you make it" in told
    assert "otherwise: `rewind` goes back" in told
    assert "red" not in told.casefold().split()
    assert "questions: what people ask first" in out
