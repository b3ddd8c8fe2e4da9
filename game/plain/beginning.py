"""What is asked before a new run: the player's name, and where to begin."""

from collections.abc import Callable

from game.engine.naming import accepted_name, name_rule
from game.engine.playthrough import default_name
from game.language import _
from game.plain import wording
from game.plain.page import Page
from game.story.model import History, Story

Ask = Callable[[str], str]
"""Writes a prompt and returns the answer; empty for Enter alone."""


def ask_name(story: Story, page: Page, ask: Ask) -> str:
    """Return the name the player takes; empty for the story's first."""
    you = story.you
    if len(you.names) <= 1 and not you.typed:
        return ""
    page.part()
    names = [*you.names, _("another")] if you.names and you.typed else [*you.names] or [_("any name")]
    asks = you.asks or _("What is your name?")
    offered = _("Choose: {names}. Enter takes {name}.", names=", ".join(names), name=default_name(story))
    page.line(f"{asks} {offered}")
    while answer := ask(_("Name:") + " "):
        name = accepted_name(you, answer)
        if name is not None:
            return name
        page.line(name_rule(you))
    return ""


def ask_history(histories: tuple[History, ...], page: Page, ask: Ask) -> History | None:
    """Return the one of some histories at whose end the player begins; ``None`` for the beginning of the story."""
    if not histories:
        return None
    page.part()
    page.line(_("Where do you begin? Enter takes the beginning."))
    page.line("1. " + _("The beginning."), hang="   ")
    for number, history in enumerate(histories, start=2):
        page.line(f"{number}. {wording.history_line(history)}", hang="   ")
    while answer := ask(_("Begin at:") + " "):
        number = int(answer[:3]) if answer.isdecimal() else 0
        if 0 < number <= len(histories) + 1:
            return histories[number - 2] if number > 1 else None
        page.line(_("Type a number from 1 to {last}, or Enter for the beginning.", last=len(histories) + 1))
    return None
