"""`hyosan prove`: what an author claims of a story, decided for all playthroughs."""

from game.author.progress import shown
from game.author.prove.answers import arrival_text, claim_text, without_text
from game.author.prove.exchange import as_github, as_sarif
from game.author.prove.printing import as_json, as_text
from game.author.prove.proof import Proof, prove_story
from game.author.prove.questions import ask_at, ask_claim, ask_without

FORMATS = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
"""How a proof is printed, by what `--format` says."""

__all__ = [
    "FORMATS",
    "Proof",
    "arrival_text",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "ask_at",
    "ask_claim",
    "ask_without",
    "claim_text",
    "prove_story",
    "shown",
    "without_text",
]
