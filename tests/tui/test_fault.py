"""What a player sees when the game breaks, wherever it does: one screen, the run safe, and ways on."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hyosan_command import Hyosan
from textual.pilot import Pilot

from game.boundary import guarded, report_bug
from game.errors import ExitCode
from game.saves.session import Session
from game.tui.app import HyosanApp
from game.tui.fault import FaultApp
from game.tui.guarded import GuardedApp
from game.tui.running import Played, play
from game.tui.screens.map import MapScreen
from game.tui.screens.play import PlayScreen
from game.tui.widgets.strip import Strip

if TYPE_CHECKING:
    from tui.conftest import Bench


def boom(*_: object) -> Any:  # noqa: ANN401 - stands in for anything
    """Break."""
    raise ZeroDivisionError("Seung-ho in the dark")


async def boom_later(*_: object) -> None:
    """Break while nobody waits for it."""
    boom()


def in_worker(screen: PlayScreen) -> None:
    """Break in a worker."""
    screen.run_worker(boom_later())


def in_timer(screen: PlayScreen) -> None:
    """Break when a timer runs out."""
    screen.set_timer(0.01, boom)


def in_task(screen: PlayScreen) -> None:
    """Break in a task that is forgotten at once."""
    del screen
    asyncio.get_running_loop().call_soon(boom)


def in_render(screen: PlayScreen) -> None:
    """Break while something is drawn."""
    screen.strip.render = boom  # type: ignore[method-assign]
    screen.strip.refresh()


class Sitting:
    """Plays a bench's story as the command does, with a script of keys for each application that opens."""

    def __init__(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bench = bench
        self.seen: list[str] = []
        self.scripts: list[tuple[str, ...]] = []

        def run(app: GuardedApp[Any], **_: object) -> object:
            keys = self.scripts.pop(0)

            async def press(pilot: Pilot[Any]) -> None:
                await bench.rest(pilot)
                for key in keys:
                    await bench.press(pilot, key)
                    if app.fault is not None:
                        return
                self.seen.append(bench.text(pilot))
                if app.return_value is None:
                    app.exit()

            async def drive() -> object:
                return await app.run_async(headless=True, size=(80, 24), auto_pilot=press)

            return asyncio.run(drive())

        monkeypatch.setattr(GuardedApp, "run", run)

    def play(self, *scripts: tuple[str, ...]) -> Played:
        """Play, pressing one script of keys after the other in the applications as they open."""
        self.scripts = list(scripts)

        def opened(session: Session | None, at_title: bool) -> HyosanApp:  # noqa: FBT001 - as it is called
            app = self.bench.app()
            app.session = session
            app._at_title = at_title  # noqa: SLF001 - the bench opens it
            return app

        return play(opened, report_bug, None, mouse=False)


@pytest.fixture
def sitting(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """Return a sitting in which one move was made."""
    bench.see(*bench.NEW, "1")
    return Sitting(bench, monkeypatch)


@pytest.mark.parametrize("breaks", [boom, in_worker, in_timer, in_task, in_render], ids=lambda one: one.__name__)
def test_whatever_breaks_shows_one_screen_and_the_run_goes_on(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch, hyosan_home: Path, breaks: Callable[[PlayScreen], None]
) -> None:
    """Protects whoever meets a bug: it is told in words, the run is there, and a key goes on with it."""
    monkeypatch.setattr(PlayScreen, "action_map", breaks)
    went_on = sitting.play(("m",), ("1",), ())
    told = " ".join(sitting.seen[0].split())
    assert "our mistake: ZeroDivisionError" in told
    assert "Your run “Seung-ho” is safe: 1 move kept." in told
    assert "Traceback" not in told
    assert len(list(hyosan_home.glob("report-*.txt"))) == 1
    assert went_on.report is None
    assert "The bell rings" in sitting.seen[-1]


def test_a_screen_that_cannot_be_laid_out_shows_it_too(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks while a screen is made breaks in another place than a key's handler, and ends as well."""
    monkeypatch.setattr(MapScreen, "compose", boom)
    assert sitting.play(("m",), ("q",)).exit_code == ExitCode.BUG


def test_a_game_that_breaks_whenever_the_run_opens_still_reaches_its_title(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that cannot be shown must not keep its player from the others."""
    monkeypatch.setattr(Strip, "tell", boom)
    played = sitting.play((), ("1",), (), ("2",), ())
    assert played.report is None
    assert "A story for tests." in sitting.seen[-1]


def test_a_game_that_breaks_before_anything_is_shown_says_so(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the very start there is no run yet to speak of, and nothing to go on with."""
    monkeypatch.setattr(HyosanApp, "show_settings", boom)
    played = sitting.play((), ("q",))
    assert played.report is not None
    assert not played.report.safety


def test_if_the_screen_that_tells_it_breaks_as_well_it_is_told_in_the_terminal(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last resort: no screen at all, and the report is still handed back to be told."""
    monkeypatch.setattr(PlayScreen, "action_map", boom)
    monkeypatch.setattr(FaultApp, "compose", boom)
    played = sitting.play(("m",), ())
    assert played.report is not None
    assert "is safe" in played.report.safety


def test_a_run_in_memory_is_gone_on_with_from_memory(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, what was played is not lost by a bug either."""
    bench = sitting.bench
    opened: list[HyosanApp] = []
    original = bench.app

    def unkept(*, kept: bool = True) -> HyosanApp:
        del kept
        opened.append(original(kept=False))
        return opened[-1]

    monkeypatch.setattr(bench, "app", unkept)
    monkeypatch.setattr(PlayScreen, "action_map", boom)
    sitting.play((*bench.NEW, "1", "m"), ("1",), ())
    assert "This run was not being kept. No room. Its 1 move" in " ".join(sitting.seen[0].split())
    assert "The bell rings" in sitting.seen[-1]
    session = opened[-1].session
    assert session is not None
    assert session.playthrough.moves == ("desk.counting.shut_it",)


def test_the_report_leads_to_the_spot_and_tells_nothing_of_the_player(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, hyosan: Hyosan, hyosan_home: Path
) -> None:
    """`hyosan replay REPORT` stands where it broke; a name of one's own, a title and folders are in no report."""
    bench.see("n", "3", *"Ha-rin", "enter", "1")
    bench.library.rename(1, "Secret title")

    def breaks(_: PlayScreen) -> None:
        raise ZeroDivisionError(f"Ha-rin, Secret title, {hyosan_home}")

    monkeypatch.setattr(PlayScreen, "action_map", breaks)
    folder = str(bench.home / "my_folder")
    outcome: list[Played] = []

    def command() -> int:
        outcome.append(Sitting(bench, monkeypatch).play(("m",), ("q",)))
        return 0

    guarded(command, ["play", "--story", folder, "--run=Secret title", "--no-mouse"])
    report = outcome[0].report
    assert report is not None
    assert report.path is not None
    text = report.path.read_text(encoding="utf-8")
    assert "# hyosan play --story … --run --no-mouse" in text
    assert "# Story: lamp_room 1" in text
    for secret in ("Ha-rin", "Secret title", folder, str(hyosan_home)):
        assert secret not in text
    code, out, err = hyosan("replay", report.path, "--story", Path(__file__).parent / "story")
    assert code == ExitCode.OK, err
    assert "The bell rings" in out


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the system has no such signals")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_being_asked_to_end_closes_the_screen(bench: Bench, name: str, code: int) -> None:
    """The terminal is put back as it was, and the exit code says what ended it."""
    app = bench.app()

    async def script(pilot: Pilot[Any]) -> None:
        signal.raise_signal(getattr(signal, name))
        await bench.rest(pilot)

    bench.drive(script, app=app)
    assert app.return_code == code
