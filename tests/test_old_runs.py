"""Runs of released versions in the story as it is now: none is broken by an edit unless its author says so."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from old_runs import COMES_TO, OURS, SAVES, breaks, complaints, mean, meant, old_runs
from small_story import chapter, loaded

from game.author.playtest.personas import PERSONAS
from game.engine.playthrough import Playthrough
from game.story.loader import load_story
from game.story.model import Story

HELD = "  hall:\n    text: A hall.\n    choices: [{id: on, label: On., to: rest}]\n"
REST = "  rest:\n    text: Sun.\n    ending: {id: rest, title: Rest, kind: record}\n"
RENAMED = "      - id: backwards\n"
ELSEWHERE = "  hall:\n    text: A hall.\n    choices: [{id: on, label: On., to: void}]\n"
VOID = "  void:\n    text: Dark.\n    ending: {id: dark, title: Dark, kind: tape_stops}\n"


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as it ships."""
    read = load_story(OURS).story
    assert read is not None
    return read


def test_no_run_of_a_released_version_is_broken_unless_that_is_meant(story: Story) -> None:
    """Protects people in the middle of a run: an edit that breaks it is made on purpose, or not at all."""
    told = complaints(breaks(story), meant())
    assert told == [], "\n".join(told)


def test_every_player_has_a_run_in_every_version(story: Story) -> None:
    """Protects the corpus: the present version and each before it has a whole run of every player of a playtest."""
    kept = {(old.version, old.name) for old in old_runs()}
    versions = {path.name for path in SAVES.iterdir() if path.is_dir()}
    assert story.version in versions, "python tests/old_runs.py --release keeps runs of this version."
    players = {persona.id for persona in PERSONAS} | {"shortest", "bitten"}
    assert kept == {(version, player) for version in versions for player in players}
    assert all(old.place.ending is not None for old in old_runs())


@pytest.mark.parametrize(("with_was", "broken"), [(True, set[str]()), (False, {"uniform"})])
def test_a_renamed_choice_of_our_story(tmp_path: Path, broken: set[str], *, with_was: bool) -> None:
    """Protects the corpus from being too kind, and `was` from being too little, on the story that people play."""
    copytree(OURS, tmp_path / "story")
    (file,) = (tmp_path / "story" / "season-1").glob("03-*.yaml")
    text = file.read_text(encoding="utf-8")
    assert text.count(RENAMED) == 1
    other = "      - id: back_first\n" + ("        was: [backwards]\n" if with_was else "")
    file.write_text(text.replace(RENAMED, other), encoding="utf-8")
    story = load_story(tmp_path / "story").story
    assert story is not None
    assert {one.run.rpartition("/")[2] for one in breaks(story).values()} == broken


def test_an_edit_says_which_runs_it_breaks_until_somebody_says_that_it_is_meant(tmp_path: Path) -> None:
    """Protects the gate itself: it shuts on a broken run, opens for a reason, and asks again for another break."""
    was, now = loaded(chapter(HELD + REST)), loaded(chapter(ELSEWHERE + REST + VOID))
    folder = _keep(was, tmp_path)
    assert complaints(breaks(was, tmp_path), meant(tmp_path)) == []
    told = complaints(breaks(now, tmp_path), meant(tmp_path))
    assert told[0].startswith("The story breaks 1 runs")
    assert "It comes to `one.void`, and came to `one.rest`." in told[1]
    mean(breaks(now, tmp_path), "The lamp is “out”.", tmp_path)
    assert complaints(breaks(now, tmp_path), meant(tmp_path)) == []
    assert meant(tmp_path)[f"{folder.name}/on"]["because"] == "The lamp is “out”."
    gone = loaded(chapter((HELD + REST).replace("id: on", "id: off")))
    assert "of released versions" in complaints(breaks(gone, tmp_path), meant(tmp_path))[0]
    assert "not broken" in complaints(breaks(was, tmp_path), meant(tmp_path))[0]


def _keep(story: Story, saves: Path) -> Path:
    """Keep a run of one move of a small story, as `--release` keeps those of ours."""
    run = Playthrough(story)
    run.choose("one.hall.on")
    moves = {"format": 1, "story": story.id, "version": story.version, "player": run.player, "moves": run.moves}
    folder = saves / story.version
    folder.mkdir()
    (folder / "on.json").write_text(json.dumps(moves), encoding="utf-8")
    (folder / COMES_TO).write_text(json.dumps({"on": {"scene": "one.rest", "ending": "rest"}}), encoding="utf-8")
    return folder
