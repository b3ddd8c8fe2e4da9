"""`hyosan check`: everything that is wrong with a story, at once."""

from game.author.check.checker import Report, check_story
from game.author.check.printing import as_json, as_text

__all__ = ["Report", "as_json", "as_text", "check_story"]
