"""What is remembered is what would be worked out again, and the short way is the long one."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine import compiled, rules
from game.engine.state import changed_slots
from game.engine.walk import Walk
from game.errors import MoveNotOffered
from game.story.model import Story

ENGINE = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
PICKS = st.lists(st.integers(0, 9), min_size=5, max_size=60)


def told(story: Story, picks: list[int], name: str) -> Iterator[object]:
    """Yield everything that the rules say on the way, starting again wherever nothing is offered."""
    moment = rules.begin(story)
    for pick in picks:
        yield rules.offers(story, moment), rules.sight(story, moment, name)[:3]
        moves = rules.available(story, moment)
        if not moves:
            moment = rules.begin(story)
            continue
        outcome = rules.apply(story, moment, moves[pick % len(moves)])
        yield outcome, rules.render(story, outcome.judged, outcome.reply, name)
        moment = outcome.after


@ENGINE
@given(stories(), st.lists(PICKS, min_size=2, max_size=4))
def test_what_is_remembered_is_what_would_be_worked_out(files: Files, walks: list[list[int]]) -> None:
    """Protects the rules' memory: what hangs on more than it is remembered by would come back wrong in another state.

    Two players take turns, so that a name is not remembered for another.
    """
    story = story_of(files)
    names = ["Seung-ho", "Ye-won"]
    remembering = [list(told(story, picks, names[number % 2])) for number, picks in enumerate(walks)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "remember", lambda _remembered, _view, _found: None)
        patch.setattr(rules, "remember", lambda _remembered, _view, _found: None)
        forget(story)
        fresh = [list(told(story, picks, names[number % 2])) for number, picks in enumerate(walks)]
    assert remembering == fresh


def forget(story: Story) -> None:
    """Make the rules forget what they have worked out of a story."""
    story.worked_out.clear()
    for scene in story.scenes.values():
        replies = (choice.reply for choice in scene.choices)
        for text in (scene.text, *(choice.label for choice in scene.choices), *filter(None, replies)):
            text.worked_out.clear()
        if scene.clip is not None:
            scene.clip.label.worked_out.clear()


@ENGINE
@given(stories(), PICKS)
def test_what_is_remembered_is_bounded_and_forgotten_without_harm(files: Files, picks: list[int]) -> None:
    """Protects long plays: a memory that is full is emptied, and nothing reads differently for it."""
    story = story_of(files)
    ample = list(told(story, picks, "Ye-won"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "MOST_REMEMBERED", 1)
        forget(story)
        assert list(told(story, picks, "Ye-won")) == ample
    for known in (rules.known(story, scene) for scene in story.scenes.values()):
        assert len(known.offered) <= 1
        assert len(known.sights) <= 1


@ENGINE
@given(stories(), PICKS)
def test_a_walk_is_what_the_rules_say(files: Files, picks: list[int]) -> None:
    """Protects the short way: a walk stands where the rules lead and reads what they read, the second time as well."""
    story = story_of(files)
    walk = Walk(story, "Ye-won")
    for _ in range(2):
        moment, sight = rules.begin(story), walk.begin()
        for pick in picks:
            assert walk.moment == moment
            assert sight == walk.sight == rules.sight(story, moment, "Ye-won")
            with pytest.raises(MoveNotOffered):
                walk.step("one.nowhere.nothing")
            if not sight.moves:
                break
            move = sight.moves[pick % len(sight.moves)]
            moment, sight = rules.apply(story, moment, move).after, walk.step(move)


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=700))
def test_the_slots_that_differ_are_found(pairs: list[tuple[int, int]]) -> None:
    """Protects what is told of a move: every change is seen, at either end of the vector too, and nothing else."""
    before, after = bytes(old for old, _ in pairs), bytes(new for _, new in pairs)
    assert changed_slots(before, after) == [slot for slot, (old, new) in enumerate(pairs) if old != new]
