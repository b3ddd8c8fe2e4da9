"""The looks of the game: night-school greys, one green of the old uniform, one red for REC and for loss.

Every pair of colours that carries words has a contrast of at least 4.5 to 1, and 7 to 1 in the high-contrast look.
"""

from msgspec import Struct
from textual.theme import Theme

NIGHT = "night"
DAY = "day"
CONTRAST = "contrast"
TERMINAL = "terminal"

OWN_VARIABLES = ("muted", "past", "uniform", "loss", "rule")
"""The names our stylesheets use beyond Textual's: quiet words, what was read before, the green, the red, and lines."""


class Look(Struct, frozen=True):
    """The few colours a theme is made of."""

    ground: str
    raised: str
    words: str
    muted: str
    past: str
    green: str
    red: str
    rule: str


NIGHT_LOOK = Look(
    ground="#14171a",
    raised="#1c2024",
    words="#d3d6d8",
    muted="#8f979d",
    past="#9ba2a7",
    green="#86b394",
    red="#ea6a62",
    rule="#3a4147",
)
DAY_LOOK = Look(
    ground="#eceae4",
    raised="#e2dfd7",
    words="#24282b",
    muted="#565c60",
    past="#4d5357",
    green="#2b5b42",
    red="#a3211c",
    rule="#a9a79f",
)
CONTRAST_LOOK = Look(
    ground="#000000",
    raised="#000000",
    words="#ffffff",
    muted="#e0e0e0",
    past="#d6d6d6",
    green="#8dffb0",
    red="#ff9a94",
    rule="#ffffff",
)
TERMINAL_LOOK = Look(
    ground="ansi_default",
    raised="ansi_default",
    words="ansi_default",
    muted="ansi_default",
    past="ansi_default",
    green="ansi_green",
    red="ansi_red",
    rule="ansi_default",
)
"""Leaves every colour to the terminal. Nothing is quieter than anything else, as a grey may not be legible there."""


def _theme(name: str, look: Look, *, dark: bool = True) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=look.green,
        secondary=look.muted,
        accent=look.green,
        success=look.green,
        warning=look.muted,
        error=look.red,
        foreground=look.words,
        background=look.ground,
        surface=look.ground,
        panel=look.raised,
        boost=look.raised,
        text_alpha=1.0,
        variables={
            "muted": look.muted,
            "past": look.past,
            "uniform": look.green,
            "loss": look.red,
            "rule": look.rule,
            "border": look.rule,
            "border-blurred": look.rule,
            "block-cursor-background": look.green,
            "block-cursor-foreground": look.ground,
            "block-cursor-text-style": "none",
            "input-cursor-background": look.words,
            "input-cursor-foreground": look.ground,
            "input-selection-background": look.rule,
            "screen-selection-background": look.rule,
            "screen-selection-foreground": look.words,
            "scrollbar": look.rule,
            "scrollbar-hover": look.muted,
            "scrollbar-active": look.muted,
            "scrollbar-background": look.ground,
            "scrollbar-background-hover": look.ground,
            "scrollbar-background-active": look.ground,
            "scrollbar-corner-color": look.ground,
        },
    )


def _terminal() -> Theme:
    theme = _theme(TERMINAL, TERMINAL_LOOK)
    theme.ansi = True
    theme.variables |= {
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-background": "ansi_green",
        "block-cursor-foreground": "ansi_black",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_blue",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_white",
        "scrollbar": "ansi_white",
    }
    return theme


THEMES = (
    _theme(NIGHT, NIGHT_LOOK),
    _theme(DAY, DAY_LOOK, dark=False),
    _theme(CONTRAST, CONTRAST_LOOK),
    _terminal(),
)
