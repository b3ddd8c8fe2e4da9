"""`hyosan prove --dilemmas` and `--readings` as they are asked for and printed."""

import json
from pathlib import Path

import pytest
from hyosan_command import Hyosan

from game.author.new import new_story
from game.author.prove import choosing as choosing_module
from game.author.prove.choosing import weigh_options
from game.author.prove.figures import choosing_json, choosing_text
from game.errors import ExitCode
from game.story.loader import load_story


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Give the small story that authors begin with."""
    new_story(tmp_path / "ferry")
    return tmp_path / "ferry"


def test_dilemmas_are_printed_for_programs(hyosan: Hyosan, ferry: Path) -> None:
    """Protects whoever reads the JSON: every option with what it opens and closes and how soon that is seen."""
    code, out, err = hyosan("prove", ferry, "--dilemma", "crossing", "--format", "json")
    assert (code, err) == (ExitCode.OK, "")
    dilemma = json.loads(out)["dilemmas"][0]
    assert (dilemma["scene"], dilemma["fact"], dilemma["undecided"]) == ("ferry.far_bell", "crossing", False)
    go = next(option for option in dilemma["options"] if option["choice"] == "go")
    assert go["opens"]["endings"] == ["last_crossing"]
    assert go["closes"]["endings"] == ["sealed"]
    assert go["first"] == {"low": 1, "high": 1, "kind": "branches", "at": "ferry.midstream#1"}


def test_readings_are_printed_for_programs(hyosan: Hyosan, ferry: Path) -> None:
    """Protects whoever reads the JSON: each figure with both its bounds and a way that has it."""
    code, out, err = hyosan("prove", ferry, "--readings", "--format", "json")
    assert (code, err) == (ExitCode.OK, "")
    figures = json.loads(out)
    assert figures["playthroughs"] == {"low": 64, "high": 64, "exact": True, "endless": False}
    assert figures["moves"]["most"]["high"] == len(figures["moves"]["most"]["way"])
    assert set(figures["endings"]) == {"last_crossing", "sealed"}


def test_figures_have_no_place_in_formats_for_problems(hyosan: Hyosan, ferry: Path) -> None:
    """Protects against a log without anything in it: the person is told which formats there are."""
    code, out, err = hyosan("prove", ferry, "--readings", "--format", "sarif")
    assert (code, out) == (ExitCode.NOT_BEGUN, "")
    assert "--format json" in err


def test_two_questions_at_once_are_refused(hyosan: Hyosan, ferry: Path) -> None:
    """Protects against an answer to one of two questions."""
    code, out, _ = hyosan("prove", ferry, "--readings", "--dilemmas")
    assert (code, out) == (ExitCode.NOT_BEGUN, "")


def test_interrupted_it_gives_the_dilemmas_it_has(ferry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a long wait: Ctrl-C gives what is done, and says that it is not all."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(choosing_module, "_dilemma", interrupted)
    story = load_story(ferry).story
    assert story is not None
    found = weigh_options(story)
    assert found.interrupted
    assert "Interrupted" in choosing_text(found)
    assert json.loads(choosing_json(found))["interrupted"] is True
