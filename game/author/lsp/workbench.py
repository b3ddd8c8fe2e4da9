"""One story that is open in an editor: its unsaved texts, an index of it that is kept warm, and what is wrong with it.

Reading and checking are done by a thread beside the one that answers. So an answer never waits for them: it comes from
the latest index, and places in it are followed through what was typed since.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from game.author.check.judging import judge
from game.author.check.kept_summaries import KeptSummaries
from game.author.lsp.drift import Drift
from game.author.lsp.findings import Findings
from game.author.lsp.index import Index, Reading, read_story
from game.errors import GameError
from game.story.problems import Problem, Span
from game.story.shelf import Shelf

_LOG = logging.getLogger(__name__)
PAUSE = 0.25
"""For how many seconds nothing must be typed before the story is read again."""

Tell = Callable[[str, Sequence[Problem]], None]
"""What tells an editor all that is wrong with a file."""


class Superseded(Exception):
    """What is being judged has been changed in the meantime."""


class Workbench:
    """A story's folder with an editor's texts over it. All but the reading itself belongs to the loop's thread."""

    def __init__(self, folder: Path, tell: Tell, complain: Callable[[str], None]) -> None:
        """Begin with nothing known. ``tell`` hears of problems, ``complain`` of why there is nothing to tell."""
        self.folder = folder
        self._tell = tell
        self._complain = complain
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._shelf = Shelf()
        self._summaries = KeptSummaries()
        self._index: Index | None = None
        self._known = asyncio.Event()
        self._quiet = asyncio.Event()
        self._drifts: dict[str, tuple[Drift, Drift]] = {}
        self._asked = 0
        self._changed = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, "story")
        self._judged = Findings()
        self._by_rules = Findings()
        self._told: dict[str, Sequence[Problem]] = {}

    def change(self, file: str, text: str | None) -> None:
        """Take a file's text from an editor; ``None`` when it is closed, and the disk counts again."""
        if text is None:
            self._texts.pop(file, None)
            self._lines.pop(file, None)
        else:
            # As the loader takes it from a file.
            self._texts[file] = text.removeprefix("\ufeff")
            self._lines[file] = self._texts[file].replace("\r\n", "\n").split("\n")
        self.refresh()

    def refresh(self) -> None:
        """Have the story read again, once nothing has happened for a moment."""
        self._asked += 1
        self._drifts.clear()
        self._changed.set()
        self._quiet.clear()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_up())

    async def index(self) -> Index | None:
        """Return the latest index, having waited for the first. ``None`` if the story cannot be read at all."""
        await self._known.wait()
        return self._index

    async def settled(self) -> Index | None:
        """Return an index of the texts as they are now, having waited until they were read."""
        await self._quiet.wait()
        return self._index

    def lines(self, file: str) -> Sequence[str]:
        """Return a file's lines as the editor has them, or as they were read."""
        if file in self._lines:
            return self._lines[file]
        return self._index.lines.get(file, ()) if self._index is not None else ()

    def problems(self, file: str) -> Sequence[Problem]:
        """Return what was told of a file."""
        return self._told.get(file, ())

    def now(self, span: Span) -> Span | None:
        """Return where a place of the index stands in the editor, or ``None`` if it was changed."""
        return self._drift(span.file)[0].moved(span)

    def then(self, span: Span) -> Span | None:
        """Return where a place in the editor stands in the index, or ``None`` if it has been changed since."""
        return self._drift(span.file)[1].moved(span)

    def _drift(self, file: str) -> tuple[Drift, Drift]:
        """Return the ways from the index to the editor and back, which hold until either changes."""
        if file not in self._drifts:
            read = self._index.lines.get(file, ()) if self._index is not None else ()
            here = self.lines(file)
            self._drifts[file] = Drift(read, here), Drift(here, read)
        return self._drifts[file]

    def close(self) -> None:
        """Let go of the thread, without waiting for what it does."""
        self._changed.set()
        if self._task is not None:
            self._task.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _keep_up(self) -> None:
        while True:
            asked = self._asked
            # The first reading is waited for; later ones follow somebody who types.
            await asyncio.sleep(PAUSE if self._index is not None else 0)
            if asked != self._asked:
                continue
            self._changed.clear()
            try:
                await self._loop.run_in_executor(self._thread, self._work, dict(self._texts), asked)
            except Superseded:
                continue
            except GameError as error:
                self._fail(error.message)
            except Exception as error:  # noqa: BLE001 - an editor must not lose its server by one rule's fault
                _LOG.exception("The story could not be read or judged.")
                self._fail(f"hyosan: a fault of the program's own: {error!r}")
            if asked == self._asked:
                return

    def _fail(self, why: str) -> None:
        """Say why there is nothing to tell, and let those go on who wait for an index."""
        self._complain(why)
        self._known.set()
        self._quiet.set()

    def _work(self, texts: Mapping[str, str], asked: int) -> None:
        """Read the story and judge it; in the thread. Raises Superseded if that is not wanted any more."""
        self._shelf.unsaved = dict(texts)
        reading = read_story(self.folder, self._shelf, self._index)
        self._hand_over(self._take, reading, asked)
        if reading.loaded.story is not None:
            judged = judge(reading.loaded, self._summaries, self._give_way)
            self._hand_over(self._take_judged, reading, tuple(judged))

    def _give_way(self) -> None:
        if self._changed.is_set():
            raise Superseded

    def _hand_over(self, take: Callable[..., None], *found: object) -> None:
        self._loop.call_soon_threadsafe(take, *found)

    def _take(self, reading: Reading, asked: int) -> None:
        self._index = reading.index
        self._drifts.clear()
        self._known.set()
        if asked == self._asked:
            self._quiet.set()
        files = reading.loaded.problems.files
        if reading.loaded.story is None:
            here = Findings(reading.problems, files).now(self._current(files))
            self._publish(here.with_those(self._by_rules.now(self._current(files))))
        else:
            self._publish(self._judged.now(self._current(files)))

    def _take_judged(self, reading: Reading, problems: tuple[Problem, ...]) -> None:
        files = reading.loaded.problems.files
        self._judged = Findings(problems, files)
        self._by_rules = self._judged.without(reading.loaded.problems)
        self._publish(self._judged.now(self._current(files)))

    def _current(self, files: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        return {file: self._lines.get(file, lines) for file, lines in files.items()}

    def _publish(self, findings: Findings) -> None:
        found = findings.by_file()
        for file in {*self._told, *found}:
            problems = found.get(file, ())
            if problems != self._told.get(file, ()):
                self._told[file] = problems
                self._tell(file, problems)
