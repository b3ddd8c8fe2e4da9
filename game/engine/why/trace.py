"""What each move of a run did to each slot of the state, in the order in which it was done."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from game.engine import rules
from game.engine.playthrough import Playthrough, Step
from game.engine.state import Moment
from game.story.model import BACK, Choice, Effect, Story


class Time(NamedTuple):
    """A time within a run. Times sort as they follow each other."""

    step: int
    """The position of a step of the run."""
    phase: int
    """0 is before the step's move, 1 after the effects of the move, 2 after those of the arrival."""


class Write(Struct, frozen=True):
    """An effect on one slot, as it was applied. It need not have changed anything."""

    when: Time
    effect: Effect
    before: int
    after: int

    @property
    def by_arrival(self) -> bool:
        """Whether the scene did it that was arrived at, and not what was chosen."""
        return self.when.phase == 2  # noqa: PLR2004 - see Time


class Trace:
    """A run, step by step and slot by slot."""

    def __init__(self, playthrough: Playthrough) -> None:
        """Read a run as far as it has come."""
        self.story: Story = playthrough.story
        self.steps: tuple[Step, ...] = playthrough.steps
        self.judged: list[Moment] = []
        """For each step, the moment in which its reply and its routes were judged."""
        self.arrivals: list[int] = []
        """For each step, the last step up to it that arrived somewhere."""
        self._writes: dict[int, list[Write]] = {}
        for at, step in enumerate(self.steps):
            self.arrivals.append(at if step.arrived else self.arrivals[-1])
            self._read(at, step)

    @property
    def now(self) -> Time:
        """The end of the run."""
        return Time(len(self.steps) - 1, 2)

    def choice(self, at: int) -> Choice | None:
        """Return what was chosen at a step; ``None`` for going on, for a clip, and for the beginning."""
        step = self.steps[at]
        scene = step.before.scene if step.before is not None else None
        return next((choice for choice in scene.choices if choice.key == step.move), None) if scene else None

    def writes(self, slot: int, until: Time) -> list[Write]:
        """Return what was done to a slot up to a time, the first first."""
        return [write for write in self._writes.get(slot, ()) if write.when <= until]

    def value(self, slot: int, until: Time) -> int:
        """Return the code that a slot had at a time."""
        writes = self.writes(slot, until)
        return writes[-1].after if writes else self.story.start_vector[slot]

    def otherwise(self, slot: int, until: Time, at: int, effects: Iterable[Effect]) -> int:
        """Return the code it would have had, had the move of step ``at`` had these effects and all others their own."""
        when = Time(at, 1)
        kept = [(write.when, write.effect) for write in self.writes(slot, until) if write.when != when]
        replaced = [(when, effect) for effect in effects if effect.slot == slot]
        vector = self.story.start_vector
        for _, effect in sorted([*kept, *replaced], key=lambda one: one[0]):
            vector = rules.applied(vector, (effect,))
        return vector[slot]

    def _read(self, at: int, step: Step) -> None:
        story = self.story
        if step.before is None or step.move is None:
            start = Moment(step.after.scene, step.after.state._replace(vector=story.start_vector))
            self.judged.append(start)
            self._apply(Time(at, 2), start.state.vector, step.after.scene.enter)
            return
        if step.arrived:
            choice = self.choice(at)
            judged = rules.apply(story, step.before, step.move).judged
            own = tuple(marks_and_effects(story, step.before, choice))
            target = rules.route_from(story, judged, choice).target
            entered = () if target == BACK else step.after.scene.enter
        else:
            judged, own, entered = step.after, tuple(clip_effects(story, step.after)), ()
        self.judged.append(judged)
        self._apply(Time(at, 1), step.before.state.vector, own)
        self._apply(Time(at, 2), judged.state.vector, entered)

    def _apply(self, when: Time, vector: bytes, effects: Iterable[Effect]) -> None:
        for effect in effects:
            after = rules.applied(vector, (effect,))[effect.slot]
            self._writes.setdefault(effect.slot, []).append(Write(when, effect, vector[effect.slot], after))


def marks_and_effects(story: Story, moment: Moment, choice: Choice | None) -> Iterator[Effect]:
    """Yield all that leaving a scene does to the state, a choice's own effects and the marks that it was made."""
    if choice is not None:
        yield from choice.effects
        if choice.key in story.taken_slots:
            yield _mark(story.taken_slots[choice.key])
    if moment.scene.key in story.seen_slots:
        yield _mark(story.seen_slots[moment.scene.key])


def clip_effects(story: Story, moment: Moment) -> Iterator[Effect]:
    """Yield what keeping a scene's clip does to the state."""
    clip = moment.scene.clip
    if clip is None:
        return
    yield _mark(clip.slot)
    if story.paying is not None:
        yield Effect(story.paying.slot, sets=False, amount=-clip.units, maximum=story.paying.domain.maximum)


def _mark(slot: int) -> Effect:
    return Effect(slot, sets=True, amount=1, maximum=1)
