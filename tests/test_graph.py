"""The story drawn: everything is there, at a place of its own, and in words that others can read."""

import math
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pydot
import pytest
from hyosan_command import Hyosan

from game.author.graph import Drawing, as_dot, as_mermaid, as_svg, drawing_of
from game.author.graph.layout import laid_out
from game.errors import CannotBegin, ExitCode
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
SHIPPED = Path(__file__).parents[1] / "story"
SVG = "{http://www.w3.org/2000/svg}"


def story_in(folder: Path) -> Story:
    """Load a story that has no errors."""
    story = load_story(folder).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def night_duty() -> Story:
    """The small story of the tests."""
    return story_in(NIGHT_DUTY)


@pytest.fixture(scope="module")
def shipped() -> Story:
    """The story as it ships."""
    return story_in(SHIPPED)


def edges(drawing: Drawing) -> set[tuple[str, str]]:
    """The ways that are drawn, without their choices."""
    return {(edge.source, edge.target) for edge in drawing.edges}


def test_all_scenes_and_ways_are_drawn(night_duty: Story) -> None:
    """Protects the whole: no scene is left out, and no way, that of `back` included."""
    drawing = drawing_of(night_duty)
    assert [node.scene.key for node in drawing.nodes] == list(night_duty.scenes)
    assert {("duty.desk", "duty.key"), ("duty.key", "duty.desk"), ("duty.desk", "duty.bell")} <= edges(drawing)
    assert drawing.nodes[0].marks == ("dilemma window", "clip tape_window")


def test_a_chapter_shows_what_it_joins(night_duty: Story) -> None:
    """Protects an author who looks at one chapter: where it comes from and goes to is there, and nothing further on."""
    drawing = drawing_of(night_duty, chapter="duty")
    assert {node.label for node in drawing.nodes if node.is_outside} == {"roof.door"}
    assert ("duty.bell", "roof.door") in edges(drawing)
    assert all(source.startswith("duty.") for source, _ in edges(drawing))


@pytest.mark.parametrize(("steps", "scenes"), [(1, {"duty.desk", "duty.bell", "roof.door"}), (2, None)])
def test_around_a_scene_is_before_it_and_behind(night_duty: Story, steps: int, scenes: set[str] | None) -> None:
    """Protects the near view: as many steps as asked for, both ways, with the choices on the arrows."""
    drawing = drawing_of(night_duty, around="duty.bell", steps=steps)
    drawn = {node.scene.key for node in drawing.nodes}
    assert drawn == scenes if scenes else {"duty.desk", "duty.key", "duty.bell", "roof.door"} < drawn
    way = next(edge for edge in drawing.edges if edge.source == "duty.desk" and edge.target == "duty.bell")
    assert way.choices == ("shut_it", "shout", "leave_it")
    assert "shut_it, shout, leave_it" in as_svg(drawing)


@pytest.mark.parametrize("asked", [{"chapter": "dutty"}, {"around": "duty.dsk"}])
def test_an_unknown_name_is_answered_with_the_nearest(night_duty: Story, asked: dict[str, str]) -> None:
    """Protects an author who mistypes."""
    with pytest.raises(CannotBegin) as caught:
        drawing_of(night_duty, **asked)  # type: ignore[arg-type]  # the words of one parameter
    assert caught.value.hint.startswith("Did you mean `duty")


def test_no_box_lies_on_another(shipped: Story) -> None:
    """Protects the eye, on six hundred scenes: two boxes never share a place, and every arrow has its two ends."""
    drawing = drawing_of(shipped)
    layout = laid_out(drawing)
    rows: dict[float, list[float]] = {}
    for column, row in layout.places.values():
        rows.setdefault(row, []).append(column)
    assert min(abs(a - b) for row in rows.values() for a, b in combinations(row, 2)) >= 1
    heights = sorted(rows)
    assert min(b - a for a, b in pairwise(heights)) >= 1
    assert set(layout.bends) == {edge for edge in drawing.edges if edge.source != edge.target}
    for edge, points in layout.bends.items():
        assert math.dist(points[0], layout.places[edge.source]) == 0
        assert math.dist(points[-1], layout.places[edge.target]) == 0


def test_svg_is_a_document_with_a_group_for_each_scene(shipped: Story) -> None:
    """Protects whoever opens it: well formed, nothing outside its frame, each scene once, each ending named."""
    drawing = drawing_of(shipped)
    root = ET.fromstring(as_svg(drawing))  # noqa: S314 - our own
    assert [group.get("id") for group in root.iter(f"{SVG}g")] == [node.scene.key for node in drawing.nodes]
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "-1")) < width
        assert 0 < float(text.get("y", "-1")) < height
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"ending Levels", "dilemma door", "Morning Notices"} <= words


def test_the_same_story_is_drawn_the_same(shipped: Story) -> None:
    """Protects whoever keeps the picture beside the story: it changes only when the story does."""
    assert as_svg(drawing_of(shipped)) == as_svg(drawing_of(story_in(SHIPPED)))


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # in the parser, which asks another library so
def test_dot_is_read_back(shipped: Story) -> None:
    """Protects against DOT that Graphviz would refuse: a parser of it finds every scene and every way."""
    drawing = drawing_of(shipped)
    graphs = pydot.graph_from_dot_data(as_dot(drawing))
    assert graphs is not None
    (graph,) = graphs
    boxes = {node.get_name().strip('"') for cluster in graph.get_subgraphs() for node in cluster.get_nodes()}
    assert boxes == set(shipped.scenes)
    ways = {(str(way.get_source()).strip('"'), str(way.get_destination()).strip('"')) for way in graph.get_edges()}
    assert ways == edges(drawing)


def test_mermaid_says_no_word_of_its_own_twice(night_duty: Story) -> None:
    """Protects against a scene called `end`, or a title in quotation marks: Mermaid would stop there."""
    drawing = drawing_of(night_duty)
    chart = as_mermaid(drawing)
    assert chart.count("subgraph") == len([line for line in chart.splitlines() if line == "  end"]) == 2
    assert 'n0{{"desk<br>dilemma window<br>clip tape_window"}}' in chart
    assert "n0 --> n2" in chart
    quoted = as_mermaid(Drawing('The "End"; & more', (), (), {}, names_choices=False))
    assert 'title: "The #34;End#34;#59; #38; more"' in quoted


def test_the_command_writes_each_kind(hyosan: Hyosan) -> None:
    """Protects the command: a picture unless another is asked for, and a word where Mermaid would draw too little."""
    assert hyosan("graph", NIGHT_DUTY)[1].startswith("<svg ")
    assert hyosan("graph", NIGHT_DUTY, "--format", "dot")[1].startswith("digraph")
    code, out, err = hyosan("graph", SHIPPED, "--format", "mermaid")
    assert (code, out.startswith("---\ntitle:")) == (ExitCode.OK, True)
    assert "`maxEdges`" in err
    assert hyosan("graph", SHIPPED, "--format", "mermaid", "--chapter", "roof")[2] == ""


def test_what_is_missing_is_said(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a player who tries an author's tool: no traceback, and what to install."""
    for module in [name for name in sys.modules if name.startswith("game.author.graph")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "fast_sugiyama", None)
    code, _, err = hyosan("graph", NIGHT_DUTY)
    assert code == ExitCode.NOT_BEGUN
    assert "`fast_sugiyama`" in err
    assert "hyosan[author]" in err
