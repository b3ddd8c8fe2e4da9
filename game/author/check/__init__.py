"""`hyosan check`: everything that is wrong with a story, at once."""

from game.author.check.checker import Report, check_story
from game.author.check.printing import report

__all__ = ["Report", "check_story", "report"]
