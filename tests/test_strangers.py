"""What comes from strangers, case by case: files of runs that act by themselves, runs that lie, names that lead out.

Every case that could take long or much is tried in a process of its own with limits on both.
"""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hyosan_command import Hyosan
from tui.conftest import STORY

from game.engine import rules
from game.engine.playthrough import Playthrough
from game.errors import CannotBegin
from game.locations import saves_file
from game.saves.library import Library
from game.saves.listing import run_line
from game.saves.runfile import MOST_SENT, read_run_file
from game.saves.session import Session
from game.settings import Settings, read_settings, write_settings
from game.story.loader import load_story
from game.story.model import Story

HERE = Path(__file__).parent
NIGHT_DUTY = HERE / "stories" / "night_duty"
MOVES = ["duty.desk.shut_it", "duty.bell.continue", "roof.door.nobody"]
RUN = {"format": 1, "story": "night_duty", "version": "1.0.0", "player": "Ye-won", "moves": MOVES}
ESCAPE = "\x1b]0;owned\x07\x1b[31m"
ENDLESS = (
    "CREATE VIEW moves AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT 1 AS run, i AS position, 'x' AS move FROM n"
)
TRIGGER = "CREATE TRIGGER t AFTER INSERT ON moves BEGIN DELETE FROM runs; END"
SECONDS, MEGABYTES = 4, 500
NO_SEALS = ("DELETE FROM seals", "DELETE FROM tally")
"""As in a file that nobody looked over: a stranger's would fit what is in it."""


@pytest.fixture(scope="module")
def story() -> Story:
    """A story of a few scenes."""
    loaded = load_story(NIGHT_DUTY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def path(tmp_path: Path, story: Story) -> Path:
    """A file of runs with one run in it."""
    path = tmp_path / "runs.sqlite3"
    with Library(path) as library:
        session = Session.begin(story, library, "Ye-won")
        for move in MOVES:
            session.choose(move)
    return path


def spoil(path: Path, *statements: str) -> None:
    """Do to a file what somebody does who has SQLite."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param([TRIGGER], id="a trigger"),
        pytest.param(
            [
                "ALTER TABLE moves RENAME TO kept",
                ENDLESS,
            ],
            id="a view without end",
        ),
        pytest.param(["CREATE INDEX i ON moves(hex(move) || hex(move))"], id="an index that computes"),
        pytest.param(["CREATE VIRTUAL TABLE v USING fts5(x)"], id="a table of another kind"),
        pytest.param(["ALTER TABLE runs ADD COLUMN x GENERATED ALWAYS AS (hex(title)) VIRTUAL"], id="a column"),
    ],
)
def test_a_file_of_runs_that_acts_by_itself_is_not_touched(path: Path, statements: list[str]) -> None:
    """Protects players from a file with more in it than runs: nothing in it runs, and it stays as it is."""
    spoil(path, *statements)
    before = path.read_bytes()
    with Library(path) as library:
        assert [info.title for info in library.runs()] == ["Ye-won"]
        assert library.open(1).moves == tuple(MOVES)
    (aside,) = path.parent.glob("runs.damaged-*.sqlite3")
    assert aside.read_bytes() == before


def test_a_number_beyond_all_is_no_work(path: Path) -> None:
    """Protects opening a damaged file: how many runs there were is read from it, and counted through in no case."""
    spoil(path, "UPDATE sqlite_sequence SET seq = 1 << 60", TRIGGER)
    with Library(path) as library:
        assert len(library.runs()) == 1


def test_a_table_that_a_later_version_added_is_no_harm(path: Path) -> None:
    """Protects files that a newer game of the same layout has written in: what is further in them stays there."""
    spoil(path, "CREATE TABLE later (x TEXT)", "INSERT INTO later VALUES ('kept')")
    with Library(path) as library:
        assert len(library.runs()) == 1
    spoil(path, "UPDATE later SET x = 'found'")


@pytest.mark.parametrize(
    "value", [f"'{ESCAPE}'", "x'ff00fe'", "-7", "1e300", "''", "'2026-13-99'", "zeroblob(1000000)"]
)
def test_any_value_in_any_column_is_shown_and_breaks_nothing(path: Path, story: Story, value: str) -> None:
    """Protects lists of runs: SQLite keeps any value in any column, and each is cleaned before anybody sees it."""
    columns = ("title", "player", "version", "ending", "created", "updated", "splices")
    spoil(path, *(f"UPDATE OR IGNORE runs SET {column} = {value}" for column in columns))  # noqa: S608 - both from here
    spoil(path, f"UPDATE moves SET move = {value} WHERE position = 1")  # noqa: S608
    spoil(path, *NO_SEALS)
    with Library(path) as library:
        (info,) = library.runs()
        assert run_line(info, story).isprintable()
        assert len(run_line(info, story)) < 400
        session = Session.resume(story, library, info.id)
        assert session.playthrough.moves == tuple(MOVES[:1])
        assert all(line.isprintable() for line in session.saves())
        library.export(info.id)


@pytest.mark.parametrize(
    "command", [["check"], ["read", "--story"], ["replay"], ["saves", "import"], ["read", "--moves"]]
)
def test_a_name_on_the_command_line_is_said_without_what_a_terminal_obeys(
    hyosan: Hyosan, tmp_path: Path, command: list[str]
) -> None:
    """Protects somebody who checks a folder that a stranger named."""
    code, out, err = hyosan(*command, tmp_path / f"a{ESCAPE}b")
    assert code == 2
    assert "owned" in err
    assert "\x1b" not in out + err


def test_an_imported_run_holds_nothing_but_its_moves(story: Story, tmp_path: Path) -> None:
    """Protects the story from runs that lie: a state, a scene, an ending of theirs is refused; a move is tried."""
    library = Library(tmp_path / "runs.sqlite3")
    lies: list[dict[str, object]] = [
        {"state": {}},
        {"scene": "roof.morning"},
        {"ending": "morning"},
        {"values": {"noise": 0}},
    ]
    for lie in lies:
        with pytest.raises(CannotBegin, match="extra inputs are not permitted"):
            library.import_({**RUN, **lie})
    for moves in (["roof.door.bo_mi"], [*MOVES[:2], "roof.door.key"], [*MOVES, "roof.morning.continue"], ["x" * 200]):
        session = Session.resume(story, library, library.import_({**RUN, "moves": moves}).info.id)
        assert session.stopped is not None
        moment = rules.begin(story)
        for move in session.playthrough.moves:
            moment = rules.apply(story, moment, move).after
        assert session.playthrough.moment == moment
    marks = Playthrough(story).moment.state
    assert (
        Session.resume(story, library, library.import_({**RUN, "moves": []}).info.id).playthrough.moment.state == marks
    )


@pytest.mark.parametrize(
    "title", ["../../../owned", "..", "a/b", "a\\b", "/etc/owned", "C:owned", "con", "x" * 80, "한" * 60]
)
def test_no_title_leads_out_of_the_folder(hyosan: Hyosan, tmp_path: Path, title: str) -> None:
    """Protects the rest of the disk: what a stranger called a run names a file among the exports, and no other."""
    sent = tmp_path / "run.json"
    sent.write_text(json.dumps({**RUN, "title": title}), encoding="utf-8")
    assert hyosan("saves", "import", sent)[0] == 0
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    stdin = "record html\nrecord md\nquit\n"
    done = subprocess.run(
        [sys.executable, "-m", "game", "read", "--story", NIGHT_DUTY, "--run", "1"],
        input=stdin,
        text=True,
        capture_output=True,
        check=False,
        cwd=HERE.parent,
    )
    assert done.returncode == 0
    assert done.stdout.count("The Record is written to") == 2, done.stdout
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    home = saves_file().parent
    assert all(path.is_relative_to(home) for path in made)
    records = [path for path in made if path.suffix in {".md", ".html"}]
    assert [path.parent for path in records] == [home / "exports"] * 2


HOSTILE_RUNS = {
    "brackets": b"[" * 8_000_000,
    "braces": b'{"a":' * 1_000_000,
    "a long number": b'{"splices": ' + b"9" * 8_000_000 + b"}",
    "a large exponent": b'{"splices": 1e999999999}',
    "a long string": b'{"story": "' + b"a" * 8_000_000 + b'"}',
    "escapes": b'{"story": "' + b"\\u001b" * 1_000_000 + b'"}',
    "many keys": b"{" + b",".join(b'"%d": 1' % number for number in range(400_000)) + b"}",
    "the same key": b"{" + b",".join([b'"format": 1'] * 400_000) + b"}",
    "many moves": json.dumps({**RUN, "moves": ["a"] * 1_500_000}).encode(),
    "many long moves": json.dumps({**RUN, "moves": ["a" * 300] * 25_000}).encode(),
    "too many moves": json.dumps({**RUN, "moves": MOVES * 7_000}).encode(),
    "half a character": b'{"format": 1, "story": "\\ud800", "version": "", "player": "", "moves": []}',
    "no unicode": b'{"format": 1, "story": "\xff\xfe"}',
    "too large": b" " * 9_000_000,
}


@pytest.mark.parametrize("name", HOSTILE_RUNS)
def test_a_hostile_run_is_refused_in_a_moment(name: str, tmp_path: Path) -> None:
    """Protects whoever opens a run from a stranger: no time, no memory and no traceback is to be had by it."""
    sent = tmp_path / "run.json"
    sent.write_bytes(HOSTILE_RUNS[name])
    done = subprocess.run(
        [sys.executable, "-m", "game", "saves", "import", sent],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent,
        preexec_fn=_limited,  # no threads here
    )
    assert done.returncode == 2, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 2000


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEGABYTES * 1024 * 1024, 2 * MEGABYTES * 1024 * 1024))


def test_a_run_of_as_many_moves_as_can_be_sent_is_read(tmp_path: Path) -> None:
    """Protects long runs from the limit on hostile ones."""
    sent = tmp_path / "run.json"
    sent.write_text(json.dumps({**RUN, "moves": ["a.b.c"] * MOST_SENT}), encoding="utf-8")
    assert len(read_run_file(sent).moves) == MOST_SENT


@pytest.mark.parametrize(
    "content", [b"a = " + b"[" * 30_000, b"a = {b = " * 5_000, b'a = "' + b"x" * 9_000_000, b"\xff", b"a = 1\n" * 9_000]
)
def test_hostile_settings_leave_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    """Protects start-up: a settings file can say anything, and the game still opens."""
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    found, complaint = read_settings(path)
    assert found == Settings()
    assert len(complaint) < 400


AUDITED = """
import os, sys
from pathlib import Path
sys.path[:0] = [TESTS]
from fuzz.targets import TARGETS, folder
def seeds():
    for name, target in TARGETS.items():
        for path in sorted((Path(TESTS) / "fuzz" / "seeds" / name).iterdir()):
            target(path.read_bytes())
seeds()  # so that everything that is imported late is here
allowed = str(folder())
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
acts = ("exec", "compile", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "subprocess", "socket",
        "ctypes", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
        "shutil", "import", "pickle", "marshal", "sqlite3.enable_load_extension", "sqlite3.load_extension", "urllib")
harm = set()
def watch(event, arguments):
    if event == "open":
        name, mode, flags = arguments
        if isinstance(flags, int) and flags & writing and not os.fsdecode(str(name)).startswith((allowed, "/dev/null")):
            harm.add((event, str(name)))
    elif (event, arguments[:1]) == ("os.mkdir", (".",)):
        pass  # of a library in memory, for the folder that is there
    elif event.startswith(acts) and not any(str(one).startswith(allowed) for one in arguments):
        harm.add((event, str(arguments)[:200]))
sys.addaudithook(watch)
seeds()
assert not harm, sorted(harm)
"""


def test_strangers_files_run_no_code_start_nothing_and_write_nowhere_else() -> None:
    """Protects the machine: Python itself is asked to tell of every file, program, socket and piece of code."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", f"TESTS = {str(HERE)!r}\n{AUDITED}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent,
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a person's folders from others by itself")
def test_nobody_else_on_the_machine_reads_what_is_kept(tmp_path: Path) -> None:
    """Protects players who share a machine: the folders that are made for runs and settings are theirs alone."""
    before = os.umask(0)
    try:
        Library(tmp_path / "saves" / "runs.sqlite3").close()
        write_settings(tmp_path / "settings" / "settings.toml", Settings())
    finally:
        os.umask(before)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("saves", "settings")] == [0o700, 0o700]


def test_a_stranger_cannot_stand_behind_a_link(tmp_path: Path) -> None:
    """Protects files outside a story's folder: a link in it leads nowhere."""
    copy = tmp_path / "story"
    shutil.copytree(STORY, copy)
    (copy / "roof.yaml").unlink()
    (copy / "roof.yaml").symlink_to("/etc/passwd")
    problems = [problem.code for problem in load_story(copy).problems]
    assert "HT015" in problems
