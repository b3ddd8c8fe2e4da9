"""Why things are as they are in a run: which of the player's own moves led there.

Nothing of it is written by hand. The moves are read backwards: from what is asked about to the effect that brought it
about, from there to the conditions that were read on the way, to the moves that set what those conditions read, and so
on to the beginning.
"""

from game.engine.why.questions import Answer, Cause, has_become, why_ended, why_locked, why_person
from game.engine.why.words import Reason, Told, ending_reasons, locked_reasons, person_reason

__all__ = [
    "Answer",
    "Cause",
    "Reason",
    "Told",
    "ending_reasons",
    "has_become",
    "locked_reasons",
    "person_reason",
    "why_ended",
    "why_locked",
    "why_person",
]
