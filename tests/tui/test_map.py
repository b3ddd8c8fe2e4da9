"""The map as a screen: where it opens, how one walks through it, what it says in words."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from story_files import write_story
from tui.conftest import STORY

from game.story.loader import load_story
from game.tui.glyphs import DRAWN
from game.tui.screens.map import MapScreen
from game.tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from tui.conftest import Bench

    from game.tui.screened import Leave

SIZES = ((60, 20), (80, 24), (140, 40))
ROOF = ("n", "1", "1", "space", "escape")
"""Keys that play the small story until all of its places are known."""


def told(screen: str) -> list[str]:
    """Return the lines beneath the map, without the one of keys."""
    lines = [line.strip() for line in screen.splitlines()]
    start = max(at for at, line in enumerate(lines) if line.startswith(("Porter's office  ", "Stair  ", "Roof  ")))
    return lines[start:-1]


@pytest.mark.parametrize("size", SIZES)
def test_the_map_opens_where_the_player_is(bench: Bench, size: tuple[int, int]) -> None:
    """On any screen, what one came to see is in sight, drawn and in words."""
    seen = bench.see("n", "1", "m", size=size)
    assert "►Porter's office" in seen
    assert "▪ you, Bo-mi" in seen
    assert told(seen) == ["Porter's office  1F. You are here.", "Here: Bo-mi"]


def test_nothing_is_drawn_before_it_is_known(bench: Bench) -> None:
    """The map must not tell that there is a stair to come to, nor who waits on it."""
    seen = bench.see("n", "1", "m", size=(140, 40))
    assert "Stair" not in seen
    assert "Tae-o" not in seen
    assert "Stair" in bench.see(*ROOF, "m", size=(140, 40))


def test_the_arrows_go_from_place_to_place(bench: Bench) -> None:
    """Each place says in words what the map draws of it, as the arrows come to it."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *ROOF, "m")
        assert told(bench.text(pilot))[0] == "Roof  Roof. You are here."
        await bench.press(pilot, "down")
        assert told(bench.text(pilot)) == ["Porter's office  1F.", "To Stair"]
        await bench.press(pilot, "right")
        assert told(bench.text(pilot)) == [
            "Stair  1F.", "To Porter's office, Roof", "Last seen here: Bo-mi, D1 22:30",
        ]  # fmt: skip
        await bench.press(pilot, "right", "up")
        assert told(bench.text(pilot))[0] == "Roof  Roof. You are here."

    bench.drive(script)


def test_a_click_chooses_a_place(bench: Bench) -> None:
    """Without a keyboard, every place can be asked about."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *ROOF, "m")
        lines = bench.text(pilot).splitlines()
        row = next(at for at, line in enumerate(lines) if "│ Stair" in line)
        await pilot.click(offset=(lines[row].index("Stair"), row))
        await bench.rest(pilot)
        assert told(bench.text(pilot))[0] == "Stair  1F."

    bench.drive(script)


def test_the_list_is_one_key_away_and_has_the_same(bench: Bench) -> None:
    """Whoever cannot use a drawing has every word of it as a list."""

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *ROOF, "m", "l")
        assert isinstance(pilot.app.screen, PlacesScreen)
        seen = bench.text(pilot)
        for words in ("Roof", "you are here", "Stair", "to Porter's office, Roof", "last seen here: Bo-mi, D1 22:30"):
            assert words in seen
        await bench.press(pilot, "escape")
        assert isinstance(pilot.app.screen, MapScreen)

    bench.drive(script)


def test_letters_draw_the_map_where_boxes_cannot_be_drawn(bench: Bench) -> None:
    """The setting for signs holds for the map too."""
    bench.set_up(signs="letters")
    seen = bench.see(*ROOF, "m")
    assert "+-------+" in seen
    assert not set("│─┌►▪→") & set(seen)


END = {"id": "end", "title": "End", "kind": "record"}
FIELD: dict[str, Any] = {
    "story.yaml": {
        "story": "field", "title": "Field", "format": 1, "version": "1.0.0", "start": "walk.gate",
        "seasons": [{"id": "one", "title": "One", "chapters": ["walk.yaml"]}],
    },
    "cast.yaml": {"you": {"names": ["A"]}, "people": {}},
    "world.yaml": {},
    "places.yaml": {
        "areas": {
            "farm": {"title": "The farm", "levels": ["Ground"]},
            "town": {"title": "The town", "levels": ["Street"]},
        },
        "places": {
            "gate": {"name": "Gate", "area": "farm", "level": "Ground", "joins": ["shop"]},
            **{
                f"shed_{at}": {"name": f"Shed number {at}", "area": "farm", "level": "Ground", "known": True}
                for at in range(12)
            },
            "shop": {"name": "Shop", "area": "town", "level": "Street", "known": True},
        },
    },
    "walk.yaml": {
        "chapter": "walk", "title": "Walk", "tape": 1,
        "scenes": {"gate": {"place": "gate", "text": "A gate.", "ending": END}},
    },
}  # fmt: skip


@pytest.fixture
def field(bench: Bench, tmp_path: Path) -> Bench:
    """Return a bench for a story of two areas, one of them wider than any screen."""
    write_story(tmp_path / "field", FIELD)
    story = load_story(tmp_path / "field").story
    assert story is not None
    bench.story = story
    return bench


def test_another_area_is_one_key_away(field: Bench) -> None:
    """Each area has a map of its own; a way from one to the other is named on both."""

    async def script(pilot: Pilot[Leave]) -> None:
        await field.press(pilot, *field.NEW, "m")
        assert "The farm  1 of 2" in field.text(pilot)
        assert "→ Shop" in field.text(pilot)
        await field.press(pilot, "tab")
        assert "The town  2 of 2" in field.text(pilot)
        assert "→ Gate" in field.text(pilot)
        await field.press(pilot, "tab")
        assert "The farm  1 of 2" in field.text(pilot)

    field.drive(script)


@pytest.mark.parametrize("size", SIZES)
def test_the_chosen_place_is_always_in_sight(field: Bench, size: tuple[int, int]) -> None:
    """A map wider than the screen follows the arrows, and a screen that changes its size keeps the place."""

    async def script(pilot: Pilot[Leave]) -> None:
        await field.press(pilot, *field.NEW, "m")
        for _ in range(12):
            await field.press(pilot, "right")
            assert "►" in field.text(pilot)
        assert "►Shed" in field.text(pilot)
        assert "Shed number 11  Ground. Not visited." in field.text(pilot)
        await pilot.resize_terminal(60, 20)
        await field.rest(pilot)
        assert "Shed number 11  Ground. Not visited." in field.text(pilot)
        assert "►Shed" in field.text(pilot)

    field.drive(script, size=size)


def test_a_small_map_offers_no_other(bench: Bench) -> None:
    """A key for the next map, where there is none, would send people looking for it."""
    seen = bench.see("n", "1", "m")
    assert "next map" not in seen
    assert "l list" in seen


def test_a_map_without_places_says_so(bench: Bench, tmp_path: Path) -> None:
    """A story need not have a map."""
    walk = {**FIELD["walk.yaml"], "scenes": {"gate": {"text": "A gate.", "ending": END}}}
    write_story(tmp_path / "bare", {**FIELD, "places.yaml": {}, "walk.yaml": walk})
    story = load_story(tmp_path / "bare").story
    assert story is not None
    bench.story = story

    async def script(pilot: Pilot[Leave]) -> None:
        await bench.press(pilot, *bench.NEW, "m", "down", "l")
        await bench.press(pilot, "escape")
        assert "Nothing is known yet." in bench.text(pilot)

    bench.drive(script)


def test_what_is_barred_is_drawn_and_told(bench: Bench, tmp_path: Path) -> None:
    """In the box of the place that says so, in words below, and in the list at both ends; only while it is barred."""
    folder = copytree(STORY, tmp_path / "barred")
    places = folder / "places.yaml"
    words = places.read_text(encoding="utf-8")
    stair = "stair: {name: Stair, area: school, level: 1F"
    assert stair in words
    first = bench.story.start
    bar = f"{stair}, barred: [{{way: office, if: seen({first}), because: A trolley stands across it.}}]"
    places.write_text(words.replace(stair, bar), encoding="utf-8")
    loaded = load_story(folder)
    assert loaded.story is not None, [problem.message for problem in loaded.problems]
    bench.story = loaded.story
    lock = DRAWN.locked
    assert "barred" not in bench.see(*bench.NEW, "m")
    drawn = bench.see("1", "m")
    assert f"{lock} a way barred" in drawn
    assert f"{lock} The way to Porter's office is barred. A trolley stands across it." in drawn
    assert bench.see("m", "l").count("A trolley stands across it.") == 2
