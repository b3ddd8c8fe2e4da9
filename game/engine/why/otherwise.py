"""The same run but for one choice: whether it could have come to something else.

Wherever the other way comes to a scene of the run, in the run's order, what was chosen there is chosen again, if it is
offered. Where it comes to a scene that the run never saw or had left behind, or where that choice is not offered, all
that is offered is tried.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from game.engine import rules
from game.engine.paths import tape_of
from game.engine.state import Moment
from game.engine.why.trace import Trace

MOST_TRIED = 300
"""How many moments in which all is tried a search goes through before it gives up."""

Judge = Callable[[Moment], bool]


class _Way(Struct, frozen=True):
    moment: Moment
    cursor: int
    """How many steps of the run are behind it."""
    moves: tuple[str, ...]


class Otherwise:
    """Looks for ways past something that happened at a step of a run."""

    def __init__(self, trace: Trace, happened: int, is_spared: Judge) -> None:
        """Prepare to look. ``is_spared`` judges where a way has come to, once it is past what happened."""
        self._trace = trace
        self._is_spared = is_spared
        steps = trace.steps
        self._own: dict[str, list[int]] = {}
        """The steps that leave each scene."""
        for at, step in enumerate(steps):
            if step.before is not None and step.arrived:
                self._own.setdefault(step.before.scene.key, []).append(at)
        story = trace.story
        earlier = {step.after.scene.key for step in steps[:happened]}
        self._later = {step.after.scene.key for step in steps[happened:]} - earlier
        played = {step.after.scene.chapter for step in steps[: happened + 1]}
        self._tapes = {chapter for one in played for chapter in tape_of(story, one)}

    def instead(self, at: int) -> tuple[str, ...] | None:
        """Return the moves of a run that is this one up to a step, chooses otherwise there, and is spared.

        ``None`` if none was found. Of several the first is returned, in file order of the choices at the step.
        """
        before = self._trace.steps[at].before
        if before is None:
            return None
        begun = tuple(step.move for step in self._trace.steps[1:at] if step.move is not None)
        for way in self._first(at, before):
            found = self._search(way)
            if found is not None:
                return (*begun, *found)
        return None

    def _first(self, at: int, before: Moment) -> Iterator[_Way]:
        step, story = self._trace.steps[at], self._trace.story
        if not step.arrived:
            yield _Way(before, at, ())
            return
        for offer in rules.offers(story, before):
            if offer.available and offer.move != step.move:
                after = rules.apply(story, before, offer.move).after
                yield _Way(after, at if offer.choice else at - 1, (offer.move,))

    def _search(self, first: _Way) -> tuple[str, ...] | None:
        story, waiting = self._trace.story, [first]
        tried: set[tuple[Moment, int]] = set()
        while waiting and len(tried) <= MOST_TRIED:
            way = waiting.pop()
            moment = way.moment
            if self._is_past(moment):
                if self._is_spared(moment):
                    return way.moves
                continue
            if moment.scene.is_end or (moment, way.cursor) in tried:
                continue
            offered = [offer.move for offer in rules.offers(story, moment) if offer.available and not offer.clip]
            own = next((at for at in self._own.get(moment.scene.key, ()) if at > way.cursor), None)
            cursor = way.cursor if own is None else own
            if own is not None and self._trace.steps[own].move in offered:
                offered = [str(self._trace.steps[own].move)]
            else:
                tried.add((moment, way.cursor))
            waiting += [
                _Way(rules.apply(story, moment, move).after, cursor, (*way.moves, move)) for move in reversed(offered)
            ]
        return None

    def _is_past(self, moment: Moment) -> bool:
        """Whether a way has come to where it can be judged: a later scene of the run, a later tape, the end."""
        if moment.scene.ending is not None:
            return moment.scene.ending.kind == "record"
        return moment.scene.key in self._later or moment.scene.chapter not in self._tapes
