"""The game as an author plays it: in memory, on a folder that is looked at all the while."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from game.engine.playthrough import default_name
from game.saves.session import Session
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Places
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from game.watch.reading import Known, Reading, readings, stamps
from game.watch.rehearsal import Rehearsal, Setting, read_setting
from game.watch.screens import ProblemsScreen, WatchScreen
from game.watch.ways import ways_to

NOT_KEPT = "What is played while writing is not kept."


class WatchApp(HyosanApp):
    """Plays the folder's story, and takes it over anew whenever it was saved: same scene, same moves."""

    # Textual looks for it beside this file.
    CSS_PATH = "../tui/app.tcss"

    def __init__(
        self, folder: Path, story: Story, places: Places, *, at: str | None = None, known: Known | None = None
    ) -> None:
        """Watch a folder that holds ``story`` now; begin in the scene ``at`` if one is given.

        What is ``known`` of the folder, because the story was read with it, need not be read again.
        """
        super().__init__(story, None, places, why_not_kept=NOT_KEPT)
        self._folder = folder
        self._stamps = stamps(folder)
        self._known = known or Known()
        self._at = at
        self.watched: list[str] = []
        """The names of the variables that are shown."""
        self.shows_prospects = False
        self._problems: tuple[str, ...] = ()
        self._wanted: tuple[str, ...] = ()
        """What was done, with what the story as it is now cannot do: a later edit may again."""
        self._ways: tuple[str, Iterator[tuple[str, ...]]] | None = None
        """The scene that was gone to last, and the other ways there."""
        self._stop = asyncio.Event()

    def on_mount(self) -> None:
        """Begin at once, and look at the folder."""
        self.show_settings()
        self.push_screen(TitleScreen())
        self.play_moves(())
        self.run_worker(self._watch(), exclusive=True)
        if self._at is not None:
            self.go_to(self._at)

    def on_unmount(self) -> None:
        """Look at the folder no longer."""
        self._stop.set()

    def screen_for(self, session: Session) -> PlayScreen:
        """Return the screen that shows an author more."""
        return WatchScreen(session)

    # The folder.

    async def _watch(self) -> None:
        async for reading in readings(self._folder, self._stamps, self._stop, self._known):
            self.take_over(reading)

    def take_over(self, reading: Reading) -> None:
        """Go on with what was read: in the new story where the run was, or beneath the page that says what is wrong."""
        self._problems = reading.problems
        if reading.story is None:
            self.show_problems()
            return
        if isinstance(self.screen, ProblemsScreen):
            self.pop_screen()
        self.story = reading.story
        self._ways = None
        self.play_moves(self._done())
        self.notify("As saved.", markup=False, timeout=2)

    def show_problems(self) -> None:
        """Show what is wrong with the story as it was saved last."""
        if isinstance(self.screen, ProblemsScreen):
            self.pop_screen()
        self.push_screen(ProblemsScreen(self._problems))

    def _done(self) -> tuple[str, ...]:
        """Return what was done so far; as much as was wanted, if nothing was done since the story could not do it."""
        done = self.session.playthrough.moves if self.session is not None else ()
        return self._wanted if self._wanted[: len(done)] == done else done

    def play_moves(self, moves: tuple[str, ...]) -> None:
        """Stand where some moves lead to in the story as it is now, or as far as they lead."""
        self._wanted = moves
        before = self.session.playthrough if self.session is not None else None
        playthrough = Rehearsal(self.story, default_name(self.story))
        session = Session(playthrough, None, None, "")
        session.stopped = playthrough.restore(moves, before if isinstance(before, Rehearsal) else None)
        if isinstance(self.screen, WatchScreen):
            self.session = session
            self.screen.play_on(session)
        else:
            self._play(lambda: session)

    # What an author asks for.

    def scene_named(self, written: str) -> str | None:
        """Return the scene that is meant; ``None`` if there is none, or more than one."""
        wanted = written.strip()
        if wanted in self.story.scenes:
            return wanted
        called = [key for key, scene in self.story.scenes.items() if scene.id == wanted]
        return called[0] if len(called) == 1 else None

    def go_to(self, scene: str) -> None:
        """Stand in a scene, by a way that a player takes; asked for again, by another."""
        if self._ways is None or self._ways[0] != scene:
            self._ways = scene, ways_to(self.story, scene)
        ways = self._ways[1]

        async def go() -> None:
            way = await asyncio.to_thread(next, ways, None)
            if way is not None:
                self.play_moves(way)
                return
            self._ways = None
            told = "No way leads there, or no other way was found. `hyosan prove` says which."
            self.notify(told, title=scene, severity="warning", markup=False, timeout=6)

        self.run_worker(go(), group="go", exclusive=True)

    def variable_asked(self, line: str) -> str | None:
        """Return a line that names a variable, or one and a value it can have; ``None`` for any other."""
        is_name = line.strip() in self.story.slots
        return line.strip() if is_name or read_setting(self.story, line) is not None else None

    def watch_or_set(self, line: str) -> None:
        """Watch a variable, or no longer; or set it where the run stands."""
        setting = read_setting(self.story, line)
        if setting is not None:
            self._set(setting)
        elif line in self.watched:
            self.watched.remove(line)
        else:
            self.watched.append(line)
        if isinstance(self.screen, WatchScreen):
            self.screen.show_workshop()

    def _set(self, setting: Setting) -> None:
        if self.session is not None and isinstance(self.session.playthrough, Rehearsal):
            self.session.playthrough.put(setting)
            if setting.variable.name not in self.watched:
                self.watched.append(setting.variable.name)
            self.play_moves(self.session.playthrough.moves)
