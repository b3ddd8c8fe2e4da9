"""Every look can be read."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from game.tui.themes import CONTRAST, TERMINAL, THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot
    from textual.theme import Theme
    from tui.conftest import Bench

    from game.tui.screened import Leave

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


WHEREVER = (
    (),
    ("n",),
    ("o",),
    ("l",),
    ("e",),
    ("n", "1"),
    ("s",),
    ("m",),
    ("j", "slash", *"key"),
    ("question_mark",),
    ("t",),
)
"""Keys to go through the screens by, each closed again."""


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_whatever_is_drawn_can_be_read(bench: Bench, theme: Theme) -> None:
    """Not what the stylesheets say but what stands on the screens: every word on the ground that it has there."""
    least = 7.0 if theme.name == CONTRAST else 4.5
    bench.set_up(theme=theme.name, timers="off")
    found: dict[tuple[str, str], str] = {}

    async def script(pilot: Pilot[Leave]) -> None:
        for keys in WHEREVER:
            await bench.press(pilot, *keys)
            for words, ink, ground in drawn(pilot):
                if any(map(str.isalnum, words)):
                    found.setdefault((ink, ground), words)
            if keys != ("n", "1"):
                await bench.press(pilot, *["escape"] * (2 if "slash" in keys else 1 if keys else 0))
        await bench.press(pilot, "down")
        found.update({(ink, ground): words for words, ink, ground in drawn(pilot) if any(map(str.isalnum, words))})

    bench.drive(script, size=(140, 40))
    assert len(found) > 4
    faint = {
        words: pair for pair, words in found.items() if _contrast(Color.parse(pair[0]), Color.parse(pair[1])) < least
    }
    assert not faint


def drawn(pilot: Pilot[Leave]) -> Iterator[tuple[str, str, str]]:
    """Yield every stretch of the screen with the colour of its letters and that of its ground."""
    for strip in pilot.app.screen._compositor.render_strips():  # noqa: SLF001 - there is no other way to read a screen
        for segment in strip:
            style = segment.style
            if segment.text.strip() and style is not None and style.color is not None and style.bgcolor is not None:
                ink, ground = (one.get_truecolor().hex for one in (style.color, style.bgcolor))
                yield segment.text, *((ground, ink) if style.reverse else (ink, ground))
