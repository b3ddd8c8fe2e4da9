"""The story as a graph of moments without their values, and that graph without its loops.

A node is a scene, with where ``back`` leads from it, and whether its clip has just been kept there (then nothing new is
read). An edge is a move with one of its routes: what must hold before it, and what it changes.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct, field

from game.author.prove.formula import (
    FALSE,
    TRUE,
    Formula,
    Update,
    all_of,
    composed,
    negation,
    pulled_back,
)
from game.author.prove.ground import Grounds, Here
from game.story.model import BACK, Choice, Route, Scene


class Node(Struct, frozen=True, eq=False):
    """A scene as it can be come to."""

    index: int
    scene: Scene
    back: str | None
    clipped: bool
    here: Here


class Edge(Struct, frozen=True, eq=False):
    """A move that is made in one node and leads to another."""

    source: int
    target: int
    move: str
    choice: Choice | None
    route: Route | None
    """``None`` for a clip."""
    guard: Formula
    update: Update


class Unfolding(Struct):
    """Nodes and edges. The first node is the story's beginning."""

    grounds: Grounds
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    out: list[list[Edge]] = field(default_factory=list)
    start: tuple[int, ...] = ()
    """The codes of the first moment, what the start scene does on arrival included."""

    def add(self, edge: Edge) -> None:
        """Add an edge between nodes that are there."""
        self.edges.append(edge)
        self.out[edge.source].append(edge)


class Numbering(Protocol):
    """Gives a node its number, and makes it on first use."""

    def __call__(self, scene: Scene, back: str | None, *, clipped: bool) -> int:
        """Return the number of a scene as it is come to."""
        ...


def unfold(grounds: Grounds) -> Unfolding:
    """Return the graph of a story."""
    story = grounds.story
    found = Unfolding(grounds)
    numbers: dict[tuple[str, str | None, bool], int] = {}
    waiting: deque[Node] = deque()

    def number(scene: Scene, back: str | None, *, clipped: bool) -> int:
        key = (scene.key, back, clipped)
        if key not in numbers:
            numbers[key] = len(found.nodes)
            company = story.scenes[back] if scene.keeps_company and back is not None else scene
            here = Here(scene, story.listed_bits[company.key])
            node = Node(numbers[key], scene, back, clipped, here)
            found.nodes.append(node)
            found.out.append([])
            waiting.append(node)
        return numbers[key]

    start = story.scenes[story.start]
    number(start, None, clipped=False)
    entered = grounds.update(start.enter)
    found.start = tuple(entered[slot][code] if slot in entered else code for slot, code in enumerate(grounds.start))
    while waiting:
        node = waiting.popleft()
        for edge in _edges(grounds, node, number):
            found.add(edge)
    return found


def _edges(grounds: Grounds, node: Node, number: Numbering) -> Iterator[Edge]:
    scene = node.scene
    for choice in scene.choices or (None,):
        routes = choice.routes if choice else scene.routes
        move = choice.key if choice else scene.continue_move
        update = grounds.leaving(scene, choice)
        left = offered(grounds, node, choice)
        for route in routes:
            condition = pulled_back(grounds.formula(route.condition, node.here), update, grounds.sizes)
            guard = all_of((left, condition))
            left = all_of((left, negation(condition, grounds.sizes)))
            if guard != FALSE:
                target, entered = _arrival(grounds, node, route, number)
                yield Edge(node.index, target, move, choice, route, guard, composed(update, entered))
    if scene.clip is not None and not node.clipped:
        guard, update = grounds.keeping(scene)
        kept = number(scene, node.back, clipped=True)
        yield Edge(node.index, kept, scene.clip_move, None, None, guard, update)


def offered(grounds: Grounds, node: Node, choice: Choice | None) -> Formula:
    """Return what must hold for a choice to be offered in a node, or for going on."""
    if choice is None:
        return TRUE
    if choice.key in grounds.without:
        return FALSE
    not_spent = negation(grounds.spent(choice), grounds.sizes)
    return all_of((grounds.formula(choice.condition, node.here), not_spent))


def _arrival(grounds: Grounds, node: Node, route: Route, number: Numbering) -> tuple[int, Update]:
    story = grounds.story
    if route.target == BACK:
        origin = story.scenes[node.back or ""]
        return number(origin, None, clipped=False), {}
    target = story.scenes[route.target]
    back = (node.back if node.scene.aside else node.scene.key) if target.aside else None
    return number(target, back, clipped=False), grounds.update(target.enter)


def changes(graph: Unfolding) -> tuple[set[int], Mapping[int, set[int]]]:
    """Return the nodes to be looked at whatever is asked, and for each slot those that a change of it leads to."""
    looked_at, changed_into = {0}, dict[int, set[int]]()
    for edge in graph.edges:
        if graph.nodes[edge.source].scene.dilemma is not None:
            looked_at.add(edge.target)
        for slot, table in edge.update.items():
            if table != tuple(range(len(table))):
                changed_into.setdefault(slot, set()).add(edge.target)
    return looked_at, changed_into
