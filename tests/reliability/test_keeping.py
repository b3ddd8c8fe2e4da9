"""Runs that could not be kept for a while: played on in memory, and kept whole once there is room again."""

import os
from pathlib import Path

import pytest

from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parents[1] / "stories" / "night_duty"
ASK, KEY, SHUT, BELL = "duty.desk.ask", "duty.key.continue", "duty.desk.shut_it", "duty.bell.continue"


@pytest.fixture(scope="module")
def story() -> Story:
    """A story of a few scenes."""
    loaded = load_story(NIGHT_DUTY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "runs.sqlite3")


def fill(library: Library, *, is_full: bool) -> None:
    """Take away the room of a library, or give it back."""
    library._connection.execute(f"PRAGMA query_only = {int(is_full)}")  # noqa: SLF001 - no disk to fill


def kept_moves(library: Library) -> list[tuple[str, ...]]:
    """Return the moves of all runs on the disk, the first begun first."""
    with Library(library.path) as again:
        return [again.open(run).moves for run in sorted(info.id for info in again.runs())]


def test_what_was_played_without_room_is_kept_once_there_is_room(story: Story, library: Library) -> None:
    """The next move after the disk has room again brings the whole run to the disk, and the player is told."""
    session = Session.begin(story, library)
    told: list[str] = []
    session.when_kept = told.append
    session.choose(ASK)
    fill(library, is_full=True)
    session.choose(KEY)
    session.choose(SHUT)
    assert kept_moves(library) == [(ASK,)]
    assert not session.keep_again()
    fill(library, is_full=False)
    session.choose(BELL)
    assert session.kept
    assert session.why_not_kept == ""
    assert told == ["Your run is kept again, as “Seung-ho”: 3 moves."]
    assert kept_moves(library) == [(ASK, KEY, SHUT, BELL)]
    assert Session.resume(story, library, 1).stopped is None


def test_a_rewind_in_memory_is_a_cut_once_there_is_room(story: Story, library: Library) -> None:
    """What was kept before the disk was full and was rewound since stays in the run's history."""
    session = Session.begin(story, library)
    for move in (ASK, KEY, SHUT):
        session.choose(move)
    fill(library, is_full=True)
    session.rewind(1)
    session.choose(KEY)
    session.choose("duty.desk.leave_it")
    fill(library, is_full=False)
    assert session.keep_again()
    run = library.open(1)
    assert run.moves == (ASK, KEY, "duty.desk.leave_it")
    assert [cut.moves for cut in run.cuts()] == [(SHUT,)]
    assert run.info.splices == 1


def test_a_run_that_somebody_played_meanwhile_is_not_written_over(story: Story, library: Library) -> None:
    """Both are kept: theirs as it is, ours as a run of its own."""
    session = Session.begin(story, library)
    fill(library, is_full=True)
    session.choose(SHUT)
    fill(library, is_full=False)
    Session.resume(story, Library(library.path), 1).choose(ASK)
    assert session.keep_again()
    assert kept_moves(library) == [(ASK,), (SHUT,)]


def test_a_run_that_never_had_room_is_kept_from_its_beginning(story: Story, library: Library) -> None:
    """A disk that is full at the start is no worse than one that fills up later."""
    fill(library, is_full=True)
    session = Session.begin(story, library, "Ye-won")
    session.choose(SHUT)
    fill(library, is_full=False)
    assert session.keep_again()
    assert kept_moves(library) == [(SHUT,)]
    assert session.title == "Ye-won"


def test_a_library_that_could_not_be_opened_is_opened_later(story: Story, tmp_path: Path) -> None:
    """A folder that comes to be writable while somebody plays is used from then on."""
    in_the_way = tmp_path / "home"
    in_the_way.write_text("a file")
    path = in_the_way / "runs.sqlite3"
    session = Session.begin(story, None, why_not_kept="It is a file.")
    session.reopen = lambda: Library(path).reopened()
    session.choose(SHUT)
    assert not session.kept
    assert "Runs cannot be kept" in session.why_not_kept
    in_the_way.unlink()
    session.choose(BELL)
    assert session.library is not None
    assert kept_moves(session.library) == [(SHUT, BELL)]


def test_runs_that_can_only_be_read_are_gone_on_with_in_memory(
    story: Story, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only file hides nobody's runs: they are listed and played on, the player is told, nothing changes."""
    Session.begin(story, library).choose(SHUT)
    monkeypatch.setattr(os, "access", lambda *_: False)
    locked = Library(library.path)
    assert "Runs cannot be kept in" in locked.why_read_only
    assert [info.length for info in locked.runs()] == [1]
    session = Session.resume(story, locked, 1)
    assert not session.kept
    session.choose(BELL)
    assert session.playthrough.moves == (SHUT, BELL)
    monkeypatch.undo()
    assert kept_moves(library) == [(SHUT,)]
    with pytest.raises(NotKept):
        locked.rename(1, "Another")
    assert session.keep_again()
    assert kept_moves(library) == [(SHUT, BELL)]
