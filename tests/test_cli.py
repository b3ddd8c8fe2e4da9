"""The command: what it prints where, how it ends, and that failures are told in words."""

import inspect
import io
import json
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pexpect
import pytest
from hyosan_command import Hyosan

from game import boundary, cli, cli_commands, cli_play
from game.errors import ExitCode, GameError
from game.saves.library import Library

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
RUN = {
    "format": 1,
    "story": "night_duty",
    "version": "1.0.0",
    "player": "Ye-won",
    "moves": ["duty.desk.shut_it", "duty.bell.continue"],
}


@pytest.fixture
def run_file(tmp_path: Path) -> Path:
    """An exported run of two moves."""
    path = tmp_path / "run.json"
    path.write_text(json.dumps(RUN), encoding="utf-8")
    return path


def test_version_is_one_line(hyosan: Hyosan) -> None:
    """Bug reports begin with it."""
    code, out, err = hyosan("--version")
    assert code == ExitCode.OK
    assert re.fullmatch(r"hyosan \d+\.\d+\.\d+\S*\n", out)
    assert err == ""


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["nonsense"], ["read", "--nonsense"], ["check", "--format", "x"]]
)
def test_a_wrong_option_ends_with_2_and_says_which(hyosan: Hyosan, arguments: list[str]) -> None:
    """Exit code 2 is for what could not begin; nothing of it goes to standard output."""
    code, out, err = hyosan(*arguments)
    assert code == ExitCode.NOT_BEGUN
    assert out == ""
    assert arguments[-1] in err
    assert "--help" in err


@pytest.mark.parametrize("verb", ["play", "read", "check"])
def test_a_folder_that_is_not_there_ends_with_2(hyosan: Hyosan, verb: str, tmp_path: Path) -> None:
    """No such folder is the person's slip, told as one."""
    where = tmp_path / "nowhere"
    arguments = [verb, where] if verb == "check" else [verb, "--story", where]
    code, out, err = hyosan(*arguments)
    assert code == ExitCode.NOT_BEGUN
    assert out == ""
    assert str(where) in err


def test_a_broken_story_is_not_played_and_its_first_fault_is_named(hyosan: Hyosan, tmp_path: Path) -> None:
    """Somebody who only wants to play learns what is wrong and whom to ask, not a traceback."""
    (tmp_path / "story.yaml").write_text("story: x\ntitle: X\nformat: 1\nstart: a.b\nchapters: [a.yaml]\n")
    code, _, err = hyosan("read", "--story", tmp_path)
    assert code == ExitCode.PROBLEMS
    assert "story.yaml, line" in err
    assert f"hyosan check {tmp_path}" in err


def test_check_of_a_clean_story_says_so(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing wrong is 0, and one line, which names the folder: an installed game has a story of its own to check."""
    monkeypatch.chdir(NIGHT_DUTY.parent)
    for folder in ("night_duty", NIGHT_DUTY):
        assert hyosan("check", folder) == (ExitCode.OK, f"Nothing wrong in night_duty{os.sep}\n", "")
    monkeypatch.chdir(NIGHT_DUTY)
    assert hyosan("check", ".") == (ExitCode.OK, f"Nothing wrong in {NIGHT_DUTY}{os.sep}\n", "")


def test_check_prints_problems_as_json_and_ends_with_1(hyosan: Hyosan, tmp_path: Path) -> None:
    """Editors and CI read it from standard output, alone."""
    (tmp_path / "story.yaml").write_text("story: x\ntitle: X\nformat: 1\nstart: a.b\nchapters: [a.yaml]\n")
    code, out, err = hyosan("check", tmp_path, "--format", "json")
    checked = json.loads(out)
    assert (code, err) == (ExitCode.PROBLEMS, "")
    assert checked["story"] == "x"
    assert {
        "code",
        "severity",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "expected",
        "hint",
    } == set(checked["problems"][0])


def test_play_without_a_terminal_reads_line_by_line(hyosan: Hyosan) -> None:
    """A pipe or a plain terminal gets the same story, without being asked."""
    code, out, err = hyosan("play", "--story", NIGHT_DUTY)
    assert code == ExitCode.OK, err
    assert "Bo-mi has counted the keys twice." in out
    assert "\x1b" not in out


def test_reading_goes_on_where_it_was_left(hyosan: Hyosan, hyosan_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sitting is a continuation, whoever ended the last one."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    hyosan("read", "--story", NIGHT_DUTY)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, _ = hyosan("read", "--story", NIGHT_DUTY)
    assert code == ExitCode.OK
    assert "The bell rings once." in out
    assert len(Library(hyosan_home / "runs.sqlite3").runs()) == 1


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_what_was_answered_survives_sigkill(hyosan_home: Path) -> None:
    """Once an answer is on the screen, nothing that happens to the terminal can take the choice back."""
    command = ["-m", "game", "read", "--story", str(NIGHT_DUTY)]
    environment = os.environ | {"HYOSAN_HOME": str(hyosan_home), "TERM": "dumb"}

    def sit_down() -> "pexpect.spawn[str]":
        return pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", timeout=30)

    terminal = sit_down()
    terminal.expect("Name: ")
    terminal.sendline("Ye-won")
    terminal.expect("> ")
    terminal.sendline("1")
    terminal.expect("It takes both hands")
    terminal.kill(signal.SIGKILL)
    terminal.expect(pexpect.EOF)

    again = sit_down()
    again.expect("The bell rings once")
    again.sendline("quit")
    again.expect(pexpect.EOF)


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_ctrl_c_while_reading_ends_with_130(hyosan_home: Path) -> None:
    """Leaving by Ctrl-C is told to whoever called, through everything that stands between."""
    command = ["-m", "game", "read", "--story", str(NIGHT_DUTY)]
    environment = os.environ | {"HYOSAN_HOME": str(hyosan_home), "TERM": "dumb"}
    # Tests that were begun in a shell's background have Ctrl-C ignored, and would hand that on.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    terminal = pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", timeout=30, preexec_fn=heed)
    terminal.expect("Name: ")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == ExitCode.INTERRUPTED
    assert "Traceback" not in terminal.before


def test_read_with_new_or_a_name_begins_another_run(hyosan: Hyosan, hyosan_home: Path) -> None:
    """The run that was left is kept."""
    hyosan("read", "--story", NIGHT_DUTY)
    hyosan("read", "--story", NIGHT_DUTY, "--new")
    hyosan("read", "--story", NIGHT_DUTY, "--name", "Ha-eun")
    players = sorted(info.player for info in Library(hyosan_home / "runs.sqlite3").runs())
    assert players == ["Ha-eun", "Seung-ho", "Seung-ho"]


def test_a_name_that_the_story_does_not_take_is_refused_with_the_rule(hyosan: Hyosan) -> None:
    """The rule for names is the same on the command line as on the screen."""
    code, _, err = hyosan("read", "--story", NIGHT_DUTY, "--name", "R2-D2")
    assert code == ExitCode.NOT_BEGUN
    assert "letters, spaces, hyphens and apostrophes" in err


def test_read_plays_a_list_of_moves_and_leaves_no_run(hyosan: Hyosan, hyosan_home: Path, run_file: Path) -> None:
    """`read --moves` is a transcript, not a game."""
    code, out, err = hyosan("read", "--story", NIGHT_DUTY, "--moves", run_file)
    assert code == ExitCode.OK, err
    assert "It takes both hands." in out
    assert not (hyosan_home / "runs.sqlite3").exists()


def test_replay_prints_the_same_transcript_as_read_with_moves(hyosan: Hyosan, run_file: Path) -> None:
    """One run, one text, whichever verb asks for it."""
    replayed = hyosan("replay", run_file, "--story", NIGHT_DUTY)
    assert replayed == hyosan("read", "--story", NIGHT_DUTY, "--moves", run_file)
    assert replayed[0] == ExitCode.OK


def test_replay_of_moves_that_are_not_offered_prints_what_could_be_read(hyosan: Hyosan, run_file: Path) -> None:
    """The part that still plays is shown, the move that does not is named, and scripts can tell."""
    run_file.write_text(json.dumps(RUN | {"moves": ["duty.desk.shut_it", "roof.door.nobody"]}), encoding="utf-8")
    code, out, err = hyosan("replay", run_file, "--story", NIGHT_DUTY)
    assert code == ExitCode.PROBLEMS
    assert "It takes both hands." in out
    assert err.startswith("Move 2 could not be made: `roof.door.nobody` is not offered")


def test_replay_with_state_prints_one_json_object(hyosan: Hyosan, run_file: Path) -> None:
    """Programs read it: nothing else may be on standard output."""
    code, out, err = hyosan("replay", run_file, "--story", NIGHT_DUTY, "--state")
    state = json.loads(out)
    assert (code, err) == (ExitCode.OK, "")
    assert (state["applied"], state["scene"], state["stopped"]) == (2, "roof.door", None)
    assert state["text"][1] == '"Whom do you want?" he says, to Ye-won.'


def test_replay_of_something_else_ends_with_2(hyosan: Hyosan, tmp_path: Path) -> None:
    """A file that is no run is told as such, key by key."""
    path = tmp_path / "run.json"
    path.write_text('{"format": 1, "moves": 5}', encoding="utf-8")
    code, out, err = hyosan("replay", path, "--story", NIGHT_DUTY)
    assert code == ExitCode.NOT_BEGUN
    assert out == ""
    assert "`story`" in err
    assert "`moves`" in err


def test_a_run_goes_round_by_export_rename_delete_restore_and_import(
    hyosan: Hyosan, run_file: Path, tmp_path: Path
) -> None:
    """Everything about runs can be done from outside the game."""
    assert "Ye-won (#1), 2 moves" in hyosan("saves", "import", run_file)[1]
    assert hyosan("saves", "rename", "ye-won", "Mine")[0] == ExitCode.OK
    assert "Mine (#1), as Ye-won, 2 moves" in hyosan("saves", "list")[1]
    code, out, _ = hyosan("saves", "export", "Mine")
    assert code == ExitCode.OK
    assert json.loads(out) == RUN | {"title": "Mine", "splices": 0}

    exported = tmp_path / "mine.json"
    assert hyosan("saves", "export", "Mine", exported)[0] == ExitCode.OK
    assert json.loads(exported.read_text(encoding="utf-8")) == json.loads(out)
    code, _, err = hyosan("saves", "export", "Mine", exported)
    assert code == ExitCode.NOT_BEGUN
    assert "is there already" in err

    assert "in the bin" in hyosan("saves", "delete", "Mine")[1]
    assert "Mine" not in hyosan("saves", "list")[1]
    assert "Mine" in hyosan("saves", "list", "--bin")[1]
    assert hyosan("saves", "restore", "1")[0] == ExitCode.OK
    assert "Mine (#1)" in hyosan("saves", "list")[1]


def test_what_a_rewind_cut_is_listed_and_restored(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """From outside the game a cut comes back as a run of its own; the run it was cut from is not touched."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n\nrewind 1\n3\n"))
    hyosan("read", "--story", NIGHT_DUTY)
    assert hyosan("saves", "cuts", "1")[1].startswith("1. 2 moves after the first 0, cut ")
    code, out, _ = hyosan("saves", "restore", "1", "--cut", "1")
    assert code == ExitCode.OK
    assert "before the cut (#2)" in out
    listed = hyosan("saves", "list")[1]
    assert "2 moves, last played" in listed
    assert "1 move, 1 splice" in listed
    code, _, err = hyosan("saves", "restore", "1", "--cut", "2")
    assert code == ExitCode.PROBLEMS
    assert "has no cut 2" in err
    assert "Nothing was ever cut" in hyosan("saves", "cuts", "2")[1]


def test_a_run_that_is_not_there_is_told_with_the_nearest(hyosan: Hyosan, run_file: Path) -> None:
    """A slip in a title is pointed out."""
    hyosan("saves", "import", run_file)
    code, _, err = hyosan("read", "--story", NIGHT_DUTY, "--run", "Ye-wom")
    assert code == ExitCode.PROBLEMS
    assert "There is no run “Ye-wom”" in err
    assert "Did you mean “Ye-won”?" in err


def test_nowhere_to_write_is_said_and_play_goes_on(
    hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A read-only home must not keep anybody from playing: it is told what that costs, and how to mend it."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HYOSAN_HOME", str(tmp_path / "file"))
    code, out, err = hyosan("read", "--story", NIGHT_DUTY)
    assert code == ExitCode.OK
    assert "Bo-mi has counted the keys twice." in out
    assert "Runs cannot be kept in" in out + err
    assert "You can play, but not go on another time. Set HYOSAN_HOME to a folder" in out + err


def test_an_expected_failure_is_its_message_its_hint_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    """The boundary shows what the error carries and nothing more."""

    def fail() -> int:
        raise GameError("That did not work.", "Do this instead.")

    assert boundary.guarded(fail, []) == ExitCode.PROBLEMS
    assert capsys.readouterr() == ("", "That did not work.\nDo this instead.\n")


def test_an_interruption_ends_with_130_and_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is no failure; it only gives the shell a fresh line."""

    def interrupt() -> int:
        raise KeyboardInterrupt

    assert boundary.guarded(interrupt, []) == ExitCode.INTERRUPTED
    assert capsys.readouterr() == ("", "\n")


def test_a_bug_is_told_shortly_and_written_down_without_the_home_folder(
    capsys: pytest.CaptureFixture[str], hyosan_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody playing should read a traceback; whoever mends it should have all of it, and nothing private."""
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parent)

    def break_down() -> int:
        raise ZeroDivisionError

    assert boundary.guarded(break_down, ["play", "--new"]) == ExitCode.BUG
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    (report,) = hyosan_home.glob("report-*.txt")
    assert str(report) in err
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "hyosan play --new" in text
    assert str(Path(__file__).parent) not in text


def test_a_bug_with_nowhere_to_write_is_printed_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """If the report cannot be written, it must not be lost."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HYOSAN_HOME", str(tmp_path / "file"))

    def break_down() -> int:
        raise ZeroDivisionError

    assert boundary.guarded(break_down, []) == ExitCode.BUG
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_breaks_while_reading_is_told_with_the_run_and_leads_back(
    hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader loses no run to a bug either: it says what is kept, and its report is a list of moves."""

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "stdin", io.StringIO("1\nhelp\n"))
    monkeypatch.setattr("game.plain.reader.answer_word", breaks)
    code, out, err = hyosan("read", "--story", NIGHT_DUTY)
    assert code == ExitCode.BUG
    assert "It takes both hands" in out
    assert "Traceback" not in out + err
    assert "Your run “Seung-ho” is safe: 1 move kept." in err
    code, out, err = hyosan("replay", *err.split("`hyosan replay ")[1].split("`")[0].split())
    assert (code, err) == (ExitCode.OK, "")
    assert "It takes both hands" in out


def test_a_command_that_closed_its_output_ends_quietly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The language server leaves standard output closed; there is nothing left to flush then, and nothing wrong."""
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)

        def closes(*_: object, **__: object) -> int:
            stream.close()
            return 0

        monkeypatch.setattr("game.author.lsp.serve", closes)
        code = boundary.guarded(lambda: cli.run(["lsp"]), ["lsp"])
    assert code == ExitCode.OK


def test_python_m_game_is_the_command() -> None:
    """`python -m game` needs no installed script."""
    done = subprocess.run([sys.executable, "-m", "game", "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("hyosan ")


def test_a_reader_that_has_seen_enough_gets_no_complaint(run_file: Path) -> None:
    """`hyosan replay … | head -1` ends quietly."""
    command = [sys.executable, "-m", "game", "replay", str(run_file), "--story", str(NIGHT_DUTY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_survives_a_terminal_without_the_letters(run_file: Path) -> None:
    """An old encoding shows a letter's number where it lacks the letter; it does not end the game."""
    run_file.write_text(json.dumps(RUN | {"player": "하은"}), encoding="utf-8")
    command = [sys.executable, "-m", "game", "replay", str(run_file), "--story", str(NIGHT_DUTY)]
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert rb"\ud558\uc740" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["saves", "list"],
        ["check", str(NIGHT_DUTY)],
        ["read", "--story", str(NIGHT_DUTY)],
        ["replay", "RUN", "--story", str(NIGHT_DUTY), "--state"],
    ],
)
def test_only_play_pays_for_the_screen(arguments: list[str], run_file: Path) -> None:
    """Importing Textual costs a sixth of a second: no other verb may do it, however deep the import hides."""
    words = [str(run_file) if word == "RUN" else word for word in arguments]
    script = (
        "import sys; from game import boundary, cli\n"
        f"code = boundary.guarded(lambda: cli.run({words!r}), [])\n"
        "loaded = {'textual', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'{code}: {loaded}' if code or loaded else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_story_can_be_named_without_an_option(hyosan: Hyosan) -> None:
    """Protects an author who writes `hyosan read my_story`, as every other command has it; and who names two."""
    story = Path(__file__).parent / "stories" / "night_duty"
    code, out, _ = hyosan("read", story, "--name", "Bo")
    assert code == ExitCode.OK
    assert "Bo-mi has counted the keys twice." in out
    code, _, err = hyosan("read", story, "--story", story)
    assert code == ExitCode.NOT_BEGUN
    assert "Two stories are named." in err


@pytest.mark.parametrize("words", [[], ["play"], ["read"], ["play", "some folder"], ["read", "."]])
def test_plain_words_are_taken_as_the_whole_command_takes_them(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who only wants to play is not kept waiting for the library that reads options, and is understood no otherwise."""
    taken: list[tuple[str, dict[str, object]]] = []
    for name in ("go_on", "play", "read"):
        declared = inspect.signature(getattr(cli_play, name))

        def take(*given: object, name: str = name, declared: inspect.Signature = declared, **named: object) -> int:
            bound = declared.bind(*given, **named)
            bound.apply_defaults()
            taken.append((name, bound.arguments))
            return ExitCode.OK

        monkeypatch.setattr(cli_play, name, take)
    cli.run(words)
    cli_commands.obey(words)
    assert len(taken) == 2
    assert taken[0] == taken[1]


def test_a_player_waits_for_nothing_that_only_authors_need() -> None:
    """A story that is kept is played, either way, without what reads YAML, what checks it and what reads options."""
    script = (
        "import sys; from game import cli\n"
        f"cli.run(['read', {str(NIGHT_DUTY)!r}])\n"
        "import game.tui.app, game.tui.running\n"
        "loaded = {'yaml', 'pydantic', 'pydantic_core', 'jinja2', 'typer', 'networkx'} & {*sys.modules}\n"
        "sys.exit(f'{loaded}' if loaded else 0)"
    )
    for expected in (1, 0):
        done = subprocess.run(
            [sys.executable, "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == expected, done.stderr


def test_an_author_waits_for_nothing_that_a_check_does_without() -> None:
    """A story with common conditions is checked without what parses the others, reads options, or checks sent runs."""
    script = (
        "import sys; from game import cli\n"
        f"code = cli.run(['check', {str(NIGHT_DUTY)!r}])\n"
        "loaded = {'pydantic', 'pydantic_core', 'jinja2', 'typer', 'networkx', 'tempfile'} & {*sys.modules}\n"
        "sys.exit(f'{loaded}' if loaded else code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
