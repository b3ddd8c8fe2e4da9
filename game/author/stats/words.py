"""Words of a text as it is written: every branch counted once, and who says what, as far as the text says so.

A speech is what stands between straight quotation marks. It belongs to the one person who is named beside it, in the
same paragraph and outside the marks; with two or none named there, to nobody in particular.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from game.story.model import Choice, Scene, Story
from game.story.text import Branching, Prose, Text

UNNAMED = ""
"""Stands for a speaker whom the text does not name."""
NARRATOR = "narrator"
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SAYS = r"\b(?:says?|said|asks?|asked|calls?|reads?|whispers?|shouts?|answers?|adds?)\b"


def written(text: Text) -> str:
    """Return all that is written in a text, one branch after the other; what is filled in counts as a word."""
    pieces = []
    for segment in text.segments:
        match segment:
            case Prose(words=words):
                pieces.append(words)
            case Branching(arms=arms):
                pieces += [written(arm.text) for arm in arms]
            case _:
                pieces.append("X")
    return "".join(pieces)


def texts_of(scene: Scene) -> Iterator[Text]:
    """Yield what is written in a scene: its text, its choices' labels and replies, and its clip's."""
    yield scene.text
    for choice in scene.choices:
        yield choice.label
        if choice.reply is not None:
            yield choice.reply
    if scene.clip is not None:
        yield scene.clip.label
        if scene.clip.reply is not None:
            yield scene.clip.reply


def count(text: Text | None) -> int:
    """Return how many words are written in a text; none in none."""
    return 0 if text is None else len(written(text).split())


def words_by_speaker(story: Story, scene: Scene) -> Counter[str]:
    """Return how many words of a scene each person speaks, by id; the player's spoken choices are ``you``."""
    names = {person.name: person.id for person in story.people.values() if person.id != "you"}
    said: Counter[str] = Counter()
    for choice in scene.choices:
        said["you" if choice.spoken else NARRATOR] += count(choice.label)
    for text in _prose_of(scene, scene.choices):
        for paragraph in _PARAGRAPH.split(written(text)):
            said += _in_paragraph(paragraph, names)
    return said


def _prose_of(scene: Scene, choices: tuple[Choice, ...]) -> Iterator[Text]:
    yield scene.text
    yield from (choice.reply for choice in choices if choice.reply is not None)
    if scene.clip is not None and scene.clip.reply is not None:
        yield scene.clip.reply


def _in_paragraph(paragraph: str, names: Mapping[str, str]) -> Counter[str]:
    # Between marks 1 and 2, 3 and 4 …: speech; a last mark that none closes speaks to the end.
    pieces = paragraph.split('"')
    told, spoken = " ".join(pieces[::2]), " ".join(pieces[1::2])
    found: Counter[str] = Counter({NARRATOR: len(told.split())})
    if spoken:
        found[_speaker(told, names)] += len(spoken.split())
    return found


def _speaker(told: str, names: Mapping[str, str]) -> str:
    """Return who is named beside a verb of saying; else who alone is named."""
    beside = {id_ for name, id_ in names.items() if _names_speaker(told, re.escape(name))}
    named = beside or {id_ for name, id_ in names.items() if re.search(rf"\b{re.escape(name)}\b", told)}
    return named.pop() if len(named) == 1 else UNNAMED


def _names_speaker(told: str, name: str) -> bool:
    return re.search(rf"{_SAYS} {name}\b|\b{name} {_SAYS}", told) is not None
