"""The plain reader on random stories and random typing: it never fails, and tells what a transcript tells."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine.playthrough import Playthrough
from game.plain import read, transcript
from game.plain.reader import Manner
from game.plain.words import WORDS

_TYPED = st.one_of(
    st.sampled_from(["", "", "1", "2", "3", "clip", "wait", "rewind 1", "why 1", "timers on", "summary"]),
    st.sampled_from([name for word in WORDS for name in word.names]),
    st.text(max_size=12),
)


@settings(max_examples=25, deadline=None)
@given(files=stories(), answers=st.lists(_TYPED, max_size=25), is_interactive=st.booleans(), width=st.integers(1, 90))
def test_nothing_that_is_typed_breaks_it(files: Files, answers: list[str], width: int, *, is_interactive: bool) -> None:
    """Whatever story and whatever answers, it goes on to the end of the input and writes nothing a terminal obeys."""
    story = story_of(files)
    written = io.StringIO()
    run = Playthrough(story)
    read(story, run, io.StringIO("\n".join(answers)), written, Manner(is_interactive=is_interactive, width=width))
    assert story.title in written.getvalue().replace("\n", " ") or width < len(story.title)
    assert not [letter for letter in written.getvalue() if letter < " " and letter != "\n"]


@settings(max_examples=20, deadline=None)
@given(files=stories(), picks=st.lists(st.integers(0, 9), max_size=15))
def test_reading_and_replaying_tell_the_same(files: Files, picks: list[int]) -> None:
    """A transcript has every line of the story that the reader wrote for the same moves, in the same order."""
    story = story_of(files)
    played = Playthrough(story)
    written = io.StringIO()
    answers: list[str] = []
    for pick in picks:
        if played.over:
            break
        moves = played.available()
        move = moves[pick % len(moves)]
        answers.append(_answer(played, move))
        played.choose(move)
    read(story, Playthrough(story), io.StringIO("".join(f"{answer}\n" for answer in answers)), written)
    told = iter(transcript(played).splitlines())
    spoken = [
        line
        for line in written.getvalue().splitlines()
        if not line.startswith((">", "A choice against", "Nothing", "You are "))
    ]
    assert all(line in told for line in spoken if line)


def _answer(played: Playthrough, move: str) -> str:
    """Return what a reader types to make a move: a choice's number, `clip`, or Enter."""
    choices = [offer.move for offer in played.offers() if offer.choice is not None]
    if move in choices:
        return str(choices.index(move) + 1)
    return "clip" if move == played.moment.scene.clip_move else ""
