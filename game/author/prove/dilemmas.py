"""Whether the options of a dilemma differ: by what can follow each, and by how they leave people and counts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, permutations

from msgspec import Struct

from game.author.prove.apart import Apart
from game.author.prove.claims import Kind
from game.author.prove.compared import Pair, Shown
from game.author.prove.decide import Decided
from game.author.prove.formula import all_of, one_of
from game.author.prove.pairs import Option, better, either
from game.story.model import Choice, Scene

FOLLOWING = (Kind.SCENE, Kind.BRANCH, Kind.LINE, Kind.ENDING)


class Comparison(Struct, frozen=True):
    """What is known of two options: ``None`` where it could not be decided."""

    scene: Scene
    options: tuple[Choice, Choice]
    same_future: bool | None
    dominated: bool | None
    """Whether the first is dominated by the second."""


class Dilemmas:
    """Compares the options of a story's dilemmas; ``shown`` is what was found to set them apart. Close it at the end.

    What is decided of the story already need not be looked for; nothing has to be.
    """

    def __init__(self, decided: Decided, known: Mapping[Pair, Shown] | None = None) -> None:
        """Begin with what once set options apart, by the keys of the option it follows and the other."""
        self.decided = decided
        self._known = known or {}
        self._encoded: list[Apart] = []

    def close(self) -> None:
        """Let go of the solvers."""
        for apart in self._encoded:
            apart.close()

    @property
    def shown(self) -> dict[Pair, Shown]:
        """What sets options apart, by the keys of the option it follows and the other."""
        return {pair: shown for apart in self._encoded for pair, shown in apart.shown.items()}

    @cached_property
    def _few(self) -> Apart:
        """Only what set options apart before: there is much less of it."""
        claims = dict.fromkeys(shown.claim for shown in self._known.values())
        found = self.decided.claims.found
        self._encoded.append(Apart(self.decided, (found[key] for key in claims if key in found)))
        return self._encoded[-1]

    @cached_property
    def _all(self) -> Apart:
        answers = self.decided.answers
        reachable = (
            claim
            for claim in self.decided.claims.of(*FOLLOWING)
            if claim not in answers or answers[claim].reachable is not False
        )
        self._encoded.append(Apart(self.decided, reachable))
        return self._encoded[-1]

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every pair of options of every dilemma that are ever offered together, each way round."""
        for scene, left, right in pairs_of(self.decided.story.scenes.values(), self.decided.story.slots):
            yield from self._compared(scene, left, right)

    def _compared(self, scene: Scene, left: Choice, right: Choice) -> Iterator[Comparison]:
        both = list(permutations((left, right), 2))
        apart: dict[Pair, bool | None] = {
            (one.key, other.key): True for one, other in both if self._is_still_shown(one, other)
        }
        if len(apart) < len(both):
            options = {choice.key: self._all.option(choice) for choice in (left, right)}
            if not apart and not self._all.offered_together(options[left.key], options[right.key]):
                return
            for pair in permutations(options, 2):
                if pair not in apart:
                    apart[pair[0], pair[1]] = self._all.set_apart(*(options[key] for key in pair))
        differs = either(apart.values())
        for worse, other in both:
            is_apart = apart[worse.key, other.key]
            dominated = False if is_apart else self._is_dominated(worse, other, apart=is_apart)
            yield Comparison(scene, (worse, other), None if differs is None else not differs, dominated)

    def _is_still_shown(self, one: Choice, other: Choice) -> bool:
        shown = self._known.get((one.key, other.key))
        if shown is None:
            return False
        few = self._few
        return few.is_shown(shown, few.option(one), few.option(other))

    def _is_dominated(self, worse: Choice, other: Choice, *, apart: bool | None) -> bool | None:
        """Return whether an option leaves nothing better than another and something worse, if it leads to no more.

        ``apart`` is whether it does lead to more: not, or that is not known.
        """
        mine, theirs = self._all.option(worse), self._all.option(other)
        if self._all.can(self._leaves_better(mine, theirs)) or not self._all.can(self._leaves_better(theirs, mine)):
            return False
        return None if apart is None else True

    def _leaves_better(self, one: Option, other: Option) -> list[int]:
        """Return literals for moments from which one option leaves some stat or count better than the other."""
        sizes = self.decided.grounds.sizes
        ways = []
        for mine in one.edges:
            for theirs in other.edges:
                if mine.source == theirs.source:
                    improved = one_of(better(self.decided.story, mine, theirs, sizes), sizes)
                    both = all_of((mine.guard, theirs.guard, improved))
                    ways.append(self._all.encoding.there(mine.source, both))
        return ways


def pairs_of(scenes: Iterable[Scene], slots: Mapping[str, int]) -> Iterator[tuple[Scene, Choice, Choice]]:
    """Yield every two options of a dilemma's, in file order: choices that set its fact. ``slots`` are the facts'."""
    for scene in scenes:
        if scene.dilemma is not None:
            slot = slots[scene.dilemma]
            options = [choice for choice in scene.choices if _value(choice, slot) is not None]
            yield from ((scene, left, right) for left, right in combinations(options, 2))


def _value(choice: Choice, slot: int) -> int | None:
    """Return what a choice sets a dilemma's fact to, or ``None``."""
    return next((effect.amount for effect in choice.effects if effect.slot == slot and effect.sets), None)
