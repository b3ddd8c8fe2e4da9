"""Questions about a whole run: what a law asks of a playthrough, asked of the run at hand."""

from game.engine import rules
from game.engine.playthrough import Playthrough
from game.story.expr import All, AnyOf, Condition, Happened, Not, Where


def holds_now(playthrough: Playthrough, condition: Condition | None) -> bool:
    """Return whether a condition as laws have them holds at the end of a run. No condition always does.

    ``seen()`` and ``taken()`` are answered by the run's moves, which the state need not remember: a scene is seen once
    it was left.
    """
    match condition:
        case None:
            holds = True
        case Not(part=part):
            holds = not holds_now(playthrough, part)
        case All(terms=terms):
            holds = all(holds_now(playthrough, term) for term in terms)
        case AnyOf(terms=terms):
            holds = any(holds_now(playthrough, term) for term in terms)
        case Happened(what=what, key=key):
            holds = key in (_seen(playthrough) if what == "seen" else playthrough.moves)
        case Where(what=what, ids=ids):
            holds = _where(playthrough, what) in ids
        case _:
            holds = rules.holds(playthrough.story, playthrough.moment, condition)
    return holds


def _seen(playthrough: Playthrough) -> set[str]:
    """Return the scenes that were left."""
    return {step.before.scene.key for step in playthrough.steps if step.before is not None and step.arrived}


def _where(playthrough: Playthrough, what: str) -> str:
    scene = playthrough.moment.scene
    match what:
        case "chapter":
            return scene.chapter
        case "scene":
            return scene.key
        case _:
            return scene.ending.id if scene.ending is not None else "none"
