"""The ``hyosan`` command: speaks the person's language, and does what is asked.

Who only wants to play says so in a word or none, and is not kept waiting for the library that reads everything else.
"""

import gettext
import os
import sys
from collections.abc import Callable
from pathlib import Path

from game.boundary import guarded
from game.errors import CannotBegin
from game.language import LANGUAGES, _, use
from game.language.catalogue import DOMAIN, FOLDER
from game.language.choosing import OPTION, VARIABLE, chosen
from game.locations import settings_file
from game.settings import read_settings
from game.story.at_rest import leave, put_to_rest

_PLAYING: tuple[list[str], ...] = ([], ["play"], ["read"])
"""The first word of what a player asks, if there is one."""


def main() -> None:
    """Run ``hyosan`` and leave with its exit code."""
    arguments = sys.argv[1:]
    # Pydantic would look through everything that is installed for plugins, and there are none for us.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if arguments[:1] in (*_PLAYING, ["check"]):
        put_to_rest()
    for stream in (sys.stdout, sys.stderr):
        # Where the terminal's encoding lacks a letter, show its number rather than fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code = guarded(lambda: run(arguments), arguments)
    leave()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code. Raises GameError for an expected failure."""
    _speak(arguments)
    asked = _plainly(arguments)
    if asked is None:
        from game.cli_commands import obey  # noqa: PLC0415 - takes as long as a story does to open

        asked = lambda: obey(arguments)  # noqa: E731 - one of two
    code = asked()
    if not sys.stdout.closed:  # as the language server leaves it
        sys.stdout.flush()
    return code


def _plainly(arguments: list[str]) -> Callable[[], int] | None:
    """Return what plain words ask for: nothing, or a way to play or a check, and perhaps a folder. Else ``None``."""
    if len(arguments) > len(["play", "folder"]) or any(not word or word.startswith("-") for word in arguments):
        return None
    folder = Path(arguments[1]) if len(arguments) > 1 else None
    if arguments[:1] == ["check"]:
        from game import cli_check  # noqa: PLC0415 - who plays does without

        return lambda: cli_check.check(folder)
    if arguments[:1] not in _PLAYING:
        return None
    from game import cli_play  # noqa: PLC0415 - the tools for authors do without

    match arguments[:1]:
        case ["play"]:
            return lambda: cli_play.play(folder)
        case ["read"]:
            return lambda: cli_play.read(folder)
    return cli_play.go_on


def _speak(arguments: list[str]) -> None:
    """Speak the language that is asked for, that is set, or that the system speaks.

    Raises CannotBegin if one is asked for that the game does not speak.
    """
    language, unknown = chosen(arguments, os.environ, read_settings(settings_file())[0].language)
    use(language)
    # typer asks gettext for some words of its own, and gettext the environment for the language.
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    if unknown:
        listed = ", ".join(f"`{one}`: {name}" for one, name in LANGUAGES.items())
        hint = _("{option} and {variable} take {listed}.", option=f"`{OPTION}`", variable=VARIABLE, listed=listed)
        raise CannotBegin(_("The game does not speak `{language}`.", language=unknown), hint)
