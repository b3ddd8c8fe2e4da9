"""What a key that makes a move costs, counted and not timed: paints, layouts, styles, widgets, statements."""

from collections import Counter
from pathlib import Path

import pytest
from reliability.circle import go_on, write_circle
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from tui.conftest import Bench

from game.saves.keeper import BACK_UP_EVERY
from game.saves.session import Session
from game.tui.app import HyosanApp
from game.tui.screened import Leave
from game.tui.screens.play import PlayScreen
from game.tui.widgets.insight import InSight

KEYS = 6
LATER = 40 * BACK_UP_EVERY + 2
"""Moves after which the same is counted again. After neither of the two is a copy of the file due."""
COUNTED = {
    "paints": (Screen, "_compositor_refresh"),
    "layouts": (Compositor, "reflow"),
    "styles": (Stylesheet, "apply"),
    "widgets": (Widget, "_on_mount"),
    "lines": (InSight, "_draw"),
}
STATEMENTS = 16
"""The most that keeping a move may ask of the file of runs, the beginning and the end of its transaction included."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count some of what Textual and the pane do for all that happens."""
    counts: Counter[str] = Counter()

    def count(kind: str, of: type, name: str) -> None:
        done = getattr(of, name)

        def counting(*given: object, **named: object) -> object:
            counts[kind] += 1
            return done(*given, **named)

        monkeypatch.setattr(of, name, counting)

    for kind, (of, name) in COUNTED.items():
        count(kind, of, name)
    return counts


@pytest.fixture
def circle(tmp_path: Path) -> Bench:
    """A player of a story that has no end."""
    return Bench(tmp_path, write_circle(tmp_path / "story"))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_a_move_is_painted_once_and_lays_nothing_out(
    circle: Bench, counted: Counter[str], size: tuple[int, int]
) -> None:
    """Protects whoever plays: between a key and the next scene stand one paint and one transaction, and nothing else.

    So it is after a thousand moves as well, and where the survivors stand beside the text: at each move here one of
    them comes to remember something or forgets it, and has a line more or less.
    """
    session = Session.begin(circle.story, circle.library)
    circle.library._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - what waits is not counted here

    def work_of_keys() -> Counter[str]:
        found: Counter[str] = Counter()

        async def script(pilot: Pilot[Leave]) -> None:
            screen = pilot.app.screen
            assert isinstance(screen, PlayScreen)
            await circle.press(pilot, *"12" * 10)  # until the pane holds as much as it ever does
            statements: list[str] = []
            circle.library._connection.set_trace_callback(statements.append)  # noqa: SLF001 - as above
            counted.clear()
            before = session.playthrough.length
            await circle.press(pilot, *"12" * (KEYS // 2))
            assert session.playthrough.length == before + KEYS
            circle.library._connection.set_trace_callback(None)  # noqa: SLF001
            found.update(counted, statements=len(statements))

        circle.drive(script, size=size, app=app())
        return found

    def app() -> HyosanApp:
        game = circle.app()
        game.session = session
        return game

    go_on(session, 2)
    first = work_of_keys()
    go_on(session, LATER - session.playthrough.length)
    later = work_of_keys()
    for found in (first, later):
        assert found["paints"] <= KEYS, "a move is painted more than once"
        assert found["layouts"] == 0, "a move lays out the screen"
        assert found["widgets"] == 0, "a move mounts something"
        assert found["styles"] == 0, "a move has styles worked out"
        assert found["statements"] <= KEYS * STATEMENTS
    assert later == first
