"""The prover on stories whose faults are known, and what it prints."""

import json
from pathlib import Path
from typing import Any

import pytest
from story_files import Files, write_story

from game.author.prove import as_json, as_text, prove_story
from game.cli import run
from game.engine.playthrough import Playthrough
from game.errors import ExitCode
from game.story.loader import load_story

Part = dict[str, Any]
DEEP = 40
NIGHT = Path(__file__).parents[1] / "stories" / "night_duty"
FLAGS = (7, 19, 33)
"""Where in the long story the flags are set that shut its last door."""


def _long_story(*, has_way_out: bool) -> Files:
    """Return a story of forty choices in a row, whose last has no way on for who has set three flags before."""
    scenes: Part = {}
    for number in range(DEEP):
        on: Part = {"id": "on", "label": "Go on."}
        flag: Part = {"id": "turn", "label": "Turn the key."}
        if number in FLAGS:
            flag["effects"] = {f"flag_{number}": "true"}
        scenes[f"s{number}"] = {"text": "A door.", "to": f"s{number + 1}", "choices": [on, flag]}
    all_set = " and ".join(f"flag_{number}" for number in FLAGS)
    last: list[Part] = [{"id": "out", "label": "Out.", "if": f"not ({all_set})", "to": "end"}]
    if has_way_out:
        last.append({"id": "window", "label": "The window.", "if": all_set, "to": "end"})
    scenes[f"s{DEEP}"] = {"text": "The last door.", "choices": last}
    scenes["end"] = {"text": "Out.", "ending": {"id": "out", "title": "Out", "kind": "tape_stops"}}
    return {
        "story.yaml": {
            "story": "long",
            "title": "Long",
            "format": "1",
            "version": "1.0.0",
            "start": "doors.s0",
            "chapters": ["doors.yaml"],
        },
        "doors.yaml": {
            "chapter": "doors",
            "title": "Doors",
            "facts": {f"flag_{number}": {"says": "You turned it."} for number in FLAGS},
            "scenes": scenes,
        },
    }


def test_a_dead_end_forty_choices_deep_is_found_with_its_shortest_way(tmp_path: Path) -> None:
    """A fault behind three flags, that random play meets once in eight times, is found with the one way to it."""
    write_story(tmp_path, _long_story(has_way_out=False))
    proof = prove_story(tmp_path)
    stuck = next(finding for finding in proof.findings if finding.kind == "stuck")
    story = load_story(tmp_path).story
    assert story is not None
    playthrough = Playthrough(story)
    assert stuck.witness is not None
    assert playthrough.restore(stuck.witness) is None
    assert playthrough.is_stuck
    assert [move for move in stuck.witness if move.endswith("turn")] == [f"doors.s{number}.turn" for number in FLAGS]
    assert len(stuck.witness) == DEEP
    assert proof.exit_code == ExitCode.PROBLEMS


def test_the_same_story_with_its_way_out_is_proved_clean(tmp_path: Path) -> None:
    """What is mended is not told any more, and nothing else is."""
    write_story(tmp_path, _long_story(has_way_out=True))
    proof = prove_story(tmp_path)
    assert proof.findings == ()
    assert proof.undecided == ()
    assert proof.exit_code == ExitCode.OK


def test_a_repeated_step_up_and_down_is_decided(tmp_path: Path) -> None:
    """A loop whose choices only move a number, the hardest kind to bound, leaves nothing undecided."""
    loop: Part = {
        "text": "A stair.",
        "choices": [
            {"id": "up", "label": "Up.", "effects": {"floor": "+1"}, "to": "stair"},
            {"id": "down", "label": "Down.", "effects": {"floor": "-1"}, "to": "stair"},
            {"id": "out", "label": "Out.", "if": "floor == 9", "to": "roof"},
            {"id": "cellar", "label": "The cellar.", "if": "floor == 20 and floor == 0", "to": "roof"},
        ],
    }
    write_story(
        tmp_path,
        {
            "story.yaml": {
                "story": "stair",
                "title": "Stair",
                "format": "1",
                "version": "1.0.0",
                "start": "house.stair",
                "chapters": ["house.yaml"],
            },
            "world.yaml": {"counts": {"floor": {"range": "20", "label": "Floor"}}},
            "house.yaml": {
                "chapter": "house",
                "title": "House",
                "scenes": {
                    "stair": loop,
                    "roof": {"text": "Air.", "ending": {"id": "air", "title": "Air", "kind": "tape_stops"}},
                },
            },
        },
    )
    printed = json.loads(as_json(prove_story(tmp_path)))
    assert printed["decided"] is True
    assert printed["endings"]["air"]["witness"] == ["house.stair.up"] * 9 + ["house.stair.out"]
    assert printed["choices"]["house.stair.cellar"] == {"reachable": False, "witness": None}


def test_every_witness_of_the_json_can_be_played() -> None:
    """A way that is printed is a way: the game offers every move of it."""
    story = load_story(NIGHT).story
    assert story is not None
    printed = json.loads(as_json(prove_story(NIGHT)))
    assert list(printed)[:4] == ["story", "version", "decided", "undecided"]
    sections = ["scenes", "choices", "clips", "endings", "branches", "routes", "lines"]
    assert list(printed)[4:] == [*sections, "problems"]
    for section in sections:
        for found in printed[section].values():
            if found["reachable"]:
                assert Playthrough(story).restore(found["witness"]) is None


def test_a_story_with_errors_is_not_proved(tmp_path: Path) -> None:
    """What cannot be loaded is told as `check` tells it, and called undecided."""
    files = dict(_long_story(has_way_out=True))
    files["doors.yaml"] = "chapter: doors\ntitle: Doors\nscenes:\n  s0: {text: A., to: nowhere}\n"
    write_story(tmp_path, files)
    proof = prove_story(tmp_path)
    printed = json.loads(as_json(proof))
    assert printed["story"] == "long"
    assert printed["decided"] is False
    assert [problem["code"] for problem in printed["problems"]] == ["HT204"]
    assert "is not proved" in as_text(proof)


def test_what_is_allowed_is_a_note_and_no_failure(tmp_path: Path) -> None:
    """An author who says why may keep what would be an error elsewhere."""
    files = dict(_long_story(has_way_out=False))
    scene = files["doors.yaml"]["scenes"][f"s{DEEP}"]  # type: ignore[index]  # files are parts, as written above
    scene["allow"] = {"stuck": "The tape runs out here.", "no_ending": "The same."}
    write_story(tmp_path, files)
    severities = {finding.kind: str(finding.problem.severity) for finding in prove_story(tmp_path).findings}
    assert severities["stuck"] == "note"


@pytest.mark.parametrize(("has_way_out", "code"), [(True, ExitCode.OK), (False, ExitCode.PROBLEMS)])
def test_the_command_tells_and_leaves_with_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: ExitCode, *, has_way_out: bool
) -> None:
    """`hyosan prove` says what it decided, and fails a build if there is something wrong."""
    write_story(tmp_path, _long_story(has_way_out=has_way_out))
    assert run(["prove", str(tmp_path)]) == code
    printed = capsys.readouterr().out
    assert "for all playthroughs" in printed
    assert ("way (40 moves):" in printed) is not has_way_out
