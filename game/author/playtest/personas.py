"""Who plays in a playtest: six sorts of player, each by what they would rather do.

A player weighs what is offered and then throws dice, so that what is likelier happens more often and nothing is never
done. What is good for whom is read off the story's own declarations (``better:``), so that they can play any story.
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from msgspec import Struct

from game.engine.offers import Offer
from game.engine.rules import YOU
from game.story.model import Effect, Scene, Story
from game.story.variables import VariableKind

Taste = Callable[[Story, Scene, Offer], float]
"""How much somebody is drawn to an offer; each step of one makes it about three times as likely."""


class Persona(Struct, frozen=True):
    """A sort of player."""

    id: str
    taste: Taste

    def choose(self, story: Story, scene: Scene, offers: Sequence[Offer], dice: Random) -> str:
        """Return the move that is made, of some that can be made."""
        weights = [math.exp(self.taste(story, scene, offer)) for offer in offers]
        return dice.choices(offers, weights)[0].move


def _kind(story: Story, _: Scene, offer: Offer) -> float:
    return _good(story, offer, for_you=False)


def _cold(story: Story, _: Scene, offer: Offer) -> float:
    return -_good(story, offer, for_you=False)


def _cautious(story: Story, _: Scene, offer: Offer) -> float:
    return 1.5 * _good(story, offer, for_you=True) - 2 * _stops(story, offer)


def _reckless(story: Story, _: Scene, offer: Offer) -> float:
    return -1.5 * _good(story, offer, for_you=True) + _stops(story, offer)


def _silent(_: Story, scene: Scene, offer: Offer) -> float:
    if offer.choice is None:
        return 0
    runs_out = scene.timer is not None and scene.timer.then == offer.choice.id
    return 3 if runs_out else -2 * offer.choice.spoken


def _uniform(_: Story, __: Scene, ___: Offer) -> float:
    return 0


PERSONAS = (
    Persona("kind", _kind),
    Persona("cold", _cold),
    Persona("cautious", _cautious),
    Persona("reckless", _reckless),
    Persona("silent", _silent),
    Persona("uniform", _uniform),
)


def _good(story: Story, offer: Offer, *, for_you: bool) -> float:
    """Return what an offer does for the others' stats; or for yours and the group's counts."""
    effects = offer.choice.effects if offer.choice else ()
    return sum(_gain(story, effect, for_you=for_you) for effect in effects)


def _gain(story: Story, effect: Effect, *, for_you: bool) -> float:
    variable = story.variables[effect.slot] if effect.slot < len(story.variables) else None
    if variable is None or effect.sets or variable.kind not in {VariableKind.STAT, VariableKind.COUNT}:
        return 0
    is_yours = variable.person in {YOU, None}
    return (effect.amount if variable.high_is_better else -effect.amount) if is_yours is for_you else 0


def _stops(story: Story, offer: Offer) -> bool:
    """Whether an offer may lead straight to an early end."""
    routes = offer.choice.routes if offer.choice else ()
    ends = (story.scenes[route.target].ending for route in routes if route.target in story.scenes)
    return any(ending is not None and ending.kind == "tape_stops" for ending in ends)
