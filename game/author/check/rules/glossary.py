"""HT458: a note on a word that stands nowhere in the story."""

from collections.abc import Iterable, Iterator
from functools import partial

from game.author.check.study import Study
from game.author.check.uses import record_texts
from game.story.problems import Problem
from game.story.sketch import Drawn, prose_of


def check(study: Study) -> Iterator[Problem]:
    """Yield every form of a term that nothing says which people read: its note could never be shown for it."""
    if not study.story.glossary:
        return
    missing = tuple(form for term in study.story.glossary for form in term.forms)
    for number, chapter in enumerate(study.drawn):
        look = partial(_missing, missing, chapter)
        missing = study.remembered.recall(f"forms {number}", (chapter.prose, missing), look)
    missing = _missing_in(missing, map(prose_of, record_texts(study.story)))
    for term in study.story.glossary:
        for form, place in zip(term.forms, term.places, strict=True):
            if form in missing:
                yield study.problem(
                    "HT458",
                    place,
                    f"“{form}” stands in no scene, so nobody is ever shown what it means.",
                    expected="a word as it stands in the story",
                    hint="List under `forms` how the story has it, or take the note out.",
                )


def _missing(forms: tuple[str, ...], chapter: Drawn) -> tuple[str, ...]:
    return _missing_in(forms, chapter.told)


def _missing_in(forms: tuple[str, ...], told: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that do not stand in some texts."""
    if not forms:
        return ()
    from game.engine.glossary import found_in  # noqa: PLC0415 - where all is remembered, nobody needs to know how to play

    words = "\n".join(told).replace("*", "")
    return tuple(form for form in forms if found_in(words, form) is None)
