"""Reading at one's own pace: paragraph by paragraph, by itself, over what was read before; how wide the lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.settings import Settings
from game.tui.pacing import QUICK, STEADY, time_between, time_to_read

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave


def squeezed(seen: str) -> str:
    """Return what a screen shows as one line, so that a sentence in a notice is found however it is wrapped."""
    return " ".join(word for word in seen.split() if word != "█")


FIRST, SECOND, LAST = "has counted the keys twice", "It has been knocking since ten", "darker than it was"
CHOICE = "Cross the room"


def test_a_paragraph_at_each_key(bench: Bench) -> None:
    """Each key brings one paragraph, nothing comes by itself, and only the last key shows what can be chosen."""
    bench.set_up(text_speed="paragraph")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        assert FIRST in bench.text(pilot)
        assert SECOND not in bench.text(pilot)
        assert "Space" in bench.text(pilot), "there is a word for it that there is more"
        assert bench.pane(pilot).reveal.pause is None
        await bench.press(pilot, "1")
        assert SECOND in bench.text(pilot)
        assert LAST not in bench.text(pilot)
        await bench.press(pilot, "space")
        assert LAST in bench.text(pilot)
        assert CHOICE in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ()


def test_a_timed_page_gives_time_for_each_paragraph(bench: Bench) -> None:
    """The longer a paragraph, the longer it stands alone; a key shows the rest as ever."""
    bench.set_up(text_speed="timed", motion="full")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        reveal = bench.pane(pilot).reveal
        assert SECOND not in bench.text(pilot)
        first = reveal.pause
        reveal.next()
        await bench.rest(pilot)
        assert SECOND in bench.text(pilot)
        assert LAST not in bench.text(pilot)
        assert first is not None
        assert reveal.pause is not None
        assert first > reveal.pause
        await bench.press(pilot, "space")
        assert LAST in bench.text(pilot)

    bench.drive(script)


@pytest.mark.parametrize("spoken", [{"motion": "reduced"}, {"screen_reader": "yes"}], ids=["still", "read aloud"])
@pytest.mark.parametrize("pace", ["steady", "quick", "timed"])
def test_nothing_comes_by_itself_where_it_must_not(pace: str, spoken: dict[str, str]) -> None:
    """A screen reader is interrupted by text that appears, and reduced motion means none."""
    assert Settings(text_speed=pace, **spoken).at_once
    assert Settings(text_speed="paragraph", **spoken).pace == "paragraph", "a key is no motion"
    assert not Settings(text_speed=pace).at_once


def test_time_grows_with_the_words() -> None:
    """Two hundred words a minute is fast for many; even one word is there for longer than a blink."""
    line = "word " * 30
    assert time_to_read("No.") >= 1
    assert 60 * 30 / time_to_read(line) <= 200
    assert [time_between(pace, line) for pace in ("steady", "quick", "paragraph")] == [STEADY, QUICK, None]


def test_pages_follow_by_themselves(bench: Bench) -> None:
    """Where there is nothing to choose the next page comes when the count is up, with a word that it will."""
    bench.set_up(auto_forward="on", timers="off")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        line = bench.pane(pilot).time_line
        assert not line.is_counting, "here is something to choose"
        await bench.press(pilot, "1")
        assert line.is_counting
        assert f" {line.left}  Go on" in bench.text(pilot)
        await bench.press(pilot, "s")
        line.tick()
        assert line.is_counting, "it stands still while another screen is open"
        await bench.press(pilot, "escape")
        line.left = 1
        line.tick()
        await bench.rest(pilot)

    bench.drive(script)
    assert bench.moves() == ("shut_it", "continue")


def test_reading_back_stops_the_count(bench: Bench) -> None:
    """Whoever scrolls back is reading; the next page waits until they are at the end again."""
    bench.set_up(auto_forward="on", timers="off")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "1", "home")
        line = bench.pane(pilot).time_line
        assert not line.is_counting
        await bench.press(pilot, "end")
        assert line.is_counting

    bench.drive(script)


def test_a_key_passes_over_what_was_read(bench: Bench) -> None:
    """To the next choice, with a word of how much that was; what is new is not passed over, and says so."""
    bench.see(*bench.NEW, "1", "space", "escape", "q", "n", "2", "1")
    told = bench.see("x")
    assert "passed over: 1 page." in squeezed(told)
    assert "names three people" in told
    assert bench.moves() == ("shut_it", "continue")
    assert "Here is something to choose." in bench.see("escape", "x")
    assert bench.moves() == ("shut_it", "continue")


def test_what_is_new_is_not_passed_over(bench: Bench) -> None:
    """In a first run the key moves nothing."""
    assert "not read this page in another run." in squeezed(bench.see(*bench.NEW, "1", "x"))
    assert bench.moves() == ("shut_it",)


def test_pages_can_always_be_passed_over(bench: Bench) -> None:
    """With the setting, a choice leads to the next choice; what came of it can be read above."""
    bench.see(*bench.NEW, "1", "space")
    bench.set_up(skip_read="always")
    told = bench.see("q", "n", "2", "1", "escape", "home", size=(80, 60))
    assert "It takes both hands" in told
    assert "The bell rings once" in told
    assert "names three people" in told
    assert bench.moves() == ("shut_it", "continue")


def test_what_was_read_appears_at_once(bench: Bench) -> None:
    """With the setting, a page that has something to choose is not passed over, but nobody waits for it again."""
    bench.see(*bench.NEW, "4", "space", "q", "n", "2")
    bench.set_up(skip_read="always", text_speed="paragraph", motion="full")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, "c", "4")
        assert CHOICE in bench.text(pilot)
        await bench.press(pilot, "1", "enter")
        assert bench.pane(pilot).reveal.is_on, "what is new comes as it always does"

    bench.drive(script)


@pytest.mark.parametrize(("value", "widest"), [("60", 60), ("66", 66), ("72", 72), ("full", 83)])
def test_lines_are_as_wide_as_wanted(bench: Bench, value: str, widest: int) -> None:
    """In the pane and in the journal alike; the last option takes whatever the terminal has beside the margins."""
    bench.set_up(line_width=value)
    long = "[Radio] Bo-mi has counted the keys twice. There is one too few, and [/Radio] the speaker hums."

    def measured(seen: str) -> int:
        """How much of the first paragraph is on its first line."""
        line = next(line for line in seen.splitlines() if "[Radio]" in line)
        told = line[line.index("[Radio]") :].rstrip()
        assert long.startswith(told)
        return len(told)

    for keys in (bench.NEW, ("j",)):
        room = measured(bench.see(*keys, size=(90, 24)))
        assert widest - len("speaker") < room <= widest


def test_the_words_of_the_page_are_a_key_away(bench: Bench) -> None:
    """What stands on the page first, then what was met before, in the author's own brackets; nothing further on."""
    seen = bench.see(*bench.NEW, "g")
    assert "on a [board]" in seen
    assert "the bell" not in seen
    later = bench.see("escape", "1", "g")
    assert later.index("On this page") < later.index("Once for the porter") < later.index("Met before")
    assert later.index("Met before") < later.index("on a [board]")


def test_nothing_is_said_by_shape_alone(bench: Bench) -> None:
    """With numbers for signs no value has to be counted, in the margin, the roster and on a card; the bar is gone."""
    bench.set_up(signs="numbers")
    margin = bench.see(*bench.NEW, "1", size=(140, 40))
    assert "Bo-mi  Trust  2/5 → 3/5\n" in margin.replace(" " * 3, "\n").replace("│", "\n")
    assert "3/6" in margin
    assert not set("●○━") & set(margin.partition("REC")[2])
    card = bench.see("s", "down", "enter")
    assert "3/5" in card
    assert not set("●○━") & set(card)
