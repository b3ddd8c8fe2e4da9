"""Many players at once: what becomes of people, which endings they come to, and what nobody ever read."""

from game.author.playtest.executors import cluster, this_machine
from game.author.playtest.pool import StoryFiles, play_all, story_files
from game.author.playtest.report import as_json, as_text
from game.author.playtest.tally import Tally
from game.author.playtest.trial import Manner, Trial, play

__all__ = [
    "Manner",
    "StoryFiles",
    "Tally",
    "Trial",
    "as_json",
    "as_text",
    "cluster",
    "play",
    "play_all",
    "story_files",
    "this_machine",
]
