"""A proof that is kept, and work that is shared: neither changes an answer."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prove.small_stories import Writer
from story_files import Files, story_of, write_story

from game.author.prove import FORMATS, beside, borne_out, comparing, decide, proof, prove_story, report, settle
from game.author.prove.beside import Beside
from game.author.prove.borne_out import BorneOut, WitnessFailed
from game.author.prove.claims import Answer, ClaimKey, Kind
from game.author.prove.compared import Compared, Pair, Pairs, Shown
from game.author.prove.comparing import Comparing
from game.author.prove.decide import Decided
from game.author.prove.kept import Kept, KeptProof
from game.cache import Cache
from game.story.model import Story

SEEDS = range(60)
Lengths = dict[ClaimKey, tuple[bool | None, int | None]]


def whole(story: Story, kept: Kept | None = None) -> Decided:
    """Decide every claim about a story, with what is kept of an earlier proof."""
    decided = Decided(story, kept=kept)
    decided.run()
    return decided


def edited(seed: int) -> Iterator[Files]:
    """Yield files without one of the conditions or one choice's effects, each in turn, and with other beginnings."""
    places = [
        (file, key, number, part)
        for file in ("one.yaml", "two.yaml")
        for key, scene in Writer(seed).files().get(file, {"scenes": {}})["scenes"].items()  # type: ignore[index]
        for number, choice in enumerate(scene.get("choices", ()))
        for part in ("if", "effects")
        if part in choice and (part == "if" or "dilemma" not in scene)
    ]
    for file, key, number, part in places:
        files = Writer(seed).files()
        del files[file]["scenes"][key]["choices"][number][part]  # type: ignore[index]
        yield files
    files = Writer(seed).files()
    files["world.yaml"]["stats"]["trust"]["start"] = "0"  # type: ignore[index]
    yield files
    files = Writer(seed).files()
    files["world.yaml"]["counts"]["noise"]["better"] = "high"  # type: ignore[index]
    yield files


def lengths(decided: Decided) -> Lengths:
    """Return what was decided, and how long each shortest way is."""
    return {
        claim.key: (answer.reachable, None if answer.witness is None else len(answer.witness))
        for claim, answer in decided.answers.items()
    }


def kept_of(decided: Decided, folder: Path) -> Kept:
    """Return what a proof leaves in a file for the next."""
    keeping = KeptProof(Cache(folder / "cache"), folder)
    keeping.keep(decided.to_keep(), Comparing(decided, Pairs()).work())
    return keeping.read()


def compared(decided: Decided, kept: Pairs) -> Mapping[Pair, Compared]:
    """Return how the options of a story's dilemmas compare, with what is kept of an earlier proof."""
    return Comparing(decided, kept).work().compared


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_kept_of_one_story_never_changes_an_answer_about_another(seed: int, tmp_path: Path) -> None:
    """An answer is taken over where it rests on the same, and nowhere else: stories with one thing changed."""
    kept = kept_of(whole(story_of(Writer(seed).files())), tmp_path)
    assert kept.answers
    for changed in edited(seed):
        story = story_of(changed)
        again, fresh = whole(story, kept), whole(story)
        assert lengths(again) == lengths(fresh)
        assert compared(again, kept.pairs) == compared(fresh, Pairs())
        # What set options apart before is tried again before anything is decided.
        assert compared(Decided(story), kept.pairs) == compared(fresh, Pairs())


def test_a_story_that_is_as_it_was_is_not_decided_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read as it was written, and everything in it is of use."""
    first = whole(story_of(Writer(5).files()))
    kept = kept_of(first, tmp_path)
    monkeypatch.setattr(decide, "settled", lambda _decided, claims: [pytest.fail("asked again")] if claims else [])
    monkeypatch.setattr(comparing, "Dilemmas", lambda *_: pytest.fail("compared again"))
    again = whole(story_of(Writer(5).files()), kept)
    assert lengths(again) == lengths(first)
    assert [*again.witnesses()] == [*first.witnesses()]
    assert compared(again, kept.pairs) == kept.pairs.compared


def test_an_answer_under_another_key_is_not_believed() -> None:
    """A lie about what rests on something else is no answer, and its way is not taken unplayed."""
    first = whole(story_of(Writer(5).files()))
    lie = Answer(reachable=True, witness=("two.s9.nowhere",))
    lies = Kept({claim.key: ("0" * 32, lie) for claim in first.answers})
    assert lengths(whole(story_of(Writer(5).files()), lies)) == lengths(first)


def test_comparisons_rest_on_more_than_where_moves_lead() -> None:
    """What a text asks and which way a count is better are no edges, and decide how options compare all the same."""

    def key(**changed: str) -> str:
        files = Writer(74).files()
        files["world.yaml"]["counts"]["noise"]["better"] = changed.get("better", "low")  # type: ignore[index]
        files["two.yaml"]["scenes"]["s6"]["text"] = changed.get("text", "An end.")  # type: ignore[index]
        return Comparing(whole(story_of(files)), Pairs()).work().key

    assert key(text="The end.") == key()
    assert key(better="high") != key()
    assert key(text='An {% if door == "held" %}open{% endif %} end.') != key()


def test_what_does_not_set_options_apart_is_not_believed_to() -> None:
    """A way that shows nothing, or cannot be gone, is no reason to call two options different."""
    decided = whole(story_of(Writer(74).files()))
    fresh = Comparing(decided, Pairs()).work()
    assert any(one.same_future for one in fresh.compared.values())
    ways = [answer.witness for answer in decided.answers.values() if answer.witness] + [("two.s9.nowhere",)]
    for way in ways:
        for claim in decided.claims.of(Kind.SCENE, Kind.BRANCH):
            lies = {pair: Shown(claim.key, way) for pair in fresh.compared}
            assert compared(decided, Pairs(shown=lies)) == fresh.compared


class TestWholeProof:
    """A story that is as it was is not even read; one that is not, is."""

    @pytest.fixture(autouse=True)
    def _everything_is_worth_keeping(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proof, "WORTH_KEEPING", 0)

    def test_the_same_files_have_the_same_proof_at_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """All that is printed is what it was, problems and their ways among it."""
        write_story(tmp_path / "story", Writer(3).files())
        first = prove_story(tmp_path / "story", cache=Cache(tmp_path))
        assert first.findings
        monkeypatch.setattr(proof, "load_story", lambda _: pytest.fail("read again"))
        again = prove_story(tmp_path / "story", cache=Cache(tmp_path))
        for printed in FORMATS.values():
            assert printed(again) == printed(first)

    def test_a_changed_word_is_a_changed_story(self, tmp_path: Path) -> None:
        """The lines that are quoted are those of the files as they are."""
        write_story(tmp_path / "story", Writer(3).files())
        prove_story(tmp_path / "story", cache=Cache(tmp_path))
        changed = Writer(3).files()
        changed["story.yaml"]["version"] = "2.0.0"  # type: ignore[index]
        write_story(tmp_path / "story", changed)
        assert prove_story(tmp_path / "story", cache=Cache(tmp_path)).version == "2.0.0"

    def test_another_program_proves_it_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What an older version has found out is none of this one's answers."""
        write_story(tmp_path / "story", Writer(3).files())
        prove_story(tmp_path / "story", cache=Cache(tmp_path))
        monkeypatch.setattr(report, "_program", lambda: "another")
        monkeypatch.setattr(proof, "load_story", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            prove_story(tmp_path / "story", cache=Cache(tmp_path))


@pytest.mark.parametrize("has_room", [True, False])
def test_a_kept_way_that_cannot_be_gone_is_no_witness(monkeypatch: pytest.MonkeyPatch, *, has_room: bool) -> None:
    """Ways are played before anybody knows which are needed; one that fails then fails the proof if it is needed."""
    monkeypatch.setattr(borne_out, "WORTH_TWO", 1)
    monkeypatch.setattr(beside, "_has_room", lambda: has_room)
    decided = whole(story_of(Writer(5).files()))
    ways = set(decided.witnesses())
    bad = (*max(ways), "two.s9.nowhere")
    BorneOut(decided.story, [*ways, bad]).bear_out(ways)
    with pytest.raises(WitnessFailed):
        BorneOut(decided.story, [*ways, bad]).bear_out([bad])


@pytest.mark.parametrize("written", ["", "half", {}, [1], {"ways": [[0, [3]]], "moves": []}])
def test_what_is_not_to_be_understood_is_as_good_as_nothing(
    written: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a value, or somebody else's, costs time and nothing else."""
    monkeypatch.setattr(Cache, "get", lambda _self, _key: written)
    assert KeptProof(Cache(tmp_path), tmp_path).read() == Kept()


@pytest.mark.parametrize("has_room", [True, False])
def test_two_processes_come_to_what_one_comes_to(monkeypatch: pytest.MonkeyPatch, *, has_room: bool) -> None:
    """Answers and ways hang on how claims are dealt, which is always the same, and not on who settles them."""
    if has_room and len(os.sched_getaffinity(0)) == 1:
        pytest.skip("there is one processor")
    one = whole(story_of(Writer(7).files()))
    monkeypatch.setattr(settle, "WORTH_TWO", 1)
    monkeypatch.setattr(settle, "DEALT_AT_ONCE", 1)
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
