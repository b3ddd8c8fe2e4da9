"""Where things are kept: in a checkout, where a packager says, and (see test_wheel.py) installed."""

from pathlib import Path

import platformdirs
import pytest

from game import locations

ROOT = Path(__file__).parent.parent


def test_a_checkout_keeps_everything_inside_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Working on the game never touches the runs of an installed one."""
    monkeypatch.delenv("HYOSAN_HOME")
    assert locations.story_folder() == ROOT / "story"
    assert locations.saves_file() == ROOT / "saves" / "runs.sqlite3"
    assert locations.settings_file() == ROOT / "saves" / "settings.toml"
    assert locations.exports_folder() == ROOT / "saves" / "exports"
    assert locations.cache_folder() == ROOT / "saves" / "cache"


def test_hyosan_home_moves_all_that_is_written(hyosan_home: Path) -> None:
    """One variable isolates a test, a package or a second player completely; the story stays where it is."""
    written = (
        locations.saves_file(),
        locations.settings_file(),
        locations.exports_folder(),
        locations.cache_folder(),
    )
    assert {path.parent for path in written} == {hyosan_home}
    assert locations.story_folder() == ROOT / "story"


def test_a_story_in_hyosan_home_is_the_story(hyosan_home: Path) -> None:
    """A packager can ship another story without changing the program."""
    (hyosan_home / "story").mkdir(parents=True)
    assert locations.story_folder() == hyosan_home / "story"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A variable set in a file nobody expanded still means what its writer meant."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("HYOSAN_HOME", "~/tapes")
    assert locations.saves_folder() == tmp_path / "tapes"


def test_an_installed_game_keeps_to_the_platforms_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Outside a checkout nothing is written beside the program, which may be read-only."""
    monkeypatch.delenv("HYOSAN_HOME")
    package = tmp_path / "site-packages" / "game"
    monkeypatch.setattr(locations, "_PACKAGE", package)
    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, **_: tmp_path / "data" / name)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, **_: tmp_path / "cache" / name)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name, **_: tmp_path / "config" / name)
    assert locations.story_folder() == package / "shipped_story"
    assert locations.saves_file() == tmp_path / "data" / "hyosan" / "runs.sqlite3"
    assert locations.cache_folder() == tmp_path / "cache" / "hyosan"
    assert locations.settings_file() == tmp_path / "config" / "hyosan" / "settings.toml"
