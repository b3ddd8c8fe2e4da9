"""All that is true at one point of a run, as JSON.

``hyosan replay --state`` prints it, and other engines are compared with it.
"""

from typing import Any

from game.engine import rules
from game.engine.locks import derived_reason
from game.engine.playthrough import Playthrough, Stopped
from game.engine.state import values


def state_object(playthrough: Playthrough, stopped: Stopped | None = None) -> dict[str, Any]:
    """Return the object that docs/format.md describes under "Moves", its keys in that order.

    ``stopped`` is what replaying the run came to, if it could not be replayed whole. A locked choice's ``reason`` is
    the derived one, and is empty where that is left out.
    """
    story, moment = playthrough.story, playthrough.moment
    vector = moment.state.vector
    locked = [offer.choice for offer in playthrough.offers() if offer.choice is not None and not offer.available]
    return {
        "story": story.id,
        "version": story.version,
        "applied": len(playthrough.moves),
        "stopped": None if stopped is None else _stopped_object(stopped),
        "scene": moment.scene.key,
        "back": moment.state.back,
        "values": values(story, moment.state),
        "seen": sorted(scene for scene, slot in story.seen_slots.items() if vector[slot]),
        "taken": sorted(choice for choice, slot in story.taken_slots.items() if vector[slot]),
        "present": sorted(rules.present(story, moment)),
        "available": list(playthrough.available()),
        "locked": [
            {"move": choice.key, "reason": derived_reason(story, moment, choice.condition)} for choice in locked
        ],
        "text": list(playthrough.text),
        "ending": playthrough.ending.id if playthrough.ending is not None else None,
        "over": playthrough.over,
    }


def _stopped_object(stopped: Stopped) -> dict[str, Any]:
    return {"index": stopped.index, "move": stopped.move, "code": stopped.code, "message": stopped.message}
