"""The screen at every size: nothing is cut, and nobody loses their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave

SIZES = ((60, 20), (80, 24), (100, 30), (140, 40), (200, 60))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_prose_keeps_its_measure(bench: Bench, size: tuple[int, int]) -> None:
    """A line of the story is never cut, and never wider than the setting."""
    bench.set_up(line_width="60")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        passage = bench.pane(pilot).transcript.latest
        assert passage is not None
        told = [line.plain[3:] for line in passage.lines(bench.pane(pilot).transcript.text_width)]
        assert "[Radio] Bo-mi has counted the keys twice. There is one too few" in " ".join(told)
        assert max(map(len, told)) <= 60
        seen = bench.text(pilot)
        assert all(line in seen for line in told[:6])

    bench.drive(script, size=size)


def test_resizing_keeps_what_is_being_read(bench: Bench) -> None:
    """Narrow, wide and back again: the reader's first line in sight is the same, and the choices still work."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "4", "space", "1", "pageup")
        pane = bench.pane(pilot)
        top = pane.transcript.scroll_offset.y
        before = bench.text(pilot).splitlines()[1:4]
        for width, height in ((140, 20), (200, 60), (61, 20), (60, 20)):
            await pilot.resize_terminal(width, height)
            await bench.rest(pilot)
        assert pane.transcript.scroll_offset.y == top
        assert bench.text(pilot).splitlines()[1:4] == before

    bench.drive(script, size=(60, 20))


def test_following_survives_a_resize(bench: Bench) -> None:
    """Who stands at the choices still does after the terminal became smaller."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "4", "space")
        for size in ((60, 20), (140, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await bench.rest(pilot)
            assert "[Radio] Bo-mi" in bench.text(pilot)
        await bench.press(pilot, "end", "1")

    bench.drive(script, size=(80, 24))
    assert bench.moves() == ("ask", "continue", "shut_it")


def test_long_runs_do_not_fill_the_pane(bench: Bench) -> None:
    """Old passages leave the transcript; the journal has them all."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "4", "space")
        pane = bench.pane(pilot)
        for _ in range(30):
            pane.transcript.add(pane.teller.tell(1), whole=True)  # to play as many would take a minute
        assert len(pane.transcript.passages) == 14

    bench.drive(script)


def test_no_colour_means_none(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every cell is drawn in the terminal's own colours, whatever the settings say."""
    monkeypatch.setenv("NO_COLOR", "1")
    bench.set_up(theme="day")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        strips = pilot.app.screen._compositor.render_strips()  # noqa: SLF001 - there is no other way to read a screen
        filters = pilot.app.get_line_filters()
        background = pilot.app.screen.background_colors[1]
        for strip in strips:
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)  # noqa: PLW2901 - one filter after the other
            for segment in strip:
                colours = [segment.style.color, segment.style.bgcolor] if segment.style else []
                assert all(colour is None or colour.is_default for colour in colours), segment

    bench.drive(script)
