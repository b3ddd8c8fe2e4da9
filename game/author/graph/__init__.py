"""A story drawn: which scene leads to which, for Mermaid, for DOT, and as SVG that needs nothing else to be seen."""

from game.author.graph.dot import as_dot
from game.author.graph.drawing import Drawing, drawing_of
from game.author.graph.mermaid import MOST_EDGES, as_mermaid
from game.author.graph.svg import as_svg

__all__ = ["MOST_EDGES", "Drawing", "as_dot", "as_mermaid", "as_svg", "drawing_of"]
