"""The words that change how it is read. They are kept with the settings of the drawn game, where those have them."""

from msgspec import Struct
from msgspec.structs import replace

from game.language import N_, P_, _
from game.plain.sitting import Sitting
from game.plain.typed import meant


class Value(Struct, frozen=True):
    """What can be typed after a word, what it stands for in the settings, and what is then so."""

    typed: str
    kept: str
    says: str


class Manner(Struct, frozen=True):
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
    P_("typed", "pace"),
    "text_speed",
    (
        Value(P_("typed", "all"), "instant", N_("Pages are read whole.")),
        Value(
            P_("typed", "paragraph"),
            "paragraph",
            N_("After each paragraph Enter brings the next, and `all` the rest of the page."),
        ),
    ),
    N_("`pace paragraph` waits after each paragraph, `pace all` does not."),
)
WIDTH = Manner(
    P_("typed", "width"),
    "line_width",
    (
        Value(P_("typed", "normal"), "66", N_("Lines have at most 66 columns.")),
        Value(P_("typed", "narrow"), "60", N_("Lines have at most 60 columns.")),
        Value(P_("typed", "wide"), "72", N_("Lines have at most 72 columns.")),
        Value(P_("typed", "full"), "full", N_("Lines are as wide as the terminal.")),
    ),
    N_("`width narrow`, `width normal`, `width wide` or `width full` changes it."),
)
HARD = Manner(
    P_("typed", "hard"),
    "care",
    (
        Value(P_("typed", "ask"), "ask", N_("Before the hardest part of a scene you are asked how to read it.")),
        Value(P_("typed", "read"), "read", N_("Hard scenes are read without a question.")),
        Value(P_("typed", "summary"), "summary", N_("In place of a hard scene you read two sentences.")),
    ),
    N_("`hard ask`, `hard read` or `hard summary` changes it."),
)
SKIP = Manner(
    P_("typed", "skip"),
    "skip_read",
    (
        Value(
            P_("typed", "off"), "key", N_("Pages you have read in another run are passed over when you type `skip`.")
        ),
        Value(
            P_("typed", "on"),
            "always",
            N_("Pages you have read in another run, with nothing to choose on them, are passed over."),
        ),
    ),
    N_("`skip on` always passes over them, `skip off` does not."),
)
MANNERS = (PACE, WIDTH, HARD, SKIP)


def settings(sitting: Sitting) -> None:
    """Say how it is read, and what changes that."""
    for manner in MANNERS:
        sitting.page.line(f"{_(manner.value(sitting).says)} {_(manner.can_be)}")
    is_on = _("Choices against the clock are counted.") if sitting.has_timers else _("No choice has a limit.")
    sitting.page.line(is_on + " " + _("`timers on` or `timers off` changes it."))


def turn(sitting: Sitting, manner: Manner, rest: str) -> None:
    """Change how it is read; without a word after it, say what it can be."""
    typed = meant(rest, (value.typed for value in manner.values))
    value = next((value for value in manner.values if value.typed == typed), None)
    if value is not None:
        sitting.change(replace(sitting.settings, **{manner.setting: value.kept}))
        sitting.page.line(_(value.says))
    else:
        sitting.page.line(f"{_(manner.value(sitting).says)} {_(manner.can_be)}")


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
