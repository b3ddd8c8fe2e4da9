"""Which language to speak: what was asked for, else what the person's system speaks."""

from collections.abc import Mapping, Sequence

from game.language.catalogue import LANGUAGES, SOURCE

OPTION = "--language"
VARIABLE = "HYOSAN_LANGUAGE"
AUTOMATIC = "auto"
"""The value of the setting that leaves it to the system."""
_LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says what it speaks, in the order that gettext asks them."""
_ENDS_OPTIONS = "--"


def asked(arguments: Sequence[str]) -> str | None:
    """Return the language that a command's arguments ask for, as written; ``None`` if they ask for none.

    Looked for before the command is read, whose help and complaints are to be in that language already.
    """
    for at, argument in enumerate(arguments):
        if argument == _ENDS_OPTIONS:
            break
        if argument.startswith(f"{OPTION}="):
            return argument.partition("=")[2]
        if argument == OPTION and at + 1 < len(arguments):
            return arguments[at + 1]
    return None


def of_system(environment: Mapping[str, str]) -> str:
    """Return the language of the environment's locale, or English where the game does not speak it."""
    for variable in _LOCALE:
        for written in filter(None, environment.get(variable, "").split(":")):
            language = written.partition(".")[0].partition("_")[0].casefold()
            if language in LANGUAGES:
                return language
            if variable != "LANGUAGE":
                return SOURCE
    return SOURCE


def chosen(arguments: Sequence[str], environment: Mapping[str, str], setting: str) -> tuple[str, str]:
    """Return the language to speak, and the name of one that was asked for and is not spoken, if there was.

    The arguments come first, then the variable, then the player's ``setting``, then the system.
    """
    for wanted in (asked(arguments), environment.get(VARIABLE), setting):
        if wanted in LANGUAGES:
            return str(wanted), ""
        if wanted and wanted != AUTOMATIC:
            return of_system(environment), wanted
    return of_system(environment), ""
