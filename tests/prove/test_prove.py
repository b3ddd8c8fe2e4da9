"""The prover on stories whose faults are known, and what it prints."""

import json
from pathlib import Path
from typing import Any

import pytest
from story_files import Files, write_story

from game.author.prove import as_json, as_text, prove_story
from game.cli import run
from game.engine.playthrough import Playthrough
from game.errors import CannotBegin, ExitCode
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


def test_one_claim_is_answered_with_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--claim` answers for one id, and says what is like it where there is none."""
    write_story(tmp_path, _long_story(has_way_out=True))
    assert run(["prove", str(tmp_path), "--claim", "doors.s2"]) == ExitCode.OK
    told = capsys.readouterr().out.splitlines()
    assert told == ["`doors.s2` can be reached. Shortest way, 2 moves:", "  doors.s0.on", "  doors.s1.on"]
    with pytest.raises(CannotBegin) as refused:
        run(["prove", str(tmp_path), "--claim", "doors.s200"])
    assert "doors.s20" in refused.value.hint


def test_a_scene_is_asked_for_with_its_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--at` says what can be true on coming there, and what is always the same."""
    write_story(tmp_path, _long_story(has_way_out=True))
    run(["prove", str(tmp_path), "--at", "doors.s8"])
    told = capsys.readouterr().out.splitlines()
    assert "  flag_7: false, true" in told
    assert told[-3:] == ["  2 others have one value only:", "    flag_19 false", "    flag_33 false"]


def test_what_hangs_on_a_choice_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--without` names what nobody could reach without a choice, and says so where nothing hangs on it."""
    write_story(tmp_path, _long_story(has_way_out=True))
    run(["prove", str(tmp_path), "--without", "doors.s7.turn"])
    assert f"  no way to choices `doors.s{DEEP}.window`" in capsys.readouterr().out.splitlines()
    run(["prove", str(tmp_path), "--without", "doors.s0.turn"])
    assert "could be reached all the same" in capsys.readouterr().out


def test_only_one_question_at_a_time(tmp_path: Path) -> None:
    """Two questions have two answers; the second is not left out in silence."""
    write_story(tmp_path, _long_story(has_way_out=True))
    with pytest.raises(CannotBegin):
        run(["prove", str(tmp_path), "--at", "doors.s1", "--claim", "doors.s1"])


def test_an_interrupted_proof_prints_what_it_has(tmp_path: Path) -> None:
    """Ctrl-C loses nothing that was decided, and nothing that was not is called so."""
    write_story(tmp_path, _long_story(has_way_out=False))

    def interrupt(what: str, done: int, of: int) -> None:
        del done, of
        if what == "Distances":
            raise KeyboardInterrupt

    proof = prove_story(tmp_path, interrupt)
    assert proof.interrupted
    assert proof.exit_code == ExitCode.INTERRUPTED
    assert proof.undecided
    assert json.loads(as_json(proof))["decided"] is False


def test_an_early_end_is_told_with_its_point_of_no_return(tmp_path: Path) -> None:
    """The choice that is named is the last that left another ending open, not the last that was made."""
    write_story(
        tmp_path,
        {
            "story.yaml": {
                "story": "doom",
                "title": "Doom",
                "format": "1",
                "version": "1.0.0",
                "start": "hall.door",
                "chapters": ["hall.yaml"],
            },
            "hall.yaml": {
                "chapter": "hall",
                "title": "Hall",
                "scenes": {
                    "door": {
                        "text": "A door.",
                        "choices": [
                            {"id": "cellar", "label": "Down.", "to": "cellar"},
                            {"id": "roof", "label": "Up.", "to": "roof"},
                        ],
                    },
                    "cellar": {
                        "text": "Dark.",
                        "choices": [
                            {"id": "sit", "label": "Sit.", "to": "end"},
                            {"id": "stand", "label": "Stand.", "to": "end"},
                        ],
                    },
                    "end": {"text": "No.", "ending": {"id": "dark", "title": "Dark", "kind": "tape_stops"}},
                    "roof": {"text": "Air.", "ending": {"id": "air", "title": "Air", "kind": "record"}},
                },
            },
        },
    )
    (doom,) = prove_story(tmp_path).dooms
    assert (doom.ending, doom.move, doom.moves_before) == ("dark", "hall.door.cellar", 2)
