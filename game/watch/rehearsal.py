"""A playthrough in which variables can be set by hand, so that an author can see what a text says then.

Nothing of it is ever kept: a run that is kept holds moves alone, and this is why.
"""

from collections.abc import Iterable
from typing import NamedTuple

from game.engine.offers import Outcome
from game.engine.playthrough import Playthrough, Step, Stopped, present_move, stopped_at
from game.engine.rules import apply
from game.engine.state import Moment
from game.engine.telling import tell
from game.story.model import Story
from game.story.variables import DomainKind, Variable
from game.watch.familiar import Familiar

_MARK = " := "
"""Stands in what was done for a variable that was set by hand; no move has spaces."""


class Setting(NamedTuple):
    """A variable, and the code it is to have."""

    variable: Variable
    code: int

    @property
    def written(self) -> str:
        """As it stands among the moves."""
        return f"{self.variable.name}{_MARK}{self.variable.domain.value(self.code)}"


def read_setting(story: Story, words: str) -> Setting | None:
    """Read ``name = value``. ``None`` if there is no such variable, or if it never has this value."""
    name, _, value = (part.strip() for part in words.replace(":=", "=").partition("="))
    if name not in story.slots:
        return None
    variable = story.variable(name)
    domain = variable.domain
    values = {_written(domain.value(code)): code for code in range(domain.size)}
    code = values.get(value.lower() if domain.kind is DomainKind.BOOLEAN else value)
    return None if code is None else Setting(variable, code)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class Rehearsal(Playthrough):
    """Moves, and between them variables that were set: both are done again when the story has changed."""

    def put(self, setting: Setting) -> None:
        """Set a variable where the run stands, and read the scene again: its text may be another now."""
        before = self.moment
        vector = bytearray(before.state.vector)
        vector[setting.variable.slot] = setting.code
        after = Moment(before.scene, before.state._replace(vector=bytes(vector)))
        outcome = Outcome(after.scene, after.state, None, after, arrived=True)
        events = tell(self.story, self.player, before, after, outcome)
        self._add(Step(setting.written, "", before, after, arrived=True, events=events))

    def restore(self, moves: Iterable[str], known: "Rehearsal | None" = None) -> Stopped | None:
        """Do everything again; see ``Playthrough.restore``.

        Of what is ``known`` of the same moves, each step is taken over that nothing has changed of.
        """
        self._begin()
        kept = Familiar(self.story, known.story, known.steps) if known is not None else None
        for index, written in enumerate(moves):
            step = kept.step(index + 1, present_move(self.story, written), self.moment) if kept is not None else None
            if step is not None:
                self._add(step)
                continue
            stopped = self._do(index, written)
            if stopped is not None:
                return stopped
        return None

    def _do(self, index: int, written: str) -> Stopped | None:
        """Do one thing again, by the rules alone: the machine is built for whoever plays on."""
        if _MARK in written:
            setting = read_setting(self.story, written)
            if setting is None:
                return Stopped(index, written, "unknown", f"This story has no `{written}` any more.")
            self.put(setting)
            return None
        before, move = self.moment, present_move(self.story, written)
        offer = next((offer for offer in self.offers() if offer.move == move and offer.available), None)
        if offer is None:
            return stopped_at(self.story, before, index, written, move)
        outcome = apply(self.story, before, move)
        events = tell(self.story, self.player, before, outcome.after, outcome)
        self._add(Step(move, self.label(offer), before, outcome.after, outcome.arrived, events))
        return None
