"""The story graph as a state machine: scenes are states, moves are triggers, ``rules`` is every guard and effect.

The only module that imports ``transitions``. No name from a story ever becomes a callback: ``transitions`` imports
dotted names that it finds in strings, so it is given our own callables and nothing else. One trigger a move keeps a
guard from being asked about any other; automatic transitions would make building the machine quadratic in the number
of scenes.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import cast

from transitions import EventData, Machine

from game.engine import rules
from game.engine.graph import ways_back
from game.engine.offers import Outcome
from game.engine.state import Moment
from game.errors import MoveNotOffered
from game.story.at_rest import collector_at_rest
from game.story.model import BACK, Route, Scene, Story

Guard = Callable[[EventData], bool]


class Position:
    """What the machine moves: the moment, and what the last move led to. ``state`` is the machine's own."""

    state: str
    trigger: Callable[[str], bool]

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.outcome: Outcome | None = None


class StoryMachine:
    """A ``transitions`` machine built from a story's graph: its states are scene keys, its triggers moves.

    It belongs to the story and to no run: it remembers nothing from one move to the next.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._position = Position(rules.begin(story))
        self._machine = Machine(
            model=self._position,
            states=list(story.scenes),
            initial=story.start,
            auto_transitions=False,
            send_event=True,
            # A trigger of another scene is refused like any other move that is not offered, by returning False.
            ignore_invalid_triggers=True,
        )
        origins = ways_back(story)
        for scene in story.scenes.values():
            for move, target in _edges(scene, origins):
                self._machine.add_transition(
                    move,
                    scene.key,
                    target,
                    prepare=self._work_out(move),
                    conditions=self._leads_to(target or scene.key),
                )

    @property
    def scene(self) -> str:
        """The key of the scene that the machine stands in: where the last move led."""
        return self._position.state

    def fire(self, moment: Moment, move: str) -> Outcome:
        """Make a move and return what it led to. Raises MoveNotOffered if no transition of that name is open here."""
        self._position.moment, self._position.outcome = moment, None
        self._machine.set_state(moment.scene.key)
        # A name that is no trigger would be looked up among the model's attributes.
        if move not in self._machine.events or not self._position.trigger(move) or self._position.outcome is None:
            raise MoveNotOffered(f"`{move}` is not offered in `{moment.scene.key}`.")
        return self._position.outcome

    def _work_out(self, move: str) -> Callable[[EventData], None]:
        """Return a callback that asks the rules what a move leads to, once for all transitions of its trigger."""

        def prepare(event: EventData) -> None:
            position = cast(Position, event.model)
            if position.outcome is None and move in rules.available(self._story, position.moment):
                position.outcome = rules.apply(self._story, position.moment, move)

        return prepare

    def _leads_to(self, target: str) -> Guard:
        """Return a guard that is open if the move leads to ``target``."""

        def guard(event: EventData) -> bool:
            outcome = cast(Position, event.model).outcome
            return outcome is not None and outcome.after.scene.key == target

        return guard


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
