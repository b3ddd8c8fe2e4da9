"""Beginning, resuming, rewinding, and the screen of runs."""

from __future__ import annotations

import json
import sqlite3
from shutil import copytree
from typing import TYPE_CHECKING

from msgspec.structs import replace
from tui.conftest import STORY

from game.settings import read_settings
from game.story.loader import load_story
from game.story.model import History, Story
from game.tui.app import HyosanApp
from game.tui.screened import Leave, Places
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen

ESCAPE = "\x1b]0;owned\x07\x1b[31m"

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from tui.conftest import Bench


def test_the_first_start_asks_about_a_screen_reader(bench: Bench) -> None:
    """Yes leaves for the plain reader and is remembered; nobody is asked twice."""
    bench.set_up(screen_reader="unasked")
    app = bench.app()
    assert "Do you use a screen reader?" in bench.see(app=app)
    app = bench.app()
    bench.see("2", app=app)
    assert app.return_value is Leave.READ
    assert read_settings(bench.settings)[0].screen_reader == "yes"
    bench.set_up(screen_reader="no")
    assert "screen reader?" not in bench.see()


def test_the_game_opens_where_the_player_left_off(bench: Bench) -> None:
    """A run that has not ended is on the screen at once, with what was read before above it."""
    bench.see(*bench.NEW, "1")
    seen = bench.see()
    assert "It takes both hands" in seen
    assert "The bell rings" in seen


def test_a_run_that_has_ended_is_not_opened_again(bench: Bench) -> None:
    """After an ending the title comes first."""
    bench.see(*bench.NEW, "1", "space", *"nobody", "enter")

    async def script(pilot: Pilot[Leave]) -> None:
        assert isinstance(pilot.app.screen, TitleScreen)
        await bench.press(pilot, "c")
        assert isinstance(pilot.app.screen, PlayScreen)

    bench.drive(script)


def test_a_name_can_be_typed_and_a_wrong_one_is_explained(bench: Bench) -> None:
    """One's own name is taken if the story's rule allows it; if not, the rule is said and nothing begins."""
    refused = bench.see("n", "3", *"R2-D2", "enter")
    assert "letters, spaces, hyphens" in refused
    assert bench.library.runs(bench.story.id) == ()
    bench.see("n", "3", *"Ha-rin", "enter")
    assert bench.library.runs(bench.story.id)[0].player == "Ha-rin"


def test_what_is_said_of_the_story_is_the_storys(bench: Bench) -> None:
    """Another story is no fan work of ours, and its player holds no recorder: its own words stand there, or none."""
    title = bench.see()
    assert "A story for tests." in title
    assert "About: a fall; the dark. Each night says what is in it." in title
    assert "You hold the lamp. What is on your [badge]?" in bench.see("n")
    bench.story = replace(bench.story, about=(), notes=(), you=replace(bench.story.you, asks=""))
    assert "What are you called?" in bench.see("n")
    silent = bench.see()
    assert "About" not in silent
    assert "fan work" not in silent


def test_rewinding_goes_to_the_start_of_a_tape_and_notes_a_splice(bench: Bench) -> None:
    """The moves after it are cut, the transcript ends there, and the run says that it was spliced."""
    told = bench.see(*bench.NEW, "1", "space", "escape", "b")
    assert "a splice is noted" in " ".join(told.split())
    seen = bench.see("escape", "b", "1")
    assert "one too few" in seen
    assert "The bell rings" not in seen
    assert bench.moves() == ()
    assert bench.library.runs(bench.story.id)[0].splices == 1


def test_a_long_rewind_asks_once_more_and_can_be_taken_back(bench: Bench) -> None:
    """Enter by habit cuts nothing of length; `u` puts back what was cut, and no splice is left."""
    for keys in ((*bench.NEW, "r"), ("1",), ("space", *"bo-mi", "enter")):
        bench.see(*keys)
    asked = bench.see("b", "2")
    assert "4 moves are cut; they stay in the file, and can be taken back." in asked
    assert len(bench.moves()) == 4
    bench.see("b", "2", "enter")
    assert len(bench.moves()) == 4
    bench.see("b", "2", "2")
    assert bench.moves() == ()
    offered = bench.see("b")
    assert "Take back the last cut" in offered
    assert "4 moves, put back where they were" in offered
    bench.see("b", "u")
    assert len(bench.moves()) == 4
    assert bench.library.runs(bench.story.id)[0].splices == 0


def test_what_was_cut_comes_back_as_a_run_of_its_own_once_play_has_gone_on(bench: Bench) -> None:
    """The run that was played instead stays as it is, and the player is told so."""
    bench.see(*bench.NEW, "1", "b", "1", "4")
    seen = bench.see("b", "u")
    assert "Taken back" in seen
    assert bench.moves() == ("shut_it",)
    assert {info.title for info in bench.library.runs(bench.story.id)} == {"Seung-ho", "Seung-ho, before the cut"}


def test_runs_can_be_renamed_exported_and_binned(bench: Bench) -> None:
    """Each of them is done to the run pointed at, and the screen shows it."""
    bench.see(*bench.NEW, "1")
    renamed = bench.see("l", "e", *["backspace"] * 8, *"Night", "enter")
    assert "Night" in renamed
    exported = bench.see("l", "x")
    assert "Exported" in exported
    run = json.loads((bench.home / "exports" / "Night.json").read_text(encoding="utf-8"))
    assert run["moves"] == ["desk.counting.shut_it"]
    kept = bench.see("l", "d", "1")
    assert "Night" in kept
    gone = bench.see("l", "d", "2")
    assert "No run is kept yet" in gone
    assert bench.library.runs(bench.story.id, binned=True)[0].title == "Night"


def test_an_export_overwrites_nothing(bench: Bench) -> None:
    """A second export of the same run is another file."""
    bench.see(*bench.NEW, "l", "x", "x")
    assert sorted(path.name for path in (bench.home / "exports").iterdir()) == ["Seung-ho-2.json", "Seung-ho.json"]


def test_the_record_is_exported_from_its_screen(bench: Bench) -> None:
    """A key asks in which form, and the player is told where the file is; closing the question writes nothing."""
    bench.see(*bench.NEW, "1")
    asked = bench.see("t", "x")
    assert "Export the Record" in asked
    assert "Exported" in bench.see("t", "x", "1")
    assert "Exported" in bench.see("t", "x", "2")
    bench.see("t", "x", "escape")
    assert {path.name for path in (bench.home / "exports").iterdir()} == {
        "Seung-ho-Record.html",
        "Seung-ho-Record.md",
    }
    markdown = (bench.home / "exports" / "Seung-ho-Record.md").read_text(encoding="utf-8")
    assert "The window was shut." in markdown
    assert "Played 2026-11-0" in markdown


def test_a_record_that_cannot_be_written_is_told(bench: Bench) -> None:
    """A folder that is none ends nothing: the screen says so and stays."""
    (bench.home / "exports").write_text("a file", encoding="utf-8")
    assert "Nothing could be written" in bench.see(*bench.NEW, "t", "x", "1")


def test_play_goes_on_where_nothing_can_be_kept(bench: Bench) -> None:
    """Without a place for runs the player is told once, and plays."""
    seen = bench.see(*bench.NEW, "1", app=bench.app(kept=False))
    assert "No room." in seen
    assert "The bell rings" in seen


def test_a_run_that_another_window_plays_is_not_overwritten(bench: Bench) -> None:
    """The move is refused in words, the screen stays, and what the other window did is kept."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW)
        latest = bench.library.latest(bench.story.id)
        assert latest is not None
        bench.library.open(latest.id).append("desk.counting.ask")
        await bench.press(pilot, "1")
        assert "Another window" in bench.text(pilot)

    bench.drive(script)
    assert bench.moves() == ("ask",)


def test_a_new_run_can_begin_from_a_history(bench: Bench) -> None:
    """After the name the beginning stands first, then each history; the run then has its moves. Escape begins none."""
    place = bench.story.scenes["desk.counting"].span
    told = "The [window] is shut."
    history = History("shut", "On the [stair]", told, ("desk.counting.shut_it",), (place,), place)
    bench.story = replace(bench.story, histories=(history,))
    assert "Where do you begin?" not in bench.see(*bench.NEW), "whoever has played nothing yet begins at the beginning"
    bench.library.delete(bench.library.runs()[0].id)
    asked = bench.see(*bench.NEW)
    assert "Where do you begin?" in asked
    assert asked.index("1  The beginning") < asked.index("2  On the [stair]") < asked.index(told)
    closed = bench.see(*bench.NEW, "escape")
    assert "A story for tests." in closed
    assert bench.library.runs(bench.story.id) == ()
    assert "The bell rings" in bench.see(*bench.NEW, "2")
    assert bench.moves() == ("shut_it",)
    assert "one too few" in bench.see("q", *bench.NEW, "1")
    assert {info.length for info in bench.library.runs(bench.story.id)} == {0, 1}


def test_a_history_that_was_named_is_not_asked_for(bench: Bench) -> None:
    """Whoever said where to begin is asked for a name alone, though a run could be gone on with."""
    place = bench.story.scenes["desk.counting"].span
    history = History("shut", "On the stair", "It is shut.", ("desk.counting.shut_it",), (place,), place)
    bench.see(*bench.NEW)
    app = HyosanApp(
        replace(bench.story, histories=(history,)),
        bench.library,
        Places(bench.settings, bench.home / "exports"),
        history=history,
    )
    assert "The bell rings" in bench.see("1", app=app)
    assert sorted(info.length for info in bench.library.runs(bench.story.id)) == [0, 1]


def test_a_run_that_the_story_left_behind_asks_where_to_go_on(bench: Bench, tmp_path: Path) -> None:
    """Protects a run across an edit: what holds and what changed is said, and the run itself stays as it was."""
    bench.see(*bench.NEW, "1", "space", *"nobody", "enter")
    before = bench.library.export(1)
    bench.story = _edited(tmp_path, "roof.yaml", "- id: nobody", "- id: no_one")
    seen = " ".join(bench.see("c").split())
    assert "The run holds for 2 of its 3 moves. Move 3, “Nobody”, is not in the story any more." in seen
    assert "- choice roof.door.nobody" in seen
    assert "Whom do you want?" not in seen
    assert "T H E   L A M P   R O O M" in bench.see("c", "2")
    assert [info.title for info in bench.library.runs()] == ["Seung-ho"]
    bench.see("c", "1", *"nobody", "enter")
    assert bench.moves() == ("shut_it", "continue", "no_one")
    assert [info.title for info in bench.library.runs()] == ["Seung-ho, after the change", "Seung-ho"]
    assert bench.library.export(1) == before


def test_the_screen_shows_no_control_character_of_a_file(bench: Bench) -> None:
    """Protects terminals: a title, a name and a setting that would speak to the terminal are only shown."""
    bench.see(*bench.NEW)
    with sqlite3.connect(bench.library.path) as connection:
        connection.execute("UPDATE runs SET title = ?, player = ?", (ESCAPE, ESCAPE))
    connection.close()
    bench.settings.write_text('"\\u001b[31mset" = "y"\n', encoding="utf-8")
    app = bench.app()
    seen = bench.see("escape", "l", app=app) + bench.see()
    for notice in app._notifications:  # noqa: SLF001 - they are drawn where a test does not see them whole
        seen += notice.message + notice.title
    assert "owned" in seen
    assert "31mset" in seen
    assert not {letter for letter in seen if not letter.isprintable()} - {"\n"}


def _edited(folder: Path, file: str, before: str, after: str) -> Story:
    """Return the small story after an author's edit."""
    copy = folder / "edited"
    copytree(STORY, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert before in text
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    story = load_story(copy).story
    assert story is not None
    return story
