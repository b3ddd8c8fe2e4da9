"""HT450: a phrase that one reader can meet in three scenes."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from game.author.check.study import Study
from game.engine.graph import closure
from game.story.model import Scene
from game.story.problems import Problem

WORDS = 5
"""How long a run of words is before it is a phrase: four come back by chance, five by habit."""
MOST_SCENES = 2
_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")
Run = tuple[str, ...]


def check(study: Study) -> Iterator[Problem]:
    """Yield phrases of five words or more that some way through the story has in three scenes, refrains apart."""
    places = _places(study)
    refrains = [_words(refrain) for refrain in study.story.refrains]
    follows: dict[str, set[str]] = {}
    habits = {
        run: tuple(where)
        for run, where in places.items()
        if len(where) > MOST_SCENES and not _is_refrain(run, refrains) and _met(where, study, follows) > MOST_SCENES
    }
    told: set[Run] = set()
    for scene, paragraph in study.paragraphs:
        for phrase in _joined(paragraph, habits):
            if not told.issuperset(_runs(phrase)):
                told.update(_runs(phrase))
                where = dict.fromkeys(key for run in _runs(phrase) for key in habits[run])
                yield _problem(study, scene, paragraph, phrase, tuple(where))


def _problem(study: Study, scene: Scene, paragraph: str, phrase: Run, where: Sequence[str]) -> Problem:
    written = re.search(r"\W+".join(map(re.escape, phrase)), paragraph, re.IGNORECASE)
    return study.problem(
        "HT450",
        study.find(written.group() if written else phrase[0], scene),
        f"“{' '.join(phrase)}” stands in {len(where)} scenes: {', '.join(f'`{key}`' for key in where)}.",
        expected="a phrase this long in two scenes at most, or under `refrains` in story.yaml",
        hint="Say it in other words, unless it is meant to come back.",
    )


def _places(study: Study) -> dict[Run, dict[str, None]]:
    """Return the scenes in which each run of words stands, in story order."""
    places: dict[Run, dict[str, None]] = defaultdict(dict)
    for scene, paragraph in study.paragraphs:
        for run in _runs(_words(paragraph)):
            places[run][scene.key] = None
    return places


def _met(where: Collection[str], study: Study, follows: dict[str, set[str]]) -> int:
    """Return how many of some scenes one way through the story can come to, by the graph alone."""
    for key in where:
        if key not in follows:
            follows[key] = closure(study.graph.after, study.graph.after[key])
    longest: dict[str, int] = {}
    # In story order most scenes stand behind those that lead to them; those that do not are seldom, and only missed.
    for key in where:
        longest[key] = 1 + max((longest[before] for before in longest if key in follows[before]), default=0)
    return max(longest.values(), default=0)


def _joined(paragraph: str, habits: Mapping[Run, Sequence[str]]) -> Iterator[Run]:
    """Yield the phrases of a paragraph, runs that overlap made one."""
    phrase: Run = ()
    for run in (*_runs(_words(paragraph)), ()):
        if run in habits:
            phrase = (*phrase, run[-1]) if phrase else run
        elif phrase:
            yield phrase
            phrase = ()


def _is_refrain(run: Run, refrains: Sequence[Run]) -> bool:
    return any(refrain and (_within(refrain, run) or _within(run, refrain)) for refrain in refrains)


def _within(part: Run, whole: Run) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _runs(words: Run) -> list[Run]:
    return [words[start : start + WORDS] for start in range(len(words) - WORDS + 1)]


def _words(text: str) -> Run:
    return tuple(_WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
