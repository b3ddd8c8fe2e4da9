"""What was read in another run can be passed over, and nothing else can."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.saves.library import Library
from game.saves.reread import Rereading, read_in
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"


@pytest.fixture(scope="module")
def story() -> Story:
    """The small story of the tests."""
    loaded = load_story(NIGHT_DUTY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A file of runs."""
    return Library(tmp_path / "runs.sqlite3", clock=lambda: datetime(2026, 11, 4, tzinfo=UTC))


def played(story: Story, library: Library | None, *names: str, player: str = "") -> Session:
    """A new run in which the moves of these names were made: the last part of each."""
    session = Session.begin(story, library, player)
    for name in names:
        session.choose(next(move for move in session.playthrough.available() if move.endswith(f".{name}")))
    return session


def test_pages_of_another_run_are_passed_over_to_the_next_choice(story: Story, library: Library) -> None:
    """The bell has nothing to choose and was read, so one is at the door; there is a choice, which is the player's."""
    played(story, library, "leave_it", "continue", player="Ye-won")
    session = played(story, library, "leave_it")
    reread = Rereading(session)
    assert reread.pass_over() == 1
    assert session.playthrough.moment.scene.id == "door"
    assert reread.why_not() == "Here is something to choose."
    assert reread.pass_over() == 0
    run = session.run
    assert run is not None
    assert run.moves == session.playthrough.moves, "what is passed over is kept like any move"


def test_this_run_alone_has_read_nothing_before(story: Story, library: Library) -> None:
    """Otherwise every page could be passed over as soon as it was there."""
    session = played(story, library, "leave_it")
    assert Rereading(session).why_not() == "You have not read this page in another run."
    assert Rereading(played(story, None, "leave_it")).pass_over() == 0


def test_what_was_cut_from_this_run_was_read(story: Story, library: Library) -> None:
    """Whoever goes back to the beginning of a tape need not read it slowly again."""
    session = played(story, library, "leave_it", "continue")
    session.rewind(1)
    assert Rereading(session).pass_over() == 1


def test_a_page_that_reads_otherwise_is_new(story: Story, library: Library) -> None:
    """With the window shut the door is another page than with the window open, if only by a sentence."""
    left = played(story, library, "leave_it", "continue").playthrough.moves
    shut = played(story, library, "shut_it", "continue").playthrough.moves
    read = read_in(story, [("", left)])
    new = read_in(story, [("", left), ("", shut)]) - read
    assert {where for where, _ in new} == {"duty.desk.shut_it", "roof.door"}
    assert len([where for where, _ in new if where == "roof.door"]) == 1, "the rest of that page was read"


def test_a_page_with_a_clip_is_not_passed_over(story: Story, library: Library) -> None:
    """What could be kept on tape is for the player to decide, read or not."""
    played(story, library)
    session = played(story, library)
    assert session.playthrough.moment.scene.clip is not None
    assert Rereading(session).why_not() == "Here is something to choose."
