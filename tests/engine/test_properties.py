"""What holds for every story and every way of playing it."""

import ast
import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of, write_story

from game.engine import rules
from game.engine.events import ClipKept, Ended, Lost, Remembered, ReplyGiven, SceneEntered, VariableChanged
from game.engine.machine import machine_of
from game.engine.playthrough import Playthrough, Step
from game.engine.record import afterwords, record_rows
from game.engine.snapshot import state_object
from game.errors import MoveNotOffered
from game.story.model import Story

# No deadline: how long an example takes is the machine's business, not the story's.
settings.register_profile("engine", deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
ENGINE = settings.get_profile("engine")
Picks = list[int]
PICKS = st.lists(st.integers(0, 9), min_size=5, max_size=25)


def play(story: Story, picks: Picks) -> Playthrough:
    """Play a run: each pick is a position among what is offered, counted round."""
    playthrough = Playthrough(story)
    for pick in picks:
        moves = playthrough.available()
        if not moves:
            break
        playthrough.choose(moves[pick % len(moves)])
    return playthrough


@ENGINE
@given(stories(), PICKS)
def test_replaying_the_moves_gives_the_same_run(files: Files, picks: Picks) -> None:
    """A run is its moves: state, text and every event come back from them alone."""
    run = play(story_of(files), picks)
    again = Playthrough(run.story)
    assert again.restore(run.moves) is None
    assert again.steps == run.steps
    assert state_object(again) == state_object(run)


@ENGINE
@given(stories(), PICKS)
def test_former_ids_replay_as_the_present_ones(files: Files, picks: Picks) -> None:
    """A run that was kept under the ids that things had before is the same run."""
    run = play(story_of(files), picks)
    former = [re.sub(r"\.m(\d)$", r".old_m\1", f"old_{move}") for move in run.moves]
    again = Playthrough(run.story)
    assert again.restore(former) is None
    assert again.moves == run.moves


@ENGINE
@given(stories(), PICKS)
def test_rules_and_machine_agree_on_every_move(files: Files, picks: Picks) -> None:
    """The machine offers what the rules offer, refuses what they refuse, and leads where they lead."""
    run = play(story_of(files), picks)
    machine = machine_of(run.story)
    every = [move for scene in run.story.scenes.values() for move in rules.moves_of(scene)]
    for step in run.steps:
        moment = step.after
        offered = rules.available(run.story, moment)
        for move in (*every, "one.t0.nothing", "trigger", "state", "is_one.t0"):
            if move in offered:
                outcome = rules.apply(run.story, moment, move)
                assert machine.fire(moment, move) == outcome
                assert machine.scene == outcome.after.scene.key
                continue
            for make in (machine.fire, partial(rules.apply, run.story)):
                with pytest.raises(MoveNotOffered):
                    make(moment, move)


@ENGINE
@given(stories(), PICKS)
def test_every_value_stays_in_its_domain(files: Files, picks: Picks) -> None:
    """Integers stop at their bounds, and marks are set or not."""
    run = play(story_of(files), picks)
    for step in run.steps:
        vector = step.after.state.vector
        for variable in run.story.variables:
            assert vector[variable.slot] < variable.domain.size
        assert set(vector[len(run.story.variables) :]) <= {0, 1}


@ENGINE
@given(stories(), PICKS)
def test_no_markup_reaches_a_reader(files: Files, picks: Picks) -> None:
    """Every text of every moment can be rendered, and nothing of the language is left in it."""
    run = play(story_of(files), picks)
    for step in run.steps:
        choices = [offer.choice for offer in rules.offers(run.story, step.after) if offer.choice is not None]
        read = [rules.render_line(run.story, step.after, choice.label, run.player) for choice in choices]
        for event in step.events:
            if isinstance(event, ReplyGiven | SceneEntered):
                read.extend(event.paragraphs)
        for row in record_rows(run.story, step.after, run.player):
            read.extend((*row.happened, *row.on_tape, *row.told))
        for afterword in afterwords(run.story, step.after, run.player):
            read.extend(afterword.paragraphs)
        assert all(paragraph.strip(" \n") == paragraph != "" for paragraph in read)
        assert not [paragraph for paragraph in read for sign in ("{{", "{%", "{#", "%}", "  ") if sign in paragraph]


@ENGINE
@given(stories(), PICKS, PICKS)
def test_what_is_offered_depends_on_the_moment_alone(files: Files, picks: Picks, others: Picks) -> None:
    """Two runs that come to the same scene in the same state can do the same, whatever came before."""
    story = story_of(files)
    offered: dict[tuple[str, bytes, str | None], tuple[str, ...]] = {}
    for run in (play(story, picks), play(story, others)):
        for step in run.steps:
            moment = step.after
            key = (moment.scene.key, moment.state.vector, moment.state.back)
            assert offered.setdefault(key, rules.available(story, moment)) == rules.available(story, moment)


@ENGINE
@given(stories(), PICKS, st.integers(0, 30))
def test_every_prefix_of_a_run_is_a_run(files: Files, picks: Picks, length: int) -> None:
    """Rewinding keeps the moves before the cut and stands where the run stood then; so does replaying them."""
    run = play(story_of(files), picks)
    kept = run.moves[:length]
    before = run.steps[: len(kept) + 1]
    replayed = Playthrough(run.story)
    assert replayed.restore(kept) is None
    run.rewind(length)
    assert run.moves == kept
    assert run.splices == 1
    assert run.steps == replayed.steps == before


@ENGINE
@given(stories(), PICKS)
def test_a_move_that_is_not_offered_changes_nothing(files: Files, picks: Picks) -> None:
    """A replay keeps what came before such a move; a run that refuses one goes on as if it had not been asked."""
    run = play(story_of(files), picks)
    locked = next((offer.move for offer in run.offers() if not offer.available), "one.t0.nothing")
    steps = run.steps
    with pytest.raises(MoveNotOffered):
        run.choose(locked)
    assert run.steps == steps
    again = Playthrough(run.story)
    stopped = again.restore([*run.moves, locked, "one.t0.on"])
    assert stopped is not None
    assert (stopped.index, stopped.move) == (len(run.moves), locked)
    assert again.steps == steps


@ENGINE
@given(stories(), PICKS)
def test_a_move_tells_every_visible_change_once(files: Files, picks: Picks) -> None:
    """What is told leads from what could be seen before to what can be seen after, step by step, and so does a loss."""
    run = play(story_of(files), picks)
    for step in run.steps[1:]:
        _check_told(run.story, step)


def _check_told(story: Story, step: Step) -> None:
    assert step.before is not None
    values = {variable.name: step.before.state.vector[variable.slot] for variable in story.variables}
    changes = [event for event in step.events if isinstance(event, VariableChanged)]
    for event in changes:
        assert values[event.variable.name] == event.before != event.after
        values[event.variable.name] = event.after
    # What became of you is an ending's own to say, and of who was in neither scene a later scene's.
    there = rules.listed(story, step.before) | rules.listed(story, step.after)
    untold = {f"{person}.state" for bit, person in enumerate(story.people) if not there >> bit & 1}
    if step.after.scene.ending is not None:
        untold.add("you.state")
    for variable in story.variables:
        is_told = not variable.hidden and variable.name not in untold
        assert not is_told or values[variable.name] == step.after.state.vector[variable.slot]
    assert "secret" not in [event.variable.name for event in changes]
    remembered = [event.fact.name for event in step.events if isinstance(event, Remembered)]
    assert remembered == [
        event.variable.name for event in changes if event.variable.name.startswith("kept") and event.after
    ]
    lost = [event.person for event in step.events if isinstance(event, Lost)]
    assert lost == [event.variable.person for event in changes if event.variable.stat == "state" and _loses(event)]
    kinds = [type(event) for event in step.events]
    assert kinds.count(SceneEntered) == step.arrived
    assert kinds.count(ClipKept) == (not step.arrived)
    assert kinds.count(Ended) == (step.arrived and step.after.scene.ending is not None)
    assert kinds.count(ReplyGiven) <= 1


def _loses(event: VariableChanged) -> bool:
    """Whether somebody who could be there no longer can, or who lived no longer does: well, hurt, away, dead."""
    away, dead = 2, 3
    # You are always there; you can only die.
    is_gone = event.before < away <= event.after and event.variable.person != "you"
    return is_gone or event.before < dead == event.after


@settings(ENGINE, max_examples=2, phases=[Phase.generate])
@given(st.lists(stories(), min_size=4, max_size=4), PICKS)
def test_two_processes_tell_the_same(every: list[Files], picks: Picks) -> None:
    """Nothing that differs from process to process is heard: the order of a set, an address, the time of day."""
    with TemporaryDirectory() as folder:
        for number, files in enumerate(every):
            write_story(Path(folder) / str(number), files)
        command = [sys.executable, str(Path(__file__).with_name("tell_stories.py")), folder, *map(str, picks)]
        one, other = (
            subprocess.run(
                command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
            ).stdout
            for seed in ("0", "1")
        )
    assert len(json.loads(one)) == len(every)
    assert one == other


def test_the_engine_imports_nothing_that_could_surprise() -> None:
    """The engine reads no clock, throws no dice, opens no file and prints nothing: none of it is within its reach."""
    pure = {"collections", "enum", "functools", "itertools", "msgspec", "operator", "re", "typing", "unicodedata"}
    allowed = {"game", "transitions"} | pure
    for module in Path(rules.__file__).parent.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name.partition(".")[0] for alias in node.names} <= allowed, module.name
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] in allowed, module.name
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"print", "open", "input", "id", "hash", "eval", "exec"}, module.name
