"""Two versions compared: what differs in meaning is told, what only stands elsewhere is not, and broken runs are."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest
from hyosan_command import Hyosan
from small_story import chapter, hall, loaded

from game.author.diff import held_runs
from game.author.diff.held import held
from game.author.playtest import Manner, play
from game.errors import ExitCode
from game.story.difference import KindOfChange, compared
from game.story.loader import load_story
from game.story.meaning import meaning_of

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
REST = "  rest:\n    text: Sun.\n    ending: {id: rest, title: Rest, kind: record}\n"


def changes(old: str, new: str) -> dict[str, KindOfChange]:
    """What differs between two versions of a first chapter, each given as its scenes."""
    return compared(meaning_of(loaded(chapter(old))), meaning_of(loaded(chapter(new))))


def scene(keys: str) -> str:
    """A first scene and a last one."""
    return f"  hall:\n    text: A hall.\n{keys}{REST}"


def test_a_story_is_no_different_from_itself() -> None:
    """Protects against noise: order in memory, places in files and remarks are no difference."""
    plain = scene("    choices: [{id: on, label: On., to: rest}]\n")
    remarked = "  # a remark\n\n" + scene("    choices:\n      - id: on\n        label: On.\n        to: rest\n")
    assert changes(plain, remarked) == {}


@pytest.mark.parametrize(
    ("old", "new", "aspect", "was", "now"),
    [
        ("if: nam_ra.trust >= 3", "if: nam_ra.trust >= 4", "if", "nam_ra.trust in 3, 4, 5", "nam_ra.trust in 4, 5"),
        ("effects: {nam_ra.trust: +1}", "effects: {door: held}", "effects", "nam_ra.trust: +1", "door: held"),
        ("once: true", "once: false", "once", "True", "False"),
        ("reply: One two.", "reply: One three.", "reply", "One two.", "One three."),
    ],
)
def test_each_aspect_of_a_choice_is_told(old: str, new: str, aspect: str, was: str, now: str) -> None:
    """Protects the report: a condition, an effect, a reply are told as what they were and are, by names."""
    two = "    choices:\n      - {{id: on, label: On., {}, to: rest}}\n      - {{id: off, label: Off., to: rest}}\n"
    found = changes(scene(two.format(old)), scene(two.format(new)))
    (change,) = found["choice"].changed
    assert change.id == "one.hall.on"
    assert change.aspects == {aspect: (was, now)}
    assert list(found) == ["choice"]


def test_words_are_counted_both_ways() -> None:
    """Protects the count of words: two gone, one new, and those that stayed are neither."""
    old, new = (
        f"  hall:\n    text: {words}\n    to: rest\n{REST}" for words in ("A long dark hall.", "A bright hall.")
    )
    found = changes(old, new)
    (change,) = found["scene"].changed
    assert (change.words_gone, change.words_new) == (2, 1)


def test_what_was_renamed_is_one_and_not_two() -> None:
    """Protects renaming: with `was:`, a scene and its choices are renamed; without, one is gone and one is new."""
    choice = "    choices: [{id: on, label: On., to: rest}]\n"
    old = f"  hall:\n    text: A hall.\n    to: foyer\n  foyer:\n    text: Oak.\n{choice}{REST}"
    new = f"  hall:\n    text: A hall.\n    to: porch\n  porch:\n    was: [foyer]\n    text: Oak.\n{choice}{REST}"
    found = changes(old, new)
    assert found["scene"].renamed == (("one.foyer", "one.porch"),)
    assert found["choice"].renamed == (("one.foyer.on", "one.porch.on"),)
    assert not found["scene"].added
    assert not found["scene"].removed
    parted = changes(old, new.replace("    was: [foyer]\n", ""))
    assert (parted["scene"].added, parted["scene"].removed) == (("one.porch",), ("one.foyer",))


def test_runs_that_break_are_counted_at_their_move() -> None:
    """Protects saves: runs through a choice that is gone stop there, and the others hold."""
    old = scene("    choices:\n      - {id: on, label: On., to: rest}\n      - {id: off, label: Off., to: rest}\n")
    new = scene("    choices:\n      - {id: on, label: On., to: rest}\n")
    result = held_runs(loaded(chapter(old)), loaded(chapter(new)), runs=40, seed=0)
    assert result.runs == result.same + result.stopped.total() == 40
    assert set(result.stopped) == {"one.hall.off"}
    assert result.same > 0


def test_another_end_is_no_break_and_not_the_same() -> None:
    """Protects the player's ending: a run that goes through and comes to another is told apart."""
    two = "  late:\n    text: Rain.\n    ending: {id: late, title: Late, kind: record}\n"
    old = scene("    choices: [{id: on, label: On., to: rest}]\n") + two
    runs = [(play(loaded(chapter(old)), Manner(), 0).moves, "rest")]
    result = held(loaded(chapter(old.replace("to: rest", "to: late"))), runs)
    assert (result.same, result.elsewhere, result.stopped.total()) == (0, 1, 0)


def test_all_kinds_are_compared() -> None:
    """Protects what stands beside the chapters: people, facts, places, the Record and epilogues."""
    story = load_story(NIGHT_DUTY).story
    assert story is not None
    pieces: Mapping[str, object] = meaning_of(story).pieces
    assert {kind for kind, found in pieces.items() if found} >= {
        "chapter", "scene", "choice", "person", "variable", "place", "line of the Record", "epilogue", "ending"
    }  # fmt: skip
    hushed = compared(meaning_of(loaded(hall("    to: end\n"))), meaning_of(story))
    assert hushed["epilogue"].added == ("bo_mi_after", "tae_o_after")
    assert "window" in hushed["line of the Record"].added


def edited(tmp_path: Path) -> Path:
    """A copy of the small story with one word changed and one choice gone."""
    folder = copytree(NIGHT_DUTY, tmp_path / "new")
    duty = folder / "duty.yaml"
    text = duty.read_text(encoding="utf-8").replace("counted the keys twice", "counted the keys thrice")
    duty.write_text(text.replace("label: Leave it, and count", "label: Let it be, and count"), encoding="utf-8")
    return folder


def test_the_command_tells_people_and_programs(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects the command, on two folders."""
    folder = edited(tmp_path)
    code, out, _ = hyosan("diff", NIGHT_DUTY, folder, "--runs", "20")
    assert code == ExitCode.OK
    assert "~ scene duty.desk: text (1 words gone, 1 new)" in out
    assert "~ choice duty.desk.leave_it: label (2 words gone, 3 new)" in out
    assert "Of 20 runs of the old version, 20 play on to the same end." in out
    report = json.loads(hyosan("diff", NIGHT_DUTY, folder, "--runs", "0", "--format", "json")[1])
    assert report["changes"]["scene"]["changed"][0]["id"] == "duty.desk"
    assert "runs" not in report


def git(folder: Path, *arguments: str) -> None:
    """Call git in a folder, as nobody in particular."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_revisions_are_read_from_git(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects an author who compares with last week: the folder as it was, wherever in the repository it stands."""
    repository = tmp_path / "work"
    folder = copytree(NIGHT_DUTY, repository / "tales" / "night")
    git(tmp_path, "init", "--quiet", str(repository))
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "one")
    copytree(edited(tmp_path), folder, dirs_exist_ok=True)
    code, out, err = hyosan("diff", "HEAD", folder, "--story", folder, "--runs", "0")
    assert (code, err) == (ExitCode.OK, "")
    assert "~ scene duty.desk: text" in out
    git(repository, "commit", "--quiet", "-am", "two")
    assert hyosan("diff", "HEAD~1", "HEAD", "--story", folder, "--runs", "0")[1] == out


@pytest.mark.parametrize("wanted", ["no_such_thing", "--output=/tmp/x"])
def test_what_is_neither_is_said(hyosan: Hyosan, wanted: str) -> None:
    """Protects against a traceback, and against a revision that would be an option of git's."""
    code, _, err = hyosan("diff", "--story", NIGHT_DUTY, "--", wanted, NIGHT_DUTY)
    assert code == ExitCode.NOT_BEGUN
    assert "neither a folder nor a revision" in err
