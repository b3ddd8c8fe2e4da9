"""The story graph as a state machine: scenes are states, moves are triggers, ``rules`` is every guard and effect.

The only module that imports ``transitions``. No name from a story ever becomes a callback: ``transitions`` imports
dotted names that it finds in strings, so it is given none. One trigger a move keeps a guard from being asked about any
other; automatic transitions would make building the machine quadratic in the number of scenes.

What it costs: a tenth of a move. It is there so that what is open can be asked, and what was come to be drawn, by
whoever knows ``transitions``. The library's own triggers and transitions look for callbacks of a dozen kinds and write
a dozen lines of a log that nobody reads, and cost more than all the rest of a move (bench/engines.py); ours, put in
where the library takes others (``event_cls``, ``transition_cls``), have a guard and an effect, which are one call of
``rules.apply``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from transitions import Event, Machine, Transition

from game.engine import rules
from game.engine.offers import Outcome
from game.engine.state import Moment
from game.errors import MoveNotOffered
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

    It belongs to the story and to no run: it remembers nothing from one move to the next. A scene is built into it when
    somebody first stands there, so that a long story is no slower to begin than a short one.
    """

    def __init__(self, story: Story) -> None:
        self._position = Position(story)
        self._machine = SceneMachine(
            model=self._position,
            states=[story.start],
            initial=story.start,
            auto_transitions=False,
            # A trigger of another scene is refused like any other move that is not offered, by returning False.
            ignore_invalid_triggers=True,
        )
        self._origins: dict[str, set[str | None]] = {}
        """For each scene that was stood in, the scenes that ``back`` has led to from there so far."""

    @property
    def scene(self) -> str:
        """The key of the scene that the machine stands in: where the last move led."""
        return self._position.state

    def fire(self, moment: Moment, move: str) -> Outcome:
        """Make a move and return what it led to. Raises MoveNotOffered if no transition of that name is open here."""
        position, origins = self._position, self._origins.get(moment.scene.key)
        if origins is None or moment.state.back not in origins:
            self._build(moment.scene, moment.state.back)
        position.moment, position.outcome, position.state = moment, None, moment.scene.key
        trigger = self._machine.events.get(move)
        if trigger is None or not trigger.trigger(position) or position.outcome is None:
            raise MoveNotOffered(f"`{move}` is not offered in `{moment.scene.key}`.")
        return position.outcome

    def _build(self, scene: Scene, back: str | None) -> None:
        """Add the ways out of a scene that are not there yet, with those that ``back`` leads."""
        machine = self._machine
        is_new = scene.key not in self._origins
        self._origins.setdefault(scene.key, set()).add(back)
        for move, target in _edges(scene, back):
            if not is_new and target != back:
                continue
            machine.add_states([one for one in (scene.key, target) if one is not None and one not in machine.states])
            machine.add_transition(move, scene.key, target)


@lru_cache(maxsize=4)
def machine_of(story: Story) -> StoryMachine:
    """Return the machine of a story, which all its runs share."""
    return StoryMachine(story)


def _edges(scene: Scene, back: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield (move, target) for every way out of a scene, ``back`` being where that leads if it leads anywhere.

    A clip's target is ``None``, an internal transition.
    """
    ways: list[tuple[str, tuple[Route, ...]]] = [(choice.key, choice.routes) for choice in scene.choices]
    if not scene.choices and scene.routes:
        ways.append((scene.continue_move, scene.routes))
    for move, routes in ways:
        targets = dict.fromkeys(back if route.target == BACK else route.target for route in routes)
        yield from ((move, target) for target in targets if target is not None)
    if scene.clip is not None:
        yield scene.clip_move, None
