"""The endings: whatever was once come to stays come to, and what was not is not given away."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.engine.playthrough import Playthrough
from game.plain import Manner, read
from game.saves.gallery import gallery
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
GOLDEN = Path(__file__).parent / "golden"


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


def way_to(story: Story, ending: str) -> tuple[str, ...]:
    """Some moves that come to an ending."""
    ways: list[tuple[str, ...]] = [()]
    for way in ways:
        run = Playthrough(story)
        assert run.restore(way) is None
        if run.ending is not None and run.ending.id == ending:
            return way
        if run.ending is None:
            ways += [(*way, move) for move in run.available() if not move.endswith(".clip")]
    raise AssertionError(ending)


def reached(story: Story, library: Library) -> dict[str, tuple[str, ...]]:
    """The endings that were come to, each with its runs."""
    return {one.ending.id: one.runs for one in gallery(story, library.ways(story.id)) if one.runs}


def first_ending(story: Story) -> str:
    """The first ending of a scene."""
    return next(scene.ending.id for scene in story.scenes.values() if scene.ending)


def test_nothing_is_come_to_at_first(story: Story, library: Library) -> None:
    """Protects the surprise: all endings are counted, the personal ones too, and none has a run."""
    hung = gallery(story, library.ways(story.id))
    scenes = [scene.ending.id for scene in story.scenes.values() if scene.ending]
    assert [one.ending.id for one in hung] == [*scenes, "string"]
    assert not any(one.runs for one in hung)


def test_what_was_cut_or_deleted_still_counts(story: Story, library: Library) -> None:
    """Protects what was earned: an ending stays, though the run went back before it, or was thrown away."""
    ending = first_ending(story)
    session = Session.begin(story, library, title="One")
    for move in way_to(story, ending):
        session.choose(move)
    assert reached(story, library)[ending] == ("One",)
    session.rewind(1)
    assert session.playthrough.ending is None
    assert reached(story, library)[ending] == ("One",)
    assert session.run is not None
    library.delete(session.run.info.id)
    assert reached(story, library)[ending] == ("One",)


def test_a_run_that_stops_short_has_none(story: Story, library: Library) -> None:
    """Protects the count: a run one move before its ending has not come to it."""
    session = Session.begin(story, library)
    for move in way_to(story, first_ending(story))[:-1]:
        session.choose(move)
    assert reached(story, library) == {}


def test_moves_that_the_story_no_longer_has_are_no_ending(story: Story) -> None:
    """Protects against a fault on an old run: as far as it still goes is what counts."""
    way = way_to(story, first_ending(story))
    hung = gallery(story, [("Old", ("duty.desk.gone", *way)), ("Older", way[1:])])
    assert not any(one.runs for one in hung)


def test_our_story_hangs_all_its_endings() -> None:
    """Protects the whole gallery: from the golden way to each ending, that ending is hung, and no other of a scene."""
    story = load_story(Path(__file__).parents[1] / "story").story
    assert story is not None
    ways = [(path.stem, tuple(path.read_text(encoding="utf-8").split())) for path in GOLDEN.glob("ending-*.moves")]
    hung = gallery(story, ways)
    assert {one.ending.id: one.runs for one in hung} == {one.ending.id: (f"ending-{one.ending.id}",) for one in hung}


def test_the_reader_lists_them(story: Story, library: Library) -> None:
    """Protects those who listen: `endings` tells the same, and gives no title away."""
    ending = first_ending(story)
    session = Session.begin(story, library, title="One")
    for move in way_to(story, ending):
        session.choose(move)
    told = io.StringIO()
    read(story, session, io.StringIO("endings\n"), told, Manner())
    hung = gallery(story, library.ways(story.id))
    assert f"You have come to {sum(bool(one.runs) for one in hung)} of {len(hung)} endings." in told.getvalue()
    listed = told.getvalue().split("You have come to")[-1]
    for one in hung:
        assert (one.ending.title in listed) == bool(one.runs)
    assert "Runs: One." in listed
