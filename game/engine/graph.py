"""Where scenes lead, by their routes alone: what the graph allows, whatever the conditions say."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

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
    return graph_from(_leads(story), _asides(story), story.start)


def graph_from(leads: Mapping[str, Sequence[str]], asides: Collection[str], start: str) -> Graph:
    """Return the graph of scenes by where each leads, in order, ``back`` among it. Some of them are asides."""
    origins = _ways_back(leads, asides)
    after = {
        key: tuple(dict.fromkeys(chain.from_iterable(sorted(origins[key]) if to == BACK else (to,) for to in targets)))
        for key, targets in leads.items()
    }
    return Graph(after, frozenset(closure(after, [start])))


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


def ways_back(story: Story) -> dict[str, set[str]]:
    """Return, for each aside, the scenes that ``back`` can lead to from it.

    They are those it can be entered from, through other asides too.
    """
    return _ways_back(_leads(story), _asides(story))


def _leads(story: Story) -> dict[str, list[str]]:
    return {key: [route.target for route in routes_of(scene)] for key, scene in story.scenes.items()}


def _asides(story: Story) -> set[str]:
    return {key for key, scene in story.scenes.items() if scene.aside}


def _ways_back(leads: Mapping[str, Sequence[str]], asides: Collection[str]) -> dict[str, set[str]]:
    into: dict[str, set[str]] = {key: set() for key in leads}
    entering = {key: [target for target in targets if target in asides] for key, targets in leads.items()}
    changed = True
    while changed:
        changed = False
        for key, targets in entering.items():
            sources = into[key] if key in asides else {key}
            for target in targets:
                if not sources <= into[target]:
                    into[target] |= sources
                    changed = True
    return into
