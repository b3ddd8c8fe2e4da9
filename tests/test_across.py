"""A run that was made with another version of its story: how far it holds, what is told of it, what stays as it was."""

import io
import shutil
from pathlib import Path

import pytest

from game.plain import Manner, read
from game.saves.across import Crossing
from game.saves.crossing_words import changes, holds_all_the_same, verdict, ways_on
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
SHUT, BELL, NOBODY, BO_MI = "duty.desk.shut_it", "duty.bell.continue", "roof.door.nobody", "roof.door.bo_mi"
FALL = "roof.fall.continue"


@pytest.fixture(scope="module")
def story() -> Story:
    """A story of a few scenes, as it was."""
    loaded = load_story(NIGHT_DUTY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "runs.sqlite3")


def edited(folder: Path, *edits: tuple[str, str, str]) -> Story:
    """Return the story after an author's edits: of which file, what was there, what stands there now."""
    copy = folder / "edited"
    shutil.copytree(NIGHT_DUTY, copy)
    for file, before, after in edits:
        text = (copy / file).read_text(encoding="utf-8")
        assert before in text
        (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    loaded = load_story(copy)
    assert loaded.story is not None, list(loaded.problems)
    return loaded.story


def played(story: Story, library: Library, *moves: str) -> int:
    """Play a run and return its number."""
    session = Session.begin(story, library, "Ye-won")
    for move in moves:
        session.choose(move)
    assert session.run is not None
    return session.run.info.id


def crossed(session: Session) -> Crossing:
    """Return what became of a session's run."""
    assert session.crossing is not None
    return session.crossing


def test_nothing_is_said_of_a_story_that_has_not_changed(story: Story, library: Library) -> None:
    """A player who comes back to the same story is asked nothing."""
    run = played(story, library, SHUT, BELL)
    assert Session.resume(story, library, run).crossing is None


@pytest.mark.parametrize(
    ("edits", "moves", "held", "why", "change"),
    [
        pytest.param(
            [("roof.yaml", "- id: nobody", "- id: no_one")],
            [SHUT, BELL, NOBODY],
            2,
            "Move 3, “Nobody”, is not in the story any more.",
            "- choice roof.door.nobody",
            id="a choice that is gone",
        ),
        pytest.param(
            [("roof.yaml", "label: Bo-mi, with the keys\n", "label: Bo-mi, with the keys\n        if: noise >= 3\n")],
            [SHUT, BELL, BO_MI, FALL],
            2,
            "Move 3, “Bo-mi, with the keys”, cannot be made any more: Noise 3 or more; 0 now.",
            "~ choice roof.door.bo_mi: if was nothing, is noise in 3, 4, 5",
            id="a choice that is locked",
        ),
        pytest.param(
            [("roof.yaml", "        effects: {promised: true}\n        to: fall", "        to: stops")],
            [SHUT, BELL, BO_MI, FALL],
            2,
            "Move 3, “Bo-mi, with the keys”, leads elsewhere now.",
            "~ choice roof.door.bo_mi: effects was promised: True, is nothing; to was roof.fall, is roof.stops",
            id="a choice that leads elsewhere",
        ),
        pytest.param(
            [("roof.yaml", "        effects: {promised: true}\n        to: fall", "        to: stops")],
            [SHUT, BELL, BO_MI],
            2,
            "Move 3, “Bo-mi, with the keys”, leads elsewhere now.",
            "~ choice roof.door.bo_mi: effects was promised: True, is nothing; to was roof.fall, is roof.stops",
            id="the last choice leads elsewhere",
        ),
        pytest.param(
            [
                (
                    "duty.yaml",
                    "to: roof.door",
                    "to: wait\n  wait:\n    place: office\n    text: A wait.\n    to: roof.door",
                )
            ],
            [SHUT, BELL, NOBODY],
            1,
            "Move 2, going on, leads elsewhere now, to Porter's office.",
            "~ scene duty.bell: to was roof.door, is duty.wait",
            id="a scene that was put in between",
        ),
        pytest.param(
            [("story.yaml", "start: duty.desk", "start: duty.bell")],
            [SHUT, BELL],
            0,
            "The story begins elsewhere now.",
            "",
            id="another beginning",
        ),
    ],
)
def test_it_is_told_how_far_a_run_holds_and_what_has_changed(  # noqa: PLR0913, PLR0917 - one row for each edit
    story: Story,
    library: Library,
    tmp_path: Path,
    edits: list[tuple[str, str, str]],
    moves: list[str],
    held: int,
    why: str,
    change: str,
) -> None:
    """Protects the player's orientation: the last safe place, what stands against the next move, the edit."""
    run = played(story, library, *moves)
    session = Session.resume(edited(tmp_path, *edits), library, run)
    crossing = crossed(session)
    assert (crossing.held, crossing.length, crossing.why) == (held, len(moves), why)
    assert next(iter(crossing.changes), "") == change
    assert "has been edited" in verdict(crossing)
    session.stand_at(ways_on(crossing)[0].length)
    assert session.playthrough.moves == tuple(moves[:held])


def test_a_version_number_is_told(story: Story, library: Library, tmp_path: Path) -> None:
    """Protects the words for a new release: which version the run was made with, and which this is."""
    run = played(story, library, SHUT, BELL, NOBODY)
    newer = edited(
        tmp_path, ("story.yaml", "version: 1.0.0", "version: 1.1.0"), ("roof.yaml", "- id: nobody", "- id: no_one")
    )
    told = verdict(crossed(Session.resume(newer, library, run)))
    assert told.startswith("This run was made with version 1.0.0 of the story, and this is version 1.1.0.")
    assert "The run holds for 2 of its 3 moves." in told


def test_a_run_follows_names_that_were_changed(story: Story, library: Library, tmp_path: Path) -> None:
    """Protects `was`: a renamed chapter, scene and choice break nothing, and the run stands where it stood."""
    run = played(story, library, SHUT, BELL, BO_MI)
    newer = edited(
        tmp_path,
        ("roof.yaml", "chapter: roof\n", "chapter: top\nwas: [roof]\n"),
        ("roof.yaml", "  fall:\n", "  ledge:\n    was: [fall]\n"),
        ("roof.yaml", "to: fall", "to: ledge"),
        ("roof.yaml", "- id: bo_mi\n", "- id: keys\n        was: [bo_mi]\n"),
        ("duty.yaml", "to: roof.door", "to: top.door"),
    )
    session = Session.resume(newer, library, run)
    assert session.playthrough.moves == (SHUT, BELL, "top.door.keys")
    assert not crossed(session).breaks
    session.choose("top.ledge.continue")
    assert library.open(run).moves == (SHUT, BELL, BO_MI, "top.ledge.continue")


def test_a_run_that_holds_is_told_of_what_counts_otherwise_now_and_of_nothing_else(
    story: Story, library: Library, tmp_path: Path
) -> None:
    """Protects against asking without need: other words say nothing, another effect says a line, nothing is asked."""
    run = played(story, library, SHUT, BELL)
    reworded = edited(tmp_path / "a", ("duty.yaml", "It takes both hands.", "It takes two hands."))
    assert holds_all_the_same(crossed(Session.resume(reworded, library, run))) == ""
    counted = edited(tmp_path / "b", ("duty.yaml", "bo_mi.trust: +1", "bo_mi.trust: +2"))
    session = Session.resume(counted, library, run)
    told = holds_all_the_same(crossed(session))
    assert told.endswith("The run holds: every move leads where it led. 1 thing on its way changed what it does.")
    assert not crossed(session).breaks
    session.choose(NOBODY)
    assert len(library.runs()) == 1
    assert Session.resume(counted, library, run).crossing is None


def test_the_run_that_broke_is_kept_as_it_was(story: Story, library: Library, tmp_path: Path) -> None:
    """Protects what was played: going on makes a run of its own, and with the old story the old run plays on whole."""
    run = played(story, library, SHUT, BELL, NOBODY)
    before = library.export(run)
    newer = edited(tmp_path, ("roof.yaml", "- id: nobody", "- id: no_one"))
    session = Session.resume(newer, library, run)
    session.stand_at(1)
    assert len(library.runs()) == 1
    session.choose(BELL)
    assert session.title == "Ye-won, after the change"
    session.choose("roof.door.no_one")
    assert [info.title for info in library.runs()] == ["Ye-won, after the change", "Ye-won"]
    assert library.export(run) == before
    assert library.open(library.runs()[0].id).moves == (SHUT, BELL, "roof.door.no_one")
    assert Session.resume(newer, library, library.runs()[0].id).crossing is None
    assert Session.resume(story, library, run).crossing is None
    again = Session.resume(newer, library, run)
    again.rewind(0)
    assert again.title == "Ye-won, after the change 2"
    assert library.export(run) == before


def test_a_run_from_elsewhere_is_told_of_as_far_as_its_moves_say(
    story: Story, library: Library, tmp_path: Path
) -> None:
    """Protects imported runs, of which only moves and version are known: no claim of what changed."""
    data = {"format": 1, "story": "night_duty", "version": "0.9.0", "player": "Ye-won", "moves": [SHUT, BELL, NOBODY]}
    run = library.import_(data).info.id
    assert Session.resume(story, library, run).crossing is None
    newer = edited(tmp_path, ("roof.yaml", "- id: nobody", "- id: no_one"))
    crossing = crossed(Session.resume(newer, library, run))
    assert (crossing.held, crossing.changes) == (2, ())
    assert crossing.why == "Move 3, `roof.door.nobody`, is not in the story any more."


@pytest.mark.parametrize("damage", ["zeroblob(900)", "x'789c030000000001'", "NULLIF('words', '')", "x''"])
def test_damaged_words_for_what_changed_cost_only_the_words(
    story: Story, library: Library, tmp_path: Path, damage: str
) -> None:
    """Protects the run from what is kept beside it: whatever stands there, the moves are replayed."""
    run = played(story, library, SHUT, BELL, NOBODY)
    library._connection.execute(f"UPDATE versions SET meaning = {damage}")  # noqa: SLF001, S608 - damage is done from within
    newer = edited(tmp_path, ("roof.yaml", "- id: nobody", "- id: no_one"))
    crossing = crossed(Session.resume(newer, library, run))
    assert (crossing.held, crossing.changes) == (2, ())


def test_only_versions_that_a_run_was_last_played_in_are_kept(story: Story, library: Library, tmp_path: Path) -> None:
    """Protects the file of an author who plays after every edit: it does not grow with each of them."""
    run = played(story, library, SHUT)
    for number in range(4):
        newer = edited(tmp_path / str(number), ("story.yaml", "title: Night Duty", f"title: Night Duty {number}"))
        session = Session.resume(newer, library, run)
        session.choose(BELL)
        session.rewind(1)
    rows = library._connection.execute("SELECT count(*) FROM versions").fetchone()  # noqa: SLF001 - nothing else shows it
    assert rows[0] <= 2


def test_many_changes_are_counted() -> None:
    """Protects the screen from an edit that touched everything."""
    crossing = Crossing("V.", 3, 2, "Why.", tuple(f"~ {number}" for number in range(9)), None, 0)  # type: ignore[arg-type]
    assert list(changes(crossing))[-1] == "and 3 more changes"


def test_the_reader_tells_and_asks_where_to_go_on(story: Story, library: Library, tmp_path: Path) -> None:
    """Protects the plain reader: all that the screen shows, and the same ways on; leaving changes nothing."""
    run = played(story, library, SHUT, BELL, BO_MI)
    newer = edited(tmp_path, ("roof.yaml", "- id: bo_mi\n", "- id: keys\n"))
    told = _read(newer, library, run, "")
    assert "The run holds for 2 of its 3 moves." in told
    assert "- choice roof.door.bo_mi" in told
    assert "1. Go on from the last safe place. After 2 moves, in Tape 2, “The Roof”." in told
    assert library.open(run).moves == (SHUT, BELL, BO_MI)
    assert "I am at" not in told
    told = _read(newer, library, run, "7\n1\n2\n")
    assert "Type a number from 1 to 1" in told
    assert library.runs()[0].title == "Ye-won, after the change"
    assert library.open(library.runs()[0].id).moves == (SHUT, BELL, NOBODY)


def _read(story: Story, library: Library, run: int, typed: str) -> str:
    """Return what the reader writes to somebody who types."""
    stdout = io.StringIO()
    session = Session.resume(story, library, run)
    read(story, session, io.StringIO(typed), stdout, Manner(is_interactive=True))
    return stdout.getvalue()
