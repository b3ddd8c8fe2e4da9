"""What can be asked of a run, and what is answered: causes among the player's own moves."""

from msgspec import Struct

from game.engine import rules
from game.engine.changes import Turn
from game.engine.events import VariableChanged
from game.engine.locks import lacking
from game.engine.playthrough import Playthrough
from game.engine.record import endings_reached
from game.engine.roster import Sighting, person_name, sighting
from game.engine.state import Moment
from game.engine.why.chain import Chain, Link, Missed
from game.engine.why.forks import Forks
from game.engine.why.grounds import Ground, grounds
from game.engine.why.otherwise import Otherwise
from game.engine.why.trace import Time, Trace
from game.story.expr import Condition
from game.story.model import Chapter, Choice, Story
from game.story.variables import Variable


class Cause(Struct, frozen=True):
    """A move of the player that something hangs on."""

    step: int
    """Its position among the steps of the run."""
    chapter: Chapter
    at: Sighting
    """Where and when it was made."""
    label: str
    """What was chosen or kept on tape, as it was shown."""
    is_clip: bool
    turns: tuple[Turn, ...]
    """What it changed that counted. What is hidden, or has no words, is left out."""
    counted: bool
    """Whether it changed something that counted, with words or without."""
    led: bool
    """Whether other choices there led elsewhere."""
    missed: frozenset[Missed]
    """What else could have been done there that would have changed what counted."""
    instead: tuple[str, ...] | None = None
    """The moves of a run that is this one but for this move, and was spared; ``None`` where none was found."""


class Answer(Struct, frozen=True):
    """Something that is so, and the moves that it hangs on, in the order of the run."""

    words: str
    """What is so; empty for what must not be told."""
    at: Sighting | None
    """Where and when it came about; ``None`` for what was not told when it did."""
    causes: tuple[Cause, ...]


class _Asked:
    """One run, read once for all that is asked of it."""

    def __init__(self, playthrough: Playthrough) -> None:
        self.playthrough = playthrough
        self.story = playthrough.story
        self.trace = Trace(playthrough)
        self.forks = Forks(self.story)

    def chain(self) -> Chain:
        return Chain(self.trace, self.forks)

    def grounds(self, condition: Condition | None, moment: Moment, until: Time) -> Chain:
        """Return what a condition came to what it came to for: the nearest moves, not how they came to be possible."""
        chain = Chain(self.trace, self.forks, to_the_root=False)
        if condition is not None:
            listed = rules.listed(self.story, moment)
            for ground in grounds(moment.state.vector, listed, condition):
                chain.ask_value(ground, until)
        return chain

    def causes(self, chain: Chain, otherwise: Otherwise | None = None) -> tuple[Cause, ...]:
        return tuple(self._cause(link, otherwise) for link in chain.links)

    def _cause(self, link: Link, otherwise: Otherwise | None) -> Cause:
        step = self.trace.steps[link.step]
        moment = step.before or step.after
        changed: dict[Variable, tuple[int, int]] = {}
        for write in link.writes:
            if write.effect.slot < len(self.story.variables):
                changed[self.story.variables[write.effect.slot]] = (write.before, write.after)
        turns = (Turn(variable, before, after) for variable, (before, after) in changed.items() if not variable.hidden)
        return Cause(
            step=link.step,
            chapter=self.story.chapter_of(moment.scene),
            at=sighting(self.story, moment),
            label=step.label,
            is_clip=not step.arrived,
            turns=tuple(turn for turn in turns if turn.words),
            counted=bool(link.writes),
            led=link.led,
            missed=frozenset(link.missed),
            instead=otherwise.instead(link.step) if otherwise is not None else None,
        )


def why_locked(playthrough: Playthrough, choice: Choice) -> tuple[Answer, ...]:
    """Return what a locked choice of the present scene asks for, and which moves it was lost by.

    Empty for a choice that is not locked. What is hidden is left out.
    """
    asked = _Asked(playthrough)
    moment = playthrough.moment
    lacks = lacking(playthrough.story, moment, choice.condition)
    is_told = None not in {lack.words for lack in lacks}
    answers = []
    for lack in lacks:
        if lack.is_hidden:
            continue
        chain = asked.grounds(lack.part, moment, asked.trace.now)
        answers.append(Answer(lack.words if is_told and lack.words else "", None, asked.causes(chain)))
    return tuple(answers)


def why_person(playthrough: Playthrough, person: str) -> Answer | None:
    """Return what has become of somebody, and the moves that led there.

    ``None`` for somebody of whom nothing has: by the presence stat, they are as at the beginning, or it is hidden.
    """
    if not has_become(playthrough, person):
        return None
    asked = _Asked(playthrough)
    story, trace = asked.story, asked.trace
    slot = _presence(story, person)
    code = trace.value(slot, trace.now)
    turned = [write for write in trace.writes(slot, trace.now) if write.before != write.after]
    chain = asked.chain()
    chain.ask_value(Ground(slot, 1 << code, holds=True), trace.now)
    at = turned[-1].when.step
    otherwise = Otherwise(trace, at, lambda moment: _is_spared(playthrough, moment, person))
    name = person_name(playthrough, person)
    words = f"{name}: {story.variables[slot].domain.word(code)}"
    return Answer(words, _told_at(asked, at, person, slot), asked.causes(chain, otherwise))


def has_become(playthrough: Playthrough, person: str) -> bool:
    """Return whether somebody is, by the presence stat, not as at the beginning, and that is not hidden."""
    story = playthrough.story
    if story.presence is None or f"{person}.{story.presence.id}" not in story.slots:
        return False
    slot = _presence(story, person)
    return not story.variables[slot].hidden and playthrough.moment.state.vector[slot] != story.start_vector[slot]


def why_ended(playthrough: Playthrough) -> tuple[Answer, ...]:
    """Return the ending of a run, then those of people that came with it, each with the moves that led there.

    Empty for a run that has not ended.
    """
    moment = playthrough.ending_moment
    if moment is None or moment.scene.ending is None:
        return ()
    asked = _Asked(playthrough)
    story = playthrough.story
    at = next(at for at, step in enumerate(asked.trace.steps) if step.after.scene.ending)
    chain = asked.chain()
    chain.ask_arrival(at)
    answers = [Answer(moment.scene.ending.title, sighting(story, moment), asked.causes(chain))]
    titled = [one for one in story.epilogues if one.ending in endings_reached(story, moment)]
    for epilogue in titled:
        title = epilogue.ending.title if epilogue.ending is not None else ""
        own = asked.grounds(epilogue.condition, moment, Time(at, 2))
        answers.append(Answer(title, None, asked.causes(own)))
    return tuple(answers)


def _told_at(asked: _Asked, at: int, person: str, slot: int) -> Sighting | None:
    """Return where somebody was when it happened: where they were left, or the scene that was come to."""
    step = asked.trace.steps[at]
    if not any(isinstance(event, VariableChanged) and event.variable.slot == slot for event in step.events):
        return None
    arrived = rules.company(asked.story, step.after)
    was_left = step.before is not None and person not in (*arrived.cast, *arrived.maybe)
    return sighting(asked.story, step.before if was_left and step.before is not None else step.after)


def _is_spared(playthrough: Playthrough, moment: Moment, person: str) -> bool:
    """Whether somebody is better off in a moment than at the end of a run: alive, or able, or as they were."""
    story, now = playthrough.story, playthrough.moment.state
    if not rules.is_alive(story, now, person):
        return rules.is_alive(story, moment.state, person)
    if not rules.is_able(story, now, person):
        return rules.is_able(story, moment.state, person)
    slot = _presence(story, person)
    return moment.state.vector[slot] != now.vector[slot]


def _presence(story: Story, person: str) -> int:
    return story.slots[f"{person}.{story.presence.id}"] if story.presence else -1
