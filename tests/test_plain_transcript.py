"""Transcripts: golden runs, and lists of moves that come as files.

A golden run is a file of moves and, beside it, the transcript that it must give. ``HYOSAN_GOLDEN=write`` writes the
transcripts anew; read the difference before you keep it.
"""

import json
import os
from pathlib import Path

import pytest

from game.engine.playthrough import Playthrough
from game.errors import CannotBegin
from game.plain import transcript
from game.plain.moves import MOST_BYTES, play_moves, read_moves
from game.story.loader import load_story
from game.story.model import Story

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
RUNS = sorted(GOLDEN.glob("*/*.moves"))
FOLDERS = {"night_duty": HERE / "stories" / "night_duty", "hyosan_tapes": HERE.parent / "story"}


def story_named(name: str) -> Story:
    """Return one of the stories that golden runs are kept for."""
    loaded = load_story(FOLDERS[name]).story
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("path", RUNS, ids=[f"{path.parent.name}-{path.stem}" for path in RUNS])
def test_golden_run(path: Path) -> None:
    """A run reads word for word as it did: scenes, choices, reasons, replies, notices, endings, the Record."""
    playthrough, stopped = play_moves(story_named(path.parent.name), read_moves(path))
    assert stopped is None
    told = transcript(playthrough)
    golden = path.with_suffix(".txt")
    if os.environ.get("HYOSAN_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_the_reader_tells_what_the_transcript_tells() -> None:
    """A transcript made afterwards is that of the run as it was played: who was known then, not who is now."""
    story = story_named("night_duty")
    playthrough = Playthrough(story)
    lengths = [len(transcript(playthrough))]
    for move in read_moves(GOLDEN / "night_duty" / "key.moves").moves:
        before = transcript(playthrough)
        playthrough.choose(move)
        now = transcript(playthrough)
        lengths.append(len(now))
        assert now.startswith(before.rstrip("\n"))
    assert lengths == sorted(set(lengths))


def test_a_transcript_can_be_wrapped() -> None:
    """With a width, no line is longer."""
    wrapped = transcript(Playthrough(story_named("night_duty")), 50)
    assert max(map(len, wrapped.splitlines())) <= 50


def test_moves_come_as_text_or_as_an_exported_run(tmp_path: Path) -> None:
    """Both kinds of file give the same moves; only the exported run knows its player."""
    text = tmp_path / "a.txt"
    text.write_text("\ufeff# why\nduty.desk.leave_it   # here\n\nduty.bell.continue\n", encoding="utf-8")
    exported = tmp_path / "run.json"
    moves = ["duty.desk.leave_it", "duty.bell.continue"]
    run = {"format": 1, "story": "night_duty", "version": "1.0.0", "player": "Ha-na", "moves": moves}
    exported.write_text(json.dumps(run), encoding="utf-8")
    assert read_moves(text).moves == read_moves(exported).moves == tuple(moves)
    playthrough, stopped = play_moves(story_named("night_duty"), read_moves(exported))
    assert stopped is None
    assert playthrough.player == "Ha-na"


def test_moves_stop_before_the_first_that_is_not_offered(tmp_path: Path) -> None:
    """What can be played is played, and the rest is explained."""
    path = tmp_path / "moves"
    path.write_text("duty.desk.leave_it\nduty.desk.ask\n", encoding="utf-8")
    playthrough, stopped = play_moves(story_named("night_duty"), read_moves(path))
    assert playthrough.moves == ("duty.desk.leave_it",)
    assert stopped is not None
    assert (stopped.index, stopped.code) == (1, "not_offered")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b'{"format": 2}', b"{", b"x" * (MOST_BYTES + 1)], ids=["bytes", "other", "cut", "huge"]
)
def test_a_file_that_is_no_run_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    """Whatever is in the file, it is refused as bad input and not by a crash."""
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CannotBegin, match=str(path)):
        read_moves(path)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """A wrong path names itself."""
    with pytest.raises(CannotBegin, match=r"nowhere cannot be read: No such file"):
        read_moves(tmp_path / "nowhere")
