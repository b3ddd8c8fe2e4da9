"""What every test stands on: a machine on which nobody has played yet."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hyosan_command import Hyosan

from game import boundary, cli
from game.language import SOURCE, use
from game.language.choosing import VARIABLE


@pytest.fixture(autouse=True)
def hyosan_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep tests away from the developer's own saves, settings, terminal and language; return the folder they use."""
    home = tmp_path / "hyosan-home"
    monkeypatch.setenv("HYOSAN_HOME", str(home))
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", VARIABLE):
        monkeypatch.setenv(variable, "")
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield home
    use(SOURCE)


@pytest.fixture
def hyosan(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hyosan:
    """Run the command in this process, with nobody at the keyboard; gives exit code, output and complaints."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        code = boundary.guarded(lambda: cli.run(words), words)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return code, out, err

    return call
