"""The words that change how it is read. They are kept with the settings of the drawn game, where those have them."""

from dataclasses import dataclass, replace

from game.plain.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Value:
    """What can be typed after a word, what it stands for in the settings, and what is then so."""

    typed: str
    kept: str
    says: str


@dataclass(frozen=True, slots=True)
class Manner:
    """A word and its values. Where something else is set, the first is what comes of it here."""

    word: str
    setting: str
    values: tuple[Value, ...]
    can_be: str

    def value(self, sitting: Sitting) -> Value:
        """Return what is so now."""
        kept = getattr(sitting.settings, self.setting)
        return next((value for value in self.values if value.kept == kept), self.values[0])


PACE = Manner(
    "pace",
    "text_speed",
    (
        Value("all", "instant", "Pages are read whole."),
        Value("paragraph", "paragraph", "After each paragraph Enter brings the next, and `all` the rest of the page."),
    ),
    "`pace paragraph` waits after each paragraph, `pace all` does not.",
)
WIDTH = Manner(
    "width",
    "line_width",
    (
        Value("normal", "66", "Lines have at most 66 columns."),
        Value("narrow", "60", "Lines have at most 60 columns."),
        Value("wide", "72", "Lines have at most 72 columns."),
        Value("full", "full", "Lines are as wide as the terminal."),
    ),
    "`width narrow`, `width normal`, `width wide` or `width full` changes it.",
)
HARD = Manner(
    "hard",
    "care",
    (
        Value("ask", "ask", "Before the hardest part of a scene you are asked how to read it."),
        Value("read", "read", "Hard scenes are read without a question."),
        Value("summary", "summary", "In place of a hard scene you read two sentences."),
    ),
    "`hard ask`, `hard read` or `hard summary` changes it.",
)
SKIP = Manner(
    "skip",
    "skip_read",
    (
        Value("off", "key", "Pages you have read in another run are passed over when you type `skip`."),
        Value("on", "always", "Pages you have read in another run, with nothing to choose on them, are passed over."),
    ),
    "`skip on` always passes over them, `skip off` does not.",
)
MANNERS = (PACE, WIDTH, HARD, SKIP)


def settings(sitting: Sitting) -> None:
    """Say how it is read, and what changes that."""
    for manner in MANNERS:
        sitting.page.line(f"{manner.value(sitting).says} {manner.can_be}")
    is_on = "Choices against the clock are counted." if sitting.has_timers else "No choice has a limit."
    sitting.page.line(f"{is_on} `timers on` or `timers off` changes it.")


def turn(sitting: Sitting, manner: Manner, rest: str) -> None:
    """Change how it is read; without a word after it, say what it can be."""
    value = next((value for value in manner.values if value.typed == rest.casefold()), None)
    if value is not None:
        sitting.change(replace(sitting.settings, **{manner.setting: value.kept}))
        sitting.page.line(value.says)
    else:
        sitting.page.line(f"{manner.value(sitting).says} {manner.can_be}")


def skip(sitting: Sitting, rest: str) -> None:
    """Pass over what was read in another run, or say whether that is always done."""
    if rest:
        turn(sitting, SKIP, rest)
    else:
        why_not = sitting.reread.why_not()
        if why_not:
            sitting.page.line(why_not)
        else:
            passed = sitting.reread.pass_over()
            sitting.tell(passed, passed)
