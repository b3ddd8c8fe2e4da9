"""A kept run in a line of words."""

from datetime import datetime

from game.saves.run import Cut, RunInfo
from game.story.model import Story


def run_line(info: RunInfo, story: Story | None = None) -> str:
    """Return a run's title, how far it is, and when it was last played, by the clock of this machine.

    With the story it belongs to, an ending is told by its title.
    """
    parts = [f"{info.title} (#{info.id})"]
    if info.player != info.title:
        parts.append(f"as {info.player}")
    parts.append(counted(info.length))
    if info.splices:
        parts.append("1 splice" if info.splices == 1 else f"{info.splices} splices")
    if info.ending:
        parts.append(f"ended: {_ending_title(info.ending, story)}")
    return f"{', '.join(parts)}, last played {_here(info.updated)}"


def cut_line(cut: Cut) -> str:
    """Return how much was cut from a run, where, and when, by the clock of this machine."""
    return f"{counted(len(cut.moves))} after the first {cut.position}, cut {_here(cut.when)}"


def counted(moves: int) -> str:
    """Return "1 move" or "7 moves"."""
    return many(moves, "move")


def many(number: int, noun: str) -> str:
    """Return "1 scene" or "7 scenes": a noun whose plural ends in s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _here(when: str) -> str:
    return f"{datetime.fromisoformat(when).astimezone():%Y-%m-%d %H:%M}"


def _ending_title(ending: str, story: Story | None) -> str:
    scenes = story.scenes.values() if story is not None else ()
    return next((scene.ending.title for scene in scenes if scene.ending and scene.ending.id == ending), ending)
