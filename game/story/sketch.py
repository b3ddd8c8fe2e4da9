"""A chapter's scenes in a few strokes: all that whoever looks at a whole story has to know of most of them.

Where it leads, what it reads and what it writes is told of each scene, as plain values that can be kept. The scene
itself is drawn only for those who ask for more.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, cast

from game.story.expr import Among, Condition, atoms, slots_read
from game.story.keeping import content_key
from game.story.model import Effect, Route, Scene
from game.story.problems import Span
from game.story.text import Branching, Prose, Text
from game.story.unread import Unread

Written: TypeAlias = tuple[tuple[int, bool, int], ...]
"""Effects: the slot, whether it is set, and to what or by how much."""


class Sketch(NamedTuple):
    """What is known of a scene. The first are its own fields, see ``Scene``."""

    key: str
    id: str
    chapter: str
    title: str
    place: str | None
    cast: tuple[str, ...]
    maybe: tuple[str, ...]
    keeps_company: bool
    dilemma: str | None
    coda: bool
    aside: bool
    allow: Mapping[str, str]
    span: Span
    is_end: bool
    targets: tuple[str, ...]
    """Where its routes lead that can be followed: its own only if no choice takes their place."""
    choices: tuple[str, ...]
    """The moves of its choices."""
    goes_on: bool
    """Whether anything is left for the player to do: a choice, or a way on."""
    effects: Written
    clip: int | None
    """The slot of what it has to be recorded."""
    cares: bool
    """Whether it has a hardest part."""
    reads: tuple[int, ...]
    asked: tuple[int, ...]
    """The slots of marks that it asks about, in the order in which it does."""


class Drawn:
    """The scenes of a chapter, and their sketches."""

    def __init__(self, scenes: Mapping[str, Scene]) -> None:
        """Take the scenes by their keys, in story order."""
        self.scenes = scenes

    @cached_property
    def sketches(self) -> tuple[Sketch, ...]:
        """The sketches of the scenes."""
        return tuple(map(sketch_of, self.scenes.values()))

    @cached_property
    def logic(self) -> str:
        """What tells all that the scenes do, whatever they say, from anything else that scenes can do."""
        return content_key(repr([_deeds(scene) for scene in self.scenes.values()]))

    @cached_property
    def branches(self) -> str:
        """What tells the conditions in the scenes' texts from any others."""
        told = (text for scene in self.scenes.values() for text in texts_of(scene))
        return content_key(repr([[*self.scenes], [[*text.conditions()] for text in told]]))

    @cached_property
    def prose(self) -> str:
        """What tells the scenes' words from any others."""
        return content_key("\0".join(self.told))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The words of each text."""
        return tuple(prose_of(text) for scene in self.scenes.values() for text in texts_of(scene))

    @cached_property
    def ways(self) -> frozenset[str]:
        """Where any route leads."""
        routes = (route for scene in self.scenes.values() for route in _routes(scene.routes, scene))
        return frozenset(route.target for route in routes)


def light(made: Drawn) -> tuple[object, ...]:
    """Return what is kept of a chapter to be had at once."""
    return made.logic, made.branches, made.prose, made.ways, tuple(tuple(one) for one in made.sketches)


def redrawn(kept: Any, read: Callable[[], Mapping[str, Scene]]) -> Drawn:  # noqa: ANN401 - what was kept
    """Return a chapter of which something was kept. ``read`` returns its scenes."""
    logic, branches, prose, ways, rows = kept
    sketches = tuple(Sketch(*row) for row in rows)
    whole: list[Mapping[str, Scene]] = []

    def scene(key: str) -> Scene:
        if not whole:
            whole.append(read())
        return whole[0][key]

    made = Drawn({one.key: _stand_in(one, scene) for one in sketches})
    made.__dict__.update(sketches=sketches, logic=logic, branches=branches, prose=prose, ways=ways)
    return made


def _stand_in(one: Sketch, read: Callable[[str], Scene]) -> Scene:
    known = dict(zip(_FIELDS, one, strict=False))
    if one.clip is None:
        known["clip"] = None
    if not one.cares:
        known["care"] = None
    return cast("Scene", Unread(lambda: read(one.key), known))


def sketch_of(scene: Scene) -> Sketch:
    """Return a scene in a few strokes."""
    texts = tuple(texts_of(scene))
    conditions = tuple(conditions_of(scene, texts))
    reads = {slot for condition in conditions for slot in slots_read(condition)}
    reads.update(slot for text in texts for slot in text.slots())
    atoms_of = (atom for condition in conditions for atom in atoms(condition))
    asked = dict.fromkeys(atom.slot for atom in atoms_of if isinstance(atom, Among) and atom.is_history)
    own = () if scene.choices else scene.routes
    fields: tuple[Any, ...] = (
        *(getattr(scene, name) for name in _FIELDS),
        scene.is_end,
        tuple(route.target for route in _routes(own, scene)),
        tuple(choice.key for choice in scene.choices),
        bool(scene.choices or scene.routes),
        tuple((effect.slot, effect.sets, effect.amount) for effect in effects_of(scene)),
        scene.clip.slot if scene.clip is not None else None,
        scene.care is not None,
        tuple(sorted(reads)),
        tuple(asked),
    )
    return Sketch(*fields)


_FIELDS = Sketch._fields[: Sketch._fields.index("is_end")]


def effects_of(scene: Scene) -> Iterator[Effect]:
    """Yield every effect that a scene can have."""
    yield from scene.enter
    for choice in scene.choices:
        yield from choice.effects


def texts_of(scene: Scene) -> Iterator[Text]:
    """Yield everything that can be read in a scene."""
    yield scene.text
    if scene.care is not None:
        yield scene.care.summary
    if scene.clip is not None:
        yield from filter(None, (scene.clip.label, scene.clip.reply))
    for choice in scene.choices:
        yield from filter(None, (choice.label, choice.locked, choice.reply))


def prose_of(text: Text) -> str:
    """Return the words of a text, those of every branch behind a line's end of their own."""
    return "".join(_pieces_of(text))


def _pieces_of(text: Text) -> list[str]:
    """Return the words of a text, piece by piece, with a line's end around each branch."""
    told: list[str] = []
    for segment in text.segments:
        if isinstance(segment, Prose):
            told.append(segment.words)
        elif isinstance(segment, Branching):
            for arm in segment.arms:
                told.append("\n")
                told += _pieces_of(arm.text)
            told.append("\n")
    return told


def conditions_of(scene: Scene, texts: tuple[Text, ...]) -> Iterator[Condition]:
    """Yield every condition of a scene: its choices', its routes' and its texts'."""
    routes = [*scene.routes, *(route for choice in scene.choices for route in choice.routes)]
    yield from filter(None, (choice.condition for choice in scene.choices))
    yield from filter(None, (route.condition for route in routes))
    for text in texts:
        yield from text.conditions()


def _routes(own: tuple[Route, ...], scene: Scene) -> Iterator[Route]:
    yield from own
    for choice in scene.choices:
        yield from choice.routes


def _deeds(scene: Scene) -> tuple[object, ...]:
    choices = tuple((one.key, one.condition, one.once, one.effects, _led(one.routes)) for one in scene.choices)
    clip = (scene.clip.slot, scene.clip.units) if scene.clip is not None else None
    lists = (scene.cast, scene.maybe, scene.keeps_company, scene.aside, scene.is_end)
    return scene.key, lists, scene.enter, clip, scene.timer, choices, _led(scene.routes)


def _led(routes: tuple[Route, ...]) -> tuple[object, ...]:
    return tuple((route.condition, route.target) for route in routes)
