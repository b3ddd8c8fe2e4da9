"""A kept run in a line of words."""

from datetime import datetime

from game.saves.run import RunInfo
from game.story.model import Story


def run_line(info: RunInfo, story: Story | None = None) -> str:
    """Return a run's title, how far it is, and when it was last played, by the clock of this machine.

    With the story it belongs to, an ending is told by its title.
    """
    moves = "1 move" if info.length == 1 else f"{info.length} moves"
    parts = [f"{info.title} (#{info.id})"]
    if info.player != info.title:
        parts.append(f"as {info.player}")
    parts.append(moves)
    if info.splices:
        parts.append("1 splice" if info.splices == 1 else f"{info.splices} splices")
    if info.ending:
        parts.append(f"ended: {_ending_title(info.ending, story)}")
    when = datetime.fromisoformat(info.updated).astimezone()
    return f"{', '.join(parts)}, last played {when:%Y-%m-%d %H:%M}"


def _ending_title(ending: str, story: Story | None) -> str:
    scenes = story.scenes.values() if story is not None else ()
    return next((scene.ending.title for scene in scenes if scene.ending and scene.ending.id == ending), ending)
