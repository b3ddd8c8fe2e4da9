"""HT450: a phrase that one reader can meet in three scenes."""

import re
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from game.author.check.marks import MOST_SCENES, often_marked
from game.author.check.readings import scene_paragraphs
from game.author.check.study import Study
from game.author.check.summary import MARK, Worded
from game.author.check.unit import Unit
from game.author.check.words import words_of_paragraph
from game.story.problems import Problem, Span

WORDS = 5
"""How long a run of words is before it is a phrase: four come back by chance, five by habit."""
_FACTORS = (0x1E3779B1, 0x05EBCA77, 0x12B2AE3D, 0x17D4EB2F, 0x165667B1)
"""For each place in a run another one, so that the same words in another order are another run. Of 29 bits each."""
_WIDE = "Q"
"""How a word's number is held: it has 32 bits, and five of them times a factor have room in eight bytes."""
Run = tuple[str, ...]


def worded(unit: Unit) -> dict[str, Worded]:
    """Return the words of each scene's paragraphs as they are compared."""
    told = {key: [unit.words(paragraph) for paragraph in paragraphs] for key, paragraphs in unit.by_scene.items()}
    in_order = [words for paragraphs in told.values() for words in paragraphs]
    marks = _marks(array(_WIDE, map(_NUMBERS.__getitem__, chain.from_iterable(in_order))))
    found: dict[str, Worded] = {}
    first = 0
    for key, paragraphs in told.items():
        own = array(MARK)
        for words in paragraphs:
            own.extend(marks[first : first + max(0, len(words) + 1 - WORDS)])
            first += len(words)
        found[key] = Worded([" ".join(words) for words in paragraphs], own)
    return found


class _Numbers(dict[str, int]):
    """A number for each word, which is the same whenever and wherever it is asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return number


_NUMBERS = _Numbers()
"""Those of all words that were met: most come again in the next file."""


def _marks(numbers: "array[int]") -> "array[int]":
    """Return a number for each run of words, by where it begins. Equal runs have the same, others hardly ever.

    All are worked out at once, as one large number whose digits they are: none comes to more than a digit holds.
    """
    if sys.byteorder == "big":
        numbers.byteswap()
    whole = int.from_bytes(numbers.tobytes(), "little")
    digit = numbers.itemsize * 8
    marks = sum((whole >> digit * place) * factor for place, factor in enumerate(_FACTORS))
    # Of each digit the lower half.
    found = array(MARK, marks.to_bytes(len(numbers) * numbers.itemsize, "little"))[::2]
    if sys.byteorder == "big":
        found.byteswap()
    return found


def check(study: Study) -> Iterator[Problem]:
    """Yield phrases of five words or more that some way through the story has in three scenes, refrains apart."""
    scenes = {key: told for one in study.summaries for key, told in one.phrases.items()}
    are_meant = _refrains(study.story.refrains)
    often, spots = _places(study, scenes)
    habits = {run: where for run, where in often.items() if not are_meant(run) and _met(where, study) > MOST_SCENES}
    found = tuple(_found(scenes, habits, spots))
    places = _where(study, [phrase for phrase, _ in found])
    for phrase, where in found:
        yield study.problem(
            "HT450",
            places[phrase],
            f"“{phrase.words}” stands in {len(where)} scenes: {', '.join(f'`{key}`' for key in where)}.",
            expected="a phrase this long in two scenes at most, or under `refrains` in story.yaml",
            hint="Say it in other words, unless it is meant to come back.",
        )


class _Phrase(NamedTuple):
    """A phrase, in which paragraph of which scene it is told."""

    key: str
    number: int
    words: str


def _found(
    scenes: Mapping[str, Worded], habits: Mapping[Run, Sequence[str]], spots: Mapping[str, Collection[int]]
) -> Iterator[tuple[_Phrase, list[str]]]:
    """Yield each phrase where it stands first, with all the scenes in which it stands.

    ``spots`` are the paragraphs of each scene that may have one.
    """
    told: set[Run] = set()
    for key, numbers in spots.items():
        for number in sorted(numbers):
            for phrase in _joined(tuple(scenes[key].paragraphs[number].split(" ")), habits):
                if not told.issuperset(_runs(phrase)):
                    told.update(_runs(phrase))
                    where = dict.fromkeys(key for run in _runs(phrase) for key in habits[run])
                    yield _Phrase(key, number, " ".join(phrase)), [*where]


def _where(study: Study, phrases: Iterable[_Phrase]) -> dict[_Phrase, Span]:
    """Return where some phrases stand. Of a file that says the same as before, that is known."""
    wanted: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        wanted.setdefault(study.story.scenes[phrase.key].span.file, []).append(phrase)
    places: dict[_Phrase, Span] = {}
    for file, here in wanted.items():
        # What a paragraph says hangs on the file, and on names that are filled in.
        rests_on = (study.content(file), study.prose(file), tuple(map(tuple, here)))
        spans = study.remembered.recall(f"phrases {file}", rests_on, partial(_spans, study, here))
        places |= zip(here, spans, strict=True)
    return places


def _spans(study: Study, phrases: Sequence[_Phrase]) -> tuple[Span, ...]:
    return tuple(_span(study, phrase) for phrase in phrases)


def _span(study: Study, phrase: _Phrase) -> Span:
    scene = study.story.scenes[phrase.key]
    words = phrase.words.split(" ")
    paragraph = scene_paragraphs(scene)[phrase.number]
    written = re.search(r"\W+".join(map(re.escape, words)), paragraph, re.IGNORECASE)
    return study.find(written.group() if written else words[0], scene)


def _places(study: Study, scenes: Mapping[str, Worded]) -> tuple[dict[Run, list[str]], dict[str, set[int]]]:
    """Return the runs of words that stand in more than two scenes, with those scenes; and the paragraphs they stand in.

    Scenes are in story order.
    """
    places: dict[Run, list[str]] = {}
    spots: dict[str, set[int]] = {}
    for key, marks in often_marked([summary.phrases for summary in study.summaries], study.remembered).items():
        standing = [*_standing(scenes[key], marks)]
        for run in dict.fromkeys(run for _, run in standing):
            places.setdefault(run, []).append(key)
        if standing:
            spots[key] = {number for number, _ in standing}
    return {run: where for run, where in places.items() if len(where) > MOST_SCENES}, spots


def _standing(told: Worded, marks: Iterable[int]) -> Iterator[tuple[int, Run]]:
    """Yield the runs of words that have some marks, in the order in which they stand, each with its paragraph."""
    places = sorted(place for mark in marks for place in _all(told.marks, mark))
    first = number = 0
    for place in places:
        while place >= (last := first + _how_many(told.paragraphs[number])):
            first, number = last, number + 1
        begin = place - first
        yield number, tuple(told.paragraphs[number].split(" ")[begin : begin + WORDS])


def _all(marks: "array[int]", mark: int) -> Iterator[int]:
    """Yield all places of a mark."""
    place = -1
    with suppress(ValueError):
        while True:
            yield (place := marks.index(mark, place + 1))


def _how_many(paragraph: str) -> int:
    """Return how many runs of words a paragraph has."""
    return max(0, paragraph.count(" ") + 2 - WORDS)


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


def _refrains(written: Iterable[str]) -> Callable[[Run], bool]:
    """Return what tells whether a run of words is of a refrain, or has one in it."""
    refrains = [tuple(words_of_paragraph(refrain)) for refrain in written]
    runs = {run for refrain in refrains for run in _runs(refrain)}
    short = [refrain for refrain in refrains if 0 < len(refrain) < WORDS]
    return lambda run: run in runs or any(_within(refrain, run) for refrain in short)


def _within(part: Run, whole: Run) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _runs(words: Run) -> Iterator[Run]:
    """Return every run of words, in the order in which they stand."""
    return zip(*(words[start:] for start in range(WORDS)), strict=False)
