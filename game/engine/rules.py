"""The semantics: pure functions from a moment to what is there, what is offered, what is read and what comes next.

The terminal, the plain reader, the state machine, the checker, the prover and the exporter all call these. There is no
second interpreter. Numbers in brackets are those of docs/format.md, "What happens".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from game.engine.prose import paragraphs, single_line, words_of
from game.engine.state import Moment, State
from game.errors import MoveNotOffered
from game.story.expr import Condition
from game.story.model import BACK, Choice, Clip, Effect, Route, Scene, Story
from game.story.text import Text

YOU = "you"


class Offer(NamedTuple):
    """Something a scene shows that could be done: a choice, going on, or its clip."""

    move: str
    choice: Choice | None
    clip: Clip | None
    available: bool
    """False for a locked choice, which is shown and cannot be taken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move led to: the moment in which the reply and the routes were judged, and the moment after."""

    judged: Moment
    reply: Text | None
    after: Moment
    arrived: bool
    """False for a clip: the scene stays, and nothing new is read."""


def begin(story: Story) -> Moment:
    """Return the first moment of every playthrough (2)."""
    return arrive(story, State(story.start_vector, None), story.start)


def arrive(story: Story, state: State, target: str) -> Moment:
    """Return the moment of arriving at a scene, or at ``back`` (3).

    Raises ValueError for ``back`` when nothing leads there, which the loader rules out.
    """
    if target == BACK:
        if state.back is None:
            raise ValueError("there is no scene to go back to")
        scene = story.scenes[state.back]
        vector = state.vector
    else:
        scene = story.scenes[target]
        vector = applied(state.vector, scene.enter)
    return Moment(scene, State(vector, state.back if scene.aside else None))


def applied(vector: bytes, effects: Iterable[Effect]) -> bytes:
    """Return the vector after effects. Integers stop at their bounds; a key stands once, so order cannot matter."""
    changed = bytearray(vector)
    for effect in effects:
        if effect.sets:
            changed[effect.slot] = effect.amount
        else:
            changed[effect.slot] = min(effect.maximum, max(0, changed[effect.slot] + effect.amount))
    return bytes(changed)


def company(story: Story, moment: Moment) -> Scene:
    """Return the scene whose place and lists hold: this one, or for a bare aside the one it was entered from."""
    if moment.scene.keeps_company and moment.state.back is not None:
        return story.scenes[moment.state.back]
    return moment.scene


def listed(story: Story, moment: Moment) -> int:
    """Return the bit set of people whom the scene's lists name, ``you`` among them.

    Bit n is the nth of ``story.people``.
    """
    return story.listed_bits[company(story, moment).key]


def holds(story: Story, moment: Moment, condition: Condition | None) -> bool:
    """Return whether a condition holds in a moment. No condition always does."""
    return condition is None or condition.test(moment.state.vector, listed(story, moment))


def is_able(story: Story, state: State, person: str) -> bool:
    """Return whether someone can be there and speak. Who lacks the presence stat always can, and so can you."""
    return person == YOU or _presence(story, state, person, able=True)


def is_alive(story: Story, state: State, person: str) -> bool:
    """Return whether someone is alive by the presence stat."""
    return _presence(story, state, person, able=False)


def _presence(story: Story, state: State, person: str, *, able: bool) -> bool:
    stat = story.presence
    if stat is None or stat.able is None or stat.alive is None:
        return True
    slot = story.slots.get(f"{person}.{stat.id}")
    return slot is None or state.vector[slot] in (stat.able if able else stat.alive)


def present(story: Story, moment: Moment) -> tuple[str, ...]:
    """Return who is there, in cast order, ``you`` first (4)."""
    names = listed(story, moment)
    return tuple(
        person for bit, person in enumerate(story.people) if names >> bit & 1 and is_able(story, moment.state, person)
    )


def absent_cast(story: Story, moment: Moment) -> tuple[str, ...]:
    """Return those in ``with`` who are not able to be there: a fault of the story (4).

    A bare aside asks for nobody of its own, so nobody can be missing from it.
    """
    return tuple(person for person in moment.scene.cast if not is_able(story, moment.state, person))


def offers(story: Story, moment: Moment) -> tuple[Offer, ...]:
    """Return all that is shown to be done, in file order, the clip last: available things and locked ones (6)."""
    scene, state = moment
    found: list[Offer] = []
    for choice in scene.choices:
        if choice.once and state.vector[story.taken_slots[choice.key]]:
            continue
        open_now = holds(story, moment, choice.condition)
        if open_now or choice.shown_locked:
            found.append(Offer(choice.key, choice, None, available=open_now))
    if not scene.choices and scene.routes:
        found.append(Offer(scene.continue_move, None, None, available=True))
    if scene.clip is not None and _clip_offered(story, state, scene.clip):
        found.append(Offer(scene.clip_move, None, scene.clip, available=True))
    return tuple(found)


def _clip_offered(story: Story, state: State, clip: Clip) -> bool:
    paid = story.paying is None or state.vector[story.paying.slot] >= clip.units
    return paid and not state.vector[clip.slot]


def moves_of(scene: Scene) -> tuple[str, ...]:
    """Return every move that a scene can ever offer, in file order, the clip last."""
    choices = [choice.key for choice in scene.choices]
    going_on = [scene.continue_move] if not scene.choices and scene.routes else []
    clip = [scene.clip_move] if scene.clip is not None else []
    return (*choices, *going_on, *clip)


def available(story: Story, moment: Moment) -> tuple[str, ...]:
    """Return the moves that can be made, in file order, the clip last (6)."""
    return tuple(offer.move for offer in offers(story, moment) if offer.available)


def is_stuck(story: Story, moment: Moment) -> bool:
    """Return whether a moment offers nothing, or only a clip, though it is no ending or coda (6)."""
    return not moment.scene.is_end and not any(
        offer.available and offer.clip is None for offer in offers(story, moment)
    )


def apply(story: Story, moment: Moment, move: str) -> Outcome:
    """Make a move and return what it led to (7 to 9, 11).

    Raises MoveNotOffered for a move that is not available here.
    """
    offer = next((offer for offer in offers(story, moment) if offer.move == move and offer.available), None)
    if offer is None:
        raise MoveNotOffered(f"`{move}` is not offered in `{moment.scene.key}`.")
    if offer.clip is not None:
        return _keep_clip(story, moment, offer.clip)
    judged = _leave(story, moment, offer.choice)
    state = judged.state
    target = route_from(story, judged, offer.choice).target
    if target != BACK and story.scenes[target].aside and not moment.scene.aside:
        state = state._replace(back=moment.scene.key)
    reply = offer.choice.reply if offer.choice else None
    return Outcome(judged, reply, arrive(story, state, target), arrived=True)


def route_from(story: Story, judged: Moment, choice: Choice | None) -> Route:
    """Return the route that is taken from the moment in which routes are judged: the first that holds (7, 8).

    ``choice`` is what was chosen, ``None`` for going on.
    """
    routes = judged.scene.routes if choice is None else choice.routes
    return next(route for route in routes if holds(story, judged, route.condition))


def _leave(story: Story, moment: Moment, choice: Choice | None) -> Moment:
    """Mark the scene seen and the choice taken, apply its effects, and return the moment that routes are judged in."""
    scene, state = moment
    vector = bytearray(applied(state.vector, choice.effects if choice else ()))
    seen = story.seen_slots.get(scene.key)
    if seen is not None:
        vector[seen] = 1
    taken = story.taken_slots.get(choice.key) if choice else None
    if taken is not None:
        vector[taken] = 1
    return Moment(scene, state._replace(vector=bytes(vector)))


def _keep_clip(story: Story, moment: Moment, clip: Clip) -> Outcome:
    vector = bytearray(moment.state.vector)
    vector[clip.slot] = 1
    if story.paying is not None:
        vector[story.paying.slot] -= clip.units
    after = Moment(moment.scene, moment.state._replace(vector=bytes(vector)))
    return Outcome(after, clip.reply, after, arrived=False)


def render(story: Story, moment: Moment, text: Text | None, name: str) -> tuple[str, ...]:
    r"""Return a text's paragraphs as they read in a moment, ``name`` being the player's (5).

    Never raises on a loaded story. A ``\n`` inside a paragraph is a line break; ``*`` marks emphasis, which
    ``game.engine.prose.emphasis`` finds.
    """
    if text is None:
        return ()
    return paragraphs(words_of(text, moment.state.vector, listed(story, moment), name))


def render_line(story: Story, moment: Moment, text: Text, name: str) -> str:
    """Return a text that is a single line: a label, a lock's sentence, a summary."""
    return single_line(words_of(text, moment.state.vector, listed(story, moment), name))


def read_scene(story: Story, moment: Moment, name: str) -> tuple[str, ...]:
    """Return the paragraphs of a scene, rendered on arrival (5)."""
    return render(story, moment, moment.scene.text, name)
