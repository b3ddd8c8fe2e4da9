"""HT458: a note on a word that stands nowhere in the story."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.author.check.uses import record_texts, scene_texts
from game.engine.glossary import found_in
from game.story.model import Story
from game.story.problems import Problem
from game.story.text import Branching, Prose, Text


def check(study: Study) -> Iterator[Problem]:
    """Yield every form of a term that nothing says which people read: its note could never be shown for it."""
    if not study.story.glossary:
        return
    told = "\n".join(_words_of(study.story)).replace("*", "")
    for term in study.story.glossary:
        for form, place in zip(term.forms, term.places, strict=True):
            if found_in(told, form) is None:
                yield study.problem(
                    "HT458",
                    place,
                    f"“{form}” stands in no scene, so nobody is ever shown what it means.",
                    expected="a word as it stands in the story",
                    hint="List under `forms` how the story has it, or take the note out.",
                )


def _words_of(story: Story) -> Iterator[str]:
    texts = [text for scene in story.scenes.values() for text in scene_texts(scene)]
    for text in (*texts, *record_texts(story)):
        yield "".join(_prose(text))


def _prose(text: Text) -> Iterator[str]:
    """Yield the words of a text, those of every branch behind a line's end of their own."""
    for segment in text.segments:
        if isinstance(segment, Prose):
            yield segment.words
        elif isinstance(segment, Branching):
            for arm in segment.arms:
                yield "\n"
                yield from _prose(arm.text)
            yield "\n"
