"""A drawing as Mermaid's flowchart, which many places where text is kept show as a picture."""

from collections.abc import Iterator

from game.author.graph.drawing import Drawing, Node

MOST_EDGES = 500
"""What Mermaid draws unless its ``maxEdges`` is raised, which a page can do and a chart cannot."""
_SHAPES = {"ending": ("([", "])"), "dilemma": ("{{", "}}"), "other": ("[", "]")}
_STYLES = (
    "classDef dilemma fill:#fff3d6,stroke:#a86a00,stroke-width:2px,color:#000",
    "classDef ending fill:#e6e0f2,stroke:#5b3f8c,stroke-width:2px,color:#000",
    "classDef start stroke-width:4px",
    "classDef outside fill:#fff,stroke:#999,stroke-dasharray:4 3,color:#555",
)


def as_mermaid(drawing: Drawing) -> str:
    """Return the source of a flowchart: endings are round, dilemmas six-sided, clips and titles are written out."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    # Numbers, for Mermaid reads some words (`end`, for one) as its own wherever they stand.
    numbers = {node.scene.key: f"n{at}" for at, node in enumerate(drawing.nodes)}
    yield from ("---", f"title: {_quoted(drawing.title)}", "---", "flowchart TD")
    for at, (chapter, title) in enumerate(drawing.chapters.items()):
        yield f"  subgraph c{at}[{_quoted(title)}]"
        yield from (f"    {_node(numbers[node.scene.key], node)}" for node in drawing.inside(chapter))
        yield "  end"
    yield from (f"  {_node(numbers[node.scene.key], node)}" for node in drawing.outside)
    for edge in drawing.edges:
        label = f"|{_quoted(', '.join(edge.choices))}|" if drawing.names_choices and edge.choices else ""
        yield f"  {numbers[edge.source]} -->{label} {numbers[edge.target]}"
    yield from (f"  {style}" for style in _STYLES)
    for kind in ("dilemma", "ending", "start", "outside"):
        if chosen := [numbers[node.scene.key] for node in drawing.nodes if kind in _kinds(node)]:
            yield f"  class {','.join(chosen)} {kind}"


def _node(number: str, node: Node) -> str:
    kinds = _kinds(node)
    left, right = _SHAPES[next((kind for kind in ("ending", "dilemma") if kind in kinds), "other")]
    return f"{number}{left}{_quoted('<br>'.join((node.label, *node.marks)))}{right}"


def _kinds(node: Node) -> set[str]:
    scene = node.scene
    marks = {"dilemma": scene.dilemma, "ending": scene.ending, "start": node.is_start, "outside": node.is_outside}
    return {kind for kind, holds in marks.items() if holds}


def _quoted(words: str) -> str:
    """Return words as Mermaid takes them: in quotation marks, with its own signs as the numbers of their letters."""
    return '"' + "".join(f"#{ord(letter)};" if letter in '"#;&' else letter for letter in words) + '"'
