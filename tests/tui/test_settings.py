"""Settings are kept, survive a damaged file, and are all on their screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.settings import DECLARED, Settings, read_settings, write_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tui.conftest import Bench


def test_settings_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    """Every setting, turned to another value, comes back."""
    settings = Settings()
    for declared in DECLARED:
        settings = declared.turned(settings, 1)
    write_settings(tmp_path / "new" / "settings.toml", settings)
    assert read_settings(tmp_path / "new" / "settings.toml") == (settings, "")


def test_what_is_not_understood_costs_only_itself(tmp_path: Path) -> None:
    """An unknown name, value or type leaves the usual one in place, keeps the rest, and is named."""
    path = tmp_path / "settings.toml"
    path.write_text('theme = "day"\nline_width = 66\nmotion = "wild"\nvolume = "loud"\n', encoding="utf-8")
    settings, sentence = read_settings(path)
    assert settings == Settings(theme="day")
    assert all(name in sentence for name in ("line_width", "motion", "volume"))


def test_a_damaged_file_does_not_stop_the_game(bench: Bench) -> None:
    """The game opens with the usual settings and says so."""
    bench.settings.write_bytes(b"\xff\xfe = [")
    assert "could not be read" in bench.see()


def test_every_setting_is_on_the_screen_and_holds_at_once(bench: Bench) -> None:
    """The screen is made from the declaration; a change is kept before the screen is left."""
    seen = bench.see("o", size=(80, 50))
    assert all(declared.title in seen and declared.help.split()[0] in seen for declared in DECLARED)
    assert "high contrast" in bench.see("o", "7", "7")
    assert read_settings(bench.settings)[0].theme == "contrast"
