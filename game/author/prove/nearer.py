"""Bounds that do not meet are brought together, where the library that it takes is installed."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import NamedTuple

from game.author.progress import Tell
from game.author.prove.ahead import Ahead, Paths
from game.author.prove.best_way import Found
from game.author.prove.measured import Measure
from game.author.prove.rings import Least, Most
from game.author.prove.valued import TooMany
from game.story.model import Story

LIBRARY = "highspy"


class Nearer(NamedTuple):
    """The best way to an ending, nearer to its bound than it was."""

    ending: str
    ring: type[Least | Most]
    found: Found


def can_be_nearer() -> bool:
    """Return whether the library is installed."""
    return find_spec(LIBRARY) is not None


def nearer(
    story: Story,
    can: Ahead,
    measure: Measure,
    found: Mapping[type[Least | Most], Mapping[str, Found]],
    tell: Tell,
) -> Iterator[Nearer]:
    """Yield what is found nearer, one after the other.

    It begins with the endings that are furthest on, whose ways are most of the ways to the others.
    """
    apart = {ring: [ending for ending, one in ways.items() if one.value != one.bound] for ring, ways in found.items()}
    if not can_be_nearer() or not any(apart.values()):
        return
    # The library and what it needs take a third of a second.
    from game.author.prove.closing import Closing  # noqa: PLC0415
    from game.author.prove.reading_flow import ReadingFlow  # noqa: PLC0415

    try:
        # Of the flows only the way's is kept: the others have said in its program what they had to.
        way = ReadingFlow(can.paths, measure).way
    except TooMany:
        return
    first = _first(can.paths)
    rows = len(way.program.equal_rows)
    for ring, endings in apart.items():
        order = sorted(endings, key=lambda ending: -first[ending])
        closing = Closing(story, way, can, measure, most=ring is Most)
        for done, ending in enumerate(order):
            tell("fewest" if ring is Least else "most", done, len(order))
            yield Nearer(ending, ring, closing.closed(ending, found[ring][ending]))
        # One solver at a time is enough in memory, and what it has cut off was of use to the one side.
        del closing
        way.program.forget(rows)


def _first(paths: Paths) -> dict[str, int]:
    """Return how far on each ending is first come to."""
    first: dict[str, int] = {}
    for node in paths.graph.nodes:
        if node.scene.ending is not None and paths.sets[node.index] is not None:
            first.setdefault(node.scene.ending.id, node.index)
    return first
