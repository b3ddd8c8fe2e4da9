"""A proof that is kept, and work that is shared: neither changes an answer."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prove.small_stories import Writer
from story_files import Files, story_of

from game.author.prove import beside, decide, settle
from game.author.prove.beside import Beside
from game.author.prove.claims import Answer, ClaimKey
from game.author.prove.decide import Decided
from game.author.prove.kept import Kept, keep, read
from game.story.model import Story

SEEDS = range(60)
Lengths = dict[ClaimKey, tuple[bool | None, int | None]]


def whole(story: Story, kept: Kept | None = None) -> Decided:
    """Decide every claim about a story, with what is kept of an earlier proof."""
    decided = Decided(story, kept=kept)
    decided.run()
    return decided


def edited(seed: int) -> Iterator[Files]:
    """Yield a story's files without one of its conditions or one choice's effects, each in turn."""
    places = [
        (file, key, number, part)
        for file in ("one.yaml", "two.yaml")
        for key, scene in Writer(seed).files().get(file, {"scenes": {}})["scenes"].items()  # type: ignore[index]
        for number, choice in enumerate(scene.get("choices", ()))
        for part in ("if", "effects")
        if part in choice and "dilemma" not in scene
    ]
    for file, key, number, part in places:
        files = Writer(seed).files()
        del files[file]["scenes"][key]["choices"][number][part]  # type: ignore[index]
        yield files


def lengths(decided: Decided) -> Lengths:
    """Return what was decided, and how long each shortest way is."""
    return {
        claim.key: (answer.reachable, None if answer.witness is None else len(answer.witness))
        for claim, answer in decided.answers.items()
    }


def kept_of(decided: Decided, folder: Path) -> Kept:
    """Return what a proof leaves in a file for the next."""
    keep(folder / "kept.json", decided.to_keep())
    return read(folder / "kept.json")


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_kept_of_one_story_never_changes_an_answer_about_another(seed: int, tmp_path: Path) -> None:
    """An answer is taken over where it rests on the same, and nowhere else: stories with one thing changed."""
    kept = kept_of(whole(story_of(Writer(seed).files())), tmp_path)
    assert kept.answers
    for changed in edited(seed):
        story = story_of(changed)
        assert lengths(whole(story, kept)) == lengths(whole(story))


def test_a_story_that_is_as_it_was_is_not_decided_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read as it was written, and everything in it is of use."""
    first = whole(story_of(Writer(5).files()))
    kept = kept_of(first, tmp_path)
    monkeypatch.setattr(decide, "settled", lambda _decided, claims: [pytest.fail("asked again")] if claims else [])
    again = whole(story_of(Writer(5).files()), kept)
    assert lengths(again) == lengths(first)
    assert [*again.witnesses()] == [*first.witnesses()]


def test_an_answer_under_another_key_is_not_believed() -> None:
    """A lie about what rests on something else is no answer, and its way is not taken unplayed."""
    first = whole(story_of(Writer(5).files()))
    lie = Answer(reachable=True, witness=("two.s9.nowhere",))
    lies = Kept({claim.key: ("0" * 32, lie) for claim in first.answers})
    assert lengths(whole(story_of(Writer(5).files()), lies)) == lengths(first)


@pytest.mark.parametrize(
    "written", ["", "{}", "[1]", '{"format": 1}', '{"format": 1, "ways": [[0, [3]]], "moves": []}']
)
def test_a_file_that_is_not_to_be_understood_is_as_good_as_none(written: str, tmp_path: Path) -> None:
    """Half a file, or somebody else's, costs time and nothing else."""
    (tmp_path / "kept.json").write_text(written, encoding="utf-8")
    assert read(tmp_path / "kept.json") == Kept()


@pytest.mark.parametrize("has_room", [True, False])
def test_two_processes_come_to_what_one_comes_to(monkeypatch: pytest.MonkeyPatch, *, has_room: bool) -> None:
    """Answers and ways hang on how claims are dealt, which is always the same, and not on who settles them."""
    if has_room and len(os.sched_getaffinity(0)) == 1:
        pytest.skip("there is one processor")
    one = whole(story_of(Writer(7).files()))
    monkeypatch.setattr(settle, "WORTH_TWO", 1)
    monkeypatch.setattr(settle, "DEALT_AT_ONCE", 1)
    monkeypatch.setattr(decide, "WORTH_TWO", 1)
    # Nothing is played, so that the solver is asked about everything.
    monkeypatch.setattr(decide, "sweep", lambda *_: {})
    monkeypatch.setattr(beside, "_has_room", lambda: has_room)
    assert lengths(whole(story_of(Writer(7).files()))) == lengths(one)


@pytest.fixture
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have work done by a second process, whether there is a processor for it or not."""
    monkeypatch.setattr(beside, "_has_room", lambda: True)


def _raise() -> int:
    raise ValueError("four")


@pytest.mark.usefixtures("_forked")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is nothing to fork with")
class TestBeside:
    """A second process gives what the work comes to, and loses nothing of it."""

    def test_it_is_another_process(self) -> None:
        """Work that is worth it is done elsewhere, work that is not is done here."""
        assert Beside(os.getpid, int, worth=True).result() != os.getpid()
        assert Beside(os.getpid, int, worth=False).result() == os.getpid()

    def test_what_is_raised_there_is_raised_here(self) -> None:
        """A witness that fails in the other process is not a proof in this one."""
        with pytest.raises(ValueError, match="four"):
            Beside(_raise, int, worth=True).result()

    def test_what_was_done_is_told_when_it_is_stopped(self) -> None:
        """Ctrl-C loses nothing that the other process has decided."""
        reading, writing = os.pipe()
        done: list[int] = []

        def work() -> list[int]:
            done.append(1)
            os.write(writing, b"!")
            time.sleep(60)
            return [*done, 2]

        other = Beside(work, lambda: done, worth=True)
        os.read(reading, 1)
        assert other.stopped() == [1]

    def test_what_a_killed_process_leaves_undone_is_done_here(self) -> None:
        """A machine short of memory makes a proof slower, and no different."""
        first = os.getpid()

        def work() -> str:
            if os.getpid() != first:
                os.kill(os.getpid(), signal.SIGKILL)
            return "done"

        assert Beside[str](work, str, worth=True).result() == "done"
