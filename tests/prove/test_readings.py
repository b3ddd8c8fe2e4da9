"""Reading ranges against every playthrough of small random stories."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from prove.brute_force import Referee, TooManyMoments
from prove.brute_readings import Truth, truth_of
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove import ahead, beside, both_ends, nearer, ranges
from game.author.prove import readings as readings_module
from game.author.prove.figures import readings_json, readings_text
from game.author.prove.measured import Measure
from game.author.prove.ranges import Bounds
from game.author.prove.readings import Range, Readings, read_all

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
        for ending, measured in readings.endings.items():
            assert {measure: one.endless for measure, one in measured.items()} == dict.fromkeys(
                Measure, ending in truth.endless
            )
            for measure, found in measured.items():
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


def test_bounds_hold_where_diagrams_may_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects large stories: what is too large to be had exactly is shut in between bounds, and these are true."""
    monkeypatch.setattr(nearer, "LIBRARY", "no_such_library")
    monkeypatch.setattr(ahead, "MOST_WHOLE", 0)
    monkeypatch.setattr(ahead, "MOST_LIVE", 3)
    monkeypatch.setattr(ahead, "MOST_OF_MOVES", 3)
    monkeypatch.setattr(ahead, "MOST_COUNTED", 4)
    monkeypatch.setattr(both_ends, "MOST_STEPS", 0)
    monkeypatch.setattr(ahead, "_SWEPT", 10)
    wide = 0
    for readings, truth in both(range(20, 60)):
        for ending, measured in readings.endings.items():
            for measure, found in measured.items():
                least, most = truth.spans[ending][measure]
                assert found.least.low is not None
                assert found.least.high is not None
                assert found.least.low <= least <= found.least.high
                wide += not found.least.exact
                if ending not in truth.endless:
                    assert found.most.low is not None
                    assert found.most.high is not None
                    assert found.most.low <= most <= found.most.high
        if not truth.endless:
            counted = readings.playthroughs
            assert counted.low is not None
            assert counted.high is not None
            assert counted.low <= truth.playthroughs <= counted.high
            wide += not counted.exact
    assert wide, "nothing was too large, so that nothing was tried"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is nothing to fork with")
def test_two_processes_come_to_what_one_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects figures from who works them out: a second process does its part, and nothing of it is lost."""
    story = story_of(Writer(20).files())
    alone = read_all(story)
    assert alone.whole(Measure.TEXT) is not None
    monkeypatch.setattr(readings_module, "WORTH_TWO", 0)
    monkeypatch.setattr(beside, "_has_room", lambda: True)
    assert readings_json(read_all(story)) == readings_json(alone)


def test_what_cannot_be_worked_out_is_said_to_be_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a story too large for all of it from figures that are none, and from silence."""
    monkeypatch.setattr(ahead, "MOST_NODES", 1)
    assert "Words in a playthrough: too much to be worked out." in readings_text(read_all(story_of(Writer(74).files())))
    # Nobody comes to an end of this one, which is not too much but nothing.
    assert readings_text(read_all(story_of(Writer(31).files()))) == "19 words are written.\nPlaythroughs: 0.\n"


def test_figures_are_printed_as_figures_and_bounds_as_bounds() -> None:
    """Protects the difference between what is known and what is only shut in, in text and in JSON.

    And what is said of a bound, from being rounded to what does not hold.
    """
    readings = Readings("small", "1.0.0", 200)
    readings.endings["end"] = {
        measure: Range(Bounds(3, 3, ("a.b.c",)), Bounds(20, 50, ("a.b.d",))) for measure in Measure
    }
    readings.playthroughs = Bounds(10**30 - 1, 10**31 + 1)
    told = readings_text(readings)
    assert "Words in a playthrough: 3 at least, (between 20 and 50) at most." in told
    assert "reads: 1.5 % at least, (between 10.0 % and 25.0 %) at most." in told
    assert "Playthroughs: (between 9.99·10^29 and 1.01·10^31)." in told
    figures = json.loads(readings_json(readings))
    assert figures["words"]["least"] == {"low": 3, "high": 3, "exact": True, "way": ["a.b.c"]}
    assert figures["playthroughs"] == {"low": 10**30 - 1, "high": 10**31 + 1, "exact": False, "endless": False}


def test_interrupted_it_gives_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a long wait: Ctrl-C while ways are counted loses nothing that was worked out before."""

    def interrupted(*_: object) -> Bounds:
        raise KeyboardInterrupt

    monkeypatch.setattr(ranges, "_counted", interrupted)
    found = read_all(story_of(Writer(1).files()))
    assert found.interrupted
    assert found.whole(Measure.TEXT) is not None
    assert "Interrupted" in readings_text(found)


def test_words_are_those_that_stand_between_spaces() -> None:
    """Protects the count where pieces touch: a name and its comma, half a word in a branch, a broken line, a list."""
    text = "It is {% if told %}un{% endif %}kept, {{ you.name }}, by {{ names(present) }}."
    text += "{% if told %}\\\n\nSo.{% endif %}"
    choices = [{"id": "tell", "label": "Tell", "effects": {"told": "true"}}, {"id": "keep", "label": "Keep it"}]
    files: dict[str, dict[str, Any]] = {
        "story.yaml": {"story": "s", "title": "S", "format": "1", "version": "1.0.0", "start": "one.a"},
        "cast.yaml": {"people": {"ana": {"name": "Ana Lee"}, "bo": {"name": "Bo"}}},
        "world.yaml": {"facts": {"told": {"says": "Told."}}},
        "one.yaml": {
            "chapter": "one",
            "title": "One",
            "scenes": {
                "a": {"text": "A.", "choices": choices, "to": "end"},
                "end": {"text": text, "with": ["ana", "bo"], "ending": {"id": "e", "title": "E", "kind": "record"}},
            },
        },
    }
    files["story.yaml"]["chapters"] = ["one.yaml"]
    words = read_all(story_of(files)).endings["e"][Measure.WORDS]
    # A. + Keep it + It is kept, Seung-ho, by Ana Lee and Bo. — and with Tell, "unkept," and one word more.
    assert (words.least.low, words.most.high) == (12, 12)
