"""Many players at once: the same dice give the same runs, wherever they are played, and nothing is counted twice."""

import json
import os
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from signal import SIGKILL

import pytest
from hyosan_command import Hyosan

from game.author.playtest import Manner, Tally, Trial, as_json, cluster, play, play_all, story_files, this_machine
from game.author.playtest.pool import BATCH
from game.author.playtest.report import quantiles
from game.author.playtest.trial import all_there_is
from game.author.prove.claims import REACHED
from game.author.prove.decide import Decided
from game.engine.playthrough import Playthrough
from game.errors import CannotBegin, ExitCode
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
SHIPPED = Path(__file__).parents[1] / "story"
FILES = story_files(NIGHT_DUTY)
RUNS = 5 * BATCH + 7


def story_in(folder: Path) -> Story:
    """Load a story that has no errors."""
    story = load_story(folder).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def night_duty() -> Story:
    """The small story of the tests."""
    return story_in(NIGHT_DUTY)


@pytest.fixture(scope="module")
def shipped() -> Story:
    """The story as it ships."""
    return story_in(SHIPPED)


@pytest.fixture(scope="module")
def trials(shipped: Story) -> list[Trial]:
    """Some runs of the story as it ships."""
    return [play(shipped, Manner(seed=7), number) for number in range(120)]


def counted(tally: Tally, story: Story) -> str:
    """Everything in a tally, in one order."""
    return as_json(story, tally, Manner())


@pytest.fixture(scope="module")
def here(night_duty: Story) -> str:
    """What the runs come to in this process, one after the other."""
    with ThreadPoolExecutor(1) as executor:
        tally = play_all(FILES, Manner(), RUNS, executor)
    assert tally.runs == RUNS
    return counted(tally, night_duty)


def test_a_run_is_its_number(shipped: Story, trials: list[Trial]) -> None:
    """Protects replaying: the same seed and number are the same run, which the game itself can play to the same end."""
    for trial in trials[:30]:
        assert play(shipped, Manner(seed=7), trial.number) == trial
        run = Playthrough(shipped)
        assert run.restore(trial.moves) is None
        assert run.over
        assert run.ending is not None
        assert run.ending.id == trial.ending
    assert any(play(shipped, Manner(seed=8), trial.number).moves != trial.moves for trial in trials[:6])


def test_players_are_themselves(shipped: Story, trials: list[Trial]) -> None:
    """Protects the personas: the kind are better liked than the cold, and the silent say less than the dice do."""
    liked = {"kind": 0.0, "cold": 0.0}
    said = {"silent": 0.0, "uniform": 0.0}
    spoken = {choice.key: choice.spoken for scene in shipped.scenes.values() for choice in scene.choices}
    trust = [variable.slot for variable in shipped.variables if variable.stat == "trust"]
    for trial in trials:
        if trial.persona in liked:
            vector = next(reversed(trial.chapter_ends.values()))
            liked[trial.persona] += sum(vector[slot] for slot in trust)
        elif trial.persona in said:
            chosen = [spoken[move] for move in trial.moves if move in spoken]
            said[trial.persona] += sum(chosen) / len(chosen)
    assert liked["kind"] > liked["cold"]
    assert said["silent"] < 0.8 * said["uniform"]


def test_early_ends_can_be_gone_round(shipped: Story) -> None:
    """Protects whoever tests the last chapters: nobody stops before them who need not."""
    runs = [play(shipped, Manner(to_the_end=True), number) for number in range(24)]
    kinds = {scene.ending.id: scene.ending.kind for scene in shipped.scenes.values() if scene.ending}
    assert {kinds[run.ending] for run in runs if run.ending} == {"record"}


def test_what_is_read_has_the_prover_s_names(shipped: Story, trials: list[Trial]) -> None:
    """Protects an author who asks `prove --claim` of something unread, and the count: what is read is there."""
    there = all_there_is(shipped)
    known = {claim.at for claim in Decided(shipped).claims.of(*REACHED)}
    going_on = {scene.continue_move for scene in shipped.scenes.values()}
    assert there["scenes"] | there["branches"] | (there["moves"] - going_on) <= known
    everything = there["scenes"] | there["moves"] | there["branches"]
    assert set().union(*(trial.read for trial in trials)) <= everything


def test_a_branch_is_read_only_where_it_is(night_duty: Story) -> None:
    """Protects coverage: of an `if` with an `else`, a run that comes there once reads one."""
    for number in range(20):
        read = play(night_duty, Manner(), number).read
        if "roof.door" in read:
            assert len({"roof.door#1", "roof.door#2"} & read) == 1


def test_all_cores_come_to_the_same(night_duty: Story, here: str) -> None:
    """Protects the count from the order and the process in which runs happen to be played."""
    with this_machine(2) as executor:
        assert counted(play_all(FILES, Manner(), RUNS, executor), night_duty) == here


def test_a_cluster_comes_to_the_same_though_a_worker_is_killed(night_duty: Story, here: str) -> None:
    """Protects a long playtest: one of two workers dies midway, and no run is lost or counted twice."""
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, scheduler_port=0, processes=True
        ) as local,
        distributed.Client(local.scheduler_address) as client,
        cluster(local.scheduler_address) as executor,
    ):
        processes = list(client.run(os.getpid).values())
        assert len(set(processes)) == 2
        killed: list[int] = []

        def kill_one(_: str, done: int, of: int) -> None:
            assert done <= of
            if not killed:
                killed.append(processes[0])
                os.kill(processes[0], SIGKILL)

        tally = play_all(FILES, Manner(), RUNS, executor, kill_one)
        assert killed
    assert counted(tally, night_duty) == here


def test_nobody_at_the_address_is_said() -> None:
    """Protects against a traceback, or an endless wait, where no scheduler answers."""
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with pytest.raises(CannotBegin, match="No Dask scheduler"), cluster("tcp://127.0.0.1:1"):
        pass


def test_an_interrupt_begins_nothing_more() -> None:
    """Protects Ctrl-C: what has not begun never does."""
    begun: list[Future[Tally]] = []

    class Slow(Executor):
        def submit(self, fn: object, /, *args: object, **kwargs: object) -> Future[Tally]:  # type: ignore[override]  # of one call
            del fn, args, kwargs
            begun.append(Future())
            if len(begun) == 1:
                begun[0].set_result(Tally())
            return begun[-1]

    def interrupt(_: str, __: int, ___: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play_all(FILES, Manner(), RUNS, Slow(), interrupt)
    assert all(future.cancelled() for future in begun[1:])
    assert len(begun) > 1


def test_the_report_is_for_both(hyosan: Hyosan) -> None:
    """Protects the command: what it prints adds up, and a run is printed as moves that the reader takes."""
    code, out, err = hyosan("playtest", NIGHT_DUTY, "--runs", "60", "--workers", "1", "--format", "json")
    assert (code, err) == (ExitCode.OK, "")
    report = json.loads(out)
    assert report["runs"] == 60
    assert sum(sum(one["endings"].values()) for one in report["personas"].values()) == 60
    assert {one["runs"] for one in report["personas"].values()} == {10}
    text = hyosan("playtest", NIGHT_DUTY, "--runs", "60", "--workers", "1")[1]
    assert text.startswith("60 runs of ")
    moves = hyosan("playtest", NIGHT_DUTY, "--run", "3")[1].split()
    assert moves == list(play(story_in(NIGHT_DUTY), Manner(), 3).moves)


def test_quantiles_are_of_the_runs() -> None:
    """Protects the median from being that of the different lengths."""
    tally = Tally()
    tally.lengths.update({1: 96, 5: 3, 90: 1})
    assert quantiles(tally.lengths) == [1, 1, 1, 1, 90]
    assert quantiles(Tally().lengths) == [0, 0, 0, 0, 0]
