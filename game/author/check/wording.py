"""Every word that a story lets people read, and where a word stands."""

import re
from collections.abc import Iterator

from game.author.check.study import Study
from game.author.check.unit import Unit
from game.story.comments import comments_of
from game.story.model import Story
from game.story.problems import Span
from game.story.source import scalars

WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")


def words_of(words: str) -> Iterator[str]:
    """Yield words as dictionaries have them: in small letters, with a straight apostrophe, hyphens taken apart."""
    for word in WORD.findall(words):
        yield _as_in_dictionaries(word)


def _as_in_dictionaries(word: str) -> str:
    return word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def places_in(text: str, name: str) -> Iterator[int]:
    """Yield where a name stands in a text, other than as a part of a longer word."""
    begin = text.find(name) if name else -1
    while begin >= 0:
        end = begin + len(name)
        if not (_goes_on(text[begin - 1 : begin]) or _goes_on(text[end : end + 1])):
            yield begin
        begin = text.find(name, begin + 1)


def stands_in(text: str, name: str) -> bool:
    """Whether a name stands in a text, other than as a part of a longer word."""
    return next(places_in(text, name), None) is not None


def _goes_on(letter: str) -> bool:
    """Whether what stands beside a word is a part of it."""
    return letter.isalnum() or letter == "_"


def words_in(unit: Unit) -> list[str]:
    """Return every word that can be read in a file's scenes, or in the Record, on whatever path."""
    told: list[str] = []
    for scene in unit.made:
        told += (scene.title, scene.care.about if scene.care else "", scene.ending.title if scene.ending else "")
    return sorted(unit.vocabulary | _distinct("\n".join(told)))


def words_read(study: Study) -> set[str]:
    """Return every word that can be read in a story, on whatever path."""
    return _distinct("\n".join(_lines(study.story))).union(*(summary.words for summary in study.summaries))


def _distinct(told: str) -> set[str]:
    return set(WORD.findall(_as_in_dictionaries(told)))


def names_of(story: Story) -> set[str]:
    """Return the words that names are made of: those of people and of places."""
    people = [name for person in story.people.values() for name in (person.name, person.full)]
    places = [place.name for place in story.places.values()] + [area.title for area in story.areas.values()]
    return {word for name in (*people, *places, *story.you.names) for word in words_of(name)}


def find_word(study: Study, word: str) -> Iterator[Span]:
    """Yield where a word stands in a story's files, comments apart."""
    for file, lines in study.files.items():
        places = [
            Span(file, number, match.start() + 1, number, match.end() + 1)
            for number, line in enumerate(lines, 1)
            if word[:3] in line.casefold()
            for match in WORD.finditer(line)
            if list(words_of(match.group())) == [word]
        ]
        if places:
            comments = {
                comment.span.line: comment.span.column
                for comment in comments_of(file, lines, list(scalars("\n".join(lines), file)))
            }
            yield from (place for place in places if place.column < comments.get(place.line, place.end_column))


def _lines(story: Story) -> Iterator[str]:
    """Yield what is read outside scenes and the Record's texts."""
    yield from (story.title, *story.about, *story.notes, story.you.asks)
    for chapter in story.chapters:
        yield from (chapter.title, *chapter.notes)
    for epilogue in story.epilogues:
        yield epilogue.ending.title if epilogue.ending else ""
    for person in story.people.values():
        yield from (person.role, person.card)
        yield from (words for later in person.later.values() for words in later)
    for variable in story.variables:
        yield from (variable.label, variable.says, variable.notice, *variable.domain.words.values())
    for history in story.histories:
        yield from (history.title, history.about)
    yield from (term.note for term in story.glossary)
