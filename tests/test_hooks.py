"""The hooks that other repositories can use, run by pre-commit itself from a repository that has a story."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from hyosan_command import Hyosan

from game.errors import ExitCode

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "stories" / "minimal"
# pre-commit makes an environment for the hook, with everything that the program needs.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.xdist_group("hooks")]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a commit, free of the git that tests may be run from; pre-commit keeps nothing beyond them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }
    return (
        kept
        | who
        | {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "HOME": str(tmp_path), "PRE_COMMIT_COLOR": "never"}
    )


def run(folder: Path, environment: dict[str, str], *command: str) -> tuple[int, str]:
    """Run a command in a folder; gives its exit code and all it says."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A repository of somebody's with a story in its folder `story`, not yet committed."""
    folder = tmp_path / "theirs"
    copytree(MINIMAL, folder / "story")
    assert run(folder, environment, "git", "init", "--quiet")[0] == 0
    return folder


def test_a_story_that_is_right_is_let_through_and_one_that_is_not_is_held_up(
    repository: Path, environment: dict[str, str]
) -> None:
    """pre-commit installs the hook, the hook finds the story, and an error stops the commit and is shown."""
    try_it = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "hyosan-check", "--all-files", "--verbose"]
    run(repository, environment, "git", "add", "-A")
    code, said = run(repository, environment, *try_it)
    assert code == 0, said
    assert "Nothing wrong in story/" in said
    assert "Spelling was not looked at" not in said
    chapter = repository / "story" / "hall.yaml"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("to: stairs", "to: stares"), encoding="utf-8")
    run(repository, environment, "git", "add", "-A")
    code, said = run(repository, environment, *try_it)
    assert code == 1, said
    assert "HT204 There is no scene `stares`." in said


def test_every_hook_is_one_that_pre_commit_can_run(environment: dict[str, str], hyosan: Hyosan) -> None:
    """The manifest is well formed, and what each hook calls is a command of ours that asks for a folder."""
    manifest = ROOT / ".pre-commit-hooks.yaml"
    code, said = run(ROOT, environment, sys.executable, "-m", "pre_commit", "validate-manifest", str(manifest))
    assert code == 0, said
    hooks = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["hyosan-check", "hyosan-prove"]
    for hook in hooks:
        command, verb = hook["entry"].split()
        assert command == "hyosan"
        assert hook["args"] == ["story"]
        assert hyosan(verb, ROOT / "no_such_folder")[0] == ExitCode.NOT_BEGUN
