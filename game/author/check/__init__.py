"""`hyosan check`: everything that is wrong with a story, at once."""

from game.author.check.checker import check_story
from game.author.check.github import as_github
from game.author.check.printing import as_json, as_text
from game.author.check.report import Report
from game.author.check.sarif import as_sarif

FORMATS = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}
"""How a report is printed, by what `--format` says."""

__all__ = ["FORMATS", "Report", "as_github", "as_json", "as_sarif", "as_text", "check_story"]
