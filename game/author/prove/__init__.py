"""`hyosan prove`: what an author claims of a story, decided for all playthroughs."""

from game.author.progress import shown
from game.author.prove.answers import arrival_text, claim_text, without_text
from game.author.prove.choosing import weigh_options
from game.author.prove.exchange import as_github, as_sarif
from game.author.prove.figures import choosing_json, choosing_text, readings_json, readings_text
from game.author.prove.outcome import Proof
from game.author.prove.printing import as_json, as_text
from game.author.prove.proof import prove_story
from game.author.prove.questions import ask_at, ask_claim, ask_without
from game.author.prove.readings import read_all

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
    "choosing_json",
    "choosing_text",
    "claim_text",
    "prove_story",
    "read_all",
    "readings_json",
    "readings_text",
    "shown",
    "weigh_options",
    "without_text",
]
