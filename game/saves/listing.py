"""A kept run in a line of words."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from game.language import _, ngettext

if TYPE_CHECKING:
    from game.saves.run import Cut, RunInfo
    from game.story.model import Story


def run_line(info: "RunInfo", story: "Story | None" = None) -> str:
    """Return a run's title, how far it is, and when it was last played, by the clock of this machine.

    With the story it belongs to, an ending is told by its title.
    """
    parts = [f"{info.title} (#{info.id})"]
    if info.player != info.title:
        parts.append(_("as {player}", player=info.player))
    parts.append(counted(info.length))
    if info.splices:
        parts.append(many(info.splices, "splice"))
    if info.ending:
        parts.append(_("ended: {title}", title=_ending_title(info.ending, story)))
    return _("{about}, last played {when}", about=", ".join(parts), when=_here(info.updated))


def cut_line(cut: "Cut") -> str:
    """Return how much was cut from a run, where, and when, by the clock of this machine."""
    moves, when = counted(len(cut.moves)), _here(cut.when)
    return _("{moves} after the first {position}, cut {when}", moves=moves, position=cut.position, when=when)


def counted(moves: int) -> str:
    """Return "1 move" or "7 moves"."""
    return many(moves, "move")


def many(number: int, noun: str) -> str:
    """Return "1 scene" or "7 scenes": one of the nouns that are counted anywhere. Raises KeyError for any other."""
    return _COUNTED[noun](number)


_COUNTED: dict[str, Callable[[int], str]] = {
    "move": lambda number: ngettext("{number} move", "{number} moves", number),
    "scene": lambda number: ngettext("{number} scene", "{number} scenes", number),
    "choice": lambda number: ngettext("{number} choice", "{number} choices", number),
    "other": lambda number: ngettext("{number} other", "{number} others", number),
    "other choice": lambda number: ngettext("{number} other choice", "{number} other choices", number),
    "page": lambda number: ngettext("{number} page", "{number} pages", number),
    "splice": lambda number: ngettext("{number} splice", "{number} splices", number),
    "thing": lambda number: ngettext("{number} thing", "{number} things", number),
    "more change": lambda number: ngettext("{number} more change", "{number} more changes", number),
}
"""What is counted, each with how."""


def _here(when: str) -> str:
    return f"{datetime.fromisoformat(when).astimezone():%Y-%m-%d %H:%M}"


def _ending_title(ending: str, story: "Story | None") -> str:
    scenes = story.scenes.values() if story is not None else ()
    return next((scene.ending.title for scene in scenes if scene.ending and scene.ending.id == ending), ending)
