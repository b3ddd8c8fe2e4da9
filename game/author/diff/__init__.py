"""Two versions of a story compared by what they say and do, and by the runs that one keeps of the other."""

from game.author.diff.held import held_runs
from game.author.diff.report import as_json, as_text
from game.author.diff.sources import version

__all__ = ["as_json", "as_text", "held_runs", "version"]
