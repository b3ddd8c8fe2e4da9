"""Where scenes lead, by their routes alone: what the graph allows, whatever the conditions say."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.story.model import BACK, Route, Scene, Story


class Graph(Struct, frozen=True):
    """The story as a graph of scenes."""

    after: dict[str, tuple[str, ...]]
    """For each scene, the scenes it can lead to, ``back`` resolved to where it can lead from there."""
    reached: frozenset[str]
    """The scenes that some path from the start comes to."""


def graph_of(story: Story) -> Graph:
    """Return a story's graph."""
    origins = ways_back(story)
    after = {key: tuple(dict.fromkeys(_targets(scene, origins))) for key, scene in story.scenes.items()}
    return Graph(after, frozenset(closure(after, [story.start])))


def routes_of(scene: Scene) -> Iterator[Route]:
    """Yield every route out of a scene that can be followed: its own only if no choice takes its place."""
    if not scene.choices:
        yield from scene.routes
    for choice in scene.choices:
        yield from choice.routes


def closure(after: dict[str, tuple[str, ...]], starts: Iterable[str]) -> set[str]:
    """Return the scenes that can be come to from some scenes, these included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        fresh = set(after.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found


def _targets(scene: Scene, origins: dict[str, set[str]]) -> Iterator[str]:
    for route in routes_of(scene):
        if route.target == BACK:
            yield from sorted(origins[scene.key])
        else:
            yield route.target


def ways_back(story: Story) -> dict[str, set[str]]:
    """Return, for each aside, the scenes that ``back`` can lead to from it.

    They are those it can be entered from, through other asides too.
    """
    into: dict[str, set[str]] = {key: set() for key in story.scenes}
    changed = True
    while changed:
        changed = False
        for scene in story.scenes.values():
            sources = into[scene.key] if scene.aside else {scene.key}
            for route in routes_of(scene):
                target = story.scenes.get(route.target)
                if target is not None and target.aside and not sources <= into[target.key]:
                    into[target.key] |= sources
                    changed = True
    return into
