"""How much there is to read and to choose in a playthrough: least and most, in all and by ending; how many there are.

Every figure is exact, or a pair of bounds that says so; each has a way that was played in the game's own engine, and
counted there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from game.author.progress import Tell, silent
from game.author.prove.ahead import Ahead, Paths
from game.author.prove.best_way import Found, best_way
from game.author.prove.borne_out import WitnessFailed
from game.author.prove.endless import endless
from game.author.prove.ground import Grounds
from game.author.prove.loops import lay_out
from game.author.prove.measured import Measure, PieceKey, Pieces, written_words
from game.author.prove.played import played
from game.author.prove.rings import ONE, Count, Down, Least, Most, Up
from game.author.prove.unfold import Unfolding, unfold
from game.author.prove.value_sets import pruned, value_sets
from game.author.prove.valued import TooMany
from game.story.model import Story

MOST_SPENT = 1_000_000
"""How many nodes are made for a figure, in all diagrams for it, before it stays a pair of bounds."""
MORE_APART = 12
"""How many are, each time and for each ending: those which are furthest from what they are taken to be."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a figure is not less and not more than; ``None`` where that is not known, or nothing bounds it."""

    low: int | None
    high: int | None
    way: tuple[str, ...] | None = None
    """A playthrough with the figure, or with the nearest to it that was found."""

    @property
    def exact(self) -> bool:
        """Return whether it is known to the last."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most of a measure. The most of what can be gone on with for ever is without a bound."""

    least: Bounds
    most: Bounds
    endless: bool = False


@dataclass
class Readings:
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
    """Work out a story's figures; interrupted, it gives what is known so far."""
    readings = Readings(story.id, story.version, written_words(story))
    try:
        _work(story, readings, tell)
    except KeyboardInterrupt:
        readings.interrupted = True
    return readings


def _work(story: Story, readings: Readings, tell: Tell) -> None:
    paths, forever, proved = _paths(story)
    known: dict[str, Found] = {}
    for measure in Measure:
        ranges = _ranges(paths, measure, known, tell)
        for ending, (least, most) in ranges.items():
            least_of, most_of = _bounds(story, measure, least, Least), _bounds(story, measure, most, Most)
            known.setdefault(ending, least)
            low = least_of.low if proved else None
            is_endless = ending in forever
            high = most_of.high if proved and not is_endless else None
            # Whoever can go on for ever can read no more than there is, but as often as they like.
            most_low = None if is_endless and measure is not Measure.TEXT else most_of.low
            readings.endings.setdefault(ending, {})[measure] = Range(
                Bounds(low, least_of.high, least_of.way), Bounds(most_low, high, most_of.way), is_endless
            )
    readings.infinite = bool(forever)
    if not forever:
        counted = _counted(paths, tell)
        readings.playthroughs = Bounds(counted.low, counted.high if proved else None)


def _paths(story: Story) -> tuple[Paths, frozenset[str], bool]:
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


def _ranges(paths: Paths, measure: Measure, known: Mapping[str, Found], tell: Tell) -> dict[str, tuple[Found, Found]]:
    """Return the least and the most for each ending that can be reached, each with its way.

    ``known`` are ways to endings, for those to which no other is found.
    """
    least, most = (_refined(paths, measure, ring, tell) for ring in (Least, Most))
    endings = [ending for ending in paths.endings if ending in known or (ending in least and ending in most)]
    return {ending: (least.get(ending) or known[ending], most.get(ending) or known[ending]) for ending in endings}


def _refined(paths: Paths, measure: Measure, ring: type[Least | Most], tell: Tell) -> dict[str, Found]:
    """Return the best ways to all endings.

    More texts are told apart until each way is known to be the best, or that is given up.
    """
    apart: dict[PieceKey, frozenset[int]] = {}
    found: dict[str, Found] = {}
    spent = 0
    while spent < MOST_SPENT:
        try:
            ahead = Ahead(paths, measure, ring, apart=apart, tell=tell)
        except TooMany:
            break
        spent += ahead.diagrams.made
        for place, ending in enumerate(paths.endings):
            way = best_way(ahead, place)
            if way is not None:
                found[ending] = _better(found.get(ending), way, ring)
        more = {key: asked for way in found.values() for key, asked in _furthest(way)}
        # If nothing differs, all is known, or the bounds come from how large functions may grow.
        if not more:
            break
        apart |= more
    return found


def _furthest(way: Found) -> list[tuple[PieceKey, frozenset[int]]]:
    """Return the texts for which a way is furthest from what it was taken to be; none if that is known to the last."""
    if way.value == way.bound:
        return []
    keys = sorted(way.differs, key=lambda key: (-way.differs[key][0], key))
    return [(key, way.differs[key][1]) for key in keys[:MORE_APART]]


def _better(before: Found | None, now: Found, ring: type[Least | Most]) -> Found:
    """Return the better way of two, with the narrower bound."""
    if before is None:
        return now
    better, other = (now, before) if ring.join(before.value, now.value) == now.value else (before, now)
    # What no way can better is the better bound where it is worse.
    narrow = now.bound if ring.join(before.bound, now.bound) == before.bound else before.bound
    return Found(now.measure, narrow, better.value, better.moves, now.differs or other.differs)


def _bounds(story: Story, measure: Measure, found: Found, ring: type[Least | Most]) -> Bounds:
    """Return a figure, once the game has borne it out.

    Raises WitnessFailed if a way that was found does not come to what it was said to.
    """
    value = played(story, found.moves, measure)
    if found.measure is not measure:
        # A way that was found for something else: a witness, with no bound on the other side.
        return Bounds(None, value, found.moves) if ring is Least else Bounds(value, None, found.moves)
    if value != found.value:
        raise WitnessFailed(f"A way of {len(found.moves)} moves does not come to {found.value} {measure}.")
    low, high = sorted((int(found.value), int(found.bound)))
    return Bounds(low, high, found.moves)


def _counted(paths: Paths, tell: Tell) -> Bounds:
    """Return how many playthroughs there are; between two bounds if the diagrams for all would be too large."""
    try:
        exact = _total(Ahead(paths, None, Count, tell=tell, keep=False))
    except TooMany:
        try:
            low, high = (_total(Ahead(paths, None, ring, tell=tell, keep=False)) for ring in (Down, Up))
        except TooMany:
            return Bounds(None, None)
        return Bounds(low // ONE, -(-high // ONE))
    return Bounds(exact, exact)


def _total(ahead: Ahead) -> int:
    return int(ahead.diagrams.at(ahead.values[0], ahead.paths.graph.start))


def _or_else(number: int | None, other: int) -> int:
    return other if number is None else number
