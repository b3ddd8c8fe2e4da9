"""The story graph as a state machine: scenes are states, moves are triggers, ``rules`` is every guard and effect.

The only module that imports ``transitions``. No name from a story ever becomes a callback: ``transitions`` imports
dotted names that it finds in strings, so it is given none. One trigger a move keeps a guard from being asked about any
other; automatic transitions would make building the machine quadratic in the number of scenes.

What it costs: a tenth of a move. It is there so that the graph can be asked what is open and drawn by whoever knows
``transitions``. The library's own triggers and transitions look for callbacks of a dozen kinds and write a dozen lines
of a log that nobody reads, and cost more than all the rest of a move (bench/engines.py); ours, put in where the library
takes others (``event_cls``, ``transition_cls``), have a guard and an effect, which are one call of ``rules.apply``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from transitions import Event, Machine, Transition

from game.engine import rules
from game.engine.graph import ways_back
from game.engine.offers import Outcome
from game.engine.state import Moment
from game.errors import MoveNotOffered
from game.story.at_rest import collector_at_rest
from game.story.model import BACK, Route, Scene, Story


class Position:
    """What the machine moves: the moment, and what the last move led to. ``state`` is the machine's own."""

    state: str

    def __init__(self, story: Story) -> None:
        self.story = story
        self.moment = rules.begin(story)
        self.outcome: Outcome | None = None


class WayOut(Transition):
    """One way out of a scene: open where the rules say that its move leads there."""

    def go(self, position: Position, move: str) -> bool:
        """Go there, and say whether that is where the move led. Raises MoveNotOffered as ``rules.apply`` does."""
        outcome = position.outcome
        if outcome is None:  # asked once for all ways that have the same trigger
            outcome = position.outcome = rules.apply(position.story, position.moment, move)
        reached = outcome.after.scene.key
        if reached != (self.dest or self.source):
            return False
        position.state = reached
        return True


class Move(Event):
    """A trigger: it takes the one way out that is open."""

    def trigger(self, model: object, *_args: object, **_kwargs: object) -> bool:
        """Take it, and say whether there was one. Raises MoveNotOffered as ``rules.apply`` does."""
        position = cast(Position, model)
        ways = cast("Iterable[WayOut]", self.transitions.get(position.state, ()))
        return any(way.go(position, self.name) for way in ways)


class SceneMachine(Machine):
    """A machine whose triggers are moves and whose transitions are ways out of scenes."""

    transition_cls = WayOut
    event_cls = Move


class StoryMachine:
    """A ``transitions`` machine built from a story's graph: its states are scene keys, its triggers moves.

    It belongs to the story and to no run: it remembers nothing from one move to the next.
    """

    def __init__(self, story: Story) -> None:
        self._position = Position(story)
        self._machine = SceneMachine(
            model=self._position,
            states=list(story.scenes),
            initial=story.start,
            auto_transitions=False,
            # A trigger of another scene is refused like any other move that is not offered, by returning False.
            ignore_invalid_triggers=True,
        )
        origins = ways_back(story)
        for scene in story.scenes.values():
            for move, target in _edges(scene, origins):
                self._machine.add_transition(move, scene.key, target)

    @property
    def scene(self) -> str:
        """The key of the scene that the machine stands in: where the last move led."""
        return self._position.state

    def fire(self, moment: Moment, move: str) -> Outcome:
        """Make a move and return what it led to. Raises MoveNotOffered if no transition of that name is open here."""
        position = self._position
        position.moment, position.outcome, position.state = moment, None, moment.scene.key
        trigger = self._machine.events.get(move)
        if trigger is None or not trigger.trigger(position) or position.outcome is None:
            raise MoveNotOffered(f"`{move}` is not offered in `{moment.scene.key}`.")
        return position.outcome


@lru_cache(maxsize=4)
def machine_of(story: Story) -> StoryMachine:
    """Return the machine of a story, built once: building it costs more than playing a whole run on it."""
    with collector_at_rest():
        return StoryMachine(story)


def _edges(scene: Scene, origins: dict[str, set[str]]) -> Iterator[tuple[str, str | None]]:
    """Yield (move, target) for every way out of a scene; a clip's target is ``None``, an internal transition."""
    ways: list[tuple[str, tuple[Route, ...]]] = [(choice.key, choice.routes) for choice in scene.choices]
    if not scene.choices and scene.routes:
        ways.append((scene.continue_move, scene.routes))
    for move, routes in ways:
        targets: dict[str, None] = {}
        for route in routes:
            reached = sorted(origins[scene.key]) if route.target == BACK else [route.target]
            targets.update(dict.fromkeys(reached))
        for target in targets:
            yield move, target
    if scene.clip is not None:
        yield scene.clip_move, None
