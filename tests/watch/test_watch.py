"""The game beside an editor: what is saved is played at once, what is wrong is shown."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copytree, move, rmtree

import pytest
from hyosan_command import Hyosan
from msgspec.structs import replace
from textual.pilot import Pilot

from game.engine.playthrough import Playthrough
from game.errors import ExitCode
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.screened import Leave, Places
from game.watch import WatchApp
from game.watch.effects import prospects
from game.watch.rehearsal import Rehearsal, read_setting
from game.watch.screens import ProblemsScreen, WatchScreen
from game.watch.ways import ways_to

NIGHT_DUTY = Path(__file__).parents[1] / "stories" / "night_duty"
PATIENCE = 20.0
"""Seconds after which something that should have been shown counts as not shown."""
KEYS = {"_": "underscore", "=": "equals_sign", ".": "full_stop"}
"""How Textual names the keys of what is no letter."""
Script = Callable[["Desk", Pilot[Leave]], Awaitable[None]]


def story_in(folder: Path) -> Story:
    """Load a story that has no errors."""
    story = load_story(folder).story
    assert story is not None
    return story


class Desk:
    """A folder with a story, somebody who edits it, and the game beside them."""

    def __init__(self, home: Path) -> None:
        """Lay a copy of the small story there."""
        self.folder = copytree(NIGHT_DUTY, home / "story")
        self.settings = home / "settings.toml"
        self.exports = home / "exports"
        write_settings(self.settings, replace(Settings(), text_speed="instant", motion="reduced", screen_reader="no"))

    def app(self, at: str | None = None) -> WatchApp:
        """The game on the folder."""
        return WatchApp(self.folder, story_in(self.folder), Places(self.settings, self.exports), at=at)

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with something else in it, as editors do: written aside and put in its place."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        aside = path.with_suffix(".new")
        aside.write_text(text.replace(old, new), encoding="utf-8")
        aside.replace(path)

    def play(self, script: Script, app: WatchApp | None = None) -> None:
        """Open the game and do something with it."""
        game = app or self.app()

        async def run() -> None:
            async with game.run_test(size=(100, 40), notifications=True) as pilot:
                await until(pilot, lambda: isinstance(game.screen, WatchScreen))
                await script(self, pilot)

        asyncio.run(run())


async def until(pilot: Pilot[Leave], holds: Callable[[], bool]) -> None:
    """Wait until something holds, however long the machine takes; fail if it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.02)
    await pilot.pause()


def shown(pilot: Pilot[Leave]) -> str:
    """What the screen shows."""
    strips = pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - there is no other way to read a screen
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def type_line(pilot: Pilot[Leave], key: str, line: str) -> None:
    """Leave the field that answers can be typed in, press a key that asks for a line, and answer."""
    await pilot.press("escape", key)
    await pilot.pause()
    await pilot.press(*(KEYS.get(letter, letter) for letter in line))
    await pilot.press("enter")
    await pilot.pause()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Somebody's desk."""
    return Desk(tmp_path)


def scene(pilot: Pilot[Leave]) -> str:
    """Where the run is."""
    assert isinstance(pilot.app, WatchApp)
    assert pilot.app.session is not None
    return pilot.app.session.playthrough.moment.scene.key


def test_a_saved_text_is_shown_in_the_same_scene(desk: Desk) -> None:
    """Protects the point of it: after two moves, the word that was changed on disk stands on the screen."""

    async def script(desk: Desk, pilot: Pilot[Leave]) -> None:
        await pilot.press("1")
        await until(pilot, lambda: scene(pilot) == "duty.bell")
        desk.edit("duty.yaml", "The bell rings once.", "The bell rings thrice.")
        await until(pilot, lambda: "The bell rings thrice." in shown(pilot))
        assert scene(pilot) == "duty.bell"
        assert isinstance(pilot.app, WatchApp)
        assert pilot.app.session is not None
        assert pilot.app.session.playthrough.moves == ("duty.desk.shut_it",)

    desk.play(script)


def test_an_error_is_shown_over_the_living_game_and_goes_when_it_is_mended(desk: Desk) -> None:
    """Protects an author in the middle of a sentence: a problem has file, line and reason, and play goes on."""

    async def script(desk: Desk, pilot: Pilot[Leave]) -> None:
        desk.edit("duty.yaml", "to: roof.door", "to: roof.dor")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProblemsScreen))
        assert "duty.yaml:" in shown(pilot)
        assert "roof.door" in shown(pilot)
        await pilot.press("escape")
        await pilot.press("1")
        await until(pilot, lambda: scene(pilot) == "duty.bell")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProblemsScreen))
        desk.edit("duty.yaml", "to: roof.dor", "to: roof.door")
        await until(pilot, lambda: isinstance(pilot.app.screen, WatchScreen))
        assert scene(pilot) == "duty.bell"

    desk.play(script)


def test_what_a_later_edit_can_do_again_is_done_again(desk: Desk) -> None:
    """Protects the run while a choice is being renamed back and forth: it comes back when the choice does."""

    async def script(desk: Desk, pilot: Pilot[Leave]) -> None:
        await pilot.press("1")
        await until(pilot, lambda: scene(pilot) == "duty.bell")
        desk.edit("duty.yaml", "id: shut_it", "id: close_it")
        await until(pilot, lambda: scene(pilot) == "duty.desk")
        desk.edit("duty.yaml", "id: close_it", "id: shut_it")
        await until(pilot, lambda: scene(pilot) == "duty.bell")

    desk.play(script)


def test_a_folder_that_vanishes_is_said_and_taken_up_again(desk: Desk) -> None:
    """Protects against the checkout of another branch: the game goes on, and the return is seen."""

    async def script(desk: Desk, pilot: Pilot[Leave]) -> None:
        move(desk.folder, desk.folder.with_name("aside"))
        await until(pilot, lambda: isinstance(pilot.app.screen, ProblemsScreen))
        assert "story" in shown(pilot)
        move(desk.folder.with_name("aside"), desk.folder)
        await until(pilot, lambda: isinstance(pilot.app.screen, WatchScreen))
        rmtree(desk.folder)
        await until(pilot, lambda: isinstance(pilot.app.screen, ProblemsScreen))

    desk.play(script)


def test_one_stands_in_a_scene_as_some_player_does(desk: Desk) -> None:
    """Protects going to a scene: the engine plays the way, and asking again goes another."""

    async def script(_: Desk, pilot: Pilot[Leave]) -> None:
        assert isinstance(pilot.app, WatchApp)
        await type_line(pilot, "g", "door")
        await until(pilot, lambda: scene(pilot) == "roof.door")
        assert pilot.app.session is not None
        first = pilot.app.session.playthrough.moves
        assert Playthrough(pilot.app.story).restore(first) is None
        pilot.app.go_to("roof.door")
        await until(pilot, lambda: pilot.app.session.playthrough.moves != first)  # type: ignore[attr-defined]
        assert scene(pilot) == "roof.door"

    desk.play(script)


def test_it_can_begin_anywhere(desk: Desk) -> None:
    """Protects `--at`."""

    async def script(_: Desk, pilot: Pilot[Leave]) -> None:
        await until(pilot, lambda: scene(pilot) == "roof.door")

    desk.play(script, desk.app(at="roof.door"))


def test_a_variable_is_watched_and_set(desk: Desk) -> None:
    """Protects the workshop: a value shows, changes by what is chosen, and one that is set changes what is read."""

    async def script(desk: Desk, pilot: Pilot[Leave]) -> None:
        await type_line(pilot, "v", "noise")
        assert "noise = 0" in shown(pilot)
        await pilot.press("3")
        await until(pilot, lambda: "noise = 1" in shown(pilot))
        assert isinstance(pilot.app, WatchApp)
        pilot.app.go_to("roof.door")
        await until(pilot, lambda: scene(pilot) == "roof.door")
        for value, said in (("left", "open as well"), ("shut", "shut as well")):
            await type_line(pilot, "v", f"window={value}")
            await until(pilot, lambda said=said: said in shown(pilot))  # type: ignore[misc]
        desk.edit("roof.yaml", "is shut as well", "is shut, too")
        await until(pilot, lambda: "is shut, too" in shown(pilot))

    desk.play(script)


def test_each_choice_says_what_it_would_change(desk: Desk) -> None:
    """Protects the author's view of a choice: exactly what the rules would do, and why another cannot be taken."""
    playthrough = Playthrough(story_in(desk.folder))
    found = {prospect.id: prospect for prospect in prospects(playthrough)}
    assert found["shut_it"].leads_to == "duty.bell"
    assert set(found["shut_it"].changes) == {"window: unset → shut", "bo_mi.trust: 2 → 3"}
    assert found["shout"].locked == "Your mouth is too dry."
    assert found["clip"].leads_to == ""

    async def script(_: Desk, pilot: Pilot[Leave]) -> None:
        await pilot.press("x")
        await until(pilot, lambda: "window: unset → shut" in shown(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "window: unset → shut" not in shown(pilot))

    desk.play(script)


def test_settings_are_part_of_what_is_done_again(desk: Desk) -> None:
    """Protects rehearsing: moves and values set between them come to the same moment when they are all done again."""
    story = story_in(desk.folder)
    run = Rehearsal(story)
    run.choose("duty.desk.leave_it")
    setting = read_setting(story, "window = shut")
    assert setting is not None
    run.put(setting)
    run.choose("duty.bell.continue")
    again = Rehearsal(story)
    assert again.restore(run.moves) is None
    assert again.moment == run.moment
    assert "shut as well" in " ".join(again.text)
    stopped = again.restore(("window := broken",))
    assert stopped is not None
    assert stopped.code == "unknown"


@pytest.mark.parametrize("line", ["nothing", "nothing = 3", "noise = 99", "noise = shut", "window = 1", "="])
def test_what_cannot_be_set_is_not(desk: Desk, line: str) -> None:
    """Protects against a value that no playthrough could ever have."""
    assert read_setting(story_in(desk.folder), line) is None


def test_a_scene_nobody_reaches_has_no_way(desk: Desk) -> None:
    """Protects an author from waiting for what cannot be: the prover is asked, and there is none."""
    desk.edit("roof.yaml", "scenes:\n", "scenes:\n  attic:\n    text: Dust.\n    to: door\n")
    loaded = load_story(desk.folder)
    assert loaded.story is not None
    assert list(ways_to(loaded.story, "roof.attic")) == []


def test_a_wrong_scene_is_answered(hyosan: Hyosan) -> None:
    """Protects `--at` from a typo: before anything is drawn, the nearest name."""
    code, _, err = hyosan("watch", NIGHT_DUTY, "--at", "roof.dor")
    assert code == ExitCode.NOT_BEGUN
    assert "`roof.door`" in err
