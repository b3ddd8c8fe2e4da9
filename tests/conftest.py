"""What every test stands on: a machine on which nobody has played yet."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def hyosan_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep tests away from the developer's own saves, settings and terminal, and return the folder they use instead."""
    home = tmp_path / "hyosan-home"
    monkeypatch.setenv("HYOSAN_HOME", str(home))
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "TEXTUAL_THEME"):
        monkeypatch.delenv(variable, raising=False)
    return home
