"""How somebody came to be as their card shows them: every change that was told, and nothing that was not."""

import io
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine.changes import episodes, lost_at
from game.engine.events import Lost, VariableChanged
from game.engine.playthrough import Playthrough
from game.engine.roster import card, cards
from game.plain import Manner, read
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"
TO_MORNING = ("duty.desk.shut_it", "duty.bell.continue", "roof.door.bo_mi", "roof.fall.continue")


@pytest.fixture(scope="module")
def story() -> Story:
    """The small story of the tests."""
    loaded = load_story(STORY).story
    assert loaded is not None
    return loaded


def played(story: Story, *moves: str) -> Playthrough:
    """A run of a story after some moves."""
    run = Playthrough(story)
    assert run.restore(moves) is None
    return run


def told(run: Playthrough, *answers: str) -> str:
    """What the reader says to some words."""
    written = io.StringIO()
    read(run.story, run, io.StringIO("\n".join(answers)), written, Manner())
    return written.getvalue()


def test_a_change_says_where_when_and_by_which_choice(story: Story) -> None:
    """Protects the card: a stat and a memory that one choice changed stand together, at its scene, under its label."""
    (episode,) = episodes(played(story, *TO_MORNING), "bo_mi")
    assert (episode.at.place, episode.at.clock) == ("Porter's office", "D1 22:10")
    assert episode.choice == "Cross the room and shut the window."
    assert [turn.words for turn in episode.turns] == ["Trust 3 of 5, up from 2", "You shut the window."]
    assert [turn.is_memory for turn in episode.turns] == [False, True]


def test_what_comes_on_arriving_is_of_the_scene_arrived_at(story: Story) -> None:
    """Protects from blaming a choice: what a scene does by itself has its own place and nobody's label."""
    promise, fall = episodes(played(story, *TO_MORNING), "tae_o")
    assert (promise.choice, [turn.words for turn in promise.turns]) == (
        "Bo-mi, with the keys",
        ["You said you would come back."],
    )
    assert (fall.at.place, fall.choice, [turn.words for turn in fall.turns]) == ("Roof", "", ["State: gone"])


def test_an_empty_place_is_where_somebody_was_lost(story: Story) -> None:
    """Protects the dead: where and when, and only for who cannot be there any more."""
    run = played(story, *TO_MORNING)
    lost = lost_at(run, "tae_o")
    assert lost is not None
    assert lost.place == "Roof"
    assert lost_at(run, "bo_mi") is None
    assert lost_at(played(story, *TO_MORNING[:2]), "tae_o") is None


def test_whoever_was_left_behind_was_lost_where_they_were(tmp_path: Path) -> None:
    """Protects the place: a loss that the next scene tells of is not put where its scene is."""
    folder = copytree(STORY, tmp_path / "story")
    roof = folder / "roof.yaml"
    text = roof.read_text(encoding="utf-8").replace("    enter: {tae_o.state: gone}\n", "")
    roof.write_text(text.replace("    with: [bo_mi]\n", "    with: [bo_mi]\n    enter: {tae_o.state: gone}\n"), "utf-8")
    changed = load_story(folder).story
    assert changed is not None
    lost = lost_at(played(changed, *TO_MORNING), "tae_o")
    assert lost is not None
    assert lost.place == "Roof"


def test_the_reader_tells_all_of_it(story: Story) -> None:
    """Protects those who listen: the card by a name, by `who`, and the empty places among the survivors."""
    run = played(story, *TO_MORNING)
    by_name, by_word = told(run, "bo-mi"), told(run, "who bo-mi")
    assert (
        "How that came about:\n"
        "- Porter's office, D1 22:10. You chose: Cross the room and shut the window.\n"
        "  - Trust 3 of 5, up from 2.\n"
        "  - Remembers: You shut the window."
    ) in by_name
    assert by_name.partition("> ")[2].partition("\n")[2] == by_word.partition("> ")[2].partition("\n")[2]
    assert "Empty place: Roof" in told(run, "tae-o")
    survivors = told(run, "survivors")
    assert survivors.count("Empty place") == 1
    assert "Tae-o: gone, Trust 2 of 5, Nerve 1 of 5. Empty place: Roof." in survivors
    assert "How that came about" not in told(played(story), "bo-mi")


@settings(max_examples=60, deadline=None)
@given(files=stories(), picks=st.lists(st.integers(0, 9), max_size=25))
def test_every_change_that_was_told_is_there_once(files: Files, picks: list[int]) -> None:
    """Protects both ways: a card has every event of its person and nothing else, and the turns come to its stats."""
    run = Playthrough(story_of(files))
    for pick in picks:
        moves = run.available()
        if not moves:
            break
        run.choose(moves[pick % len(moves)])
    events = [event for step in run.steps for event in step.events]
    for person in run.story.people:
        changed = [
            (event.variable.slot, event.before, event.after)
            for event in events
            if isinstance(event, VariableChanged) and person in {event.variable.person, event.variable.of}
        ]
        turns = [turn for episode in episodes(run, person) for turn in episode.turns]
        assert {(turn.variable.slot, turn.before, turn.after) for turn in turns} <= set(changed)
        scales = [turn for turn in turns if turn.variable.stat == "trust"]
        trust = run.story.slots.get(f"{person}.trust", -1)
        assert [(turn.variable.slot, turn.before, turn.after) for turn in scales] == [
            one for one in changed if one[0] == trust
        ]
        if scales:
            assert scales[-1].after == next(
                gauge.code for gauge in card(run, person).gauges if gauge.variable.slot == trust
            )
        assert not any(turn.variable.hidden or not turn.words for turn in turns)
    lost = {event.person for event in events if isinstance(event, Lost)}
    assert {one.person.id for one in cards(run) if lost_at(run, one.person.id)} <= lost
