"""Sessions: play that is kept, gone on with, rewound, and that goes on in memory where nothing can be kept."""

import shutil
from pathlib import Path

import pytest

from game.errors import MoveNotOffered, SaveError
from game.saves.library import Library
from game.saves.run import PlayedElsewhere
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
SHUT, BELL, NOBODY = "duty.desk.shut_it", "duty.bell.continue", "roof.door.nobody"


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


def test_a_move_is_on_the_disk_when_choose_returns(story: Story, library: Library) -> None:
    """The screen may only show what would still be there after a power cut."""
    session = Session.begin(story, library, "Ye-won")
    session.choose(SHUT)
    assert [info.length for info in Library(library.path).runs()] == [1]


def test_a_move_is_kept_before_the_playthrough_makes_it(story: Story, library: Library) -> None:
    """If the move cannot be kept because another window plays, this window must not have made it either."""
    here = Session.begin(story, library)
    assert here.run is not None
    there = Session.resume(story, library, here.run.info.id)
    there.choose(SHUT)
    with pytest.raises(PlayedElsewhere):
        here.choose("duty.desk.leave_it")
    assert here.playthrough.moves == ()
    with pytest.raises(PlayedElsewhere):
        here.rewind(0)
    assert here.playthrough.splices == 0


def test_a_move_that_is_not_offered_is_not_kept(story: Story, library: Library) -> None:
    """A refused move leaves no trace in the run."""
    session = Session.begin(story, library)
    with pytest.raises(MoveNotOffered):
        session.choose(NOBODY)
    assert library.runs()[0].length == 0


def test_resuming_stands_where_the_run_was_left(story: Story, library: Library) -> None:
    """Closing the terminal and opening it again changes nothing: same name, moves, state and splices."""
    session = Session.begin(story, library, "Ye-won", "Mine")
    session.choose(SHUT)
    session.choose(BELL)
    session.rewind(1)
    session.choose(BELL)
    again = Session.resume(story, Library(library.path), library.runs()[0].id)
    assert again.playthrough.moment == session.playthrough.moment
    assert again.playthrough.moves == (SHUT, BELL)
    assert (again.playthrough.player, again.playthrough.splices, again.title) == ("Ye-won", 1, "Mine")
    assert again.stopped is None
    assert again.kept


def test_an_ending_is_noted_and_taken_back_by_a_rewind(story: Story, library: Library) -> None:
    """The list of runs says how each ended, as long as it still does."""
    session = Session.begin(story, library)
    for move in (SHUT, BELL, NOBODY):
        session.choose(move)
    assert library.runs()[0].ending == "alone"
    session.rewind(2)
    assert library.runs()[0].ending is None


def test_a_coda_leaves_the_ending_noted(story: Story, library: Library) -> None:
    """Reading on after an ending does not undo it."""
    session = Session.begin(story, library)
    for move in (SHUT, BELL, "roof.door.bo_mi", "roof.fall.continue", "roof.morning.continue"):
        session.choose(move)
    assert session.playthrough.over
    assert library.runs()[0].ending == "morning"
    session.rewind(4)
    assert library.runs()[0].ending == "morning"


def test_rewinding_keeps_what_was_cut(story: Story, library: Library) -> None:
    """A splice is noted, and the other way stays in the file."""
    session = Session.begin(story, library)
    session.choose(SHUT)
    session.choose(BELL)
    session.rewind(0)
    assert session.playthrough.moves == ()
    info = library.runs()[0]
    assert (info.length, info.splices) == (0, 1)
    assert [cut.moves for cut in library.open(info.id).cuts()] == [(SHUT, BELL)]


def test_a_cut_is_taken_back_in_place_while_nothing_was_played_since(story: Story, library: Library) -> None:
    """The run stands where it stood, ending and all, and no splice is left: it is as if nobody had rewound."""
    session = Session.begin(story, library)
    for move in (SHUT, BELL, NOBODY):
        session.choose(move)
    ending = library.runs()[0].ending
    session.rewind(1)
    session.rewind(0)
    assert session.take_back() is session
    assert session.take_back() is session
    again = Session.resume(story, Library(library.path), library.runs()[0].id)
    for one in (session, again):
        assert one.playthrough.moves == (SHUT, BELL, NOBODY)
        assert one.playthrough.splices == 0
        assert one.last_cut is None
    assert ending is not None
    assert again.run is not None
    assert again.run.info.ending == ending
    with pytest.raises(SaveError, match="Nothing was cut"):
        session.take_back()


def test_a_cut_is_taken_back_as_a_run_of_its_own_once_play_has_gone_on(story: Story, library: Library) -> None:
    """Neither way is lost: what was cut and what was played instead are two runs."""
    session = Session.begin(story, library, "Ye-won")
    session.choose(SHUT)
    session.choose(BELL)
    session.rewind(0)
    session.choose("duty.desk.leave_it")
    restored = session.take_back()
    assert restored is not session
    assert restored.playthrough.moves == (SHUT, BELL)
    assert (restored.title, restored.playthrough.player) == ("Ye-won, before the cut", "Ye-won")
    assert session.playthrough.moves == ("duty.desk.leave_it",)
    assert {(info.title, info.length) for info in library.runs()} == {("Ye-won", 1), ("Ye-won, before the cut", 2)}


def test_a_cut_is_not_taken_back_over_what_another_window_played(story: Story, library: Library) -> None:
    """Putting moves back behind somebody else's would make a run that nobody played."""
    here = Session.begin(story, library)
    here.choose(SHUT)
    here.rewind(0)
    assert here.run is not None
    Session.resume(story, library, here.run.info.id).choose("duty.desk.leave_it")
    with pytest.raises(PlayedElsewhere):
        here.take_back()
    assert library.open(here.run.info.id).moves == ("duty.desk.leave_it",)


def edited(folder: Path, file: str, before: str, after: str) -> Story:
    """Return the story as it would be after an author's edit."""
    copy = folder / "edited"
    shutil.copytree(NIGHT_DUTY, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    loaded = load_story(copy)
    assert loaded.story is not None, list(loaded.problems)
    return loaded.story


def test_a_run_that_an_edit_broke_stops_where_it_must_and_loses_nothing(
    story: Story, library: Library, tmp_path: Path
) -> None:
    """Looking at a broken run changes nothing; playing on makes a run of its own, and this one stays as it was."""
    session = Session.begin(story, library)
    for move in (SHUT, BELL, NOBODY):
        session.choose(move)
    newer = edited(tmp_path, "roof.yaml", "- id: nobody", "- id: no_one")
    run = library.runs()[0].id

    resumed = Session.resume(newer, library, run)
    assert resumed.stopped is not None
    assert (resumed.stopped.index, resumed.stopped.move, resumed.stopped.code) == (2, NOBODY, "unknown")
    assert resumed.playthrough.moves == (SHUT, BELL)
    assert library.open(run).moves == (SHUT, BELL, NOBODY)

    resumed.choose("roof.door.no_one")
    assert resumed.stopped is None
    assert library.open(run).moves == (SHUT, BELL, NOBODY)
    assert library.open(library.runs()[0].id).moves == (SHUT, BELL, "roof.door.no_one")


def test_a_run_goes_on_under_a_renamed_choice(story: Story, library: Library, tmp_path: Path) -> None:
    """With `was`, an author may rename what players have already chosen."""
    session = Session.begin(story, library)
    session.choose(SHUT)
    newer = edited(tmp_path, "duty.yaml", "- id: shut_it\n", "- id: close_it\n        was: [shut_it]\n")
    resumed = Session.resume(newer, library, library.runs()[0].id)
    assert resumed.stopped is None
    assert resumed.playthrough.moves == ("duty.desk.close_it",)
    resumed.choose(BELL)
    assert library.open(library.runs()[0].id).moves == (SHUT, BELL)


def test_a_run_of_another_story_is_not_played(story: Story, library: Library) -> None:
    """Its moves would mean nothing here, and saying so beats stopping at the first of them."""
    run = library.create("elsewhere", "1", "Ye-won")
    with pytest.raises(SaveError, match="belongs to the story `elsewhere`"):
        Session.resume(story, library, run.info.id)


def test_without_a_library_play_goes_on_in_memory(story: Story) -> None:
    """Nowhere to write is no reason not to play."""
    session = Session.begin(story, None, why_not_kept="The disk is a stone tablet.")
    session.choose(SHUT)
    session.rewind(0)
    session.choose(SHUT)
    assert session.playthrough.moves == (SHUT,)
    assert not session.kept
    assert session.why_not_kept == "The disk is a stone tablet."
    assert session.saves() == ()
    with pytest.raises(SaveError, match="stone tablet"):
        session.save("Mine")


def test_a_disk_that_fails_does_not_stop_play(story: Story, library: Library) -> None:
    """From the move that could not be kept on, play is in memory, and the front end is told once, with the reason."""
    session = Session.begin(story, library)
    told: list[str] = []
    session.when_lost = told.append
    session.choose("duty.desk.ask")
    library._connection.execute("PRAGMA query_only = 1")  # noqa: SLF001 - no disk to break
    for move in ("duty.key.continue", SHUT, BELL):
        session.choose(move)
    assert session.playthrough.moves == ("duty.desk.ask", "duty.key.continue", SHUT, BELL)
    assert not session.kept
    assert told == [session.why_not_kept]
    assert told[0].startswith("Runs cannot be kept in")
    assert Library(library.path).runs()[0].length == 1


def test_a_run_can_be_titled_and_listed_from_play(story: Story, library: Library) -> None:
    """What the reader's words `save` and `saves` do."""
    session = Session.begin(story, library, "Ye-won")
    session.save("The quiet one")
    session.choose(SHUT)
    assert session.title == "The quiet one"
    (line,) = session.saves()
    assert line.startswith("The quiet one (#1), as Ye-won, 1 move, last played ")


def test_a_rename_from_another_window_does_not_hide_its_moves(story: Story, library: Library) -> None:
    """Taking over a title must not make this window believe that it has seen the other's moves."""
    here = Session.begin(story, library)
    assert here.run is not None
    there = Session.resume(story, library, here.run.info.id)
    there.choose(SHUT)
    here.save("Mine")
    with pytest.raises(PlayedElsewhere):
        here.choose(SHUT)
