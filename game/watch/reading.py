"""The folder as it changes: a story, or what is wrong with it, each time something in it was saved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field
from watchfiles import awatch

from game.author.check.printing import problem_lines
from game.errors import GameError
from game.language import spoken
from game.story.built import Built
from game.story.loader import load_story
from game.story.model import Story
from game.story.shelf import Shelf

DEBOUNCE, STEP = 60, 20
"""Milliseconds: how long several saves are taken for one, and how long nothing must happen for them to be over."""
LOOK = 500
"""Milliseconds after which the folder is looked at in any case: what happened before anybody watched is found then."""
Stamps = dict[str, tuple[int, int]]
"""When each file was changed, in nanoseconds, and how long it is."""


class Reading(Struct, frozen=True):
    """What a folder held. ``story`` is ``None`` if it cannot be played, and ``problems`` say why."""

    story: Story | None
    problems: tuple[str, ...]
    """A text for each error; and for each warning of the loader's, if there is a story."""


class Known(Struct, frozen=True):
    """What was read of a folder, and what was built of it."""

    shelf: Shelf = field(default_factory=Shelf)
    built: Built = field(default_factory=Built)


def read(folder: Path, known: Known) -> Reading:
    """Read a story, and of its files those that have changed. Never raises for what is there, or is not."""
    try:
        loaded = load_story(folder, known.shelf, language=spoken(), built=known.built)
    except GameError as error:
        return Reading(None, (f"{error.message}\n{error.hint}",))
    problems = [problem for problem in loaded.problems if problem.is_error or loaded.story is not None]
    return Reading(loaded.story, tuple("\n".join(problem_lines(problem)) for problem in problems))


def stamps(folder: Path) -> Stamps | None:
    """Return what tells whether anything has changed; ``None`` if there is no such folder."""
    if not folder.is_dir():
        return None
    found: Stamps = {}
    for path in folder.rglob("*.y*ml"):
        # It may vanish between being listed and being looked at.
        with suppress(OSError):
            status = path.stat()
            found[str(path)] = status.st_mtime_ns, status.st_size
    return found


async def readings(folder: Path, stamped: Stamps | None, stop: asyncio.Event, known: Known) -> AsyncIterator[Reading]:
    """Yield what a folder holds each time it is not as ``stamped``, and then each time something of it has changed.

    It may vanish and come back, as when another branch is checked out.
    """
    while not stop.is_set():
        async for _ in _moments(folder, stop):
            now = await asyncio.to_thread(stamps, folder)
            if now != stamped:
                stamped = now
                yield await asyncio.to_thread(read, folder, known)
            if now is None:
                break


async def _moments(folder: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """Yield when something may have happened in a folder; where there is none, after a while."""
    if await asyncio.to_thread(folder.is_dir):
        watching = awatch(
            folder, debounce=DEBOUNCE, step=STEP, stop_event=stop, yield_on_timeout=True, rust_timeout=LOOK
        )
        async for _ in watching:
            yield
    else:
        await asyncio.sleep(LOOK / 1000)
        yield
