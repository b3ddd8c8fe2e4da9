"""A story's options compared: as an earlier proof has compared them, if all that hangs on is as it was."""

from collections.abc import Iterator
from itertools import permutations

from game.author.prove.compared import Compared, Pairs
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import FOLLOWING, Comparison, Dilemmas, pairs_of
from game.author.prove.pairs import ranks


class Comparing:
    """The comparison of all options of a story's dilemmas."""

    def __init__(self, decided: Decided, kept: Pairs) -> None:
        """Begin with what an earlier proof has kept, which may be of another story."""
        self._decided = decided
        self._kept = kept
        self._key = _key(decided)
        self._found = Pairs(shown=kept.shown)

    @property
    def is_kept(self) -> bool:
        """Whether all is known already."""
        return self._kept.key == self._key

    def work(self) -> Pairs:
        """Compare all pairs, and return what was found."""
        if self.is_kept:
            return self._kept
        dilemmas = Dilemmas(self._decided, self._kept.shown)
        for one in dilemmas.comparisons():
            self._decided.tell("Dilemmas", len(self._found.compared), len(self._found.compared) + 1)
            pair = one.options[0].key, one.options[1].key
            self._found.compared[pair] = Compared(one.same_future, one.dominated)
        self._found.shown = dilemmas.shown
        dilemmas.close()
        if self._decided.laid.proved and not any(None in one for one in self._found.compared.values()):
            self._found.key = self._key
        return self._found

    def so_far(self) -> Pairs:
        """Return what was found before it was interrupted."""
        return self._found


def comparisons(decided: Decided, pairs: Pairs) -> Iterator[Comparison]:
    """Yield the comparisons of a story's pairs of options, in file order; none for those never offered together."""
    for scene, left, right in pairs_of(decided.story.scenes.values(), decided.story.slots):
        for worse, better in permutations((left, right), 2):
            found = pairs.compared.get((worse.key, better.key))
            if found is not None:
                yield Comparison(scene, (worse, better), found.same_future, found.dominated)


def _key(decided: Decided) -> str:
    """Return a digest of all that comparisons rest on.

    That is every edge of the graph, everything that can follow, and of each option what its choice says that no edge
    does: which it is compared with, and where it leads.
    """
    story = decided.story
    options = [
        (scene.dilemma, choice.key, [route.target for route in choice.routes])
        for scene, *pair in pairs_of(story.scenes.values(), story.slots)
        for choice in pair
    ]
    orders = [(variable.name, ranks(story, variable.slot)) for variable in story.variables]
    following = [(claim.key, decided.keys.of_everywhere(claim)) for claim in decided.claims.of(*FOLLOWING)]
    return decided.keys.of_all(repr([options, orders, sorted(following)]))
