"""What a player can set. One declaration makes the file, its checking, the settings screen and the reader's words."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from game.errors import SaveError
from game.language import N_, _
from game.story.characters import harmless

_MOST_BYTES = 64 * 1024
_MOST_TOLD = 5
_LONGEST_NAME = 40


class Option(Struct, frozen=True):
    """One value a setting can have: as kept, and as shown."""

    value: str
    label: str


_SAID: list[tuple[str, str, tuple[Option, ...]]] = []
"""What is said of each setting, in the order in which they are declared."""


def _setting(title: str, help_text: str, *options: tuple[str, str]) -> str:
    """Declare a setting; the first option is its value until somebody changes it."""
    _SAID.append((title, help_text, tuple(Option(*option) for option in options)))
    return options[0][0]


class Settings(Struct, frozen=True):
    """A player's settings. Every value is one of its declared options."""

    text_speed: str = _setting(
        N_("Text"),
        N_("How the paragraphs of a page appear. If they come by themselves, any key shows the rest."),
        ("steady", N_("one by one")),
        ("quick", N_("one by one, quickly")),
        ("timed", N_("one by one, with time to read each")),
        ("paragraph", N_("one at each key")),
        ("instant", N_("all at once")),
    )
    auto_forward: str = _setting(
        N_("Going on"),
        N_("By itself: where there is nothing to choose, the next page comes once there was time to read this one."),
        ("off", N_("when you say so")),
        ("on", N_("by itself")),
    )
    skip_read: str = _setting(
        N_("Read before"),
        N_("Pages you have read in another run, with nothing to choose: passed over when you press x, or always."),
        ("key", N_("x passes over it")),
        ("always", N_("passed over")),
    )
    motion: str = _setting(
        N_("Motion"),
        N_("Reduced motion: no scrolling animation, no blinking, text all at once."),
        ("full", N_("full")),
        ("reduced", N_("reduced")),
    )
    timers: str = _setting(
        N_("Timed choices"),
        N_("Off: no choice has a limit."),
        ("on", N_("on")),
        ("off", N_("off")),
    )
    care: str = _setting(
        N_("Hard scenes"),
        N_("Before a scene's hardest part: ask, always read it, or always read a two-sentence summary."),
        ("ask", N_("ask first")),
        ("read", N_("read them")),
        ("summary", N_("summaries")),
    )
    theme: str = _setting(
        N_("Colours"),
        N_("Night, day, high contrast, or whatever your terminal uses."),
        ("night", N_("night")),
        ("day", N_("day")),
        ("contrast", N_("high contrast")),
        ("terminal", N_("the terminal's own")),
    )
    line_width: str = _setting(
        N_("Line width"),
        N_("How many columns a line of the story may take, if your terminal has as many."),
        ("66", N_("normal, 66")),
        ("60", N_("narrow, 60")),
        ("72", N_("wide, 72")),
        ("full", N_("whatever fits")),
    )
    signs: str = _setting(
        N_("Signs"),
        N_("Letters, if circles and bars look wrong in your terminal; numbers, if you would rather read than count."),
        ("drawn", N_("drawn")),
        ("letters", N_("letters")),
        ("numbers", N_("numbers")),
    )
    mouse: str = _setting(
        N_("Mouse"),
        N_("Off: the mouse marks and copies words, as elsewhere in your terminal. Holds from the next start."),
        ("on", N_("on")),
        ("off", N_("off")),
    )
    language: str = _setting(
        N_("Language"),
        N_("The words of the game, and the story as far as it is translated. Holds from the next start."),
        ("auto", N_("as your system's")),
        ("en", "English"),
        ("ko", "한국어"),
    )
    screen_reader: str = _setting(
        N_("Screen reader"),
        N_("Yes: `hyosan` opens as plain text, line after line; `hyosan play` still draws."),
        ("unasked", N_("not said")),
        ("no", N_("no")),
        ("yes", N_("yes")),
    )

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself."""
        return self.motion == "reduced"

    @property
    def pace(self) -> str:
        """How paragraphs appear, with what else is set: by themselves never where nothing may move or is read aloud."""
        moves = self.text_speed in {"steady", "quick", "timed"}
        return "instant" if moves and (self.still or self.screen_reader == "yes") else self.text_speed

    @property
    def at_once(self) -> bool:
        """Whether text appears all at once."""
        return self.pace == "instant"

    @property
    def goes_on(self) -> bool:
        """Whether pages follow by themselves where there is nothing to choose: never with a screen reader."""
        return self.auto_forward == "on" and self.screen_reader != "yes"

    @property
    def measure(self) -> int | None:
        """The most columns a line of the story may take; ``None`` for whatever fits."""
        return None if self.line_width == "full" else int(self.line_width)


class Declared(Struct, frozen=True):
    """A setting as it was declared, for whoever lists them."""

    name: str
    title: str
    help: str
    options: tuple[Option, ...]

    def label(self, settings: Settings) -> str:
        """Return how the present value is shown."""
        value = getattr(settings, self.name)
        return _(next(option.label for option in self.options if option.value == value))

    def turned(self, settings: Settings, by: int) -> Settings:
        """Return the settings with this one moved on (or back) by some options, round and round."""
        values = [option.value for option in self.options]
        at = values.index(getattr(settings, self.name))
        return replace(settings, **{self.name: values[(at + by) % len(values)]})


DECLARED = tuple(Declared(name, *said) for name, said in zip(Settings.__struct_fields__, _SAID, strict=True))


def read_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings kept in a file, and a sentence for the player if some of it could not be read.

    Never raises: an unreadable file, an unknown name or value leaves the usual value in place.
    """
    try:
        with path.open("rb") as file:
            import tomllib  # noqa: PLC0415 - a command that finds no such file is the sooner there

            kept = tomllib.loads(file.read(_MOST_BYTES).decode())
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        return Settings(), _("The settings in {path} could not be read. The usual ones are in place.", path=path)
    valid = {
        declared.name: kept[declared.name]
        for declared in DECLARED
        if kept.get(declared.name) in [option.value for option in declared.options]
    }
    unread = sorted(set(kept) - set(valid))
    more = ", " + _("and {number} more", number=len(unread) - _MOST_TOLD) if len(unread) > _MOST_TOLD else ""
    told = ", ".join(harmless(name[:_LONGEST_NAME]) for name in unread[:_MOST_TOLD])
    return Settings(**valid), _("Not understood in {path}: {told}.", path=path, told=told + more) if unread else ""


def write_settings(path: Path, settings: Settings) -> None:
    """Keep settings in a file, in one step, so that it is never half written. Raises SaveError if it cannot be."""
    lines = [f'{name} = "{value}"\n' for name, value in asdict(settings).items()]
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_text("".join(lines), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise SaveError(
            _("Your settings could not be kept in {path}.", path=path), str(error.strerror or error)
        ) from error
