"""HT450: a phrase that one reader can meet in three scenes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from game.author.check.readings import scene_paragraphs
from game.author.check.study import Study
from game.author.check.unit import Unit
from game.story.problems import Problem

WORDS = 5
"""How long a run of words is before it is a phrase: four come back by chance, five by habit."""
MOST_SCENES = 2
_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")
Run = tuple[str, ...]


def worded(unit: Unit) -> dict[str, list[str]]:
    """Return the words of each scene's paragraphs as they are compared, those of a paragraph in one text."""
    return {key: [" ".join(_words(paragraph)) for paragraph in told] for key, told in unit.by_scene.items()}


def check(study: Study) -> Iterator[Problem]:
    """Yield phrases of five words or more that some way through the story has in three scenes, refrains apart."""
    scenes = {
        key: [tuple(words.split(" ")) for words in told] for one in study.summaries for key, told in one.phrases.items()
    }
    refrains = [_words(refrain) for refrain in study.story.refrains]
    habits = {
        run: where
        for run, where in _places(scenes).items()
        if not _is_refrain(run, refrains) and _met(where, study) > MOST_SCENES
    }
    concerned = {key for where in habits.values() for key in where}
    told: set[Run] = set()
    for key in (key for key in scenes if key in concerned):
        for number, words in enumerate(scenes[key]):
            for phrase in _joined(words, habits):
                if not told.issuperset(_runs(phrase)):
                    told.update(_runs(phrase))
                    where = dict.fromkeys(key for run in _runs(phrase) for key in habits[run])
                    yield _problem(study, key, number, phrase, tuple(where))


def _problem(study: Study, key: str, number: int, phrase: Run, where: Sequence[str]) -> Problem:
    scene = study.story.scenes[key]
    paragraph = scene_paragraphs(scene)[number]
    written = re.search(r"\W+".join(map(re.escape, phrase)), paragraph, re.IGNORECASE)
    return study.problem(
        "HT450",
        study.find(written.group() if written else phrase[0], scene),
        f"“{' '.join(phrase)}” stands in {len(where)} scenes: {', '.join(f'`{key}`' for key in where)}.",
        expected="a phrase this long in two scenes at most, or under `refrains` in story.yaml",
        hint="Say it in other words, unless it is meant to come back.",
    )


def _places(scenes: Mapping[str, Sequence[Run]]) -> dict[Run, list[str]]:
    """Return the runs of words that stand in more than two scenes, with those scenes in story order."""
    runs_of = {key: {run for words in told for run in _runs(words)} for key, told in scenes.items()}
    # What stands in one scene at least, in two, in three. Nearly all runs stand in one, and sets remember their hashes.
    once: set[Run] = set()
    twice: set[Run] = set()
    often: set[Run] = set()
    for runs in runs_of.values():
        often |= twice & runs
        twice |= once & runs
        once |= runs
    places: dict[Run, list[str]] = {run: [] for run in often}
    for key, runs in runs_of.items():
        for run in often & runs:
            places[run].append(key)
    return places


def _met(where: Collection[str], study: Study) -> int:
    """Return how many of some scenes one way through the story can come to, by the graph alone."""
    longest: dict[str, int] = {}
    # In story order most scenes stand behind those that lead to them; those that do not are seldom, and only missed.
    for key in where:
        before = (length for earlier, length in longest.items() if study.order.can_follow(earlier, key))
        longest[key] = 1 + max(before, default=0)
    return max(longest.values(), default=0)


def _joined(words: Run, habits: Mapping[Run, Sequence[str]]) -> Iterator[Run]:
    """Yield the phrases of a paragraph, runs that overlap made one."""
    phrase: Run = ()
    for run in (*_runs(words), ()):
        if run in habits:
            phrase = (*phrase, run[-1]) if phrase else run
        elif phrase:
            yield phrase
            phrase = ()


def _is_refrain(run: Run, refrains: Sequence[Run]) -> bool:
    return any(refrain and (_within(refrain, run) or _within(run, refrain)) for refrain in refrains)


def _within(part: Run, whole: Run) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _runs(words: Run) -> Iterator[Run]:
    """Return every run of words, in the order in which they stand."""
    return zip(*(words[start:] for start in range(WORDS)), strict=False)


def _words(text: str) -> Run:
    return tuple(_WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
