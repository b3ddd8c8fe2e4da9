"""Many runs at once: over this machine's cores, or on whatever executor there is.

Only the files of the story travel, and what is counted comes back, so the workers need nothing of ours but the program.
A batch that is played twice, because a worker was lost, comes to the same.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future, as_completed
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from game.author.playtest.tally import Tally, tally_of
from game.author.playtest.trial import Manner, play
from game.author.progress import Tell, silent
from game.errors import CannotBegin
from game.story.loader import load_story
from game.story.model import Story
from game.story.variables import VariableKind

BATCH = 50
"""How many runs a worker plays before it tells what it counted."""
StoryFiles: TypeAlias = tuple[tuple[str, str], ...]
"""A story's files: each one's path in its folder, and what is written in it."""


def story_files(folder: Path) -> StoryFiles:
    """Read the files that a story is made of. Raises CannotBegin if one cannot be read."""
    try:
        paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
        return tuple((path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")) for path in paths)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotBegin(f"The story in {folder} cannot be read: {error}.") from error


def play_all(files: StoryFiles, manner: Manner, count: int, executor: Executor, tell: Tell = silent) -> Tally:
    """Play the runs 0 to ``count`` - 1 on an executor, and return what they come to.

    Where it is interrupted, what has not begun is not begun.
    """
    waiting: list[Future[Tally]] = []
    tally = Tally()
    try:
        waiting = [executor.submit(play_batch, files, manner, *ends) for ends in _batches(count)]
        for done in as_completed(waiting):
            tally.add(done.result())
            tell("Playing", tally.runs, count)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise
    return tally


def play_batch(files: StoryFiles, manner: Manner, first: int, after: int) -> Tally:
    """Play the runs from ``first`` on, up to ``after``, in this process."""
    story = _loaded(files)
    return tally_of((play(story, manner, number) for number in range(first, after)), counted_slots(story))


def counted_slots(story: Story) -> tuple[int, ...]:
    """Return the slots whose values are counted: stats and counts."""
    kinds = {VariableKind.STAT, VariableKind.COUNT}
    return tuple(variable.slot for variable in story.variables if variable.kind in kinds)


def _batches(count: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + BATCH, count)) for first in range(0, count, BATCH))


@lru_cache(maxsize=2)
def _loaded(files: StoryFiles) -> Story:
    with TemporaryDirectory() as folder:
        for name, text in files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        story = load_story(Path(folder)).story
    if story is None:
        raise CannotBegin("The story has errors.", "`hyosan check` shows them.")
    return story
