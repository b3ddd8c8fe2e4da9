"""The paths of a tape: what was done is told in full, what was not is only counted, and the counts add up."""

import io
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine.paths import Paths, forward_graph, latest, paths_of, reach, tape_played
from game.engine.playthrough import Playthrough
from game.plain import Manner, read
from game.plain.paths import paths_lines
from game.saves.beside import beside
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"
TO_ROOF = ("duty.desk.clip", "duty.desk.ask", "duty.key.continue", "duty.desk.shut_it", "duty.bell.continue")
TO_THE_STOP = (*TO_ROOF, "roof.door.nobody")


@pytest.fixture(scope="module")
def story() -> Story:
    """The small story of the tests."""
    loaded = load_story(STORY).story
    assert loaded is not None
    return loaded


def played(story: Story, *moves: str) -> Playthrough:
    """A run of a story after some moves."""
    run = Playthrough(story)
    assert run.restore(moves) is None
    return run


def wandered(story: Story, picks: list[int]) -> Playthrough:
    """A run of a story that takes whatever the picks come to."""
    run = Playthrough(story)
    for pick in picks:
        moves = run.available()
        if not moves:
            break
        run.choose(moves[pick % len(moves)])
    return run


def listed(tape: Paths, run: Playthrough) -> str:
    """What the reader tells of a tape, with no other run beside it."""
    return "\n".join(paths_lines(tape, beside(run.story, tape, "", ())))


def test_what_was_done_is_told_in_order(story: Story) -> None:
    """Protects the account: each scene come to, with its place and time, what was chosen there, what was kept."""
    desk, key, again, bell = paths_of(played(story, *TO_ROOF))[0].visits
    assert desk.place is not None
    assert (desk.place.id, desk.clock) == ("office", "D1 22:10")
    assert [(deed.label, deed.is_clip) for deed in desk.deeds] == [
        ("The window knocking", True),
        ("Ask her about the key.", False),
    ]
    assert key.place is desk.place
    assert [deed.label for deed in again.deeds] == ["Cross the room and shut the window."]
    assert (desk.untaken, key.untaken, again.untaken, bell.untaken) == (0, 0, 2, 0)
    assert bell.deeds == ()


def test_what_was_not_done_is_only_counted(story: Story) -> None:
    """Protects the surprise: numbers, and not one word of a scene that was not seen, nor of an untaken choice."""
    run = played(story, *TO_THE_STOP)
    tape = paths_of(run)[1]
    assert (tape.scenes, tape.unseen, tape.choices, tape.untaken, tape.closed) == (5, 3, 3, 2, 3)
    (door, stops) = tape.visits
    assert [(deed.closed, deed.closed_beyond) for deed in door.deeds] == [(3, 0)]
    assert stops.deeds == ()
    told = listed(tape, run)
    assert "Not seen: 3 scenes and 2 choices. No more of the scenes can be come to in this run." in told
    assert "  - You chose: Nobody. This closed 3 scenes.\n  - Not chosen: 2 others." in told
    assert not any(word in told for word in ("Bo-mi, with", "key of room", "Morning", "fall", "Porter"))


def test_a_tape_that_goes_on_has_closed_nothing_that_can_still_be(story: Story) -> None:
    """Protects hope: what routes still lead to is not called closed."""
    (tape,) = paths_of(played(story, "duty.desk.ask"))
    assert (tape.unseen, tape.still_open, tape.closed) == (1, 1, 0)
    assert "be come to" not in listed(tape, played(story, "duty.desk.ask"))


def test_the_tape_looked_at_is_the_one_just_played(story: Story) -> None:
    """Protects whoever asks at the end of a tape: until something is done on the next one, it is the one before."""
    for moves, at in (((), 0), (TO_ROOF[:1], 0), (TO_ROOF, 0), (TO_THE_STOP, 1)):
        run = played(story, *moves)
        assert latest(paths_of(run), run) == at


def test_a_tape_is_played_when_another_begins(story: Story) -> None:
    """Protects against a word too early or twice: only the step into another tape says so."""
    steps = played(story, *TO_THE_STOP).steps
    assert [chapter and chapter.id for chapter in (tape_played(story, step) for step in steps)] == [
        None, None, None, None, None, "duty", None,
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(files=stories(), picks=st.lists(st.integers(0, 9), max_size=25))
def test_the_counts_add_up(files: Files, picks: list[int]) -> None:
    """Protects the numbers: each scene out of reach fell out of it once, and nothing seen was ever called closed."""
    run = wandered(story_of(files), picks)
    story, tapes = run.story, paths_of(run)
    forward = forward_graph(story)
    ahead = [reach(forward, step.after) for step in run.steps]
    assert all(after <= before for before, after in pairwise(ahead))
    assert all(step.after.scene.key in ahead[at] for at, step in enumerate(run.steps))
    for tape in tapes:
        assert 0 <= tape.still_open <= tape.unseen
        assert 0 <= tape.untaken <= tape.choices
        assert {visit.scene for visit in tape.visits} == tape.seen
    seen = {key for tape in tapes for key in tape.seen}
    assert seen == {step.after.scene.key for step in run.steps}
    lost = sum(deed.closed + deed.closed_beyond for tape in tapes for visit in tape.visits for deed in visit.deeds)
    assert lost <= len(ahead[0] - ahead[-1] - seen)
    deeds = [deed.label for tape in tapes for visit in tape.visits for deed in visit.deeds]
    assert sorted(deeds) == sorted(step.label for step in run.steps if step.label)


@settings(max_examples=40, deadline=None)
@given(files=stories(), picks=st.lists(st.integers(0, 9), max_size=20), others=st.lists(st.integers(0, 9), max_size=20))
def test_beside_itself_a_run_has_nothing_new(files: Files, picks: list[int], others: list[int]) -> None:
    """Protects the comparison: a run has nothing that it has not itself, and another all that it has more."""
    story = story_of(files)
    run, other = wandered(story, picks), wandered(story, others)
    for tape in paths_of(run):
        assert beside(story, tape, "mine", [("mine", run.moves)]).runs == ()
        compared = beside(story, tape, "mine", [("mine", run.moves), ("other", other.moves)])
        assert len(tape.seen) <= compared.scenes <= tape.scenes
        assert len(tape.taken) <= compared.choices <= tape.choices
        theirs = [one for one in paths_of(other) if one.chapters == tape.chapters]
        for one in compared.runs:
            assert [(one.scenes, one.new_scenes)] == [(len(they.seen), len(they.seen - tape.seen)) for they in theirs]
            assert [(one.choices, one.new_choices)] == [
                (len(they.taken), len(they.taken - tape.taken)) for they in theirs
            ]


def test_other_runs_stand_beside_it_and_so_does_what_was_cut(story: Story, tmp_path: Path) -> None:
    """Protects the way back in: in which run more was seen; what this run cut counts under its own name."""
    with Library(tmp_path / "runs.sqlite3", clock=lambda: datetime(2026, 11, 4, tzinfo=UTC)) as library:
        other = Session.begin(story, library, title="Other")
        for move in (*TO_ROOF, "roof.door.bo_mi"):
            other.choose(move)
        session = Session.begin(story, library, title="Mine")
        for move in TO_THE_STOP:
            session.choose(move)
        session.rewind(0)
        session.choose("duty.desk.shut_it")
        told = io.StringIO()
        read(story, session, io.StringIO("paths\npaths 1\npaths 9\n"), told, Manner())
    answers = told.getvalue().split("> paths")
    assert "Scenes seen: 2 of 3. Choices made: 1 of 4." in answers[1]
    assert (
        "Your other runs:\n"
        "- This run, with what was cut: 3 scenes and 2 choices; 1 and 1 of them not in this run.\n"
        "- Other: 3 scenes and 2 choices; 1 and 1 of them not in this run.\n"
        "In all runs: 3 scenes and 2 choices."
    ) in answers[1]
    assert answers[2].partition("\n")[2].startswith("Tape 1. The Desk.\n")
    assert "1. Tape 1. The Desk\n`paths` and a number tells one of them." in answers[3]


def test_each_choice_says_who_chose_so_and_who_did_not(story: Story) -> None:
    """Protects the paths beside other runs: by name, as far as three go, and never a word of what they chose."""
    mine = played(story, "duty.desk.leave_it")
    same = [(f"Same {number}", ("duty.desk.leave_it",)) for number in range(5)]
    (tape,) = paths_of(mine)
    told = list(paths_lines(tape, beside(story, tape, "Mine", [*same, ("Other", ("duty.desk.shut_it",))])))
    chosen = next(at for at, line in enumerate(told) if line.startswith("  - You chose: Leave it"))
    assert told[chosen + 1 : chosen + 3] == [
        "  - Chosen so in “Same 0”, “Same 1”, “Same 2” and 2 others as well.",
        "  - Chosen otherwise in “Other”.",
    ]
    assert "window" not in "".join(told)
    assert not any("Chosen" in line for line in paths_lines(tape, beside(story, tape, "Mine", [("Mine", mine.moves)])))


def test_chapters_of_one_tape_are_one(tmp_path: Path) -> None:
    """Protects tapes of two chapters: they are one in the list, and going from one to the other ends nothing."""
    folder = copytree(STORY, tmp_path / "story")
    roof = folder / "roof.yaml"
    roof.write_text(roof.read_text(encoding="utf-8").replace("tape: 2", "tape: 1"), encoding="utf-8")
    story = load_story(folder).story
    assert story is not None
    run = played(story, *TO_THE_STOP)
    (tape,) = paths_of(run)
    assert [chapter.id for chapter in tape.chapters] == ["duty", "roof"]
    assert (tape.scenes, tape.unseen) == (8, 3)
    assert not any(tape_played(story, step) for step in run.steps)


def test_the_reader_says_when_a_tape_is_played(story: Story) -> None:
    """Protects those who listen and type: they are told of the word when it is of use, and no transcript is."""
    answers = ["Ye-won", "1", "", "quit"]
    for is_interactive in (True, False):
        told = io.StringIO()
        read(story, None, io.StringIO("\n".join(answers[not is_interactive :])), told, Manner(is_interactive))
        assert ("Tape 1. The Desk is played. `paths` tells what you did in it." in told.getvalue()) == is_interactive
