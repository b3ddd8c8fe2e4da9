"""Notes on words: which of them belong to what is on the page, and which a player has come across."""

from collections.abc import Iterable, Iterator

from game.engine.events import Event, ReplyGiven, SceneEntered
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.story.model import Term


def found_in(text: str, form: str) -> int | None:
    """Return where a form of a term stands in a text, as whole words; ``None`` if it does not.

    One that begins with a small letter may begin with a capital there, as at the beginning of a sentence.
    """
    first, rest = form[:1], form[1:]
    heads = {first, *first.upper()} if first.islower() else {first}
    found = [place for head in heads if (place := _alone(text, head + rest)) is not None]
    return min(found, default=None)


def _alone(text: str, word: str) -> int | None:
    """Return where a word first stands in a text, other than as a part of a longer one."""
    # Looked for as it stands, and only then at what is beside it: a whole story is gone through for each of many words.
    place = text.find(word)
    while place >= 0:
        if not any(map(_goes_on, (text[max(place - 1, 0) : place], text[place + len(word) : place + len(word) + 1]))):
            return place
        place = text.find(word, place + 1)
    return None


def _goes_on(letter: str) -> bool:
    """Whether what stands beside a word is a part of it."""
    return letter.isalnum() or letter in {"_", "-"}


def terms_here(run: Playthrough) -> tuple[Term, ...]:
    """Return the terms of the present page and its choices, in the order in which they stand there."""
    arrival = next(at for at in range(len(run.steps) - 1, -1, -1) if run.steps[at].arrived)
    told = [*_told(event for step in run.steps[arrival:] for event in step.events), *map(run.label, run.offers())]
    return _terms_in(run.story.glossary, "\n".join(told))


def terms_met(run: Playthrough) -> tuple[Term, ...]:
    """Return all terms that this run has come across and that are not on the present page, in story order."""
    told = "\n".join(words for step in run.steps for words in (plain(step.label), *_told(step.events)))
    here = terms_here(run)
    met = {term.term for term in _terms_in(run.story.glossary, told)}
    return tuple(term for term in run.story.glossary if term.term in met and term not in here)


def term_named(run: Playthrough, typed: str) -> Term | None:
    """Return the term that somebody asks for, among those that this run has come across; ``None`` for any other."""
    wanted = _letters(typed)
    return next(
        (
            term
            for term in (*terms_here(run), *terms_met(run))
            if wanted and wanted in map(_letters, (term.term, *term.forms))
        ),
        None,
    )


def _terms_in(glossary: Iterable[Term], text: str) -> tuple[Term, ...]:
    found = []
    for term in glossary:
        places = [place for form in term.forms if (place := found_in(text, form)) is not None]
        if places:
            found.append((min(places), term))
    return tuple(term for _, term in sorted(found, key=lambda one: one[0]))


def _told(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if isinstance(event, ReplyGiven | SceneEntered):
            yield from map(plain, event.paragraphs)


def _letters(words: str) -> str:
    """Return only the letters and digits, and no article: nobody should have to remember how a word is written."""
    return "".join(letter for letter in words.casefold().removeprefix("the ").removeprefix("a ") if letter.isalnum())
