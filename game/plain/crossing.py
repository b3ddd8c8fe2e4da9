"""Where a run that was made with another version of its story goes on: told, and asked if somebody is typing."""

from collections.abc import Callable

from game.language import _
from game.plain.page import Page
from game.saves.across import Crossing
from game.saves.crossing_words import STAYS, changes, holds_all_the_same, verdict, ways_on
from game.saves.session import Session


def settle(session: Session, page: Page, ask: Callable[[str], str] | None) -> None:
    """Tell what became of the run, and stand where it is to go on: at the last safe place, unless somebody says else.

    ``ask`` returns what was typed; without it nobody is asked. Says nothing of a run that no change is known for.
    """
    crossing = session.crossing
    if crossing is None:
        return
    if not crossing.breaks:
        page.lines(filter(None, [holds_all_the_same(crossing)]))
        return
    page.line(verdict(crossing))
    told = list(changes(crossing))
    if told:
        page.line(_("What is different on its way, as its authors' tools tell it:"))
        page.lines(told)
    page.line(_(STAYS))
    session.stand_at(_chosen(crossing, page, ask) if ask is not None else crossing.held)


def _chosen(crossing: Crossing, page: Page, ask: Callable[[str], str]) -> int:
    """Return after how many moves to go on; Enter takes the last safe place."""
    ways = ways_on(crossing)
    for number, way in enumerate(ways, start=1):
        page.line(f"{number}. {way.label}. {way.below}", hang="   ")
    while answer := ask(_("Enter goes on from the last safe place:") + " "):
        number = int(answer[:3]) if answer.isdecimal() else 0
        if 0 < number <= len(ways):
            return ways[number - 1].length
        page.line(
            _(
                "Type a number from 1 to {last}, or Enter for the last safe place; `quit` leaves it as it is.",
                last=len(ways),
            )
        )
    return crossing.held
