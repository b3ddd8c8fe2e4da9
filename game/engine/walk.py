"""A run of which nothing is kept but where it is: for players by the thousand, in playtests, proofs and measurements.

What a move does is for ``rules`` to say. This only goes the short way where that was said before: where a move leads to
one scene whatever the state is, and nothing but its effects has to be worked out.
"""

from typing import Any

from game.engine import rules
from game.engine.compiled import CompiledScene, Way
from game.engine.offers import Sight
from game.engine.state import Moment, State
from game.story.model import Story


class Walk:
    """Somebody on their way through a story."""

    __slots__ = ("_back", "_here", "_name", "_story", "_vector", "sight")
    sight: Sight
    """What there is to be read now."""
    _here: CompiledScene[Any, Sight]
    _vector: bytes
    _back: str | None

    def __init__(self, story: Story, name: str) -> None:
        """Begin at the story's start, ``name`` being the player's."""
        self._story = story
        self._name = name
        self.begin()

    def begin(self) -> Sight:
        """Begin again, and return what there is to be read there."""
        return self._stand(rules.begin(self._story))

    @property
    def moment(self) -> Moment:
        """Where the walk has come to."""
        return Moment(self._here.scene, State(self._vector, self._back))

    def step(self, move: str) -> Sight:
        """Make a move and return what there is to be read after it. Raises MoveNotOffered as ``rules.apply`` does."""
        way = self.sight.ways.get(move)
        if way is None or way.onto is None:
            return self._stand(rules.apply(self._story, self.moment, move).after, way)
        if way.leave is not None:
            self._vector = way.leave(self._vector)
        here = self._here = way.onto
        sight: Sight | None = here.sights.get(here.view_all(self._vector) if here.view_all else None)
        if sight is None or here.name != self._name:
            sight = rules.sight(self._story, self.moment, self._name)
        self.sight = sight
        return sight

    def _stand(self, moment: Moment, way: Way | None = None) -> Sight:
        scene, state = moment
        self._vector, self._back = state
        self._here = rules.known(self._story, scene)
        if way is not None and way.sure is not None and self._here.listed is not None:
            way.onto = self._here
        self.sight = rules.sight(self._story, moment, self._name)
        return self.sight
