"""A drawing in DOT, the language of Graphviz."""

from collections.abc import Iterable

from pydot import Cluster, Dot, Edge, Graph, make_quoted
from pydot import Node as DotNode

from game.author.graph.drawing import Drawing, Node


def as_dot(drawing: Drawing) -> str:
    """Return a drawing as DOT: each chapter a cluster, endings in a double frame, dilemmas in six sides."""
    graph = Dot("story", graph_type="digraph", label=make_quoted(drawing.title), labelloc="t")
    graph.set_node_defaults(shape="box", fontname=make_quoted("sans-serif"), fontsize="11")
    graph.set_edge_defaults(fontname=make_quoted("sans-serif"), fontsize="9")
    for chapter, title in drawing.chapters.items():
        cluster = Cluster(chapter, label=make_quoted(title))
        _add(cluster, drawing.inside(chapter))
        graph.add_subgraph(cluster)  # type: ignore[arg-type]  # a cluster is a subgraph, which its types forget
    _add(graph, drawing.outside)
    for edge in drawing.edges:
        arrow = Edge(make_quoted(edge.source), make_quoted(edge.target))
        if drawing.names_choices and edge.choices:
            arrow.set("label", make_quoted(", ".join(edge.choices)))
        graph.add_edge(arrow)
    return str(graph.to_string())


def _add(graph: Graph, nodes: Iterable[Node]) -> None:
    for node in nodes:
        box = DotNode(make_quoted(node.scene.key), label=make_quoted("\n".join((node.label, *node.marks))))
        if node.scene.ending:
            box.set("peripheries", "2")
        if node.scene.dilemma:
            box.set("shape", "hexagon")
        if node.is_outside:
            box.set("style", "dashed")
        elif node.is_start:
            box.set("style", "bold")
        graph.add_node(box)
