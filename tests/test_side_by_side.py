"""Two runs side by side: where they parted is where they first differ; all that differs is told and nothing else."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hyosan_command import Hyosan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine.parting import compare
from game.engine.playthrough import Playthrough
from game.engine.record import record_rows
from game.engine.roster import cards
from game.errors import ExitCode
from game.plain import Manner, read
from game.saves.library import Library
from game.saves.session import Session
from game.saves.side_by_side import comparison_lines, side_by_side
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"
SHUT = ("duty.desk.shut_it", "duty.bell.continue", "roof.door.bo_mi", "roof.fall.continue")
LEFT = ("duty.desk.clip", "duty.desk.leave_it", "duty.bell.continue", "roof.door.nobody")
PICKS = st.lists(st.integers(0, 9), max_size=20)


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
    """A run by picks among what is offered."""
    run = Playthrough(story)
    for pick in picks:
        moves = run.available()
        if not moves:
            break
        run.choose(moves[pick % len(moves)])
    return run


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=stories(), picks=PICKS, others=PICKS)
def test_two_runs_differ_in_what_is_told_and_nothing_else(files: Files, picks: list[int], others: list[int]) -> None:
    """Protects the comparison: against itself nothing, turned round the same, and everything that differs is in it."""
    story = story_of(files)
    one, other = wandered(story, picks), wandered(story, others)
    same = compare(one, one)
    assert (same.parting, same.differing, same.fates, same.entries) == (None, (), (), ())
    found, back = compare(one, other), compare(other, one)
    if found.parting is not None:
        at = found.parting.shared
        assert one.moves[:at] == other.moves[:at]
        assert one.moves[at : at + 1] != other.moves[at : at + 1]
        assert found.parting.scene is one.steps[at].after.scene is other.steps[at].after.scene
        for deed, run in ((found.parting.one, one), (found.parting.other, other)):
            assert (deed is None) == (len(run.moves) == at)
            assert deed is None or deed.label == run.steps[at + 1].label
    else:
        assert one.moves == other.moves
    assert (back.one_endings, back.other_endings) == (found.other_endings, found.one_endings)
    assert (back.scenes_in_one, back.scenes_in_other) == (found.scenes_in_other, found.scenes_in_one)
    assert [(one.person, one.other, one.one) for one in back.fates] == [
        (one.person, one.one, one.other) for one in found.fates
    ]
    assert [(one.id, one.other, one.one) for one in back.entries] == [
        (one.id, one.one, one.other) for one in found.entries
    ]
    states = [{card.person.id: card.state for card in cards(run)} for run in (one, other)]
    differing = {person for person in states[0].keys() & states[1].keys() if states[0][person] != states[1][person]}
    assert differing <= {fate.person.id for fate in found.fates}
    rows = [record_rows(story, run.ending_moment or run.moment, run.player) for run in (one, other)]
    assert (rows[0] == rows[1]) == (not found.entries)


def test_it_reads_as_a_list(story: Story) -> None:
    """Protects what is told, word for word: where they parted, how far they came, who is lost, what the Record says."""
    beside = side_by_side(played(story, *SHUT), played(story, *LEFT), ("Kind", "Cold"))
    assert list(comparison_lines(beside)) == [
        "Kind beside Cold.",
        "Where they parted. At the first move.",
        "- Tape 1, Porter's office, D1 22:10.",
        "  - Kind: Cross the room and shut the window.",
        "  - Cold: On tape: The window knocking.",
        "How far they came. 3 scenes in both.",
        "- Ending.",
        "  - Kind: Morning, On a String.",
        "  - Cold: Alone.",
        "- Alive.",
        "  - Kind: 2 of 3.",
        "  - Cold: 3 of 3.",
        "- Seen by one alone.",
        "  - Kind: 2 scenes.",
        "  - Cold: 1 scene.",
        "Who is not the same.",
        "- Tae-o.",
        "  - Kind: gone.",
        "  - Cold: well.",
        "What the Record says. Only what is not the same.",
        "- What happened.",
        "  - Kind: The window was shut.",
        "  - Cold: The window was left.",
        "- On tape.",
        "  - Kind: Nothing.",
        "  - Cold: Knocking.",
    ]


def test_whoever_came_no_further_and_whoever_is_the_same(story: Story) -> None:
    """Protects the edges: a run that is the beginning of the other, and a run beside itself."""
    beside = side_by_side(played(story, *SHUT[:1]), played(story, *SHUT), ("Short", "Long"))
    assert beside.sections[0].lead == "After one move that is the same."
    (row,) = beside.sections[0].rows
    assert (row.one, row.other) == ("Has come no further.", "Went on.")
    alone = side_by_side(played(story, *SHUT), played(story, *SHUT), ("Mine", "Mine too"))
    assert alone.sections[0].lead == "They never did: the two are the same, move by move."
    assert [section.title for section in alone.sections] == ["Where they parted", "How far they came"]


def test_the_reader_compares_by_a_word(story: Story, tmp_path: Path) -> None:
    """Protects those who listen: the runs by `compare` alone, this one beside another by its name, and no traceback."""
    with Library(tmp_path / "runs.sqlite3", clock=lambda: datetime(2026, 11, 4, tzinfo=UTC)) as library:
        cold = Session.begin(story, library, title="Cold")
        for move in LEFT:
            cold.choose(move)
        kind = Session.begin(story, library, title="Kind")
        for move in SHUT:
            kind.choose(move)
        told = io.StringIO()
        read(story, kind, io.StringIO("compare\ncompare cold\ncompare nobody\n"), told, Manner())
    answers = told.getvalue().split("> compare")
    assert "Cold (#1)" in answers[1]
    assert "`compare` and a name sets this run beside it." in answers[1]
    assert "Kind beside Cold.\nWhere they parted. At the first move.\n" in answers[2]
    assert "There is no run “nobody” in the saves." in answers[3]


def test_the_command_compares(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects the way from outside the game: the same lines, by titles or numbers, and a slip is pointed out."""
    for title, moves in (("Kind", SHUT), ("Cold", LEFT)):
        run = {"format": 1, "story": "night_duty", "version": "1.0.0", "player": "Ye-won", "title": title}
        file = tmp_path / f"{title}.json"
        file.write_text(json.dumps({**run, "moves": moves}), encoding="utf-8")
        assert hyosan("saves", "import", file)[0] == ExitCode.OK
    code, out, _ = hyosan("saves", "compare", "kind", "2", "--story", STORY)
    assert code == ExitCode.OK
    assert out.startswith("Kind beside Cold.\nWhere they parted. At the first move.\n")
    assert hyosan("saves", "compare", "kind", "bold", "--story", STORY)[0] == ExitCode.PROBLEMS
