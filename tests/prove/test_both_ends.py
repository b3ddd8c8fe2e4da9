"""The number of playthroughs, counted from both ends, and the algebra of the functions that it is counted with."""

from collections import defaultdict
from itertools import product
from random import Random
from typing import Any

import pytest
from prove.brute_force import Referee, TooManyMoments
from prove.brute_readings import truth_of
from prove.small_stories import Writer
from story_files import story_of

from game.author.progress import silent
from game.author.prove import ahead, both_ends, sifting
from game.author.prove.both_ends import most_ways, playthroughs
from game.author.prove.cores import Core
from game.author.prove.elimination import Field, Row
from game.author.prove.formula import Formula, Update, all_of, at_least, compiled, member, one_of
from game.author.prove.moving import pulled, pushed, unasked
from game.author.prove.readings import paths_of, read_all
from game.author.prove.sifting import sifted
from game.author.prove.trains import Train, common, held, joined, narrowed, permuted
from game.author.prove.valued import TooMany

MOST_MOMENTS = 1500
BATCH = 100
BATCHES = [range(first, first + BATCH) for first in range(0, 400, BATCH)]
SIZES = (2, 3, 4, 2, 3)
ALL = [(1 << size) - 1 for size in SIZES]


@pytest.mark.parametrize(
    ("side", "seeds"),
    [("smaller", seeds) for seeds in BATCHES] + [("beginning", BATCHES[0]), ("end", BATCHES[1])],
    ids=str,
)
def test_the_number_is_that_of_all_playthroughs(side: str, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects the count wherever the two sides meet, with slots put in order all the time."""
    monkeypatch.setattr(sifting, "SMALL", 1)
    if side != "smaller":
        monkeypatch.setattr(both_ends, "_from_the_beginning", lambda *_: side == "beginning")
    counted = 0
    for seed in seeds:
        story = story_of(Writer(seed).files())
        try:
            truth = truth_of(Referee(story, MOST_MOMENTS))
        except TooManyMoments:
            continue
        if not truth.endless:
            counted += 1
            assert playthroughs(paths_of(story)[0], silent) == truth.playthroughs, seed
    assert counted > len(seeds) // 2


@pytest.mark.parametrize("side", [True, False])
def test_a_number_beyond_all_machine_words_is_counted_to_the_last(side: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - either side
    """Protects the prime from being too small: a hundred scenes whose choices hang on what was chosen all along."""
    monkeypatch.setattr(both_ends, "_from_the_beginning", lambda *_: side)
    story = story_of(long_story(100))
    paths = paths_of(story)[0]
    truth = ways_through(100)
    assert 1 << 127 < truth < most_ways(paths) <= 4**100
    assert playthroughs(paths, silent) == truth


def test_the_count_stands_in_the_figures_where_diagrams_may_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a large story: what diagrams cannot count is counted all the same, and if that is too much, bounded."""
    monkeypatch.setattr(ahead, "MOST_COUNTED", 4)
    story, truth = story_of(long_story(12)), ways_through(12)
    counted = read_all(story).playthroughs
    assert (counted.low, counted.high) == (truth, truth)
    monkeypatch.setattr(both_ends, "MOST_STEPS", 0)
    counted = read_all(story).playthroughs
    assert counted.low is not None
    assert counted.high is not None
    assert counted.low <= truth <= counted.high
    assert not counted.exact


def long_story(scenes: int) -> dict[str, dict[str, Any]]:
    """Return a story of so many scenes one after the other, whose choices hang on what was chosen all along."""
    found: dict[str, Any] = {}
    for number in range(scenes):
        fact = f"f{number % 3}"
        found[f"s{number}"] = {
            "text": "A.",
            "choices": [
                {"id": "warm", "label": "W", "effects": {"warmth": "+1", fact: "true"}},
                {"id": "cold", "label": "C", "effects": {"warmth": "-1"}},
                {"id": "dare", "label": "D", "if": f"warmth > 2 or {fact}", "effects": {fact: "false"}},
                {"id": "wait", "label": "X"},
            ],
            "to": f"s{number + 1}" if number + 1 < scenes else "end",
        }
    found["end"] = {"text": "E.", "ending": {"id": "e", "title": "E", "kind": "record"}}
    story = {"story": "s", "title": "S", "format": "1", "version": "1.0.0", "start": "one.s0", "chapters": ["one.yaml"]}
    return {
        "story.yaml": story,
        "cast.yaml": {"people": {"ana": {"name": "Ana"}}},
        "world.yaml": {
            "counts": {"warmth": {"range": "4", "label": "Warmth"}},
            "facts": {f"f{number}": {"says": "So."} for number in range(3)},
        },
        "one.yaml": {"chapter": "one", "title": "One", "scenes": found},
    }


def ways_through(scenes: int) -> int:
    """Return how many ways there are through that story, by how warm it is and what is so, scene by scene."""
    ways: dict[tuple[int, tuple[bool, ...]], int] = {(0, (False, False, False)): 1}
    for number in range(scenes):
        after: dict[tuple[int, tuple[bool, ...]], int] = defaultdict(int)
        for (warmth, facts), count in ways.items():
            told, untold = (
                tuple(value if place == number % 3 else fact for place, fact in enumerate(facts))
                for value in (True, False)
            )
            after[min(4, warmth + 1), told] += count
            after[max(0, warmth - 1), facts] += count
            if warmth > 2 or facts[number % 3]:
                after[warmth, untold] += count
            after[warmth, facts] += count
        ways = after
    return sum(ways.values())


class Dice:
    """Random functions of five slots, each with the table of its values that says what it is."""

    def __init__(self, seed: int) -> None:
        """Begin; the same seed throws the same."""
        self.random = Random(seed)  # noqa: S311 - dice
        self.field = Field(1 << 60, 10**9)

    def train(self) -> Train:
        """Return a function of some slots in some order, of any widths."""
        slots = self.random.sample(range(len(SIZES)), self.random.randint(1, len(SIZES)))
        widths = [1, *(self.random.randint(1, 4) for _ in slots[1:]), 1]
        cores = [
            Core(slot, [[self.row(right) for _ in range(left)] for _ in range(SIZES[slot])], right)
            for slot, left, right in zip(slots, widths, widths[1:], strict=False)
        ]
        return narrowed(self.field, self.random.randint(1, 9), cores, 0, len(cores) - 1)

    def row(self, width: int) -> Row:
        """Return a row with gaps."""
        return {column: self.random.randint(1, 5) for column in range(width) if self.random.random() < 0.5}

    def formula(self, depth: int = 2) -> Formula:
        """Return a condition that asks for something."""
        slot = self.random.randrange(len(SIZES))
        question = member(slot, self.random.randrange(1, (1 << SIZES[slot]) - 1), SIZES[slot])
        if not depth:
            return question
        parts = [question, *(self.formula(depth - 1) for _ in range(2))]
        made = [all_of(parts), one_of(parts, SIZES), at_least(2, parts, SIZES)]
        return self.random.choice([one for one in made if one.__class__.__name__ != "Truth"] or [question])

    def update(self) -> Update:
        """Return what a move does to some slots."""
        return {
            slot: tuple(self.random.randrange(size) for _ in range(size))
            for slot, size in enumerate(SIZES)
            if self.random.random() < 0.5
        }


def table(field: Field, train: Train) -> dict[tuple[int, ...], int]:
    """Return a function's value for all codes, taken from its matrices one by one."""
    found = {}
    for codes in product(*map(range, SIZES)):
        ends = {0: 1}
        for core in train.cores:
            after: Row = {}
            for index, value in ends.items():
                field.add(after, core.ways[codes[core.slot]][index], value)
            ends = after
        found[codes] = train.weight * ends.get(0, 0) % field.prime
    return found


def moved(update: Update, codes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the codes after a move."""
    return tuple(update[slot][code] if slot in update else code for slot, code in enumerate(codes))


@pytest.mark.parametrize("seeds", [range(first, first + 30) for first in range(0, 120, 30)], ids=str)
def test_functions_come_to_what_their_tables_come_to(seeds: range) -> None:
    """Protects the algebra that counting rests on: sums, conditions, moves either way, orders and what is in common."""
    for seed in seeds:
        dice = Dice(seed)
        field, prime = dice.field, dice.field.prime
        one, two, formula, update = dice.train(), dice.train(), dice.formula(), dice.update()
        left, right = table(field, one), table(field, two)
        order = dice.random.sample(range(len(SIZES)), len(SIZES))
        holds = compiled(formula)
        both = joined(field, one, two, ALL)
        assert table(field, both) == {codes: (left[codes] + right[codes]) % prime for codes in left}
        assert table(field, permuted(field, one, order)) == left
        assert table(field, sifted(field, both, range(len(SIZES)))) == table(field, both)
        assert table(field, held(field, one, formula, ALL, SIZES)) == {
            codes: value if holds(codes) else 0 for codes, value in left.items()
        }
        assert table(field, unasked(field, one)) == left
        assert table(field, pulled(field, one, update, ALL, ALL)) == {
            codes: left[moved(update, codes)] for codes in left
        }
        whole = joined(field, one, everywhere(), ALL)
        begun = table(field, whole)
        live = dice.random.randrange(1 << len(SIZES))
        after = table(field, pushed(field, whole, update, ALL, ALL, live))
        for codes in begun:
            seen = [slot for slot in range(len(SIZES)) if live >> slot & 1]
            to = [before for before in begun if all(moved(update, before)[slot] == codes[slot] for slot in seen)]
            assert after[codes] == sum(begun[before] for before in to) % prime
        assert common(field, whole, two) == sum(begun[codes] * right[codes] for codes in begun) % prime


def everywhere() -> Train:
    """Return a function that asks about all slots and yet is the same everywhere."""
    return Train(1, [Core(slot, [[{0: 1}]] * size, 1) for slot, size in enumerate(SIZES)])


def test_no_function_is_wider_than_it_must_be() -> None:
    """Protects what makes it possible: a function and itself, or less itself, are no wider."""
    dice = Dice(1)
    one = dice.train()
    minus = Train(dice.field.prime - one.weight, one.cores)
    assert joined(dice.field, one, one, ALL).size == one.size
    assert joined(dice.field, one, minus, ALL).weight == 0
    turned = permuted(dice.field, one, list(reversed(one.order)))
    assert [core.right for core in joined(dice.field, one, turned, ALL).cores] == [core.right for core in one.cores]


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a story on which this would never end: it is said to be too much, at the same place every time."""
    monkeypatch.setattr(both_ends, "MOST_STEPS", 50)
    with pytest.raises(TooMany):
        playthroughs(paths_of(story_of(long_story(40)))[0], silent)
