"""The words of the interface, looked up in the catalogue of the language that is spoken now."""

import gettext
from pathlib import Path

from game.language.particles import with_particles

DOMAIN = "hyosan"
FOLDER = Path(__file__).resolve().parents[1] / "locale"
"""Where the catalogues are: a folder a language, as gettext wants it."""
SOURCE = "en"
"""The language the words stand in here; it needs no catalogue."""
KOREAN = "ko"
LANGUAGES = {SOURCE: "English", KOREAN: "한국어"}
"""What can be spoken, each by its own name."""


class Speaker:
    """Who is asked for every word: one for the whole program, which has one person before it."""

    def __init__(self) -> None:
        self.language = SOURCE
        self.catalogue = gettext.NullTranslations()


SPEAKER = Speaker()


def use(language: str) -> None:
    """Speak another language from now on. Raises ValueError for one that is not among ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise ValueError(language)
    SPEAKER.catalogue = (
        gettext.NullTranslations()
        if language == SOURCE
        else gettext.translation(DOMAIN, localedir=FOLDER, languages=[language])
    )
    SPEAKER.language = language


def spoken() -> str:
    """Return the language that is spoken now, such as "ko"."""
    return SPEAKER.language


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Return a message as it is: it is only marked, and ``_`` says it when it is shown."""
    return message


def P_(context: str, message: str) -> str:  # noqa: ARG001, N802 - as above; the context is for gettext's tools
    """Return a message as it is: it is only marked, and ``pgettext`` says it in its context."""
    return message


def _(message: str, /, **values: object) -> str:
    """Return a message in the language spoken, with ``values`` in the places that its braces name.

    Without values braces are braces. Nothing comes of nothing.
    """
    return _filled(SPEAKER.catalogue.gettext(message), values) if message else ""


def ngettext(one: str, several: str, number: int, /, **values: object) -> str:
    """Return the message for a number, which fills ``{number}`` in it."""
    return _filled(SPEAKER.catalogue.ngettext(one, several, number), {"number": number, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message that means something of its own in a context: a word that another language has two for."""
    return _filled(SPEAKER.catalogue.pgettext(context, message), values)


def _filled(message: str, values: dict[str, object]) -> str:
    if not values:
        return message
    told = message.format(**values)
    return with_particles(told) if SPEAKER.language == KOREAN else told
