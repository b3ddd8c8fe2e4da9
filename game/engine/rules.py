"""The semantics: pure functions from a moment to what is there, what is offered, what is read and what comes next.

The terminal, the plain reader, the state machine, the checker, the prover and the exporter all call these. There is no
second interpreter. Numbers in brackets are those of docs/format.md, "What happens".
"""

from collections.abc import Iterable, Iterator, Mapping

from game.engine.compiled import CompiledScene, Rendering, change_by, presences, remember
from game.engine.offers import Offer, Offered, Outcome, Sight
from game.engine.prose import paragraphs, single_line
from game.engine.state import Moment, State
from game.errors import MoveNotOffered
from game.story.expr import Condition
from game.story.model import BACK, Choice, Clip, Effect, Route, Scene, Story
from game.story.text import Text

YOU = "you"


_new = tuple.__new__
"""Moments, states and outcomes are made by the million; this skips the keyword handling of their own constructors."""
_PRESENCES = ""
"""Under this name, which no scene has, the story keeps whose the slots of the presence stat are."""


def known(story: Story, scene: Scene) -> CompiledScene[Offered, Sight]:
    """Return what has been worked out of a scene so far."""
    found: CompiledScene[Offered, Sight] | None = story.worked_out.get(scene.key)
    if found is None:
        found = story.worked_out[scene.key] = CompiledScene(story, scene)
    return found


def _paragraphs(text: Text) -> Rendering[tuple[str, ...]]:
    found: Rendering[tuple[str, ...]] | None = text.worked_out.get("paragraphs")
    if found is None:
        found = text.worked_out["paragraphs"] = Rendering(text, paragraphs)
    return found


def _line(text: Text) -> Rendering[str]:
    found: Rendering[str] | None = text.worked_out.get("line")
    if found is None:
        found = text.worked_out["line"] = Rendering(text, single_line)
    return found


def begin(story: Story) -> Moment:
    """Return the first moment of every playthrough (2)."""
    return arrive(story, State(story.start_vector, None), story.start)


def arrive(story: Story, state: State, target: str) -> Moment:
    """Return the moment of arriving at a scene, or at ``back`` (3).

    Raises ValueError for ``back`` when nothing leads there, which the loader rules out.
    """
    vector, back = state
    if target == BACK:
        if back is None:
            raise ValueError("there is no scene to go back to")
        scene = story.scenes[back]
    else:
        scene = story.scenes[target]
        enter = known(story, scene).enter
        if enter is not None:
            vector = enter(vector)
    return _new(Moment, (scene, _new(State, (vector, back if scene.aside else None))))


def applied(vector: bytes, effects: Iterable[Effect]) -> bytes:
    """Return the vector after effects. Integers stop at their bounds; a key stands once, so order cannot matter."""
    change = change_by(effects)
    return vector if change is None else change(vector)


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


def presence_slots(story: Story) -> Mapping[int, str]:
    """Return for each slot that holds somebody's presence whose it is."""
    whose: dict[int, str] | None = story.worked_out.get(_PRESENCES)
    if whose is None:
        whose = story.worked_out[_PRESENCES] = presences(story)
    return whose


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
    return _offered(story, moment).shown


def _offered(story: Story, moment: Moment) -> Offered:
    scene, (vector, back) = moment
    here = known(story, scene)
    view = here.view(vector) if here.view else None
    if here.listed is None:
        view = (view, back)
    found = here.offered.get(view)
    if found is None:
        shown = tuple(_offers(story, moment))
        available = tuple(offer.move for offer in shown if offer.available)
        found = Offered(shown, available, {move: here.ways[move] for move in available if move in here.ways})
        remember(here.offered, view, found)
    return found


def _offers(story: Story, moment: Moment) -> Iterator[Offer]:
    scene, state = moment
    for choice in scene.choices:
        if choice.once and state.vector[story.taken_slots[choice.key]]:
            continue
        open_now = holds(story, moment, choice.condition)
        if open_now or choice.shown_locked:
            yield Offer(choice.key, choice, None, available=open_now)
    if not scene.choices and scene.routes:
        yield Offer(scene.continue_move, None, None, available=True)
    if scene.clip is not None and _clip_offered(story, state, scene.clip):
        yield Offer(scene.clip_move, None, scene.clip, available=True)


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
    return _offered(story, moment).available


def is_stuck(story: Story, moment: Moment) -> bool:
    """Return whether a moment offers nothing, or only a clip, though it is no ending or coda (6)."""
    return not moment.scene.is_end and not any(
        offer.available and offer.clip is None for offer in offers(story, moment)
    )


def apply(story: Story, moment: Moment, move: str) -> Outcome:
    """Make a move and return what it led to (7 to 9, 11).

    Raises MoveNotOffered for a move that is not available here.
    """
    scene, state = moment
    vector = state[0]
    here = story.worked_out.get(scene.key) or known(story, scene)
    view = here.view(vector) if here.view else None
    found = (None if here.listed is None else here.offered.get(view)) or _offered(story, moment)
    way = found.ways.get(move)
    if way is None:
        return _keep_clip(story, moment, move)
    if way.leave is not None:
        vector = way.leave(vector)
        state = _new(State, (vector, state[1]))
    if way.sure is not None:
        return _new(Outcome, (scene, state, way.reply, _new(Moment, (way.sure, state)), True))
    judged = _new(Moment, (scene, state))
    target = _first_open(story, judged, way.routes).target
    after = state if scene.aside or target == BACK or not story.scenes[target].aside else State(vector, scene.key)
    return Outcome(scene, state, way.reply, arrive(story, after, target), arrived=True)


def route_from(story: Story, judged: Moment, choice: Choice | None) -> Route:
    """Return the route that is taken from the moment in which routes are judged (7, 8).

    ``choice`` is what was chosen, ``None`` for going on.
    """
    return _first_open(story, judged, judged.scene.routes if choice is None else choice.routes)


def _first_open(story: Story, judged: Moment, routes: tuple[Route, ...]) -> Route:
    """Return the first of some routes whose condition holds: there is one, which the loader sees to."""
    return next(route for route in routes if holds(story, judged, route.condition))


def _keep_clip(story: Story, moment: Moment, move: str) -> Outcome:
    scene, (vector, back) = moment
    clip = scene.clip
    if clip is None or move not in available(story, moment):
        raise MoveNotOffered(f"`{move}` is not offered in `{scene.key}`.")
    changed = bytearray(vector)
    changed[clip.slot] = 1
    if story.paying is not None:
        changed[story.paying.slot] -= clip.units
    after = Moment(scene, State(bytes(changed), back))
    return Outcome(scene, after.state, clip.reply, after, arrived=False)


def render(story: Story, moment: Moment, text: Text | None, name: str) -> tuple[str, ...]:
    r"""Return a text's paragraphs as they read in a moment, ``name`` being the player's (5).

    Never raises on a loaded story. A ``\n`` inside a paragraph is a line break; ``*`` marks emphasis, which
    ``game.engine.prose.emphasis`` finds.
    """
    if text is None:
        return ()
    return _paragraphs(text).read(moment.state.vector, listed(story, moment), name)


def render_line(story: Story, moment: Moment, text: Text, name: str) -> str:
    """Return a text that is a single line: a label, a lock's sentence, a summary."""
    return _line(text).read(moment.state.vector, listed(story, moment), name)


def sight(story: Story, moment: Moment, name: str) -> Sight:
    """Return what there is to be read in a moment: the scene's text, and the labels of what can be done (5, 6)."""
    scene, (vector, back) = moment
    here = story.worked_out.get(scene.key) or known(story, scene)
    if name != here.name:
        here.sights.clear()
        here.name = name
    view = here.view_all(vector) if here.view_all else None
    if here.listed is None:
        view = (view, back)
    found = here.sights.get(view)
    if found is None:
        labels = tuple(offer_label(story, moment, offer, name) for offer in offers(story, moment) if offer.available)
        _, moves, ways = _offered(story, moment)
        found = Sight(read_scene(story, moment, name), moves, labels, ways)
        remember(here.sights, view, found)
    return found


def offer_label(story: Story, moment: Moment, offer: Offer, name: str) -> str:
    """Return what an offer says: a choice's label (speech in quotation marks), a clip's; empty for going on."""
    text = offer.choice.label if offer.choice else offer.clip.label if offer.clip else None
    if text is None:
        return ""
    line = render_line(story, moment, text, name)
    return f'"{line}"' if offer.choice and offer.choice.spoken else line


def read_scene(story: Story, moment: Moment, name: str) -> tuple[str, ...]:
    """Return the paragraphs of a scene, rendered on arrival (5)."""
    return render(story, moment, moment.scene.text, name)
