"""Our own story, broken on purpose in many ways: what an author's slip does to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import TypeAlias

from growth import cut_before, with_scene
from msgspec.structs import replace

from game.engine.graph import graph_of
from game.story.expr import Not
from game.story.model import Choice, Effect, Scene, Story

Kind: TypeAlias = "Callable[[Story, Scene, Random], Mutation | None]"
CUT_AT = "thirty_minutes"
"""Where the story is made to end, so that forty proofs of it cost a minute."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A story with one thing wrong, and what it is."""

    what: str
    story: Story


def shortened(story: Story) -> Story:
    """Return the story with its third tape's first scene for an end."""
    return cut_before(story, CUT_AT)


def mutations(story: Story, number: int) -> Iterator[Mutation]:
    """Yield so many mutations of what can be reached, the same each time, each kind in turn."""
    random = Random(16)  # noqa: S311 - dice
    reached = graph_of(story).reached
    scenes = [scene for key, scene in story.scenes.items() if key in reached and scene.choices]
    kinds: list[Callable[[Story, Scene, Random], Mutation | None]] = [
        _flipped,
        _dropped,
        _retargeted,
        _killed,
        _unlocked,
    ]
    made: set[str] = set()
    for kind in cycle(kinds):
        if len(made) == number:
            return
        mutation = kind(story, random.choice(scenes), random)
        if mutation is not None and mutation.what not in made:
            made.add(mutation.what)
            yield mutation


def _flipped(story: Story, scene: Scene, random: Random) -> Mutation | None:
    """Turn a choice's condition, or a route's, into its opposite."""
    choice = random.choice(scene.choices)
    if choice.condition is not None:
        changed = replace(choice, condition=Not(choice.condition))
        return Mutation(f"the condition of {choice.key} is turned about", _with_choice(story, scene, changed))
    if choice.routes[0].condition is not None:
        first = replace(choice.routes[0], condition=Not(choice.routes[0].condition))
        changed = replace(choice, routes=(first, *choice.routes[1:]))
        return Mutation(f"the first route of {choice.key} is turned about", _with_choice(story, scene, changed))
    return None


def _dropped(story: Story, scene: Scene, random: Random) -> Mutation | None:
    """Leave out an effect that sets something."""
    choice = random.choice(scene.choices)
    sets = [effect for effect in choice.effects if effect.sets]
    if not sets:
        return None
    gone = random.choice(sets)
    changed = replace(choice, effects=tuple(effect for effect in choice.effects if effect is not gone))
    name = story.variables[gone.slot].name
    return Mutation(f"{choice.key} does not set {name}", _with_choice(story, scene, changed))


def _retargeted(story: Story, scene: Scene, random: Random) -> Mutation | None:
    """Let a choice lead to another scene, further on in its chapter: a slip that skips something."""
    choice = random.choice(scene.choices)
    chapter = story.chapter_of(scene)
    further = chapter.scenes[chapter.scenes.index(scene) + 1 :]
    others = [other.key for other in further if other.key != choice.routes[0].target and not other.coda]
    if not others or choice.routes[0].target == "back":
        return None
    target = random.choice(others)
    if story.scenes[target].aside:
        return None
    changed = replace(choice, routes=(replace(choice.routes[0], condition=None, target=target),))
    return Mutation(f"{choice.key} leads to {target}", _with_choice(story, scene, changed))


def _killed(story: Story, scene: Scene, random: Random) -> Mutation | None:
    """Let somebody who is there die of a choice."""
    presence = story.presence
    if presence is None or not scene.cast:
        return None
    person = random.choice(scene.cast)
    slot = story.slots.get(f"{person}.{presence.id}")
    choice = random.choice(scene.choices)
    if slot is None or any(effect.slot == slot for effect in choice.effects):
        return None
    dead = Effect(slot, sets=True, amount=presence.domain.code("dead"), maximum=presence.domain.maximum)
    changed = replace(choice, effects=(*choice.effects, dead))
    return Mutation(f"{person} dies of {choice.key}", _with_choice(story, scene, changed))


def _unlocked(story: Story, scene: Scene, random: Random) -> Mutation | None:
    """Take the condition off a choice."""
    conditional = [choice for choice in scene.choices if choice.condition is not None]
    if not conditional:
        return None
    choice = random.choice(conditional)
    changed = replace(choice, condition=None)
    return Mutation(f"{choice.key} is always offered", _with_choice(story, scene, changed))


def _with_choice(story: Story, scene: Scene, changed: Choice) -> Story:
    choices = tuple(changed if choice.key == changed.key else choice for choice in scene.choices)
    return with_scene(story, replace(scene, choices=choices))
