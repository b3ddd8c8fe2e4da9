"""The story graph as a state machine: scenes are states, moves are triggers, and ``rules`` is every guard and every effect.

The only module that imports ``transitions``. No name from a story ever becomes a callback: ``transitions`` imports dotted names that it finds in
strings, so it is given our own callables and nothing else. One trigger a move keeps a guard from being asked about any other; automatic transitions
would make building the machine quadratic in the number of scenes.
"""

from collections.abc import Callable, Iterator
from typing import cast

from transitions import EventData, Machine

from game.engine import rules
from game.engine.state import Moment
from game.errors import MoveNotOffered
from game.story.model import BACK, Route, Scene, Story

Guard = Callable[[EventData], bool]


class Position:
    """What the machine moves: the moment, and what the last move led to. ``state`` is the machine's own."""

    state: str
    trigger: Callable[[str], bool]

    def __init__(self) -> None:
        self.moment: Moment | None = None
        self.outcome: rules.Outcome | None = None


class StoryMachine:
    """A ``transitions`` machine built from a story's graph."""

    def __init__(self, story: Story) -> None:
        """Build the machine. Its states are the story's scene keys, its triggers the story's moves."""
        self._story = story
        self._position = Position()
        self._machine = Machine(
            model=self._position,
            states=list(story.scenes),
            initial=story.start,
            auto_transitions=False,
            send_event=True,
        )
        origins = _origins(story)
        for scene in story.scenes.values():
            for move, target in _edges(scene, origins):
                self._machine.add_transition(
                    move,
                    scene.key,
                    target,
                    prepare=self._work_out(move),
                    conditions=self._leads_to(target or scene.key),
                    after=self._arrive,
                )

    def put(self, moment: Moment) -> None:
        """Stand in a moment: the beginning of a run."""
        self._position.moment = moment
        self._machine.set_state(moment.scene.key)

    def fire(self, move: str) -> rules.Outcome:
        """Make a move and return what it led to. Raises MoveNotOffered if no transition of that name is open here."""
        self._position.outcome = None
        if not self._knows(move) or not self._position.trigger(move):
            raise MoveNotOffered(f"`{move}` is not offered in `{self._position.state}`.")
        if self._position.outcome is None:
            raise MoveNotOffered(f"`{move}` led nowhere from `{self._position.state}`.")
        return self._position.outcome

    def _knows(self, move: str) -> bool:
        return move in self._machine.get_triggers(self._position.state)

    def _work_out(self, move: str) -> Callable[[EventData], None]:
        """Return a callback that asks the rules what a move leads to, once for all transitions of its trigger."""

        def prepare(event: EventData) -> None:
            position = cast(Position, event.model)
            if position.outcome is None and position.moment is not None:
                if move in rules.available(self._story, position.moment):
                    position.outcome = rules.apply(self._story, position.moment, move)

        return prepare

    def _leads_to(self, target: str) -> Guard:
        """Return a guard that is open if the move leads to ``target``."""

        def guard(event: EventData) -> bool:
            outcome = cast(Position, event.model).outcome
            return outcome is not None and outcome.after.scene.key == target

        return guard

    @staticmethod
    def _arrive(event: EventData) -> None:
        position = cast(Position, event.model)
        if position.outcome is not None:
            position.moment = position.outcome.after


def _edges(scene: Scene, origins: dict[str, frozenset[str]]) -> Iterator[tuple[str, str | None]]:
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


def _origins(story: Story) -> dict[str, frozenset[str]]:
    """Return, for each aside, the scenes that ``back`` can lead to from it: those it can be entered from, through other asides too."""
    into: dict[str, set[str]] = {key: set() for key in story.scenes}
    changed = True
    while changed:
        changed = False
        for scene in story.scenes.values():
            sources = into[scene.key] if scene.aside else {scene.key}
            for route in _all_routes(scene):
                target = story.scenes.get(route.target)
                if target is not None and target.aside and not sources <= into[target.key]:
                    into[target.key] |= sources
                    changed = True
    return {key: frozenset(sources) for key, sources in into.items()}


def _all_routes(scene: Scene) -> Iterator[Route]:
    yield from scene.routes
    for choice in scene.choices:
        yield from choice.routes
