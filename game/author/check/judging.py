"""A story that was read to everything that is wrong with it: what the loader says, and then what the rules say."""

from collections.abc import Callable

from game.author.check.ignores import silence
from game.author.check.kept_summaries import KeptSummaries
from game.author.check.rules import RULES
from game.author.check.study import Study
from game.author.check.summary import Summary
from game.author.check.unit import units_of
from game.story.loader import Loaded
from game.story.problems import Problems


def judge(
    loaded: Loaded, summaries: KeptSummaries | None = None, between: Callable[[], None] = lambda: None
) -> Problems:
    """Return what is wrong with a story that was read: what the loader said, and what every static rule says.

    ``summaries`` may know some of the files already. ``between`` is called before each file, and before each rule that
    looks at all of them. By raising it puts an end to work that nobody waits for any more.
    """
    if loaded.story is None:
        return loaded.problems
    known = summaries or KeptSummaries()
    summed_up: list[Summary] = []
    for unit in units_of(loaded.story, loaded.problems.files):
        between()
        summed_up.append(known.of(unit, loaded.story.groups))
    study = Study(loaded.story, loaded.problems.files, summed_up, loaded.drawn, known.remembered)
    found = [*loaded.problems, *(problem for summary in summed_up for problem in summary.problems)]
    for rule in RULES:
        between()
        found += rule(study)
    return loaded.problems.of_the_same_files(silence(found, study))
