"""What each option of a dilemma opens and closes, and how soon it is seen, against every moment of small stories."""

from collections.abc import Iterator
from typing import Any

import pytest
from prove.brute_force import Referee, TooManyMoments
from prove.brute_options import Looker
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove.choosing import weigh_options
from game.errors import CannotBegin

BATCHES = [range(first, first + 25) for first in range(0, 300, 25)]
KINDS = ("endings", "survives", "lost", "lines", "scenes")


def referees(seeds: range) -> Iterator[Referee]:
    """Yield stories that have a dilemma, looked at moment by moment."""
    for seed in seeds:
        story = story_of(Writer(seed).files())
        if any(scene.dilemma for scene in story.scenes.values()):
            try:
                yield Referee(story, 1500)
            except TooManyMoments:
                continue


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_options_open_and_close_what_the_referee_says(seeds: range) -> None:
    """Protects exactness: an option opens what can come after it and not after another, no more and no less."""
    for referee in referees(seeds):
        looker = Looker(referee)
        for told in weigh_options(referee.story).dilemmas:
            scene = referee.story.scenes[told.scene]
            options = looker.options(scene)
            after = {
                choice.id: looker.after(scene, choice, code, [other for _, other in options if other != code])
                for choice, code in options
            }
            assert [one.choice for one in told.options if one.taken] == list(after)
            for one in told.options:
                if one.taken:
                    others = [after[other].can for other in after if other != one.choice]
                    for kind in KINDS:
                        mine = after[one.choice].can[kind]
                        assert set(one.opens[kind]) == {at for at in mine if any(at not in can[kind] for can in others)}
                        assert set(one.closes[kind]) == {at for can in others for at in can[kind]} - mine


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_the_first_consequence_is_as_far_as_the_referee_says(seeds: range) -> None:
    """Protects the distance: no nearer moment asks for the fact, and the one that is named does."""
    for referee in referees(seeds):
        looker = Looker(referee)
        for told in weigh_options(referee.story).dilemmas:
            scene = referee.story.scenes[told.scene]
            options = looker.options(scene)
            for choice, code in options:
                one = next(one for one in told.options if one.choice == choice.id)
                first = looker.after(scene, choice, code, [other for _, other in options if other != code]).first
                if first is None or one.first is None:
                    assert (one.first, first) == (None, None)
                else:
                    assert one.first.least <= first <= one.first.most


def test_a_dilemma_that_is_not_there_is_refused_with_the_nearest() -> None:
    """A slip of the pen is answered with the name that was meant."""
    story = next(referees(range(20))).story
    with pytest.raises(CannotBegin, match="no dilemma"):
        weigh_options(story, "dor")


def test_a_detour_is_counted_as_long_as_it_is() -> None:
    """Protects the distance where the short way there is shut after the option: no nearer than can be gone."""
    to = {"to": "m"}
    held = {"id": "held", "label": "Hold", "effects": {"door": "held", "told": "true"}, **to}
    opened = {"id": "open", "label": "Open", "effects": {"door": "open"}, **to}
    scenes: dict[str, dict[str, Any]] = {
        "a": {"text": "A.", "dilemma": "door", "choices": [opened, held]},
        "m": {"text": "M.", "to": [{"if": "told", "to": "b"}, "c"]},
        "b": {"text": "B.", "to": "c"},
        "c": {"text": 'C.{% if door == "held" %} Held.{% endif %}', "ending": {"id": "end", "title": "End"}},
    }
    scenes["c"]["ending"]["kind"] = "record"
    files: dict[str, dict[str, Any]] = {
        "story.yaml": {"story": "s", "title": "S", "format": "1", "version": "1.0.0", "start": "one.a"},
        "world.yaml": {
            "facts": {
                "told": {"says": "Told."},
                "door": {"says": "Door.", "one_of": {"shut": "", "open": "Opened.", "held": "Held."}},
            }
        },
        "one.yaml": {"chapter": "one", "title": "One", "scenes": scenes},
    }
    files["story.yaml"]["chapters"] = ["one.yaml"]
    options = {one.choice: one.first for one in weigh_options(story_of(files)).dilemmas[0].options}
    assert {choice: (first.least, first.most) for choice, first in options.items() if first} == {
        "open": (2, 2),
        "held": (3, 3),
    }
