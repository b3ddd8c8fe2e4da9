"""What is wrong with a translation and how much of it there is, file by file: a file that is as it was is not read.

What can be said of a file of the original rests on it, on the file of its words, and on what both look up.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from game.story.built import Built
from game.story.files import Files
from game.story.folder import StoryFolder
from game.story.model import Story
from game.story.names import Names
from game.story.problems import Problems
from game.story.translation import people, record, scenes, world
from game.story.translation.ledger import Entry, Ledger
from game.story.translation.reading import Reading, speaking
from game.story.translation.schema import YouWords
from game.story.translation.translate import WordFiles, check_chapter, header, read_words
from game.story.unread import read_after_all

Made = TypeVar("Made")


class _Account(Struct, frozen=True):
    """All that an account is made of."""

    story: Story
    files: Files
    words: WordFiles
    names: Names
    ledger: Ledger
    whole: bool


def account(  # noqa: PLR0913, PLR0917 - as a translation is made, and what is known of it
    story: Story, files: Files, names: Names, source: StoryFolder, ledger: Ledger, built: Built, *, whole: bool
) -> None:
    """Enter in a ledger all that ``translate`` would. With ``whole``, each thing that is missing is entered too."""
    words = read_words(files, source, ledger)
    here = _Account(story, files, words, names, ledger, whole)
    marks = (tuple(names.seen_marks), tuple(names.taken_marks))
    also = (ledger.language, whole, marks)

    def part(name: str, of: tuple[object, ...], made: Callable[[], Made], known: Names) -> Made:
        found = tuple(one is not None for one in of)
        there = tuple(one for one in of if one is not None)
        return built.part(f"{name} in {ledger.language}", there, (*also, *found), known, made)

    around = (files.story, files.cast, files.world, files.places, words.story, words.cast, words.world, words.places)
    entry, printed = part("the frame", around, partial(_frame, here), names)
    ledger.take(entry)
    spoken = speaking(names, ledger.language, dict(printed))
    for at, (chapter, _) in enumerate(files.chapters):
        look = partial(_chapter, here, at, spoken)
        # Where nothing is translated, nothing is looked up either.
        ledger.take(part("words", (chapter, words.chapters.get(at)), look, spoken))
    ledger.take(part("words", (files.record, words.record), partial(_record, here, spoken), spoken))
    ledger.take(part("words", (files.histories, words.histories), partial(_histories, here), spoken))


def _aside(here: _Account) -> Ledger:
    """Return an empty ledger, whose problems are kept with it."""
    problems = Problems()
    for file, lines in here.ledger.problems.files.items():
        problems.know_file(file, lines)
    return Ledger(here.ledger.language, problems)


def _frame(here: _Account) -> tuple[Entry, dict[str, tuple[str, str]]]:
    """Return the account of what stands above the chapters, the histories apart, and what people are called."""
    story, files, words, ledger = here.story, here.files, here.words, _aside(here)
    cast, around, places = words.frame()
    called = people.people_words(files.cast, cast, ledger)
    printed = people.printed_names(story, called)
    reading = Reading(speaking(here.names, ledger.language, printed), ledger)
    if files.cast is not None and files.cast.you is not None:
        ledger.enter("player", YouWords, files.cast.you, cast.you)
    stats = world.stat_words(files, cast, around, ledger)
    own = replace(files, chapters=[])
    list(world.variables(story, stats, world.fact_words(own, around, {}, reading), reading))
    world.map_in(story, files.places, places, ledger)
    header(story, read_after_all(files.story), read_after_all(words.story), ledger)
    people.you(story, cast.you, ledger)
    return ledger.entry(whole=here.whole), printed


def _chapter(here: _Account, at: int, spoken: Names) -> Entry:
    chapter, season = here.files.chapters[at]
    words = read_after_all(here.words.chapters.get(at))
    reading = Reading(spoken, _aside(here))
    told = {} if words is None else {0: words}
    if words is not None:
        check_chapter(chapter, words, reading.ledger)
    own = Files(chapters=[(chapter, season)])
    facts = world.fact_words(own, None, told, reading)
    if facts:
        list(world.variables(here.story, {}, facts, reading))
    known = scenes.scene_words(own, told, reading.ledger)
    if known:
        file = chapter.chapter.span.file
        originals = {key: scene for key, scene in here.story.scenes.items() if scene.span.file == file}
        whole = {key: read_after_all(scene) for key, scene in originals.items()}
        list(scenes.scenes(whole, known, reading))
    return reading.ledger.entry(whole=here.whole)


def _record(here: _Account, spoken: Names) -> Entry:
    reading = Reading(spoken, _aside(here))
    words = read_after_all(here.words.record)
    list(record.lines(here.story, here.files.record, words, reading))
    list(record.epilogues(here.story, here.files.record, words, reading))
    return reading.ledger.entry(whole=here.whole)


def _histories(here: _Account) -> Entry:
    ledger = _aside(here)
    list(record.histories(here.story, here.files.histories, read_after_all(here.words.histories), ledger))
    return ledger.entry(whole=here.whole)
