"""Reading ranges against every playthrough of small random stories."""

from collections.abc import Iterator

import pytest
from prove.brute_force import Referee, TooManyMoments
from prove.brute_readings import Truth, truth_of
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove.measured import Measure
from game.author.prove.readings import Readings, read_all

MOST_MOMENTS = 1500
BATCH = 20
BATCHES = [range(first, first + BATCH) for first in range(0, 200, BATCH)]


def both(seeds: range) -> Iterator[tuple[Readings, Truth]]:
    """Yield the figures of stories with the truth about them; those too large for it are left out."""
    for seed in seeds:
        story = story_of(Writer(seed).files())
        try:
            truth = truth_of(Referee(story, MOST_MOMENTS))
        except TooManyMoments:
            continue
        yield read_all(story), truth


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_every_figure_is_that_of_all_playthroughs(seeds: range) -> None:
    """Protects exactness: the least and the most of each measure by ending, and the number of playthroughs."""
    for readings, truth in both(seeds):
        assert set(readings.endings) == set(truth.spans)
        for ending, ranges in readings.endings.items():
            assert {measure: one.endless for measure, one in ranges.items()} == dict.fromkeys(
                Measure, ending in truth.endless
            )
            for measure, found in ranges.items():
                least, most = truth.spans[ending][measure]
                assert (found.least.low, found.least.high) == (least, least)
                if ending not in truth.endless:
                    assert (found.most.low, found.most.high) == (most, most)
                elif measure is Measure.TEXT:
                    assert found.most.low is not None
                    assert found.most.low <= most
                    assert found.most.high is None
                else:
                    assert (found.most.low, found.most.high) == (None, None)
        assert readings.infinite == bool(truth.endless)
        counted = None if truth.endless else truth.playthroughs
        assert (readings.playthroughs.low, readings.playthroughs.high) == (counted, counted)
