"""`hyosan check`, as the command does it.

Apart from the rest of the command: an author waits for it with every change, and for nothing else.
"""

import sys
from pathlib import Path

from game.author.check import FORMATS, check_story
from game.boundary import complain
from game.cache import Cache
from game.locations import cache_folder, story_folder


def check(folder: Path | None = None, output: str = "text", translation: str = "") -> int:
    """Print what is wrong with a story, and return how the command ends. See ``hyosan check``."""
    report = check_story(folder or story_folder(), translation, Cache(cache_folder()))
    sys.stdout.write(FORMATS[output](report))
    sys.stdout.flush()
    for sentence in report.unchecked:
        complain(sentence)
    return report.exit_code
