"""Conditions as formulas over a state: what a scene settles is settled, and what only laws remember has slots."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from game.author.prove.formula import (
    FALSE,
    TRUE,
    Formula,
    Table,
    Update,
    all_of,
    at_least,
    composed,
    member,
    negation,
    one_of,
)
from game.engine.prose import paragraphs
from game.story.expr import (
    All,
    Among,
    AnyOf,
    Condition,
    Constant,
    CountOf,
    Happened,
    Not,
    Present,
    Where,
    atoms,
)
from game.story.model import Choice, Effect, Scene, Story
from game.story.text import Branching, Prose, Text


class Here(Struct, frozen=True):
    """What a condition can ask of a place in the story apart from the state: where it is, and whom the lists name."""

    scene: Scene
    listed: int
    """People as bits, by position in the cast."""


class Grounds:
    """A story's slots, those of laws behind the state's own, and its conditions and effects in terms of them."""

    def __init__(self, story: Story, without: frozenset[str] = frozenset()) -> None:
        """Give a slot to everything that a state remembers and everything that only laws ask about.

        Choices in ``without`` are taken to be offered nowhere.
        """
        self.story = story
        self.without = without
        marks = len(story.start_vector) - len(story.variables)
        sizes = [variable.domain.size for variable in story.variables] + [2] * marks
        self.seen = dict(story.seen_slots)
        self.taken = dict(story.taken_slots)
        for law in story.laws:
            for atom in atoms(law.condition) if law.condition else ():
                if isinstance(atom, Happened):
                    marked = self.seen if atom.what == "seen" else self.taken
                    if atom.key not in marked:
                        marked[atom.key] = len(sizes)
                        sizes.append(2)
        self.sizes: Sequence[int] = tuple(sizes)
        self._known: dict[tuple[int, int, tuple[bool, ...]], Formula] = {}
        self._asks: dict[int, tuple[bool, tuple[Where, ...]]] = {}
        self.start: tuple[int, ...] = (*story.start_vector, *[0] * (len(sizes) - len(story.start_vector)))

    def formula(self, condition: Condition | None, here: Here) -> Formula:
        """Return a condition as it stands in a place. No condition always holds.

        Where nothing of the place is asked it is one and the same object, so that formulas can be known by identity.
        """
        if condition is None:
            return TRUE
        key = (id(condition), *self._asked_of_place(condition, here))
        if key not in self._known:
            self._known[key] = self._formula(condition, here)
        return self._known[key]

    def asks_of_place(self, condition: Condition) -> bool:
        """Return whether a condition asks anything of the place that is not in the state."""
        return any(isinstance(atom, Present | Where) for atom in atoms(condition))

    def _asked_of_place(self, condition: Condition, here: Here) -> tuple[int, tuple[bool, ...]]:
        """Return what a condition asks of a place apart from the state: whom its lists name, and what it says of it."""
        if id(condition) not in self._asks:
            found = list(atoms(condition))
            where = tuple(atom for atom in found if isinstance(atom, Where))
            self._asks[id(condition)] = (any(isinstance(atom, Present) for atom in found), where)
        lists, where = self._asks[id(condition)]
        return here.listed if lists else 0, tuple(self._is_there(atom, here.scene) for atom in where)

    def _formula(self, condition: Condition, here: Here) -> Formula:  # noqa: PLR0911 - a form each
        match condition:
            case Constant(value=value):
                return TRUE if value else FALSE
            case Among(slot=slot, codes=codes):
                return member(slot, codes, self.sizes[slot])
            case Present(bit=bit, able=able):
                return self.formula(able, here) if here.listed >> bit & 1 else FALSE
            case Not(part=part):
                return negation(self.formula(part, here), self.sizes)
            case All(terms=terms):
                return all_of(self.formula(term, here) for term in terms)
            case AnyOf(terms=terms):
                return one_of((self.formula(term, here) for term in terms), self.sizes)
            case CountOf():
                return self._count(condition, here)
            case Happened(what=what, key=key):
                return member((self.seen if what == "seen" else self.taken)[key], 0b10, 2)
            case Where():
                return TRUE if self._is_there(condition, here.scene) else FALSE
        raise TypeError(f"{type(condition).__name__} is no form of condition")

    def _is_there(self, asked: Where, scene: Scene) -> bool:
        if asked.what == "ending":
            return (scene.ending.id if scene.ending else "none") in asked.ids
        return (scene.key if asked.what == "scene" else scene.chapter) in asked.ids

    def _count(self, condition: CountOf, here: Here) -> Formula:
        members = [self.formula(one, here) for one in condition.members]
        least = condition.number + (condition.operator in {">", "<="})
        enough = at_least(least, members, self.sizes)
        match condition.operator:
            case ">=" | ">":
                return enough
            case "<" | "<=":
                return negation(enough, self.sizes)
        more = at_least(condition.number + 1, members, self.sizes)
        exactly = all_of((enough, negation(more, self.sizes)))
        return exactly if condition.operator == "==" else negation(exactly, self.sizes)

    def arms(self, text: Text | None, here: Here) -> list[tuple[int, Formula]]:
        """Return each branch of a text, by number, with what must hold for it to be read."""
        return sorted(self._arms(text, here, TRUE), key=lambda pair: pair[0]) if text else []

    def _arms(self, text: Text, here: Here, outer: Formula) -> list[tuple[int, Formula]]:
        found: list[tuple[int, Formula]] = []
        for segment in text.segments:
            if isinstance(segment, Branching):
                left = outer
                for arm in segment.arms:
                    condition = self.formula(arm.condition, here)
                    read = all_of((left, condition))
                    found.append((arm.number, read))
                    found += self._arms(arm.text, here, read)
                    left = all_of((left, negation(condition, self.sizes)))
        return found

    def emptiness(self, text: Text, here: Here) -> Formula:
        """Return what must hold for a text to come to nothing."""
        return all_of(self._emptiness(segment, here) for segment in text.segments)

    def _emptiness(self, segment: object, here: Here) -> Formula:
        if isinstance(segment, Prose):
            return FALSE if paragraphs(segment.words) else TRUE
        if not isinstance(segment, Branching):
            return FALSE
        left: Formula = TRUE
        ways: list[Formula] = []
        for arm in segment.arms:
            condition = self.formula(arm.condition, here)
            ways.append(all_of((left, condition, self.emptiness(arm.text, here))))
            left = all_of((left, negation(condition, self.sizes)))
        return one_of((*ways, left), self.sizes)

    def update(self, effects: Sequence[Effect]) -> Update:
        """Return what effects do to a state."""
        return {effect.slot: self._table(effect) for effect in effects}

    def _table(self, effect: Effect) -> Table:
        size = self.sizes[effect.slot]
        if effect.sets:
            return (effect.amount,) * size
        return tuple(min(effect.maximum, max(0, code + effect.amount)) for code in range(size))

    def leaving(self, scene: Scene, choice: Choice | None) -> Update:
        """Return what taking a choice, or going on, does before its routes are judged."""
        marks = [self.seen.get(scene.key), self.taken.get(choice.key) if choice else None]
        effects = self.update(choice.effects) if choice else {}
        return composed(effects, {slot: (1, 1) for slot in marks if slot is not None})

    def keeping(self, scene: Scene) -> tuple[Formula, Update]:
        """Return when a scene's clip is offered, and what keeping it does."""
        clip, paying = scene.clip, self.story.paying
        if clip is None:
            return FALSE, {}
        offered, update = [member(clip.slot, 0b01, 2)], {clip.slot: (1, 1)}
        if paying is not None:
            size = self.sizes[paying.slot]
            offered.append(member(paying.slot, -1 << clip.units, size))
            paid: Mapping[int, Table] = {paying.slot: tuple(max(0, code - clip.units) for code in range(size))}
            return all_of(offered), composed(update, paid)
        return all_of(offered), update

    def spent(self, choice: Choice) -> Formula:
        """Return that a choice is not there because it was taken before and stands once."""
        return member(self.taken[choice.key], 0b10, 2) if choice.once else FALSE
