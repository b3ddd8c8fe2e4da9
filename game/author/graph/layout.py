"""Where the boxes of a drawing stand and by which points its lines go: in layers, as few lines crossing as can be had.

The method is that of Sugiyama, Tagawa and Toda (1981), the implementation the library's.
"""

from collections.abc import Mapping

import fast_sugiyama
from msgspec import Struct

from game.author.graph.drawing import Drawing, Edge

Point = tuple[float, float]
_SPACING = 2.0


class Layout(Struct, frozen=True):
    """Places in columns and rows, from the left and from the top, not always whole numbers."""

    places: Mapping[str, Point]
    """For each scene, where the middle of its box is."""
    bends: Mapping[Edge, tuple[Point, ...]]
    """For each edge but those that lead back to where they began, the points it goes by, both ends included."""
    width: float
    height: float


def laid_out(drawing: Drawing) -> Layout:
    """Return where everything in a drawing goes. The same drawing always comes out the same."""
    keys = [node.scene.key for node in drawing.nodes]
    numbers = {key: at for at, key in enumerate(keys)}
    # In numbers, for the library's order follows that of a set, and that of words changes from run to run.
    wanted = {
        (numbers[edge.source], numbers[edge.target]): edge for edge in drawing.edges if edge.source != edge.target
    }
    parts = fast_sugiyama.from_edges(list(wanted), vertex_spacing=_SPACING, dummy_vertices=True) if wanted else []
    points: dict[int, Point] = {}
    bends: dict[Edge, tuple[Point, ...]] = {}
    left = top = 0.0
    for places, width, height, lines in parts:
        # Its rows are counted from below. Parts that nothing joins stand side by side.
        here = {int(number): (left + x / _SPACING, (height - y) / _SPACING) for number, (x, y) in places}
        points |= here
        for chain in _chains({(int(a), int(b)) for a, b in lines or ()}, len(keys)):
            ends = chain[0], chain[-1]
            edge, way = (wanted[ends], chain) if ends in wanted else (wanted[ends[::-1]], chain[::-1])
            bends[edge] = tuple(here[number] for number in way)
        left += width / _SPACING + 1
        top = max(top, height / _SPACING)
    for number in numbers.values():
        if number not in points:  # nothing leads there, or on from there
            points[number] = (left, 0.0)
            left += 1
    return Layout({key: points[number] for key, number in numbers.items()}, bends, max(left, 1.0), top + 1)


def _chains(lines: set[tuple[int, int]], first_bend: int) -> list[tuple[int, ...]]:
    """Put the pieces of each line together: from a scene to a scene, through the numbers of bends between them."""
    on = {source: target for source, target in lines if source >= first_bend}
    chains = []
    for source, target in sorted(lines):
        if source < first_bend:
            way = [source, target]
            while way[-1] >= first_bend:
                way.append(on[way[-1]])
            chains.append(tuple(way))
    return chains
