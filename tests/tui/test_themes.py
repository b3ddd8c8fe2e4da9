"""Every look can be read."""

from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from game.tui.themes import CONTRAST, TERMINAL, THEMES

DRAWN = [theme for theme in THEMES if theme.name != TERMINAL]


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_words_stand_out_from_their_ground(theme: Theme) -> None:
    """Each colour that words have is at least 4.5 to 1 on each ground (7 to 1 in high contrast): WCAG AA and AAA."""
    least = 7.0 if theme.name == CONTRAST else 4.5
    inks = [theme.foreground, *(theme.variables[name] for name in ("muted", "past", "uniform", "loss"))]
    for ink, ground in product(inks, (theme.background, theme.panel)):
        assert ink is not None
        assert ground is not None
        assert _contrast(Color.parse(ink), Color.parse(ground)) >= least, (ink, ground)


def test_the_terminals_own_look_names_no_colour_of_ours() -> None:
    """It uses the terminal's sixteen colours and its default ones, so that whoever chose those can read it."""
    theme = next(theme for theme in THEMES if theme.name == TERMINAL)
    named = [theme.primary, theme.foreground, theme.background, theme.panel, theme.error, *theme.variables.values()]
    assert all(value is not None and (value.startswith("ansi_") or value == "none") for value in named)


def _contrast(one: Color, other: Color) -> float:
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
