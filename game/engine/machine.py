"""The story graph as a state machine: scenes are states, moves are triggers, ``rules`` is every guard and effect.

The only module that imports ``transitions``. No name from a story ever becomes a callback: ``transitions`` imports
dotted names that it finds in strings, so it is given none. One trigger a move keeps a guard from being asked about any
other; automatic transitions would make building the machine quadratic in the number of scenes.

What it costs: about half as much again as a move without it. It is there so that the graph can be asked what is open
and drawn by whoever knows ``transitions``. Its own transition looks for callbacks of ten kinds and writes eight lines
of a log that nobody reads; ours has a guard and an effect, which are one call of ``rules.apply``, and nothing else.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from transitions import EventData, Machine, Transition

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

    def execute(self, event_data: EventData) -> bool:
        """Go there, and say whether that is where the move led. Raises MoveNotOffered as ``rules.apply`` does."""
        position = cast(Position, event_data.model)
        outcome = position.outcome
        if outcome is None:  # asked once for all ways that have the same trigger
            outcome = position.outcome = rules.apply(position.story, position.moment, event_data.event.name)
        reached = outcome.after.scene.key
        if reached != (self.dest or self.source):
            return False
        position.state = reached
        return True


class SceneMachine(Machine):
    """A machine whose transitions are ways out of scenes."""

    transition_cls = WayOut


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
