"""The static rules, one subject a module. Each is a function to the problems it finds: from a file, or from a story.

A new rule is a function here in ``FILE_RULES`` or ``RULES``, a code in the catalogue and a page in docs/problems/. Of a
file it may know no more than a ``Unit`` holds, for what it finds is kept and told again while that is the same.
"""

from collections.abc import Callable, Iterator

from game.author.check.rules import (
    clips,
    companions,
    facts,
    glossary,
    histories,
    history,
    labels,
    letters,
    locks,
    notes,
    paragraphs,
    phrases,
    quotation,
    repetition,
    scene_length,
    spelling,
    strangers,
    stretches,
    unreachable,
    unused,
)
from game.author.check.study import Study
from game.author.check.summary import Summary
from game.author.check.unit import Unit
from game.author.check.wording import words_in
from game.story.problems import Problem

Rule = Callable[[Study], Iterator[Problem]]
FileRule = Callable[[Unit], Iterator[Problem]]

FILE_RULES: tuple[FileRule, ...] = (
    labels.check,
    scene_length.check,
    paragraphs.check,
    repetition.check,
    quotation.check,
    companions.check,
    letters.check,
)
"""The rules that look at one file and no further."""

RULES: tuple[Rule, ...] = (
    unreachable.check,
    facts.check,
    locks.check,
    history.check,
    notes.check,
    stretches.check,
    phrases.check,
    strangers.check,
    spelling.check,
    unused.check,
    clips.check,
    glossary.check,
    histories.check,
)
"""The rules that look at the whole story, some of them by what is summed up of each file."""


def summary_of(unit: Unit) -> Summary:
    """Return what the rules keep of a file."""
    return Summary(
        tuple(problem for rule in FILE_RULES for problem in rule(unit)),
        phrases.worded(unit),
        strangers.named(unit),
        unused.mentioned(unit),
        words_in(unit),
    )
