"""What the rules have worked out of a story so far, so that it is worked out once.

What a text reads as, and what a scene offers, hangs on the few slots of the vector that its conditions read: in our own
story, on four of six hundred. So it is worked out once for each view of those slots and looked up from then on
(memoisation, Michie 1968); the rest of the state cannot matter. Nothing of an author's text is ever executed.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import itemgetter
from typing import Any, Generic, TypeVar

from game.engine.prose import words_of
from game.story.expr import Condition, Present, atoms, slots_read
from game.story.model import BACK, Effect, Route, Scene, Story
from game.story.text import Text

MOST_REMEMBERED = 64
"""How many readings of a text, or of what a scene offers, are remembered before they are forgotten again."""

View = Callable[[bytes], Hashable]
"""Takes from a vector what some of its slots hold."""
Change = Callable[[bytes], bytes]
"""Makes of a vector the one after effects."""
T = TypeVar("T")
S = TypeVar("S")


def view_of(slots: Iterable[int]) -> View | None:
    """Return a function that takes from a vector what the given slots hold, and nothing else; ``None`` for no slots."""
    wanted = sorted(set(slots))
    return itemgetter(*wanted) if wanted else None


def _set(slot: int, code: int) -> Change:
    def change(vector: bytes) -> bytes:
        changed = bytearray(vector)
        changed[slot] = code
        return bytes(changed)

    return change


def _move(slot: int, amount: int, maximum: int) -> Change:
    results = bytes(min(maximum, max(0, code + amount)) for code in range(maximum + 1))

    def change(vector: bytes) -> bytes:
        changed = bytearray(vector)
        changed[slot] = results[changed[slot]]
        return bytes(changed)

    return change


def slots_of(text: Text) -> Iterator[int]:
    """Yield the slots that a text hangs on."""
    yield from text.slots()
    for condition in text.conditions():
        yield from slots_read(condition)


def asks_who_is_there(condition: Condition) -> bool:
    """Return whether a condition reads whom the scene's lists name."""
    return any(isinstance(atom, Present) for atom in atoms(condition))


def change_by(effects: Iterable[Effect], marks: Iterable[int] = ()) -> Change | None:
    """Return a function that applies effects, and marks slots with 1; ``None`` if there is nothing to do.

    Integers stop at their bounds; a key stands once among effects, so order cannot matter.
    """
    both = tuple(effects)
    sets = (*((effect.slot, effect.amount) for effect in both if effect.sets), *((slot, 1) for slot in marks))
    moves = tuple((effect.slot, effect.amount, effect.maximum) for effect in both if not effect.sets)
    if not sets and not moves:
        return None

    if len(sets) + len(moves) == 1:
        return _set(*sets[0]) if sets else _move(*moves[0])

    def change(vector: bytes) -> bytes:
        changed = bytearray(vector)
        for slot, code in sets:
            changed[slot] = code
        for slot, amount, maximum in moves:
            moved = changed[slot] + amount
            changed[slot] = 0 if moved < 0 else min(moved, maximum)
        return bytes(changed)

    return change


class Rendering(Generic[T]):
    """A text as it reads in any state. ``finish`` makes of its words what is wanted: paragraphs, or a line."""

    __slots__ = ("_by_company", "_finish", "_name", "_remembered", "_view", "text")

    def __init__(self, text: Text, finish: Callable[[str], T]) -> None:
        self.text = text
        self._finish = finish
        conditions = tuple(text.conditions())
        self._view = view_of(slots_of(text))
        self._by_company = any(asks_who_is_there(condition) for condition in conditions)
        self._name = ""
        self._remembered: dict[Hashable, T] = {}

    def read(self, vector: bytes, listed: int, name: str) -> T:
        """Return what the text reads as, with the people whom the scene's lists name and the player's name."""
        if name != self._name:
            self._remembered.clear()
            self._name = name
        view = self._view(vector) if self._view else None
        if self._by_company:
            view = (view, listed)
        found = self._remembered.get(view)
        if found is None:
            found = self._finish(words_of(self.text, vector, listed, name))
            remember(self._remembered, view, found)
        return found


def remember(remembered: dict[Hashable, T], view: Hashable, found: T) -> None:
    """Add what was found to what is remembered, which never grows past its bound."""
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()
    remembered[view] = found


class Way:
    """What taking a choice or going on does: to the vector, and where to."""

    __slots__ = ("_left", "leave", "onto", "reply", "routes", "sure")
    sure: Scene | None
    """Where it leads, if that is one scene in any state, neither is an aside, and arriving changes nothing.

    Worked out when somebody first goes that way: where nobody goes, nothing need be known of the scene.
    """

    def __init__(
        self, leave: Change | None, routes: tuple[Route, ...], reply: Text | None, left: tuple[Story, Scene]
    ) -> None:
        self.leave = leave
        self.routes = routes
        self.reply = reply
        self.onto: Any = None
        """The ``CompiledScene`` of that scene, once somebody has gone there."""
        self._left = left

    def __getattr__(self, name: str) -> Scene | None:
        """Work out where it surely leads, once. Raises AttributeError for anything else."""
        if name != "sure":
            raise AttributeError(name)
        self.sure = _sure(*self._left, self.routes)
        return self.sure


def _sure(story: Story, scene: Scene, routes: tuple[Route, ...]) -> Scene | None:
    first = routes[0]
    target = None if first.condition is not None or first.target == BACK else story.scenes[first.target]
    return None if target is None or scene.aside or target.aside or target.enter else target


class CompiledScene(Generic[T, S]):
    """What a scene does to a vector, what it offers (of which ``T`` is the form) and how it reads (``S``)."""

    __slots__ = ("_read", "enter", "listed", "name", "offered", "scene", "sights", "view", "view_all", "ways")
    view_all: View | None
    """What its offers, its text and its labels hang on: worked out when somebody first reads it."""

    def __init__(self, story: Story, scene: Scene) -> None:
        self.scene = scene
        self.enter = change_by(scene.enter)
        self.listed = None if scene.keeps_company else story.listed_bits[scene.key]
        """Whom its lists name, as bits; ``None`` where that hangs on the scene it was entered from."""
        seen = story.seen_slots.get(scene.key)
        marks = () if seen is None else (seen,)
        self.ways: dict[str, Way] = {}
        read: list[int] = []
        for choice in scene.choices:
            taken = story.taken_slots.get(choice.key)
            leave = change_by(choice.effects, marks if taken is None else (*marks, taken))
            self.ways[choice.key] = Way(leave, choice.routes, choice.reply, (story, scene))
            if choice.once:
                read.append(story.taken_slots[choice.key])
            if choice.condition is not None:
                read += slots_read(choice.condition)
        if not scene.choices and scene.routes:
            leave = change_by((), marks)
            self.ways[scene.continue_move] = Way(leave, scene.routes, None, (story, scene))
        if scene.clip is not None:
            read.append(scene.clip.slot)
            if story.paying is not None:
                read.append(story.paying.slot)
        self.view = view_of(read)
        """What its offers hang on."""
        self.offered: dict[Hashable, T] = {}
        self._read = read
        self.sights: dict[Hashable, S] = {}
        self.name = ""
        """The player's, with which the sights were rendered."""

    def __getattr__(self, name: str) -> View | None:
        """Work out what is asked for the first time. Raises AttributeError for anything else."""
        if name != "view_all":
            raise AttributeError(name)
        scene = self.scene
        texts = [scene.text, *(choice.label for choice in scene.choices), *([scene.clip.label] if scene.clip else [])]
        self.view_all = view_of([*self._read, *(slot for text in texts for slot in slots_of(text))])
        return self.view_all


def presences(story: Story) -> dict[int, str]:
    """Return for each slot of the presence stat whose it is."""
    if story.presence is None:
        return {}
    slots = ((story.slots.get(f"{person}.{story.presence.id}"), person) for person in story.people)
    return {slot: person for slot, person in slots if slot is not None}
