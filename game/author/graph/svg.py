"""A drawing as SVG, laid out here: nothing but a browser is needed to see it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

from game.author.graph.drawing import Drawing, Edge, Node
from game.author.graph.layout import Layout, Point, laid_out

LETTER = 6.6
"""How wide a letter is at the most, in the units of the drawing."""
LINE = 14.0
GAP = 26.0
MARGIN, HEAD = 30.0, 60.0
ARROW = {"id": "arrow", "viewBox": "0 0 8 8", "refX": "8", "refY": "4"}
ARROW |= {"markerWidth": "7", "markerHeight": "7", "orient": "auto"}
STYLE = """
text { font: 11px sans-serif; fill: #1c1b22 } .title { font-size: 18px } .chapter { font-size: 14px; fill: #5b5666 }
.mark { font-size: 10px; fill: #6b4a00 } .choices { font-size: 9px; fill: #55515e }
rect, polygon { fill: #fff; stroke: #55515e } .rule { stroke: #cfcad8 }
.dilemma { fill: #fff3d6; stroke: #a86a00 } .ending { fill: #e6e0f2; stroke: #5b3f8c; stroke-width: 2.5 }
.start { stroke-width: 3 } .outside { stroke: #999; stroke-dasharray: 4 3 }
path { fill: none; stroke: #8a8694; stroke-width: 1.2 } marker path { fill: #8a8694; stroke: none }
"""


def as_svg(drawing: Drawing) -> str:
    """Return a drawing as an SVG document. Dilemmas have six sides, endings a thick frame, clips a dot."""
    return _Sheet(drawing, laid_out(drawing)).written()


class _Sheet:
    """Turns columns and rows into units, and writes everything at its place."""

    def __init__(self, drawing: Drawing, layout: Layout) -> None:
        self._drawing = drawing
        self._layout = layout
        lines = [line for node in drawing.nodes for line in _lines(node)]
        rows = max((len(_lines(node)) for node in drawing.nodes), default=1)
        self._box = (max(map(len, lines), default=1) * LETTER + 24, rows * LINE + 12)
        self._step = (self._box[0] + GAP, self._box[1] + 2 * GAP)
        # The names of chapters stand in a margin of their own.
        names = max((len(title) for title in drawing.chapters.values()), default=0)
        self._left = MARGIN + (names * LETTER * 1.3 if len(drawing.chapters) > 1 else 0)
        self._size = self._left + layout.width * self._step[0] + MARGIN, HEAD + layout.height * self._step[1] + MARGIN

    def written(self) -> str:
        """Write the document."""
        width, height = (f"{size:.0f}" for size in self._size)
        size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
        root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
        ET.SubElement(root, "title").text = self._drawing.title
        ET.SubElement(root, "style").text = STYLE
        ET.SubElement(root, "rect", width="100%", height="100%", style="stroke: none")
        arrow = ET.SubElement(ET.SubElement(root, "defs"), "marker", id="arrow", viewBox="0 0 8 8", refX="8", refY="4")
        arrow.attrib.update(markerWidth="7", markerHeight="7", orient="auto")
        ET.SubElement(arrow, "path", d="M0 0 L8 4 L0 8 Z")
        _write(root, self._drawing.title, (MARGIN, HEAD / 2), "title")
        if len(self._drawing.chapters) > 1:
            for chapter, title in self._drawing.chapters.items():
                self._chapter(root, title, self._drawing.inside(chapter))
        for edge, points in self._layout.bends.items():
            self._edge(root, edge, [self._at(point) for point in points])
        for node in self._drawing.nodes:
            self._node(root, node)
        ET.indent(root)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _at(self, point: Point) -> Point:
        """Return where the middle of a box is."""
        column, row = point
        return self._left + (column + 0.5) * self._step[0], HEAD + (row + 0.5) * self._step[1]

    def _chapter(self, root: ET.Element, title: str, nodes: Iterable[Node]) -> None:
        """Write a chapter's name where its first scene stands, and rule a line above it."""
        top = min(self._at(self._layout.places[node.scene.key])[1] for node in nodes) - self._step[1] / 2
        line = {"x1": f"{MARGIN:.1f}", "x2": f"{self._size[0] - MARGIN:.1f}", "y1": f"{top:.1f}", "y2": f"{top:.1f}"}
        ET.SubElement(root, "line", {"class": "rule", **line})
        _write(root, title, (MARGIN, top + LINE + 4), "chapter")

    def _edge(self, root: ET.Element, edge: Edge, points: Sequence[Point]) -> None:
        """Draw a line from the foot of one box to the head of another, or upwards where the story goes back."""
        half = self._box[1] / 2
        down = 1 if points[-1][1] >= points[0][1] else -1
        first, last = (points[0][0], points[0][1] + down * half), (points[-1][0], points[-1][1] - down * half)
        way = [first, *points[1:-1], last]
        ET.SubElement(root, "path", {"d": _curved(way), "marker-end": "url(#arrow)"})
        if self._drawing.names_choices and edge.choices:
            # Two thirds of the way down its first piece, lines from one box have parted.
            (x1, y1), (x2, y2) = way[0], way[1]
            _write(root, ", ".join(edge.choices), (x1 + (x2 - x1) * 0.66, y1 + (y2 - y1) * 0.66), "choices", "middle")

    def _node(self, root: ET.Element, node: Node) -> None:
        x, y = self._at(self._layout.places[node.scene.key])
        width, height = self._box
        scene = node.scene
        held = {"dilemma": scene.dilemma, "ending": scene.ending, "start": node.is_start, "outside": node.is_outside}
        group = ET.SubElement(root, "g", id=scene.key)
        ET.SubElement(group, "title").text = " · ".join(filter(None, (scene.key, scene.title, *node.marks)))
        classes = " ".join(name for name, holds in held.items() if holds)
        if scene.dilemma:
            sides = ((-0.5, 0), (-0.44, -0.5), (0.44, -0.5), (0.5, 0), (0.44, 0.5), (-0.44, 0.5))
            points = " ".join(f"{x + dx * width:.1f},{y + dy * height:.1f}" for dx, dy in sides)
            ET.SubElement(group, "polygon", {"class": classes, "points": points})
        else:
            place = {"x": f"{x - width / 2:.1f}", "y": f"{y - height / 2:.1f}"}
            size = {"width": f"{width:.1f}", "height": f"{height:.1f}", "rx": "4"}
            ET.SubElement(group, "rect", {"class": classes, **place, **size})
        lines = _lines(node)
        for at, line in enumerate(lines):
            height_of_line = y + (at - (len(lines) - 1) / 2) * LINE + 4
            _write(group, line, (x, height_of_line), "mark" if at else "", "middle")


def _lines(node: Node) -> tuple[str, ...]:
    return (node.label, *node.marks)


def _curved(points: Sequence[Point]) -> str:
    """Return the path through some points, each piece leaving and arriving straight up or down."""
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (y1 + y2) / 2
        path.append(f"C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2:.1f}")
    return " ".join(path)


def _write(parent: ET.Element, words: str, at: Point, kind: str, anchor: str = "start") -> None:
    text = ET.SubElement(parent, "text", {"class": kind, "x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}"})
    text.set("text-anchor", anchor)
    text.text = words
