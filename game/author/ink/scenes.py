"""A scene as a stitch: arriving, its words, and the choices with what they do."""

from collections.abc import Iterable, Iterator

from game.author.ink.escaping import remark, string
from game.author.ink.naming import COMPANY, OPTIONS, READ, InkNames
from game.author.ink.pieces import label_of
from game.author.ink.prose import INDENT, lines_of
from game.author.ink.questions import Asking, Question, conjunction
from game.story.expr import Among
from game.story.model import BACK, Choice, Clip, Effect, Route, Scene, Story
from game.story.variables import DomainKind

NO_CLIP = 0b01
"""The codes of a fact that does not hold."""


class SceneWriter:
    """Writes one scene."""

    def __init__(self, story: Story, names: InkNames, scene: Scene, asking: Asking) -> None:
        self._story = story
        self._names = names
        self._scene = scene
        self._asking = asking

    def lines(self, afterwards: Iterable[str] = ()) -> Iterator[str]:
        """Yield the stitch; ``afterwards`` is what an ending has between its words and its choices."""
        scene = self._scene
        yield f"= {self._names.stitch(scene.key)}"
        yield from _remarks(scene)
        yield from self._effects(scene.enter)
        if _is_returned_to(self._story, scene) and scene.enter:
            yield f"- ({READ})"
        yield from lines_of(scene.text, self._asking)
        yield from afterwards
        if scene.clip is not None:
            yield f"- ({OPTIONS})"
        for choice in scene.choices:
            yield from self._choice(choice)
        if not scene.choices and scene.routes:
            yield f"+ ({self._names.labels[scene.continue_move]}) [Continue]"
            yield from self._leaving(scene.routes)
        if scene.clip is not None:
            yield from self._clip(scene.clip)
        if not scene.routes and not scene.choices:
            yield "-> END" if scene.clip is None else "+ -> END"
        elif scene.choices and all(choice.once or choice.condition is not None for choice in scene.choices):
            # Where nothing is offered, ink would call it a fault of its own.
            yield "+ -> END"

    def _choice(self, choice: Choice) -> Iterator[str]:
        asked = self._asking.ask(choice.condition)
        condition = "" if asked is True else f" {{{asked.words if isinstance(asked, Question) else 'false'}}}"
        label = label_of(choice.label, self._asking)
        if choice.shown_locked:
            sentence = label_of(choice.locked, self._asking) if choice.locked else ""
            yield remark(f"Shown while it cannot be taken: {sentence or 'with the reason'}")
        if self._scene.timer is not None and self._scene.timer.then == choice.id:
            yield remark(f"Taken by itself after {self._scene.timer.seconds} seconds.")
        label = f'"{label}"' if choice.spoken else label
        yield f"{'*' if choice.once else '+'} ({self._names.labels[choice.key]}){condition} [{label}]"
        for line in (*self._effects(choice.effects), *self._marks(), *lines_of(choice.reply, self._asking)):
            yield f"{INDENT}{line}"
        yield from self._ways(choice.routes)

    def _leaving(self, routes: tuple[Route, ...]) -> Iterator[str]:
        yield from (f"{INDENT}{line}" for line in self._marks())
        yield from self._ways(routes)

    def _clip(self, clip: Clip) -> Iterator[str]:
        paying = self._story.paying
        asked = [self._asking.ask(Among(clip.slot, NO_CLIP))]
        if paying is not None:
            enough = sum(1 << code for code in range(clip.units, paying.domain.size))
            asked.append(self._asking.ask(Among(paying.slot, enough)))
        there = conjunction(asked)
        condition = there.words if isinstance(there, Question) else str(there).lower()
        label = label_of(clip.label, self._asking)
        yield f"+ ({self._names.labels[self._scene.clip_move]}) {{{condition}}} [{label}]"
        yield f"{INDENT}~ {self._names.variables[clip.slot]} = true"
        if paying is not None:
            name = self._names.variables[paying.slot]
            yield f"{INDENT}~ {name} = {name} - {clip.units}"
        yield from (f"{INDENT}{line}" for line in lines_of(clip.reply, self._asking))
        yield f"{INDENT}-> {OPTIONS}"

    def _ways(self, routes: tuple[Route, ...]) -> Iterator[str]:
        """Yield the routes, the first that holds being followed; and before them where an aside would go back to."""
        scene = self._scene
        asides = (route.target != BACK and self._story.scenes[route.target].aside for route in routes)
        if not scene.aside and any(asides):
            yield f"{INDENT}~ {COMPANY} = -> {way_back(self._names, scene)}"
        for route in routes:
            target = COMPANY if route.target == BACK else self._names.scenes[route.target]
            asked = self._asking.ask(route.condition)
            if isinstance(asked, Question):
                yield f"{INDENT}{{ {asked.words}: -> {target} }}"
            elif asked:
                yield f"{INDENT}-> {target}"
                return

    def _marks(self) -> Iterator[str]:
        slot = self._story.seen_slots.get(self._scene.key)
        if slot is not None:
            yield f"~ {self._names.variables[slot]} = true"

    def _effects(self, effects: Iterable[Effect]) -> Iterator[str]:
        for effect in effects:
            variable = self._story.variables[effect.slot]
            name = self._names.variables[effect.slot]
            if not effect.sets:
                sign, amount = ("+", effect.amount) if effect.amount >= 0 else ("-", -effect.amount)
                limit = f"MIN({name} + {amount}, {effect.maximum})" if sign == "+" else f"MAX({name} - {amount}, 0)"
                yield f"~ {name} = {limit}"
            elif variable.domain.kind is DomainKind.ENUM:
                yield f"~ {name} = {string(variable.domain.values[effect.amount])}"
            else:
                yield f"~ {name} = {str(variable.domain.value(effect.amount)).lower()}"


def way_back(names: InkNames, scene: Scene) -> str:
    """Return where an aside goes back to: the scene's words, behind what its arrival changes."""
    path = names.scenes[scene.key]
    return f"{path}.{READ}" if scene.enter else path


def _is_returned_to(story: Story, scene: Scene) -> bool:
    if scene.aside:
        return False
    routes = [*scene.routes, *(route for choice in scene.choices for route in choice.routes)]
    return any(route.target != BACK and story.scenes[route.target].aside for route in routes)


def _remarks(scene: Scene) -> Iterator[str]:
    """Yield what ink has no word for, for whoever reads the source."""
    told = [scene.title, scene.place or "", scene.clock]
    if any(told):
        yield remark(" · ".join(filter(None, told)))
    if scene.cast or scene.maybe:
        maybe = f"{'; ' if scene.cast else ''}if they can: {', '.join(scene.maybe)}" if scene.maybe else ""
        yield remark(f"With {', '.join(scene.cast)}{maybe}" if scene.cast else f"With, {maybe}")
    if scene.care is not None:
        yield remark(f"Hard to read: {scene.care.about}")
