"""HT458: a note on a word that stands nowhere in the story."""

from collections.abc import Iterable, Iterator
from functools import partial

from game.author.check.study import Study
from game.author.check.uses import record_texts
from game.engine.glossary import found_in
from game.story.problems import Problem
from game.story.sketch import Drawn, prose_of, texts_of


def check(study: Study) -> Iterator[Problem]:
    """Yield every form of a term that nothing says which people read: its note could never be shown for it."""
    if not study.story.glossary:
        return
    forms = tuple(form for term in study.story.glossary for form in term.forms)
    found: set[str] = set()
    for number, chapter in enumerate(study.drawn):
        look = partial(_found, forms, chapter)
        found.update(study.remembered.recall(f"forms {number}", (chapter.prose, forms), look))
    missing = tuple(form for form in forms if form not in found)
    found.update(_found_in(missing, map(prose_of, record_texts(study.story))))
    for term in study.story.glossary:
        for form, place in zip(term.forms, term.places, strict=True):
            if form not in found:
                yield study.problem(
                    "HT458",
                    place,
                    f"“{form}” stands in no scene, so nobody is ever shown what it means.",
                    expected="a word as it stands in the story",
                    hint="List under `forms` how the story has it, or take the note out.",
                )


def _found(forms: Iterable[str], chapter: Drawn) -> tuple[str, ...]:
    return _found_in(forms, (prose_of(text) for scene in chapter.scenes.values() for text in texts_of(scene)))


def _found_in(forms: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that stand in some texts."""
    words = "\n".join(told).replace("*", "")
    return tuple(form for form in forms if found_in(words, form) is not None)
