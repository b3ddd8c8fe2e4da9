"""The wheel: what somebody who installs the game gets, on a machine that has nothing of ours."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(commands / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", str(wheel)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return commands


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has just made an account: no setting of ours, and a home of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TZ") if name in os.environ}
    return kept | {"HOME": str(tmp_path), "LANG": "C.UTF-8"}


def test_the_wheel_holds_the_story_the_licences_and_the_looks(wheel: Path) -> None:
    """What the program reads at run time must be inside; what people keep, test or plan with must not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    story = {path.relative_to(ROOT / "story").as_posix() for path in (ROOT / "story").rglob("*.yaml")}
    assert {f"game/shipped_story/{name}" for name in story} <= names
    assert not [name for name in names if "outlines" in name or name.endswith("notes.md")], (
        "nobody plays what is to come"
    )
    looks = {path.relative_to(ROOT).as_posix() for path in (ROOT / "game").rglob("*.tcss")}
    assert looks
    assert looks <= names
    assert sum(name.endswith("LICENSE") for name in names if ".dist-info/" in name) == 2
    assert "game/py.typed" in names
    assert {"game/made_story/en.bytes", "game/made_story/ko.bytes"} <= names
    pages = {path.name for path in (ROOT / "docs" / "problems").glob("HT*.md")}
    assert {f"game/problem_pages/{name}" for name in pages} <= names
    assert not [name for name in names if re.match(r"tests/|saves/|story/|game/.*\.sqlite3", name)]


def test_an_installed_game_is_played_and_keeps_its_runs_where_the_platform_wants_them(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """No checkout, no setting: the story is there, a choice can be made, and the run is there the next time."""
    command = [str(installed / "hyosan")]
    first = subprocess.run(
        command, input="1\n", capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("The Hyosan Tapes\n")
    kept = [*tmp_path.rglob("runs.sqlite3")]
    assert len(kept) == 1
    if sys.platform == "linux":
        assert kept[0] == tmp_path / ".local/share/hyosan/runs.sqlite3"
    listed = subprocess.run(
        [*command, "saves", "list"], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert "1 move" in listed.stdout


def test_an_installed_story_is_ready_wherever_nothing_can_be_written(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """The wheel brings the story made: nobody's first start reads YAML, and what came is what the files say."""
    (tmp_path / "file").touch()
    script = (
        "import sys\n"
        "from game.language import use\n"
        "from game.locations import cache_folder, story_folder\n"
        "from game.opening import open_story\n"
        "for language in ('en', 'ko'):\n"
        "    use(language)\n"
        "    story = open_story(None)\n"
        "    read = {'yaml', 'pydantic', 'jinja2'} & {*sys.modules}\n"
        "    assert not read, read\n"
        "    assert [*story.scenes.values()] and story.lines\n"
        "    told = story.language or 'en'\n"
        "    assert told == language, told\n"
        "assert not cache_folder().exists()\n"
        "from game.story.loader import load_story\n"
        "assert load_story(story_folder()).story.digest == story.digest\n"
    )
    done = subprocess.run(
        [str(installed / "python"), "-c", script],
        capture_output=True,
        text=True,
        env=environment | {"XDG_CACHE_HOME": str(tmp_path / "file")},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_an_installed_story_checks_clean(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """The story that ships has no errors where it ships."""
    checked = subprocess.run(
        [str(installed / "hyosan"), "check"], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_installed_game_makes_a_new_story(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """The files that `hyosan new` copies are in the wheel, and what it makes is right where it was made."""
    for arguments in (["new", "ferry"], ["check", "ferry"], ["prove", "ferry"]):
        done = subprocess.run(
            [str(installed / "hyosan"), *arguments],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_an_installed_game_opens_on_a_terminal_and_leaves_it_clean(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """The screen needs files that only the wheel can bring; leaving gives the terminal back."""
    terminal = pexpect.spawn(
        str(installed / "hyosan"),
        env=environment | {"TERM": "xterm-256color"},
        cwd=str(tmp_path),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    terminal.expect("screen reader")
    terminal.send("1")
    terminal.expect("REC")
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
