"""Playing by keys: reading, choosing, recording, typing, and what the screen says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.tui.screens.ending import EndingScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave

TO_THE_END = ("1", "space", *"bo-mi", "enter", "enter", "space", "space")
"""From the first choice to the last page of the lamp room."""


def test_a_digit_chooses_and_the_choice_is_answered(bench: Bench) -> None:
    """The choice, its reply and the next scene stand below each other, and the move is kept."""
    seen = bench.see(*bench.NEW, "1")
    at = [
        seen.index(text) for text in ("» Cross the room", "It takes both hands", "will remember that", "The bell rings")
    ]
    assert at == sorted(at)
    assert bench.moves() == ("shut_it",)


def test_arrows_and_enter_choose(bench: Bench) -> None:
    """Enter takes nothing before an arrow has pointed at it: the first one only points."""
    bench.see(*bench.NEW, "enter")
    assert bench.moves() == ()
    bench.see("down", "down", "down", "enter")
    assert bench.moves() == ("leave_it",)


def test_the_mouse_chooses(bench: Bench) -> None:
    """A click on a row takes it."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        row = next(y for y, line in enumerate(bench.text(pilot).splitlines()) if line.lstrip().startswith("1  "))
        await pilot.click(offset=(10, row))
        await bench.rest(pilot)

    bench.drive(script)
    assert bench.moves() == ("shut_it",)


def test_the_text_can_be_selected_and_the_choices_cannot(bench: Bench) -> None:
    """Protects whoever copies a line: what is dragged over is what is copied, to the end of a line, and no more."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        lines = bench.text(pilot).splitlines()
        top = next(y for y, line in enumerate(lines) if "Bo-mi has" in line)
        choice = next(y for y, line in enumerate(lines) if line.lstrip().startswith("1  "))
        left = lines[top].index("Bo-mi")
        await pilot.mouse_down(offset=(left, top))
        await pilot.hover(offset=(left + 8, top + 1))
        await pilot.mouse_up(offset=(left + 8, top + 1))
        chosen = pilot.app.screen.get_selected_text()
        assert chosen == "Bo-mi has counted the keys twice. There is one too few,\n   and [/Radio] the "
        await pilot.mouse_down(offset=(left, top))
        await pilot.hover(offset=(left, choice))
        await pilot.mouse_up(offset=(left, choice))
        chosen = pilot.app.screen.get_selected_text() or ""
        assert chosen.rstrip().endswith("darker than it was.")

    bench.drive(script)
    assert bench.moves() == ()


def test_a_key_pressed_twice_chooses_once(bench: Bench) -> None:
    """A second key that arrives before the first has been answered takes nothing, and is no error."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        choices = bench.pane(pilot).choices
        choices.take_key("1")
        choices.take_key("1")
        await bench.rest(pilot)
        assert "could not be done" not in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ("shut_it",)


def test_the_foot_can_be_clicked(bench: Bench) -> None:
    """What stands there as a key is also a button."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        foot = pilot.app.screen.query_one("Foot")
        await pilot.click(foot, offset=(bench.text(pilot).splitlines()[-1].index("j journal"), 0))
        await bench.rest(pilot)
        assert "Journal" in bench.text(pilot).splitlines()[0]

    bench.drive(script)


def test_a_locked_choice_gives_its_reason_and_takes_nothing(bench: Bench) -> None:
    """The author's sentence is always there; the derived reason is one key away, or follows the attempt."""
    assert "(Your mouth is too dry.)" in bench.see(*bench.NEW)
    assert "Nerve 4 or more" not in bench.see()
    assert "Nerve 4 or more" in bench.see("w")
    assert "Nerve 4 or more" in bench.see("2")
    assert bench.moves() == ()


def test_changes_are_shown_as_pips_turning(bench: Bench) -> None:
    """A stat that changed is shown before and after, by shape and by number; a hidden one is not."""
    seen = bench.see(*bench.NEW, "1")
    assert "Bo-mi  Trust  ●●○○○ → ●●●○○  3" in seen
    assert "Debt" not in seen
    bench.set_up(signs="letters")
    assert "Bo-mi  Trust  **... to ***..  3" in bench.see()


def test_a_clip_is_kept_and_costs_tape(bench: Bench) -> None:
    """The key records, the counter falls, the scene and its choices stay, and the offer is gone."""
    seen = bench.see(*bench.NEW, "r")
    assert "On tape: [The window] knocking" in seen
    assert seen.splitlines()[0].endswith("001")
    assert "Cross the room" in seen
    assert "2 of the 3 left" not in seen
    assert bench.moves() == ("clip",)


def test_a_field_takes_digits_and_letters_for_itself(bench: Bench) -> None:
    """While somebody types, no letter is a command and no digit a choice; Escape gives the keys back."""
    seen = bench.see(*bench.NEW, "1", "space", *"bo-mi, with the 9")
    assert "Bo-mi, with the 9" in seen
    assert bench.moves() == ("shut_it", "continue")
    assert "No answer begins like that." in bench.see(*"xyz")
    bench.see(*"bo", "enter")
    assert bench.moves()[-1] == "bo_mi"


def test_keys_work_again_once_a_field_is_left(bench: Bench) -> None:
    """Escape leaves the field, and then the journal has its key."""
    assert "Journal" in bench.see(*bench.NEW, "1", "space", "escape", "j").splitlines()[0]


def test_any_key_shows_the_rest_and_does_nothing_else(bench: Bench) -> None:
    """While paragraphs appear, a digit brings the rest and chooses nothing."""
    bench.set_up(text_speed="steady", motion="full")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        pane = bench.pane(pilot)
        assert pane.reveal.is_on
        await bench.press(pilot, "1")
        assert not pane.reveal.is_on
        assert "darker than it was" in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ()


def test_commands_act_at_once_while_text_appears(bench: Bench) -> None:
    """Whoever asks for the people in mid-sentence sees them, and comes back to the whole text."""
    bench.set_up(text_speed="steady", motion="full")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        for key, name in (("s", "Survivors"), ("j", "Journal"), ("m", "Map"), ("question_mark", "Help")):
            await bench.press(pilot, "q", "n", "1")
            assert bench.pane(pilot).reveal.is_on
            await bench.press(pilot, key)
            assert name in bench.text(pilot).splitlines()[0]
            await bench.press(pilot, "escape")
            assert not bench.pane(pilot).reveal.is_on
            assert "darker than it was" in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ()


def test_the_record_can_be_read_on_the_way(bench: Bench) -> None:
    """As in the reader: what has come to be recorded so far, and nothing of what becomes of anybody."""
    assert "The Record is empty so far." in bench.see(*bench.NEW, "t")
    seen = bench.see("1", "space", "escape", "t")
    assert "The window was shut." in seen
    assert "Afterwards" not in seen


def test_the_limit_of_a_timed_choice_takes_it(bench: Bench) -> None:
    """The bar counts down in whole seconds, with a number, and at nothing the choice it names is taken."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        line = bench.pane(pilot).time_line
        assert line.is_counting
        line.left = 2
        await bench.rest(pilot)
        assert " 2  Leave it, and count" in bench.text(pilot)
        await bench.press(pilot, "question_mark")
        line.tick()
        assert line.left == 2, "it stands still while another screen is open"
        await bench.press(pilot, "escape")
        line.tick()
        line.tick()
        await bench.rest(pilot)

    bench.drive(script)
    assert bench.moves() == ("leave_it",)


def test_timers_can_be_turned_off(bench: Bench) -> None:
    """With the setting off, no limit is shown and none runs."""
    bench.set_up(timers="off")

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        assert not bench.pane(pilot).time_line.is_counting

    bench.drive(script)


def test_a_hard_scene_asks_first(bench: Bench) -> None:
    """Nothing of the text is shown before the player says how to read it; the summary costs no move."""
    asked = bench.see(*bench.NEW, "1", "space", *"bo", "enter")
    assert "What comes next is about a fall." in asked
    assert "lower than it looks" not in asked
    assert "lower than it looks" in bench.see("enter")
    summary = bench.see("k")
    assert "You do not look." in summary
    assert "lower than it looks" not in summary
    assert bench.moves()[-1] == "bo_mi"


def test_a_hard_scene_that_was_read_is_summed_up_later(bench: Bench) -> None:
    """Scrolling back, after the game was closed, or in the journal, nobody meets the text again unasked."""
    bench.see(*bench.NEW, *TO_THE_END[:-1])
    assert "lower than it looks" not in bench.see("c", "home")
    assert "lower than it looks" not in bench.see("c", "j")
    bench.set_up(care="read")
    assert "lower than it looks" in bench.see("c", "j")


def test_the_lost_stay_listed_and_are_named(bench: Bench) -> None:
    """Who is gone is said in words where it happens, and stays among the survivors with the word."""
    assert "Tae-o: gone" in bench.see(*bench.NEW, *TO_THE_END)
    people = bench.see("c", "s")
    line = next(line for line in people.splitlines() if "Tae-o" in line)
    assert "gone" in line
    assert "●" not in line


def test_the_roster_stands_beside_the_text_where_there_is_room(bench: Bench) -> None:
    """On a wide screen it is there; on a narrow one it is a key away, with the same facts."""
    wide = bench.see(*bench.NEW, "1", size=(140, 40))
    assert "Bo-mi remembers" in wide
    assert "You shut the window." in wide
    narrow = bench.see(size=(60, 20))
    assert "Bo-mi remembers" not in narrow
    assert "You shut the window." in bench.see("s", "down", "enter", size=(60, 20))


def test_gauges_are_shown_in_their_seasons_only(bench: Bench) -> None:
    """Noise belongs to the first season; in the second it is not on the screen."""
    assert "Noise" in bench.see(*bench.NEW, size=(140, 40))
    assert "Noise" not in bench.see("1", "space", size=(140, 40))


def test_the_last_page_leads_to_the_ending(bench: Bench) -> None:
    """The ending is named with whoever it was an ending for, and its Record can be read."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, *TO_THE_END, "enter")
        assert isinstance(pilot.app.screen, EndingScreen)
        assert "M O R N I N G" in bench.text(pilot)
        assert "On a String" in bench.text(pilot)
        await bench.press(pilot, "t")
        record = bench.text(pilot)
        assert "The window was shut." in record
        assert "Nobody asked about the window." in record
        assert "Bo-mi keeps the key of room nine" in record
        assert "came down by himself" not in record

    bench.drive(script)


def test_an_early_end_has_no_record(bench: Bench) -> None:
    """Where the tape stops there is nothing to read out, and the key for it is not offered."""
    seen = bench.see(*bench.NEW, "1", "space", *"nobody", "enter", "enter")
    assert "A L O N E" in seen
    assert "The tape stops." in seen
    assert "Record" not in seen


def test_leaving_goes_to_the_title(bench: Bench) -> None:
    """Leaving goes back to the title, which offers to go on."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "q")
        assert isinstance(pilot.app.screen, TitleScreen)
        assert "Continue  Seung-ho" in bench.text(pilot)
        await bench.press(pilot, "c")
        assert isinstance(pilot.app.screen, PlayScreen)

    bench.drive(script)
