"""Who plays which run: noted for others, believed as far as the process is alive, and never in the way."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.errors import SaveError
from game.saves.library import Library
from game.saves.playing import FOLDER, other_player, take
from game.saves.run import PlayedElsewhere
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parents[1] / "stories" / "night_duty"
ANOTHER = (
    "import sys, time; from datetime import UTC, datetime; from pathlib import Path\n"
    "from game.saves.playing import take\n"
    "take(Path(sys.argv[1]), 1, datetime(2026, 11, 4, 17, 40, tzinfo=UTC)); print('taken', flush=True); time.sleep(60)"
)


@pytest.fixture(scope="module")
def story() -> Story:
    """A story of a few scenes."""
    loaded = load_story(NIGHT_DUTY).story
    assert loaded is not None
    return loaded


def test_another_process_is_told_of_as_long_as_it_lives(story: Story, tmp_path: Path) -> None:
    """A move is refused while somebody else has the run, and made once they were killed: a note locks nobody out."""
    library = Library(tmp_path / "runs.sqlite3")
    session = Session.begin(story, library)
    session.take()
    command = [sys.executable, "-c", ANOTHER, str(library.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        other = session.other_player()
        assert other is not None
        assert "since" in other.told
        with pytest.raises(PlayedElsewhere, match="is played elsewhere now"):
            session.choose("duty.desk.shut_it")
        assert session.playthrough.moves == ()
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    assert session.other_player() is None
    session.choose("duty.desk.shut_it")
    assert Library(library.path).open(1).moves == ("duty.desk.shut_it",)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        json.dumps({"token": "../x", "where": "here", "since": "2026-11-04T17:40:00+00:00"}).encode(),
        json.dumps({"token": "x", "where": "\x1b[2J", "since": "2026-11-04T17:40:00+00:00"}).encode(),
        json.dumps({"token": "x", "where": "here", "since": "some day"}).encode(),
        json.dumps({"token": "x", "where": "here", "since": "2026-11-04T17:40:00+00:00"}).encode(),
    ],
)
def test_a_note_that_makes_no_sense_is_nobodys(tmp_path: Path, note: bytes) -> None:
    """What lies in the folder may be anything: it is no reason not to play, and no way into another folder."""
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "run-1.json").write_bytes(note)
    assert other_player(tmp_path / "runs.sqlite3", 1) is None


def test_nowhere_to_note_it_is_no_reason_not_to_play(tmp_path: Path, story: Story) -> None:
    """A folder in the way of the notes costs a word to the other window, and nothing else."""
    (tmp_path / FOLDER).write_text("a file")
    take(tmp_path / "runs.sqlite3", 1, datetime(2026, 11, 4, tzinfo=UTC))
    session = Session.begin(story, Library(tmp_path / "runs.sqlite3"))
    session.take()
    session.choose("duty.desk.shut_it")
    assert session.kept


def test_a_reader_that_nobody_types_to_leaves_a_run_that_is_played(story: Story, tmp_path: Path) -> None:
    """A script must not take a run from under the hands of its player."""
    library = Library(tmp_path / "runs.sqlite3")
    Session.begin(story, library)
    command = [sys.executable, "-c", ANOTHER, str(library.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        reading = [sys.executable, "-m", "game", "read", str(NIGHT_DUTY)]
        environment = {"HYOSAN_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(NIGHT_DUTY.parents[2])}
        done = subprocess.run(
            reading, input="1\n", capture_output=True, text=True, check=False, env=environment, timeout=60
        )
        process.kill()
    assert done.returncode == SaveError.exit_code
    assert "is being played elsewhere" in done.stderr
    assert library.open(1).moves == ()
