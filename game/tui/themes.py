"""The looks of the game: night-school greys, one green of the old uniform, one red for REC and for loss.

Every pair of colours that carries words has a contrast of at least 4.5 to 1 (7 to 1 in the high-contrast look); tests measure it.
"""

from textual.theme import Theme

NIGHT = "night"
DAY = "day"
CONTRAST = "contrast"
TERMINAL = "terminal"

OWN_VARIABLES = ("muted", "past", "uniform", "loss", "rule")
"""The names our stylesheets use beyond Textual's: quiet words, what was read before, the green, the red, and lines."""


def _theme(
    name: str, *, ground: str, raised: str, words: str, muted: str, past: str, green: str, red: str, rule: str, dark: bool
) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=green,
        secondary=muted,
        accent=green,
        success=green,
        warning=muted,
        error=red,
        foreground=words,
        background=ground,
        surface=ground,
        panel=raised,
        boost=raised,
        text_alpha=1.0,
        variables={
            "muted": muted,
            "past": past,
            "uniform": green,
            "loss": red,
            "rule": rule,
            "border": rule,
            "border-blurred": rule,
            "block-cursor-background": green,
            "block-cursor-foreground": ground,
            "block-cursor-text-style": "none",
            "input-cursor-background": words,
            "input-cursor-foreground": ground,
            "input-selection-background": rule,
            "screen-selection-background": rule,
            "screen-selection-foreground": words,
            "scrollbar": rule,
            "scrollbar-hover": muted,
            "scrollbar-active": muted,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
        },
    )


def _terminal() -> Theme:
    """Return the look that leaves every colour to the terminal. Nothing is quieter than anything else, as greys may not be legible there."""
    theme = _theme(
        TERMINAL,
        ground="ansi_default",
        raised="ansi_default",
        words="ansi_default",
        muted="ansi_default",
        past="ansi_default",
        green="ansi_green",
        red="ansi_red",
        rule="ansi_default",
        dark=True,
    )
    theme.ansi = True
    theme.variables |= {
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
    _theme(
        NIGHT,
        ground="#14171a",
        raised="#1c2024",
        words="#d3d6d8",
        muted="#8f979d",
        past="#9ba2a7",
        green="#86b394",
        red="#ea6a62",
        rule="#3a4147",
        dark=True,
    ),
    _theme(
        DAY,
        ground="#eceae4",
        raised="#e2dfd7",
        words="#24282b",
        muted="#565c60",
        past="#4d5357",
        green="#2b5b42",
        red="#a3211c",
        rule="#a9a79f",
        dark=False,
    ),
    _theme(
        CONTRAST,
        ground="#000000",
        raised="#000000",
        words="#ffffff",
        muted="#e0e0e0",
        past="#d6d6d6",
        green="#8dffb0",
        red="#ff9a94",
        rule="#ffffff",
        dark=True,
    ),
    _terminal(),
)
