"""The state object: an interface that other engines are compared with, so every key is held to the letter."""

import json
from pathlib import Path

import pytest

from game.engine.playthrough import Playthrough
from game.engine.snapshot import state_object
from game.story.loader import load_story
from game.story.model import Story


@pytest.fixture(scope="module")
def story() -> Story:
    """A story of a few scenes."""
    loaded = load_story(Path(__file__).parent / "stories" / "night_duty").story
    assert loaded is not None
    return loaded


def test_the_beginning_to_the_letter(story: Story) -> None:
    """Every key, in the written order, with numbers and booleans as JSON's own."""
    text = json.dumps(state_object(Playthrough(story)))
    assert list(json.loads(text).items()) == [
        ("story", "night_duty"),
        ("version", "1.0.0"),
        ("applied", 0),
        ("stopped", None),
        ("scene", "duty.desk"),
        ("back", None),
        (
            "values",
            {
                "you.nerve": 2,
                "you.state": "well",
                "bo_mi.trust": 2,
                "bo_mi.nerve": 3,
                "bo_mi.state": "well",
                "tae_o.trust": 2,
                "tae_o.nerve": 1,
                "tae_o.state": "well",
                "noise": 0,
                "tape": 3,
                "window": "unset",
                "promised": False,
                "tape_window": False,
            },
        ),
        ("seen", []),
        ("taken", []),
        ("present", ["bo_mi", "you"]),
        ("available", ["duty.desk.shut_it", "duty.desk.leave_it", "duty.desk.ask", "duty.desk.clip"]),
        ("locked", [{"move": "duty.desk.shout", "reason": "Nerve 4 or more; 2 now"}]),
        (
            "text",
            [
                "Bo-mi has counted the keys twice. There is *one* too few.",
                '"Window," she says. It has been knocking since ten.',
            ],
        ),
        ("ending", None),
        ("over", False),
    ]


def test_an_aside_says_where_back_leads_and_keeps_its_company(story: Story) -> None:
    """`back` is a scene while an aside is read, and the choice that a `taken()` or `once` names is marked."""
    playthrough = Playthrough(story)
    playthrough.choose("duty.desk.clip")
    playthrough.choose("duty.desk.ask")
    state = state_object(playthrough)
    assert (state["scene"], state["back"]) == ("duty.key", "duty.desk")
    assert state["taken"] == ["duty.desk.ask"]
    assert state["present"] == ["bo_mi", "you"]
    assert state["text"] == ["She waits for the recorder to stop.", '"Room nine," says Bo-mi. "I had it at nine."']
    assert (state["values"]["tape_window"], state["values"]["tape"]) == (True, 1)


def test_a_kept_clip_changes_what_is_offered_and_not_what_was_read(story: Story) -> None:
    """Text is rendered on arrival; a clip is no arrival."""
    playthrough = Playthrough(story)
    before = state_object(playthrough)
    playthrough.choose("duty.desk.clip")
    after = state_object(playthrough)
    assert after["text"] == before["text"]
    assert "duty.desk.clip" not in after["available"]
    assert after["applied"] == 1


def test_an_ending_stays_while_its_coda_is_read(story: Story) -> None:
    """A run that reached an ending has that ending; it is over when nothing more can be done."""
    playthrough = Playthrough(story)
    playthrough.restore(
        ["duty.desk.shut_it", "duty.bell.continue", "roof.door.bo_mi", "roof.fall.continue"],
    )
    at_ending = state_object(playthrough)
    assert (at_ending["ending"], at_ending["over"]) == ("morning", False)
    playthrough.choose("roof.morning.continue")
    at_coda = state_object(playthrough)
    assert (at_coda["scene"], at_coda["ending"], at_coda["over"]) == ("roof.after", "morning", True)
    assert at_coda["available"] == []


@pytest.mark.parametrize(("move", "code"), [("duty.bell.continue", "not_offered"), ("duty.desk.jump", "unknown")])
def test_a_replay_that_stops_says_where_and_why(story: Story, move: str, code: str) -> None:
    """What could be replayed is told, and what could not."""
    playthrough = Playthrough(story)
    stopped = playthrough.restore(["duty.desk.clip", move, "duty.desk.ask"])
    state = state_object(playthrough, stopped)
    assert state["applied"] == 1
    assert list(state["stopped"]) == ["index", "move", "code", "message"]
    assert (state["stopped"]["index"], state["stopped"]["move"], state["stopped"]["code"]) == (1, move, code)
    assert state["stopped"]["message"]
