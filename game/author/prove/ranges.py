"""A story's figures worked out: each exact, or shut in between a bound and a way that was played."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct, field

from game.author.progress import Tell
from game.author.prove.ahead import Ahead, Paths
from game.author.prove.beam import Beam
from game.author.prove.best_way import Found, best_way
from game.author.prove.borne_out import WitnessFailed
from game.author.prove.both_ends import playthroughs
from game.author.prove.measured import Measure, PieceKey
from game.author.prove.nearer import can_be_nearer, nearer
from game.author.prove.played import played
from game.author.prove.rings import ONE, Count, Down, Least, Most, Up
from game.author.prove.valued import TooMany
from game.story.model import Story

MOST_SPENT = 60_000
"""How many nodes are made for a figure, in all diagrams for it, before it stays a pair of bounds."""
MORE_APART = 5
"""How many more texts are told apart, each time and for each ending: the furthest from what they are taken to be."""
FOLLOWED = 3
"""How many ways to an ending are followed side by side, where the one that looks best is not known to be."""


class Bounds(Struct, frozen=True):
    """What a figure is not less and not more than; ``None`` where that is not known, or nothing bounds it."""

    low: int | None
    high: int | None
    way: tuple[str, ...] | None = None
    """A playthrough with the figure, or with the nearest to it that was found."""

    @property
    def exact(self) -> bool:
        """Return whether it is known to the last."""
        return self.low is not None and self.low == self.high


class Worked(Struct):
    """What is worked out of a story's figures: by ending and measure the least and the most, and how many ways."""

    ranges: dict[tuple[str, Measure], tuple[Bounds, Bounds]] = field(default_factory=dict)
    counted: Bounds | None = None


class Ranges:
    """The least and the most of some measures by ending, and how many playthroughs there are."""

    def __init__(  # noqa: PLR0913 - a story, its ways, what is asked of them and how it is told
        self,
        story: Story,
        paths: Paths,
        can: Ahead,
        measures: Sequence[Measure],
        tell: Tell,
        *,
        counts: bool = False,
    ) -> None:
        """Begin; ``can`` is of moves. With ``counts`` playthroughs are counted, of which there must be an end."""
        self._story, self._paths, self._can = story, paths, can
        self._measures, self._tell, self._counts = measures, tell, counts
        self._found = Worked()

    def so_far(self) -> Worked:
        """Return what is worked out by now."""
        return self._found

    def work(self) -> Worked:
        """Work them all out."""
        for measure in self._measures:
            found = {ring: self._refined(measure, ring) for ring in (Least, Most)}
            self._keep(measure, found)
            told = partial(self._told_of, measure)
            for one in nearer(self._story, self._can, measure, found, told):
                found[one.ring][one.ending] = one.found
                self._keep(measure, found)
        if self._counts:
            self._found.counted = _counted(self._paths, partial(self._told, "playthroughs"))
        return self._found

    def _told(self, what: str, _: str, done: int, of: int) -> None:
        self._tell(f"Readings: {what}", done, of)

    def _told_of(self, measure: Measure, what: str, done: int, of: int) -> None:
        self._tell(f"Readings: {what} {measure}", done, of)

    def _keep(self, measure: Measure, found: Mapping[type[Least | Most], Mapping[str, Found]]) -> None:
        """Keep the least and the most for each ending that can be reached."""
        for ending, least in found[Least].items():
            if ending in found[Most]:
                bounds = _bounds(self._story, measure, least), _bounds(self._story, measure, found[Most][ending])
                self._found.ranges[ending, measure] = bounds

    def _refined(self, measure: Measure, ring: type[Least | Most]) -> dict[str, Found]:
        """Return the best ways to all endings.

        Of a small story all is told apart at once. Of others, more texts are until each way is known to be the best, or
        that is given up; unless there are better means to come to that.
        """
        tell = partial(self._told, f"{'fewest' if ring is Least else 'most'} {measure}")
        apart: dict[PieceKey, frozenset[int]] = {}
        found: dict[str, Found] = {}
        spent = 0
        while spent < (1 if can_be_nearer() else MOST_SPENT):
            ahead = None if spent else _whole(self._paths, measure, ring, tell)
            ahead = ahead or exact_or_roughly(self._paths, measure, ring, tell, apart)
            if ahead is None:
                break
            spent += ahead.diagrams.made
            beam = Beam(ahead, self._can, FOLLOWED)
            for place, ending in enumerate(self._paths.endings):
                ways = [best_way(ahead, self._can, place)]
                if ways[0] is None or ways[0].value != ways[0].bound:
                    ways.append(beam.way(place))
                for way in ways:
                    if way is not None:
                        found[ending] = _better(found.get(ending), way, ring)
            more = {key: asked for way in found.values() for key, asked in _furthest(way)}
            # If nothing differs, all is known, or the bounds come from how large functions may grow.
            if not more:
                break
            apart |= more
        return found


def _whole(paths: Paths, measure: Measure, ring: type[Least | Most], tell: Tell) -> Ahead | None:
    """Return what is ahead, exactly; ``None`` if the story is too large for it."""
    with suppress(TooMany):
        return Ahead(paths, measure, ring, tell=tell, whole=True)
    return None


def exact_or_roughly(
    paths: Paths, measure: Measure, ring: type[Least | Most], tell: Tell, apart: Mapping[PieceKey, frozenset[int]]
) -> Ahead | None:
    """Return what is ahead, as exact as it can be had; ``None`` if it cannot be had at all."""
    for roughly in (False, True):
        with suppress(TooMany):
            return Ahead(paths, measure, ring, apart=apart, tell=tell, roughly=roughly)
    return None


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


def _bounds(story: Story, measure: Measure, found: Found) -> Bounds:
    """Return a figure, once the game has borne it out.

    Raises WitnessFailed if a way that was found does not come to what it was said to.
    """
    if played(story, found.moves, measure) != found.value:
        raise WitnessFailed(f"A way of {len(found.moves)} moves does not come to {found.value} {measure}.")
    low, high = sorted((int(found.value), int(found.bound)))
    return Bounds(low, high, found.moves)


def _counted(paths: Paths, tell: Tell) -> Bounds:
    """Return how many playthroughs there are; between two bounds if neither way of counting them comes to an end."""
    for count in (_by_diagrams, playthroughs):
        with suppress(TooMany):
            exact = count(paths, tell)
            return Bounds(exact, exact)
    try:
        low, high = (_total(Ahead(paths, None, ring, tell=tell, keep=False)) for ring in (Down, Up))
    except TooMany:
        return Bounds(None, None)
    return Bounds(low // ONE, -(-high // ONE))


def _by_diagrams(paths: Paths, tell: Tell) -> int:
    """Return how many playthroughs a story has of which the diagrams stay small."""
    return _total(Ahead(paths, None, Count, tell=tell, keep=False))


def _total(ahead: Ahead) -> int:
    return int(ahead.diagrams.at(ahead.values[0], ahead.paths.graph.start))
