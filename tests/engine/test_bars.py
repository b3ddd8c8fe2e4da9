"""What is barred on the map: told while it holds, from both ends of a way, as its condition asks of the run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.engine.atlas import barred_words, sheets
from game.engine.hindsight import holds_now
from game.engine.playthrough import Playthrough
from game.plain.wording import map_lines
from game.story.loader import load_story
from game.story.model import Story

Play = Callable[..., Playthrough]
ROOT = Path(__file__).parents[2]

PLACES = """
areas: {school: {title: School, levels: [1F]}}
places:
  hall:
    name: Hall
    area: school
    level: 1F
    joins: [room, yard]
    known: true
    barred:
      - way: room
        if: seen(c.one) and not taken(c.two.clear)
        because: A cupboard stands across it.
      - way: yard
        because: It is bricked up.
  room: {name: Room, area: school, level: 1F, known: true}
  yard: {name: Yard, area: school, level: 1F, joins: [shed]}
  shed:
    name: Shed
    area: school
    level: 1F
    known: true
    barred:
      - if: chapter == "c" and scene in ["c.two"] and ending == "none"
        because: The lock is on.
"""
SCENES = """
one: {text: One., place: hall, to: two}
two:
  text: Two.
  place: hall
  choices:
    - {id: clear, label: Clear it, to: three}
    - {id: stay, label: Stay, to: yard}
three: {text: Three., place: room, to: end}
yard: {text: Out., place: yard, to: end}
end: {text: The end., ending: {id: end, title: End, kind: record}}
"""


def barred(run: Playthrough) -> set[str]:
    """What is said to be barred anywhere on the map now, each with the place that says it."""
    return {
        f"{spot.place.name}: {barred_words(bar, spot.place)}"
        for sheet in sheets(run)
        for level in sheet.levels
        for spot in level.spots
        for bar in spot.barred
    }


def test_a_bar_is_told_while_it_holds_and_from_both_ends(play: Play) -> None:
    """Protects the map: nothing before its time, both ends of a way, a place by itself, and nothing afterwards."""
    run = play(SCENES, places=PLACES)
    assert barred(run) == set()
    run.choose("c.one.continue")
    assert barred(run) == {
        "Hall: The way to Room is barred. A cupboard stands across it.",
        "Room: The way to Hall is barred. A cupboard stands across it.",
        "Shed: Barred. The lock is on.",
    }
    run.choose("c.two.clear")
    assert barred(run) == set()


def test_a_way_to_an_unknown_place_is_not_told(play: Play) -> None:
    """Protects from telling of places that nobody has seen; a bar without a condition is always there."""
    run = play(SCENES, places=PLACES)
    run.choose("c.one.continue")
    run.choose("c.two.stay")
    assert "Hall: The way to Yard is barred. It is bricked up." in barred(run)
    assert "Yard: The way to Hall is barred. It is bricked up." in barred(run)


def test_the_reader_tells_it(play: Play) -> None:
    """Protects those who listen: the list has the same sentence at the same places."""
    run = play(SCENES, places=PLACES)
    run.choose("c.one.continue")
    (hall,) = [line for line in map_lines(run) if "Hall (" in line]
    assert hall == (
        "- 1F: Hall (you are here). Leads to: Room. The way to Room is barred. A cupboard stands across it."
    )


def test_bars_take_no_room_in_the_state(play: Play) -> None:
    """Protects proofs: what only the map asks is answered by the run, and no mark is kept for it."""
    run = play(SCENES, places=PLACES)
    assert not run.story.seen_slots
    assert not run.story.taken_slots


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as it ships."""
    loaded = load_story(ROOT / "story").story
    assert loaded is not None
    return loaded


def test_everything_that_the_story_bars_is_barred_in_some_run(story: Story) -> None:
    """Protects places.yaml: a bar whose condition never comes true is one that nobody sees."""
    waiting = {(place.id, bar.way): bar.condition for place in story.places.values() for bar in place.bars}
    assert len(waiting) >= 8
    moves = (ROOT / "tests" / "golden" / "the_record-cold.moves").read_text(encoding="utf-8").split()
    beside = [*moves[: moves.index("the_door.stairs.lamp")], "the_door.stairs.try_two_three"]
    for played in (moves, beside):
        run = Playthrough(story)
        for move in played:
            run.choose(move)
            held = [key for key, condition in waiting.items() if holds_now(run, condition)]
            for key in held:
                del waiting[key]
    assert not waiting
