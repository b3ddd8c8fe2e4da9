"""The moves that led to something, found by reading a run backwards from it.

Two questions lead to each other. *Why had this slot that value?* Because of the moves that gave it that value, or of
those that could have given it another. *Why did the run come to this scene?* Because of the last scene on the way from
which the story could have gone past it: of what was chosen there, and of the conditions of the routes that were and
were not taken.
"""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct, field

from game.engine import rules
from game.engine.state import Moment
from game.engine.why.forks import Forks
from game.engine.why.grounds import Ground, grounds
from game.engine.why.trace import Time, Trace, Write, clip_effects, marks_and_effects
from game.story.expr import Condition
from game.story.model import Effect
from game.story.variables import DomainKind


class Missed(Enum):
    """Something that could have been done and was not."""

    CHOICE = "choice"
    CLIP = "clip"


class Link(Struct):
    """A move of the player that something hangs on."""

    step: int
    writes: list[Write] = field(default_factory=list)
    """What it did that was read on the way."""
    led: bool = False
    """Whether another choice of its scene could have gone past what the run came to."""
    missed: set[Missed] = field(default_factory=set)
    """What else could have been done in its scene that would have changed what was read on the way."""


class Chain:
    """Collects the links of one or several questions about a run."""

    def __init__(self, trace: Trace, forks: Forks, *, to_the_root: bool = True) -> None:
        """Read a run. ``to_the_root`` asks of each link how it came to be possible; without, the nearest will do."""
        self._trace = trace
        self._forks = forks
        self._to_the_root = to_the_root
        self._links: dict[int, Link] = {}
        self._asked: set[tuple[Ground, Time] | int] = set()
        self._waiting: list[tuple[Ground, Time] | int] = []

    @property
    def links(self) -> list[Link]:
        """What was found, in the order of the run."""
        return [link for _, link in sorted(self._links.items())]

    def ask_value(self, ground: Ground, until: Time) -> None:
        """Ask why a slot was, or was not, among some values at a time."""
        self._waiting.append((ground, until))
        self._work()

    def ask_arrival(self, step: int) -> None:
        """Ask why the run came to the scene that a step arrived at."""
        self._waiting.append(step)
        self._work()

    def _work(self) -> None:
        while self._waiting:
            question = self._waiting.pop()
            if question in self._asked:
                continue
            self._asked.add(question)
            if isinstance(question, int):
                self._of_arrival(question)
            else:
                self._of_value(*question)

    # Values.

    def _of_value(self, ground: Ground, until: Time) -> None:
        writes = list(self._turning(ground, until))
        for write in writes:
            step = write.when.step
            if write.by_arrival:
                self._waiting.append(step)
            elif self._trace.steps[step].label:
                self._link(step).writes.append(write)
                self._of_possibility(step)
            else:
                self._waiting.append(self._trace.arrivals[step - 1])
        if not writes:
            self._of_omission(ground, until)

    def _turning(self, ground: Ground, until: Time) -> Iterator[Write]:
        """Yield what made a slot be as it was: on a scale all that moved it there, or else what settled it last."""
        writes, domain = self._trace.writes(ground.slot, until), self._variable_kind(ground.slot)
        if domain is not DomainKind.RANGE:
            settled = [write for write in writes if ground.fits(write.before) != ground.fits(write.after)]
            yield from settled[-1:]
            return
        last_set = max((at for at, write in enumerate(writes) if write.effect.sets), default=0)
        for write in writes[last_set:]:
            if self._room(ground, write.after) > self._room(ground, write.before):
                yield write

    def _room(self, ground: Ground, code: int) -> int:
        """Return how far a value is from one for which the ground would be otherwise; negative if it is one."""
        size = self._trace.story.variables[ground.slot].domain.size
        fits = ground.fits(code)
        others = [abs(other - code) for other in range(size) if ground.fits(other) != fits]
        distance = min(others, default=0)
        return distance if fits else -distance

    def _of_omission(self, ground: Ground, until: Time) -> None:
        """Find the moves in whose place another would have made a fact, a clip or a mark be otherwise."""
        variables, presence = self._trace.story.variables, self._trace.story.presence
        if ground.slot < len(variables) and presence and variables[ground.slot].stat == presence.id:
            # That somebody could have been lost and was not is no reason for anything else.
            return
        for at in range(1, until.step + (until.phase > 0)):
            for missed, effects in self._alternatives(at):
                if not ground.fits(self._trace.otherwise(ground.slot, until, at, effects)):
                    link = self._link(at)
                    link.missed.add(missed)
                    link.writes += [
                        write
                        for write in self._trace.writes(ground.slot, until)
                        if write.when == Time(at, 1) and write.before != write.after and write not in link.writes
                    ]

    def _alternatives(self, at: int) -> Iterator[tuple[Missed, tuple[Effect, ...]]]:
        """Yield the effects of each thing that could have been done in place of a step, or with it: its clip."""
        step, story = self._trace.steps[at], self._trace.story
        if step.before is None or not step.label:
            return
        for offer in rules.offers(story, step.before):
            if not offer.available or offer.move == step.move:
                continue
            if offer.clip is not None:
                own = tuple(marks_and_effects(story, step.before, self._trace.choice(at)))
                yield Missed.CLIP, (*clip_effects(story, step.before), *own)
            elif step.arrived:
                yield Missed.CHOICE, tuple(marks_and_effects(story, step.before, offer.choice))

    def _variable_kind(self, slot: int) -> DomainKind:
        variables = self._trace.story.variables
        return variables[slot].domain.kind if slot < len(variables) else DomainKind.BOOLEAN

    # Arrivals.

    def _of_arrival(self, arrived: int) -> None:
        steps = self._trace.steps
        passing = self._forks.passing([step.after.scene.key for step in steps[: arrived + 1] if step.arrived])
        at = arrived
        while True:
            before = steps[at].before
            if before is None:
                return
            if before.scene.key in passing:
                break
            at = self._trace.arrivals[at - 1]
        self._of_fork(at, passing)

    def _of_fork(self, at: int, passing: frozenset[str]) -> None:
        """Find what decided, at a scene from which the story could go past what it came to, that it did not."""
        trace, before, taken = self._trace, self._trace.steps[at].before, self._trace.choice(at)
        if before is None:
            return
        offers = [offer for offer in rules.offers(trace.story, before) if offer.available and offer.choice is not taken]
        is_fork = any(offer.choice and self._leads_to(before, offer.move, passing) for offer in offers)
        if is_fork:
            self._link(at).led = True
        for choice in before.scene.choices:
            is_past = any(route.target in passing for route in choice.routes)
            if choice is not taken and is_past and not rules.holds(trace.story, before, choice.condition):
                self._ask_grounds(choice.condition, before, Time(at, 0))
        judged = trace.judged[at]
        routes = before.scene.routes if taken is None else taken.routes
        route = rules.route_from(trace.story, judged, taken)
        position = routes.index(route)
        for number, one in enumerate(routes[: position + 1]):
            later = routes[position + 1 :] if number == position else (one,)
            if any(other.target in passing for other in later):
                self._ask_grounds(one.condition, judged, Time(at, 1))
        if is_fork:
            self._of_possibility(at)
        elif self._to_the_root:
            self._waiting.append(trace.arrivals[at - 1])

    def _leads_to(self, before: Moment, move: str, scenes: frozenset[str]) -> bool:
        """Whether a move leads to one of some scenes. An aside is not where a move leads: it comes back."""
        scene = rules.apply(self._trace.story, before, move).after.scene
        return scene.key in scenes and (before.scene.aside or not scene.aside)

    def _of_possibility(self, at: int) -> None:
        """Ask why a choice could be made: why it was offered, and why the run was where it is made."""
        before, choice = self._trace.steps[at].before, self._trace.choice(at)
        if not self._to_the_root or before is None:
            return
        if choice is not None:
            self._ask_grounds(choice.condition, before, Time(at, 0))
        self._waiting.append(self._trace.arrivals[at - 1])

    def _ask_grounds(self, condition: Condition | None, moment: Moment, until: Time) -> None:
        if condition is not None:
            listed = rules.listed(self._trace.story, moment)
            self._waiting += [(ground, until) for ground in grounds(moment.state.vector, listed, condition)]

    def _link(self, step: int) -> Link:
        return self._links.setdefault(step, Link(step))
