"""The map of an area: what its boxes and lines show, for places of every number, name and way."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from game.engine.atlas import Level, Sheet, Spot
from game.story.loader import load_story
from game.story.model import Area, Place
from game.tui.chart.drawing import draw
from game.tui.chart.labels import Labels
from game.tui.chart.lines import Arm, Lines
from game.tui.glyphs import DRAWN, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.tui.chart.placing import Box
    from game.tui.chart.routing import Plan

NAMES = ["Roof", "Class 2-5", "Third-floor corridor", "방송실", "What was the recording booth", "[Gate]"]
LEVELS = ["Roof", "2F", "Grounds"]
STORY = Path(__file__).parents[2] / "story"
ARMS = {sign: arms for arms, sign in enumerate(DRAWN.lines) if sign != " "} | {"│": 5, "─": 10}
STEPS = {1: (0, -1), 2: (1, 0), 4: (0, 1), 8: (-1, 0)}
BACK = {1: 4, 2: 8, 4: 1, 8: 2}


@st.composite
def sheets(draw_from: st.DrawFn) -> Sheet:
    """Return an area of up to ten places on three levels, some of them joined."""
    count = draw_from(st.integers(1, 10))
    pairs = list(combinations(range(count), 2))
    joins = draw_from(st.lists(st.sampled_from(pairs), max_size=16, unique=True)) if pairs else []
    places = [
        Place(f"p{at}", draw_from(st.sampled_from(NAMES)), "area", draw_from(st.sampled_from(LEVELS)), (), known=True)
        for at in range(count)
    ]
    spots = {
        place.id: Spot(
            place,
            is_here=at == 0,
            is_visited=at == 0,
            ways=tuple(places[other] for other in range(count) if (at, other) in joins or (other, at) in joins),
            people=(),
        )
        for at, place in enumerate(places)
    }
    levels = tuple(Level(name, tuple(s for s in spots.values() if s.place.level == name)) for name in LEVELS)
    return Sheet(Area("area", "An area", tuple(LEVELS)), levels)


def grid_of(labels: Labels, plan: Plan) -> dict[tuple[int, int], str]:
    """Return what is drawn, cell by cell, in the plan's columns."""
    said = {box.id: labels.lines(box.id, box.text_width) for box in plan.placing.boxes.values()}
    drawing = draw(plan, said, "", DRAWN)
    grid = {}
    for y, line in enumerate(drawing.lines):
        x = drawing.left
        for sign in line.plain:
            grid[x, y] = sign
            x += Content(sign).cell_length
    return grid


def inside(box: Box, x: int, y: int) -> bool:
    """Say whether a cell is a box's, its border included."""
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def reached(start: Box, plan: Plan, grid: dict[tuple[int, int], str]) -> set[str]:
    """Return the boxes to which the drawn lines lead from a box, as an eye would follow them."""
    found, waiting = set(), list(_outward(start, grid))
    done = set()
    while waiting:
        (x, y), arm = waiting.pop()
        if ((x, y), arm) in done:
            continue
        done.add(((x, y), arm))
        after = (x + STEPS[arm][0], y + STEPS[arm][1])
        arms = ARMS.get(grid.get(after, " "), 0)
        box = next((one for one in plan.placing.boxes.values() if inside(one, *after)), None)
        if box is not None:
            if arms & BACK[arm]:
                found |= {box.id} - {start.id}
            # Straight on through a bar, to where the line leaves it again.
            if arms == 15 or (arms == 5 and not on_border(box, *after)):
                waiting.append((after, arm))
        elif not arms & BACK[arm]:
            assert arms == 5, f"a line ends in the open at {after}"
            waiting.append((after, arm))
        else:
            waiting += [(after, one) for one in STEPS if arms & one and one != BACK[arm]]
    return found


def on_border(box: Box, x: int, y: int) -> bool:
    """Say whether a cell of a box is on its border."""
    return x in (box.x, box.right) or y in (box.y, box.bottom)


def _outward(box: Box, grid: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], int]]:
    for x in range(box.x + 1, box.right):
        for y, arm in ((box.y, 1), (box.bottom, 4)):
            if ARMS.get(grid[x, y], 0) & arm:
                yield (x, y), arm
    for y in range(box.y + 1, box.bottom):
        for x, arm in ((box.x, 8), (box.right, 2)):
            if ARMS.get(grid[x, y], 0) & arm:
                yield (x, y), arm


widths = st.sampled_from([56, 76, 136])


@given(sheets(), widths)
@settings(max_examples=30, deadline=None)
def test_every_place_has_a_box_of_its_own_with_its_name(sheet: Sheet, width: int) -> None:
    """Nothing that is known is missing from the map, covered by something else, or cut short."""
    labels = Labels(sheet, DRAWN)
    plan = labels.plan(width)
    grid = grid_of(labels, plan)
    assert set(plan.placing.boxes) == set(labels.spots)
    for one, other in combinations(plan.placing.boxes.values(), 2):
        beside = one.right < other.x or other.right < one.x
        assert beside or one.bottom < other.y or other.bottom < one.y
    for box in plan.placing.boxes.values():
        rows = range(box.y + 1, box.bottom)
        text = "".join(grid.get((x, y), "") for y in rows for x in range(box.x + 1, box.right))
        assert labels.spots[box.id].place.name.replace(" ", "") in text.replace(" ", "").replace("│", "")


@given(sheets(), widths)
@settings(max_examples=60, deadline=None)
def test_every_join_is_drawn_or_named_and_no_line_lies(sheet: Sheet, width: int) -> None:
    """Whoever follows a line comes to a place it joins; what has no line says so in words, in both boxes."""
    labels = Labels(sheet, DRAWN)
    assert_honest(labels, labels.plan(width))


@pytest.mark.parametrize("width", [56, 76, 136])
@pytest.mark.parametrize("area", ["school", "city", "camp", "district", "valley"])
def test_every_way_of_our_own_story_has_its_line(area: str, width: int) -> None:
    """Four stairs through five floors, and nothing has to be put into words for want of a line."""
    story = load_story(STORY).story
    assert story is not None
    places = {one.id: one for one in story.places.values() if one.area == area}
    spots = {
        place.id: Spot(place, is_here=False, is_visited=True, people=(), ways=tuple(
            way for way in places.values() if way.id in place.joins or place.id in way.joins
        ))
        for place in places.values()
    }  # fmt: skip
    levels = tuple(Level(name, tuple(s for s in spots.values() if s.place.level == name))
                   for name in story.areas[area].levels)  # fmt: skip
    labels = Labels(Sheet(story.areas[area], levels), DRAWN)
    plan = labels.plan(width)
    assert_honest(labels, plan)
    assert not plan.unjoined


def assert_honest(labels: Labels, plan: Plan) -> None:
    """Assert that the lines lead where the ways do, and that what has no line is named."""
    grid = grid_of(labels, plan)
    ways = {one: {way.id for way in spot.ways} for one, spot in labels.spots.items()}
    followed = {box.id: reached(box, plan, grid) for box in plan.placing.boxes.values()}
    for join in labels.joins():
        first, second = sorted(join)
        drawn = second in followed[first] or first in followed[second]
        named = second in unseen(labels, first) and first in unseen(labels, second)
        assert drawn or named, join
    for one, others in followed.items():
        for other in others:
            # A stair's line goes on from floor to floor: two floors it serves are joined by way of it.
            assert other in ways[one] or ways[one] & ways[other]


def unseen(labels: Labels, one: str) -> set[str]:
    """Return what a box names because no line leads there."""
    return {way.id for way in labels.unseen_ways(labels.spots[one])}


@given(sheets())
@settings(max_examples=20, deadline=None)
def test_levels_stand_one_above_the_other_and_places_from_left_to_right(sheet: Sheet) -> None:
    """The map keeps the author's order: levels from the top down, places from left to right."""
    plan = Labels(sheet, DRAWN).plan(76)
    boxes = plan.placing.boxes
    bottom = 0
    for level in sheet.levels:
        several = [boxes[spot.place.id] for spot in level.spots]
        rooms = [box.x for box in several if not box.is_bar]
        assert rooms == sorted(rooms)
        assert all(box.y > bottom for box in several)
        bottom = max([bottom, *(box.bottom for box in several)])


@given(sheets())
@settings(max_examples=30, deadline=None)
def test_a_map_for_letters_has_no_drawn_signs(sheet: Sheet) -> None:
    """Where boxes cannot be drawn, they are written with signs that every terminal has."""
    labels = Labels(sheet, LETTERS)
    plan = labels.plan(76)
    said = {box.id: labels.lines(box.id, box.text_width) for box in plan.placing.boxes.values()}
    text = "".join(line.plain for line in draw(plan, said, "p0", LETTERS).lines)
    assert all(sign.isascii() or sign in "".join(NAMES) for sign in text)


def test_boxes_grow_narrower_before_a_map_is_wider_than_the_screen() -> None:
    """On a narrow screen a name is broken at its spaces, so that more of the map is in sight."""
    spots = tuple(
        Spot(Place(f"p{at}", "The great hall", "area", "1F", (), known=True), is_here=False, is_visited=True, ways=(),
             people=())
        for at in range(4)
    )  # fmt: skip
    labels = Labels(Sheet(Area("area", "An area", ("1F",)), (Level("1F", spots),)), DRAWN)
    assert labels.plan(136).placing.width > 80 > labels.plan(76).placing.width


def test_lines_cross_at_right_angles_only() -> None:
    """Two lines that met in a corner, or ran together, could not be told apart."""
    lines = Lines()
    lines.add([(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)], "one")
    assert lines.may_cross((1, 0), Arm.DOWN)
    assert lines.may_cross((2, 1), Arm.LEFT)
    assert not lines.may_cross((1, 0), Arm.RIGHT)
    assert not lines.may_cross((2, 0), Arm.DOWN)
    lines.add([(1, -1), (1, 0), (1, 1)], "other")
    assert lines.arms[1, 0] == Arm.UP | Arm.DOWN
    assert not lines.may_cross((1, 0), Arm.LEFT)
