"""What is drawn of a story: scenes and the ways between them, whole, of one chapter, or around one scene."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from game.engine.graph import Graph, graph_of
from game.errors import CannotBegin
from game.story.model import BACK, Scene, Story
from game.story.problems import nearest


class Node(Struct, frozen=True):
    """A scene as it is drawn."""

    scene: Scene
    is_start: bool
    is_outside: bool
    """Whether it stands in another chapter than that which is drawn, and only shows where a way comes from or goes."""

    @property
    def label(self) -> str:
        """Its id; with its chapter's, if that is not the one that is drawn."""
        return self.scene.key if self.is_outside else self.scene.id

    @property
    def marks(self) -> tuple[str, ...]:
        """What is special about it, in a word or two each."""
        scene = self.scene
        found = [f"dilemma {scene.dilemma}"] if scene.dilemma else []
        found += [f"clip {scene.clip.fact}"] if scene.clip else []
        found += [f"ending {scene.ending.title}"] if scene.ending else []
        return tuple(found)


class Edge(Struct, frozen=True):
    """A way from one scene to another, by some choices or by going on."""

    source: str
    target: str
    choices: tuple[str, ...]
    """The ids of the choices that can lead there; none where a key press goes on."""


class Drawing(Struct, frozen=True):
    """Nodes in story order, and the edges between them."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    chapters: Mapping[str, str]
    """The chapters that have nodes here, in story order, with their titles."""
    names_choices: bool
    """Whether the edges say by which choices: around one scene there is room for it."""

    def inside(self, chapter: str) -> Iterator[Node]:
        """Yield the nodes of a chapter, but for those that only show where a way comes from or goes."""
        return (node for node in self.nodes if node.scene.chapter == chapter and not node.is_outside)

    @property
    def outside(self) -> Iterator[Node]:
        """Yield the nodes that only show where a way comes from or goes."""
        return (node for node in self.nodes if node.is_outside)


def drawing_of(story: Story, *, chapter: str | None = None, around: str | None = None, steps: int = 2) -> Drawing:
    """Return a story's drawing, or that of one chapter, or of the scenes that are at most ``steps`` from one.

    ``around`` wins over ``chapter``. Raises CannotBegin for a chapter or a scene that the story does not have.
    """
    graph = graph_of(story)
    if around is not None:
        _known("scene", around, story.scenes)
        title, drawn, framed = f"{story.title}: around {around}", _around(graph, around, steps), frozenset[str]()
    elif chapter is not None:
        titles = {one.id: one.title for one in story.chapters}
        _known("chapter", chapter, titles)
        own = {key for key, scene in story.scenes.items() if scene.chapter == chapter}
        drawn = own | _next_to(graph, own)
        title, framed = f"{story.title}: {titles[chapter]}", frozenset(drawn - own)
    else:
        title, drawn, framed = story.title, set(story.scenes), frozenset()
    # Between two scenes that are only there to show where the chapter begins and ends, no way is drawn.
    edges = tuple(edge for edge in _edges(story, graph, drawn) if not (edge.source in framed and edge.target in framed))
    nodes = tuple(Node(story.scenes[key], key == story.start, key in framed) for key in story.scenes if key in drawn)
    used = {node.scene.chapter for node in nodes if not node.is_outside}
    chapters = {one.id: one.title for one in story.chapters if one.id in used}
    return Drawing(title, nodes, edges, chapters, names_choices=around is not None)


def _known(what: str, wanted: str, known: Iterable[str]) -> None:
    if wanted not in (names := list(known)):
        hint = nearest(wanted, names) or f"A {what} is named as in the files: {names[0]}, for one."
        raise CannotBegin(f"The story has no {what} `{wanted}`.", hint)


def _around(graph: Graph, middle: str, steps: int) -> set[str]:
    """Return the scenes from which a scene is at most some steps away, and those that are as near behind it."""
    before: dict[str, list[str]] = {key: [] for key in graph.after}
    for source, targets in graph.after.items():
        for target in targets:
            before[target].append(source)
    return _within(graph.after, middle, steps) | _within(before, middle, steps)


def _within(after: Mapping[str, Iterable[str]], start: str, steps: int) -> set[str]:
    found = edge = {start}
    for _ in range(steps):
        edge = {target for key in edge for target in after[key]} - found
        found = found | edge
    return found


def _next_to(graph: Graph, own: set[str]) -> set[str]:
    """Return the scenes of other chapters that lead into some scenes, or that these lead to."""
    into = {key for key, targets in graph.after.items() if key not in own and own.intersection(targets)}
    return into | ({target for key in own for target in graph.after[key]} - own)


def _edges(story: Story, graph: Graph, drawn: set[str]) -> Iterator[Edge]:
    for key, targets in graph.after.items():
        if key in drawn:
            scene = story.scenes[key]
            yield from (Edge(key, target, _choices(scene, target)) for target in targets if target in drawn)


def _choices(scene: Scene, target: str) -> tuple[str, ...]:
    """Return the choices that can lead from a scene to another. ``back`` leads to all that it can go back to."""
    routes = {choice.id: choice.routes for choice in scene.choices}
    return tuple(id_ for id_, ways in routes.items() if any(way.target in {target, BACK} for way in ways))
