"""What the pages around the game say, in the language that the visitor's browser asks for."""

from game.language import LANGUAGES, N_, SOURCE, _, use

_WORDS = {
    "aside": N_("Read it line by line, with a screen reader or without"),
    "script": N_("This page needs JavaScript: the story is told by a program, line by line, as you choose."),
    "opening": N_("The tape is being put in."),
    "go_on": N_("Go on"),
    "line_by_line": N_("Read it line by line"),
    "drawn": N_("The drawn screen"),
    "story": N_("The story"),
    "answer": N_("Your answer"),
    "enter": N_("Enter"),
    "idle": N_("Nobody was there for a long while, so the tape was stopped. Your place is kept."),
    "unopened": N_("The game could not be opened just now. Try again in a minute."),
    "broken": N_("The line to the game is broken. Every choice you made is kept."),
    "stopped": N_("The tape is stopped. Every choice you made is kept."),
    "full": N_("Every place is taken just now. This page asks again by itself, once a minute."),
    "kept": N_("If you have played here before, your runs are kept."),
}
"""By the names that the templates call them."""


def asked_for(accepted: str) -> str:
    """Return the first language of a browser's ``Accept-Language`` that the game speaks, or English."""
    for part in accepted.split(","):
        language = part.partition(";")[0].strip().partition("-")[0].casefold()
        if language in LANGUAGES:
            return language
    return SOURCE


def page_words(language: str) -> dict[str, str]:
    """Return what the pages say, in a language. Speaks it from now on: each page asks anew."""
    use(language)
    return {name: _(message) for name, message in _WORDS.items()} | {"language": language}
