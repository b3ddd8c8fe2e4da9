"""What stats and counts are like where chapters end, in many playthroughs."""

from collections import Counter

from msgspec import Struct

from game.author.playtest.report import quantiles
from game.author.playtest.tally import Tally
from game.errors import CannotBegin
from game.story.model import Story
from game.story.problems import nearest
from game.story.variables import DomainKind, Variable, VariableKind


class Spread(Struct, frozen=True):
    """How the values of a variable are spread where a chapter is left."""

    chapter: str
    variable: Variable
    codes: Counter[int]

    @property
    def runs(self) -> int:
        """How many playthroughs came that far."""
        return self.codes.total()

    @property
    def mean(self) -> float:
        """The mean of an integer."""
        return sum(code * runs for code, runs in self.codes.items()) / self.runs

    @property
    def quantiles(self) -> list[int]:
        """The least, the 5 %, the median, the 95 % and the most of an integer."""
        return quantiles(self.codes)

    @property
    def shares(self) -> dict[str, float]:
        """For each value, the share of playthroughs that have it, from 0 to 1; those that none has are left out."""
        domain = self.variable.domain
        return {str(domain.value(code)): self.codes[code] / self.runs for code in sorted(self.codes)}


def spreads(story: Story, tally: Tally) -> list[Spread]:
    """Return every stat's and count's spread at the end of each chapter, in story order."""
    counted = [one for one in story.variables if one.kind in {VariableKind.STAT, VariableKind.COUNT}]
    chapters = [chapter for chapter in story.chapters if chapter.id in tally.values]
    return [
        Spread(chapter.id, variable, tally.values[chapter.id][variable.slot])
        for chapter in chapters
        for variable in counted
        if _is_read_in(variable, chapter.season)
    ]


def variable_named(story: Story, name: str) -> Variable:
    """Return a variable whose values can be plotted. Raises CannotBegin if there is none of that name."""
    known = [
        one.name
        for one in story.variables
        if one.kind in {VariableKind.STAT, VariableKind.COUNT} and one.domain.kind is DomainKind.RANGE
    ]
    if name not in known:
        hint = nearest(name, known) or f"A stat or a count that is a number: {known[0]}, for one." if known else ""
        raise CannotBegin(f"`{name}` is nothing that can be plotted.", hint)
    return story.variable(name)


def _is_read_in(variable: Variable, season: str | None) -> bool:
    return variable.seasons is None or season in variable.seasons
