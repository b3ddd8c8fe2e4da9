"""A story in figures: its words and who speaks them, its choices, and what becomes of its numbers."""

from game.author.stats.measure import chapter_figures, speaker_words
from game.author.stats.report import as_csv, as_json, as_text, spreads_csv
from game.author.stats.values import spreads, variable_named

__all__ = [
    "as_csv",
    "as_json",
    "as_text",
    "chapter_figures",
    "speaker_words",
    "spreads",
    "spreads_csv",
    "variable_named",
]
