"""A measure of one playthrough, by the game's own rules and as it is read there: what figures are borne out by."""

from collections.abc import Iterator, Sequence

from game.author.prove.measured import Measure
from game.engine import rules
from game.engine.prose import words_of
from game.engine.state import Moment
from game.story.model import Story
from game.story.text import Branching, Prose, Text

NAME = "Seung-ho"
"""Any name of one word."""


def played(story: Story, moves: Sequence[str], measure: Measure) -> int:
    """Return what a playthrough comes to. Raises MoveNotOffered if it cannot be gone."""
    moment = rules.begin(story)
    read = list(_arrival(moment, story))
    choices = 0
    for move in moves:
        choice = next((choice for choice in moment.scene.choices if choice.key == move), None)
        clip = moment.scene.clip if move == moment.scene.clip_move else None
        label = choice.label if choice else clip.label if clip else None
        outcome = rules.apply(story, moment, move)
        choices += choice is not None
        if label is not None:
            read.append((f"{move}:label", label, moment))
        if outcome.reply is not None:
            read.append((move, outcome.reply, outcome.judged))
        if outcome.arrived:
            read += _arrival(outcome.after, story)
        moment = outcome.after
    if measure is Measure.MOVES:
        return len(moves)
    if measure is Measure.CHOICES:
        return choices
    if measure is Measure.WORDS:
        return sum(_words(story, text, moment) for _, text, moment in read)
    pieces = {(owner, id(piece)): words for owner, text, at in read for piece, words in _pieces(story, text, at)}
    return sum(pieces.values())


def _arrival(moment: Moment, story: Story) -> Iterator[tuple[str, Text, Moment]]:
    yield moment.scene.key, moment.scene.text, moment
    if moment.scene.ending is not None and moment.scene.ending.kind == "record":
        for epilogue in story.epilogues:
            if rules.holds(story, moment, epilogue.condition):
                yield epilogue.id, epilogue.text, moment


def _words(story: Story, text: Text, moment: Moment) -> int:
    told = words_of(text, moment.state.vector, rules.listed(story, moment), NAME)
    return sum(word != "\\" for word in told.split())


def _pieces(story: Story, text: Text, moment: Moment) -> Iterator[tuple[Text, int]]:
    """Yield each run of words that is read, by the text or branch it is written in."""
    own = [segment for segment in text.segments if not isinstance(segment, Branching)]
    yield text, sum(len(_no_breaks(one.words)) if isinstance(one, Prose) else 1 for one in own)
    for segment in text.segments:
        if isinstance(segment, Branching):
            arm = next((arm for arm in segment.arms if rules.holds(story, moment, arm.condition)), None)
            if arm is not None:
                yield from _pieces(story, arm.text, moment)


def _no_breaks(words: str) -> list[str]:
    return [word for word in words.split() if word != "\\"]
