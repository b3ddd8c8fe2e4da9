"""How much there is to read and to choose in a playthrough: least and most, in all and by ending; how many there are.

Every figure is exact, or a pair of bounds that says so; each has a way that was played in the game's own engine, and
counted there.
"""

from collections.abc import Sequence

import networkx as nx
from msgspec import Struct, field

from game.author.progress import Tell, silent
from game.author.prove.ahead import Paths
from game.author.prove.beside import Beside
from game.author.prove.endless import endless
from game.author.prove.ground import Grounds
from game.author.prove.loops import lay_out
from game.author.prove.measured import Measure, Pieces, written_words
from game.author.prove.ranges import Bounds, Ranges, Worked, exact_or_roughly
from game.author.prove.rings import Least
from game.author.prove.unfold import Unfolding, unfold
from game.author.prove.value_sets import pruned, value_sets
from game.author.prove.valued import TooMany
from game.story.at_rest import collector_at_rest
from game.story.model import Story

WORTH_TWO = 300
"""How many nodes make a story's figures worth a second process."""


class Range(Struct, frozen=True):
    """The least and the most of a measure. The most of what can be gone on with for ever is without a bound."""

    least: Bounds
    most: Bounds
    endless: bool = False


class Readings(Struct, dict=True):
    """The figures of a story."""

    story_id: str
    version: str
    written: int
    """How many words there are to be read."""
    endings: dict[str, dict[Measure, Range]] = field(default_factory=dict)
    """By ending, those that can be reached."""
    playthroughs: Bounds = field(default_factory=lambda: Bounds(None, None))
    infinite: bool = False
    """Whether there is no end of them, since something can be gone round for ever."""
    interrupted: bool = False

    def whole(self, measure: Measure) -> Range | None:
        """Return a measure's range over all endings; ``None`` before it is worked out."""
        ranges = [found[measure] for found in self.endings.values() if measure in found]
        if not ranges or len(ranges) < len(self.endings):
            return None
        least = min((one.least for one in ranges), key=lambda one: _or_else(one.high, 0))
        most = max((one.most for one in ranges), key=lambda one: _or_else(one.low, 0))
        low = min(_or_else(one.least.low, 0) for one in ranges)
        highs = [one.most.high for one in ranges]
        high = None if None in highs else max(_or_else(one, 0) for one in highs)
        is_endless = any(one.endless for one in ranges)
        return Range(Bounds(low, least.high, least.way), Bounds(most.low, high, most.way), is_endless)


def read_all(story: Story, tell: Tell = silent) -> Readings:
    """Work out a story's figures, by two processes if they are much; interrupted, it gives what is known so far.

    Raises WitnessFailed if the game does not bear out a way that was found.
    """
    readings = Readings(story.id, story.version, written_words(story))
    try:
        with collector_at_rest():
            _work(story, readings, tell)
    except KeyboardInterrupt:
        readings.interrupted = True
    return readings


def _work(story: Story, readings: Readings, tell: Tell) -> None:
    tell("Readings: loops", 0, 1)
    paths, forever, proved = paths_of(story)
    readings.infinite = bool(forever)
    tell("Readings: moves", 0, 1)
    can = exact_or_roughly(paths, Measure.MOVES, Least, tell, {})
    if can is None:
        return
    first = Ranges(story, paths, can, (Measure.MOVES, Measure.CHOICES, Measure.WORDS), tell)
    second = Ranges(story, paths, can, (Measure.TEXT,), tell, counts=not forever)
    beside = Beside(second.work, second.so_far, worth=len(paths.graph.nodes) >= WORTH_TWO)
    try:
        found = [first.work()]
        found.append(beside.result())
    except KeyboardInterrupt:
        _put(readings, [first.so_far(), beside.stopped()], forever, proved=proved)
        raise
    _put(readings, found, forever, proved=proved)


def _put(readings: Readings, found: Sequence[Worked], forever: frozenset[str], *, proved: bool) -> None:
    """Put what was worked out into a story's figures, as far as loops let it be said."""
    for worked in found:
        for (ending, measure), (least, most) in worked.ranges.items():
            low = least.low if proved else None
            is_endless = ending in forever
            high = most.high if proved and not is_endless else None
            # Whoever can go on for ever can read no more than there is, but as often as they like.
            most_low = None if is_endless and measure is not Measure.TEXT else most.low
            readings.endings.setdefault(ending, {})[measure] = Range(
                Bounds(low, least.high, least.way), Bounds(most_low, high, most.way), is_endless
            )
        if worked.counted is not None:
            readings.playthroughs = Bounds(worked.counted.low, worked.counted.high if proved else None)


def paths_of(story: Story) -> tuple[Paths, frozenset[str], bool]:
    """Return a story's ways, the endings that can be put off for ever, and whether loops are laid out often enough."""
    looped = unfold(Grounds(story))
    looped = pruned(looped, value_sets(looped))
    endings = [scene.ending.id for scene in story.scenes.values() if scene.ending is not None]
    once, proved, _ = _laid(looped, endings, twice=False)
    forever: frozenset[str] = frozenset()
    shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in looped.edges)
    if not nx.is_directed_acyclic_graph(shape):
        twice, _, late = _laid(looped, endings, twice=True)
        try:
            forever = endless(twice, late)
        except TooMany:
            proved = False
    return once, forever, proved


def _laid(looped: Unfolding, endings: Sequence[str], *, twice: bool) -> tuple[Paths, bool, frozenset[int]]:
    """Return ways, whether loops are laid out often enough, and the nodes that show that a moment came again.

    Unless loops are laid out ``twice`` as often no way comes to those.
    """
    laid = lay_out(looped, value_sets(looped), twice=twice)
    graph = pruned(laid.graph, value_sets(laid.graph))
    sets = value_sets(graph)
    late = frozenset(index for index, early in enumerate(laid.early) if not early and sets[index] is not None)
    if not twice:
        sets = [None if index in late else codes for index, codes in enumerate(sets)]
    return Paths(graph, sets, endings, Pieces(graph.grounds, _twice(graph))), laid.proved, late


def _twice(graph: Unfolding) -> frozenset[str]:
    """Return the scenes that one way can come to more than once: those from which there is a way back to them."""
    ahead: list[set[str]] = [set() for _ in graph.nodes]
    found: set[str] = set()
    for node in reversed(graph.nodes):
        for edge in graph.out[node.index]:
            target = graph.nodes[edge.target]
            # A clip is kept where one is; that is no coming to it.
            arrives = frozenset() if target.clipped else frozenset({target.scene.key})
            ahead[node.index] |= ahead[edge.target] | arrives
        if node.scene.key in ahead[node.index]:
            found.add(node.scene.key)
    return frozenset(found)


def _or_else(number: int | None, other: int) -> int:
    return other if number is None else number
