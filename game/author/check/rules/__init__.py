"""The static rules, one subject a module. Each is a function from a study of a story to the problems it finds.

A new rule is a function here in ``RULES``, a code in the catalogue and a page in docs/problems/.
"""

from collections.abc import Callable, Iterator

from game.author.check.rules import (
    clips,
    companions,
    facts,
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
    unreachable,
    unused,
)
from game.author.check.study import Study
from game.story.problems import Problem

Rule = Callable[[Study], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    unreachable.check,
    facts.check,
    locks.check,
    history.check,
    labels.check,
    notes.check,
    scene_length.check,
    paragraphs.check,
    repetition.check,
    phrases.check,
    quotation.check,
    companions.check,
    strangers.check,
    letters.check,
    spelling.check,
    unused.check,
    clips.check,
    histories.check,
)
