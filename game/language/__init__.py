"""The language that the game speaks, and the way every word of the interface takes to it.

A word that is shown goes through ``_``, or through ``ngettext`` where a number decides; ``N_`` marks one that is
written down before anybody knows the language, for ``_`` to say later. What an author wrote goes through none of them.
"""

from game.language.catalogue import LANGUAGES, N_, P_, SOURCE, _, ngettext, pgettext, spoken, use
from game.language.particles import with_particles

__all__ = ["LANGUAGES", "N_", "P_", "SOURCE", "_", "ngettext", "pgettext", "spoken", "use", "with_particles"]
