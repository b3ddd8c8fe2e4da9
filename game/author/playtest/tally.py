"""What many runs come to, put together: it can be added up in any order, on any number of machines."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from game.author.playtest.trial import Trial

MOST_ENDLESS = 20


class Group(Struct):
    """The runs of one persona."""

    runs: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    """How many runs came to each ending; ``""`` for none."""
    personal: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    """In how many runs each person was lost."""

    def add(self, other: "Group") -> None:
        """Take in what is counted elsewhere."""
        self.runs += other.runs
        self.endings += other.endings
        self.personal += other.personal
        self.lost += other.lost


class Tally(Struct):
    """All that is counted."""

    groups: dict[str, Group] = field(default_factory=dict)
    """By persona."""
    lengths: Counter[int] = field(default_factory=Counter)
    """How many runs had how many moves."""
    words: Counter[int] = field(default_factory=Counter)
    """How many runs read how many words, in hundreds."""
    read: Counter[str] = field(default_factory=Counter)
    """In how many runs something was read, by its id."""
    values: dict[str, dict[int, Counter[int]]] = field(default_factory=dict)
    """By chapter and slot: how many runs left the chapter with each code."""
    endless: list[int] = field(default_factory=list)
    """The numbers of the runs that came to no ending, as far as ``MOST_ENDLESS``."""

    @property
    def runs(self) -> int:
        """How many runs are counted."""
        return sum(group.runs for group in self.groups.values())

    def add(self, other: "Tally") -> None:
        """Take in what is counted elsewhere."""
        for persona, group in other.groups.items():
            self.groups.setdefault(persona, Group()).add(group)
        self.lengths += other.lengths
        self.words += other.words
        self.read += other.read
        for chapter, slots in other.values.items():
            mine = self.values.setdefault(chapter, {})
            for slot, codes in slots.items():
                mine.setdefault(slot, Counter()).update(codes)
        self.endless = sorted({*self.endless, *other.endless})[:MOST_ENDLESS]


def tally_of(trials: Iterable[Trial], slots: Iterable[int]) -> Tally:
    """Count some runs. The values of ``slots`` are counted at the end of each chapter."""
    tally, kept = Tally(), tuple(slots)
    for trial in trials:
        group = tally.groups.setdefault(trial.persona, Group())
        group.runs += 1
        group.endings[trial.ending or ""] += 1
        group.personal.update(trial.personal)
        group.lost.update(trial.lost)
        tally.lengths[len(trial.moves)] += 1
        tally.words[trial.words // 100] += 1
        tally.read.update(trial.read)
        for chapter, vector in trial.chapter_ends.items():
            counted = tally.values.setdefault(chapter, {slot: Counter() for slot in kept})
            for slot in kept:
                counted[slot][vector[slot]] += 1
        if trial.ending is None and len(tally.endless) < MOST_ENDLESS:
            tally.endless.append(trial.number)
    return tally
