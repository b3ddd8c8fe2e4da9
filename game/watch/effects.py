"""What each thing that can be done would change, and where it would lead: the rules are asked, nothing is guessed."""

from msgspec import Struct

from game.engine import rules
from game.engine.locks import lock_reason
from game.engine.offers import Offer
from game.engine.playthrough import Playthrough
from game.engine.state import Moment
from game.story.model import Story


class Prospect(Struct, frozen=True):
    """An offer, and what it would do."""

    id: str
    """The last part of its move."""
    leads_to: str
    """The scene; empty where the scene stays, or the offer is locked."""
    changes: tuple[str, ...]
    """Each variable that would have another value, with both."""
    locked: str
    """Why it cannot be done now; empty if it can."""


def prospects(playthrough: Playthrough) -> list[Prospect]:
    """Return what can be done where a run stands, in order, locked choices included."""
    story, moment = playthrough.story, playthrough.moment
    return [_prospect(playthrough, story, moment, offer) for offer in playthrough.offers()]


def _prospect(playthrough: Playthrough, story: Story, moment: Moment, offer: Offer) -> Prospect:
    name = offer.move.rpartition(".")[2]
    if not offer.available and offer.choice is not None:
        return Prospect(name, "", (), lock_reason(story, moment, offer.choice, playthrough.player) or "locked")
    outcome = rules.apply(story, moment, offer.move)
    return Prospect(name, outcome.after.scene.key if outcome.arrived else "", changed(story, moment, outcome.after), "")


def changed(story: Story, before: Moment, after: Moment) -> tuple[str, ...]:
    """Return the variables that have another value in a later moment, as ``name: was → is``."""
    return tuple(
        f"{one.name}: {one.domain.value(was)} → {one.domain.value(now)}"
        for one in story.variables
        if (was := before.state.vector[one.slot]) != (now := after.state.vector[one.slot])
    )
