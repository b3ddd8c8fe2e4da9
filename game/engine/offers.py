"""What a moment offers and shows, and what a move led to, as ``rules`` works it out."""

from collections.abc import Mapping
from typing import NamedTuple

from game.engine.compiled import Way
from game.engine.state import Moment, State
from game.story.model import Choice, Clip, Scene
from game.story.text import Text


class Offer(NamedTuple):
    """Something a scene shows that could be done: a choice, going on, or its clip."""

    move: str
    choice: Choice | None
    clip: Clip | None
    available: bool
    """False for a locked choice, which is shown and cannot be taken."""


class Offered(NamedTuple):
    """What a scene shows to be done, the moves that can be made, and what each but a clip does."""

    shown: tuple[Offer, ...]
    available: tuple[str, ...]
    ways: dict[str, Way]


class Sight(NamedTuple):
    """What there is to be read in a moment."""

    text: tuple[str, ...]
    """The scene's paragraphs."""
    moves: tuple[str, ...]
    """What can be done, in file order, the clip last."""
    labels: tuple[str, ...]
    """What each of these says; empty for going on."""
    ways: Mapping[str, Way]
    """What each of them does, but for a clip."""


class Outcome(NamedTuple):
    """What a move led to: the moment in which the reply and the routes were judged, and the moment after."""

    left: Scene
    """Where the move was made."""
    judging: State
    """In which the reply and the routes were judged: after the effects of the choice, before those of arriving."""
    reply: Text | None
    after: Moment
    arrived: bool
    """False for a clip: the scene stays, and nothing new is read."""

    @property
    def judged(self) -> Moment:
        """The moment in which the reply and the routes were judged."""
        return Moment(self.left, self.judging)
