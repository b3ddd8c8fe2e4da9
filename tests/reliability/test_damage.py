"""Damaged files of runs: what can be had back is had back, the rest is named, and the damaged file is kept."""

import os
import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from reliability.damage import WAYS, Bench, Damage, kept_in
from reliability.marked_story import write_marked_story

from game.saves.keeper import BACK_UP_EVERY
from game.saves.library import Library
from game.saves.recovery.copies import MOST_COPIES, copies_of
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

TIMES = 10
"""How often each way to damage a file is tried here; `make reliability` does it for long."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A story of many scenes."""
    loaded = load_story(write_marked_story(tmp_path_factory.mktemp("story"))).story
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def damaged_bench(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A folder of runs to be damaged."""
    bench = Bench(story, tmp_path_factory.mktemp("bench"))
    bench.play(random.Random(4))  # noqa: S311 - damage, not secrets
    return bench


@pytest.mark.parametrize("way", list(dict.fromkeys(WAYS)))
def test_no_damage_loses_a_run_without_a_word(damaged_bench: Bench, way: Damage) -> None:
    """Never a traceback; every run as it was, or named; none behind the last copy; the damaged file kept as it was."""
    seed = int.from_bytes(os.urandom(4), "big")
    dice = random.Random(seed)  # noqa: S311 - damage, not secrets
    for _ in range(TIMES):
        try:
            damaged_bench.trial(way, dice)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


def spoil(path: Path) -> None:
    """Make another letter of one in the last move that a file holds, where SQLite sees nothing wrong."""
    content = bytearray(path.read_bytes())
    at = content.find(b"part_1.s001")
    content[at : at + 4] = b"qart"
    path.write_bytes(content)


def test_a_letter_that_became_another_is_noticed_and_put_right_from_the_copy(story: Story, tmp_path: Path) -> None:
    """SQLite finds nothing wrong with it, and the run would be told to belong to another version of the story."""
    path = tmp_path / "runs.sqlite3"
    with Library(path) as library:
        session = Session.begin(story, library)
        for _ in range(BACK_UP_EVERY + 2):
            session.choose(session.playthrough.available()[0])
        moves = session.playthrough.moves
    spoil(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with Library(path) as library:
        assert library.mended[1:] == ("One run is whole.",)
        assert library.open(1).moves == moves


def test_a_file_damaged_while_somebody_plays_is_mended_and_played_on(story: Story, tmp_path: Path) -> None:
    """The session holds the whole run: whatever the file lost of it is written again, and the next move is kept."""
    path = tmp_path / "runs.sqlite3"
    library = Library(path)
    session = Session.begin(story, library)
    told: list[str] = []
    session.when_kept = told.append
    for _ in range(6):
        session.choose(session.playthrough.available()[0])
    path.write_bytes(b"\0" * 3000)
    session.choose(session.playthrough.available()[0])
    session.choose(session.playthrough.available()[1])
    assert session.kept
    assert told
    with Library(path) as again:
        assert max((moves for _, moves, _ in kept_in(again).values()), key=len) == session.playthrough.moves


def test_a_window_whose_file_was_mended_by_another_goes_on_in_the_new_one(story: Story, tmp_path: Path) -> None:
    """What it wrote into the file put aside would be found by nobody."""
    path = tmp_path / "runs.sqlite3"
    here = Session.begin(story, Library(path))
    for _ in range(BACK_UP_EVERY):
        here.choose(here.playthrough.available()[0])
    spoil(path)
    with Library(path) as there:
        assert there.mended
    here.choose(here.playthrough.available()[0])
    assert here.kept
    with Library(path) as again:
        assert not again.mended
        assert again.open(1).moves == here.playthrough.moves


def test_copies_are_made_for_the_last_days_of_play(story: Story, tmp_path: Path) -> None:
    """One a day, as many days as are kept, none where nothing was played; half-written ones are no copies."""
    path = tmp_path / "runs.sqlite3"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    with Library(path, lambda: now) as library:
        session = Session.begin(story, library)
    for day in range(MOST_COPIES + 3):
        now = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=day)
        with Library(path, lambda: now) as library:  # noqa: B023 - it is asked at once
            session = Session.resume(story, library, 1)
            if day != 4:
                session.choose(session.playthrough.available()[0])
            library.back_up()
    days = [copy.stem[-2:] for copy in copies_of(path)]
    assert days == ["09", "08", "07", "05", "04"]
    assert sorted(path.parent.glob("backups/*.part")) == []


def test_a_file_of_runs_that_is_gone_is_brought_back_from_its_copy(story: Story, tmp_path: Path) -> None:
    """A folder that was tidied, or a disk that was checked, must not look like a game that nobody ever played."""
    path = tmp_path / "runs.sqlite3"
    with Library(path) as library:
        session = Session.begin(story, library)
        for _ in range(BACK_UP_EVERY + 3):
            session.choose(session.playthrough.available()[0])
    path.unlink()
    with Library(path) as library:
        assert "gone from" in library.mended[0]
        assert library.open(1).info.length == BACK_UP_EVERY + 1


def test_deleting_leaves_nothing_behind_that_could_be_taken_for_kept(story: Story, tmp_path: Path) -> None:
    """What a rewind cut stands in the file once, as cut: an old page must not bring it back as played."""
    path = tmp_path / "runs.sqlite3"
    with Library(path) as library:
        session = Session.begin(story, library)
        for _ in range(90):
            session.choose(session.playthrough.available()[0])
        session.rewind(0)
        session.take_back()
        session.rewind(10)
    content = path.read_bytes()
    assert content.count(b"part_2.s039") == 1
