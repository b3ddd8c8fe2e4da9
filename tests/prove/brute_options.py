"""What can come after each option of a small story's dilemmas, moment by moment. No code is the prover's."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from prove.brute_force import Referee, Stand, read_arms

from game.engine import rules
from game.engine.state import Moment
from game.story.model import Choice, Epilogue, RecordLine, Scene


@dataclass(frozen=True)
class After:
    """What can come after an option, by kind; and in how many moves something asks for the fact."""

    can: dict[str, set[str]]
    first: int | None


class Looker:
    """Looks at what a referee has found from the options of its dilemmas."""

    def __init__(self, referee: Referee) -> None:
        self.referee = referee
        self.story = referee.story

    def options(self, scene: Scene) -> list[tuple[Choice, int]]:
        """Return the options of a scene's dilemma that are ever taken, each with the code it sets."""
        slot = self.story.slots[scene.dilemma or ""]
        found = []
        for choice in scene.choices:
            codes = [effect.amount for effect in choice.effects if effect.slot == slot]
            if codes and self._targets(choice):
                found.append((choice, codes[0]))
        return found

    def after(self, scene: Scene, choice: Choice, code: int, others: list[int]) -> After:
        """Return what can come after an option."""
        depth = dict.fromkeys(self._targets(choice), 1)
        waiting = deque(depth)
        can: dict[str, set[str]] = {kind: set() for kind in ("endings", "survives", "lost", "lines", "scenes")}
        nearest: list[int] = []
        slot = self.story.slots[scene.dilemma or ""]
        while waiting:
            stand = waiting.popleft()
            for kind, at in self._met(stand):
                can[kind].add(at)
            if stand.moment.state.vector[slot] == code:
                nearest += [depth[stand] + more for more in self._asked(stand, slot, others)]
            for _, to in self.referee.after[stand]:
                if to not in depth:
                    depth[to] = depth[stand] + 1
                    waiting.append(to)
        return After(can, min(nearest, default=None))

    def _targets(self, choice: Choice) -> list[Stand]:
        return list(
            dict.fromkeys(to for moves in self.referee.after.values() for move, to in moves if move == choice.key)
        )

    def _met(self, stand: Stand) -> Iterator[tuple[str, str]]:
        for kind, at, _ in self.referee.met[stand]:
            if kind in {"scenes", "endings"}:
                yield kind, at
        moment = stand.moment
        if moment.scene.ending is not None and moment.scene.ending.kind == "record":
            for person in self.story.people:
                if f"{person}.state" in self.story.slots and person != "you":
                    yield ("survives" if rules.is_alive(self.story, moment.state, person) else "lost"), person
            lines: tuple[RecordLine | Epilogue, ...] = (*self.story.lines, *self.story.epilogues)
            for line in lines:
                if rules.holds(self.story, moment, line.condition):
                    yield "lines", line.id

    def _asked(self, stand: Stand, slot: int, others: list[int]) -> Iterator[int]:
        """Yield how many moves more it is to what would be otherwise with another code in a slot."""
        moment = stand.moment
        for code in others:
            if self._had(stand, slot, code):
                changed = bytearray(moment.state.vector)
                changed[slot] = code
                other = Moment(moment.scene, moment.state._replace(vector=bytes(changed)))
                if self._here(moment, clipped=stand.clipped) != self._here(other, clipped=stand.clipped):
                    yield 0
                if self._later(moment, stand.clipped) != self._later(other, stand.clipped):
                    yield 1

    def _had(self, stand: Stand, slot: int, code: int) -> bool:
        return any(
            other.moment.scene is stand.moment.scene
            and other.moment.state.back == stand.moment.state.back
            and other.clipped == stand.clipped
            and other.moment.state.vector[slot] == code
            for other in self.referee.depth
        )

    def _here(self, moment: Moment, *, clipped: bool) -> set[str]:
        """Return what is read on arrival, and which choices are offered."""
        read = set() if clipped else {str(number) for number in read_arms(self.story, moment, moment.scene.text)}
        if moment.scene.ending is not None and moment.scene.ending.kind == "record" and not clipped:
            for epilogue in self.story.epilogues:
                if rules.holds(self.story, moment, epilogue.condition):
                    read |= {epilogue.id} | {
                        f"{epilogue.id}{number}" for number in read_arms(self.story, moment, epilogue.text)
                    }
        return read | {choice.key for choice in moment.scene.choices if choice.key in self._open(moment)}

    def _open(self, moment: Moment) -> tuple[str, ...]:
        return rules.available(self.story, moment)

    def _later(self, moment: Moment, clipped: bool) -> set[str]:  # noqa: FBT001 - of this file's own
        """Return the branches of replies that would be read, and the routes that would be gone."""
        found: set[str] = set()
        for move in self._open(moment):
            if clipped and move.endswith(".clip"):
                continue
            outcome = rules.apply(self.story, moment, move)
            if outcome.reply is not None:
                found |= {f"{move}#{number}" for number in read_arms(self.story, outcome.judged, outcome.reply)}
            choice = next((choice for choice in moment.scene.choices if choice.key == move), None)
            routes = choice.routes if choice else moment.scene.routes
            if not move.endswith(".clip") and len(routes) > 1:
                taken = next(one for one in routes if rules.holds(self.story, outcome.judged, one.condition))
                found.add(f"{move}>{taken.number}")
        return found
