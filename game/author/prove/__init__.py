"""`hyosan prove`: what an author claims of a story, decided for all playthroughs."""

from game.author.prove.printing import as_json, as_text
from game.author.prove.proof import Proof, prove_story

__all__ = ["Proof", "as_json", "as_text", "prove_story"]
