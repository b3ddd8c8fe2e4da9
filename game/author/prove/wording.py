"""How many words a text comes to, as a function of the state: exactly those that stand between spaces when it is read.

Pieces that touch, as a name and the comma after it do, are one word together. So a text is told apart by whether it
begins and ends within a word, and what is left is a sum of small parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from game.author.prove.formula import Formula, Update, all_of, at_least, negation, pulled_back, within
from game.author.prove.ground import Grounds, Here
from game.author.prove.value_sets import Possible
from game.author.prove.valued import Diagrams, Valued
from game.story.expr import Condition
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Segment, Text

Edges: TypeAlias = tuple[bool, bool] | None
"""Whether it begins and whether it ends within a word; ``None`` for nothing at all, not even a space."""
Shapes: TypeAlias = Mapping[Edges, Valued]
"""How many words there are, for each way a text can begin and end."""
_WHOLE = (True, True)
_BREAK = re.compile(r"\\(?=\s|$)")


def words_in(prose: str) -> int:
    r"""Return how many words there are in what is written; a ``\`` that breaks a line is none."""
    return len(_unbroken(prose).split())


def _unbroken(prose: str) -> str:
    """Return what is written without the marks that break a line."""
    return _BREAK.sub("", prose)


class Place(Struct, frozen=True):
    """Where a text is read: what conditions ask of there, what is done before, and the codes possible before that."""

    here: Here
    update: Update
    possible: Possible


class Wording:
    """Weighs texts in some diagrams."""

    def __init__(self, grounds: Grounds, diagrams: Diagrams) -> None:
        self._grounds = grounds
        self._diagrams = diagrams

    def words(self, text: Text | None, place: Place) -> Valued:
        """Return how many words a text has when it is read."""
        return self._joined(self._text(text, place).values()) if text is not None else self._diagrams.one

    def formula(self, condition: Condition | None, place: Place) -> Formula:
        """Return what must hold before, for a condition to hold where a text is read."""
        sizes = self._grounds.sizes
        asked = self._grounds.formula(condition, place.here)
        return within(pulled_back(asked, place.update, sizes), place.possible, sizes)

    def _joined(self, functions: Iterable[Valued]) -> Valued:
        found = self._diagrams.nothing
        for function in functions:
            found = self._diagrams.join(found, function)
        return found

    def _text(self, text: Text, place: Place) -> Shapes:
        shapes: Shapes = {None: self._diagrams.one}
        for segment in text.segments:
            shapes = self._then(shapes, self._segment(segment, place))
        return shapes

    def _then(self, first: Shapes, second: Shapes) -> Shapes:
        found: dict[Edges, Valued] = {}
        for one, before in first.items():
            for two, after in second.items():
                both = self._diagrams.times(before, after)
                if one is not None and two is not None and one[1] and two[0]:
                    both = self._diagrams.weighed(-1, both)
                edges = two if one is None else one if two is None else (one[0], two[1])
                found[edges] = self._diagrams.join(found.get(edges, self._diagrams.nothing), both)
        return {edges: function for edges, function in found.items() if function != self._diagrams.nothing}

    def _segment(self, segment: Segment, place: Place) -> Shapes:
        one = self._diagrams.one
        match segment:
            case Prose(words=words):
                unbroken = _unbroken(words)
                if not unbroken:
                    return {None: one}
                edges = (not unbroken[0].isspace(), not unbroken[-1].isspace())
                return {edges: self._diagrams.weighed(words_in(words), one)}
            case PlayerName() | Number() | Headcount():
                return {_WHOLE: self._diagrams.weighed(1, one)}
            case Names(members=members):
                return {_WHOLE: self._names(members, place)}
            case Branching():
                return self._branching(segment, place)

    def _names(self, members: Sequence[tuple[str, Condition]], place: Place) -> Valued:
        """Return how many words a list of names has, the "and" of two or more and the "nobody" of none included."""
        sizes, diagrams = self._grounds.sizes, self._diagrams
        there = [self.formula(condition, place) for _, condition in members]
        found = diagrams.one
        for (name, _), formula in zip(members, there, strict=True):
            found = diagrams.times(found, self._if(formula, words_in(name)))
        found = diagrams.times(found, self._if(at_least(2, there, sizes), 1))
        return diagrams.times(found, self._if(all_of(negation(formula, sizes) for formula in there), 1))

    def _if(self, formula: Formula, words: int) -> Valued:
        holds = self._diagrams.of(formula)
        return self._diagrams.join(self._diagrams.weighed(words, holds), self._diagrams.opposite(holds))

    def _branching(self, segment: Branching, place: Place) -> Shapes:
        diagrams = self._diagrams
        found: dict[Edges, Valued] = {}
        left = diagrams.one
        for arm in segment.arms:
            holds = diagrams.of(self.formula(arm.condition, place))
            for edges, function in self._text(arm.text, place).items():
                read = diagrams.times(diagrams.times(left, holds), function)
                found[edges] = diagrams.join(found.get(edges, diagrams.nothing), read)
            left = diagrams.times(left, diagrams.opposite(holds))
        found[None] = diagrams.join(found.get(None, diagrams.nothing), left)
        return {edges: function for edges, function in found.items() if function != diagrams.nothing}
