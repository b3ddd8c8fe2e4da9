"""The screens in another language: every word of theirs is marked to be translated, and Hangul keeps its columns."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from pseudo import CLOSE, OPEN, pseudo, unmarked
from textual.pilot import Pilot
from tui.conftest import Bench
from unlettered import other, unlettered

from game.engine.naming import accepted_name
from game.language import use
from game.language.widths import columns_of
from game.story.loader import load_story
from game.story.model import Story
from game.story.player_name import is_player_name
from game.tui.screened import Leave

TO_THE_END = ("n", "1", "r", "1", "space", "escape", "down", "enter", "enter", "space", "space")
WAYS = {
    "beginning": ("n", "3", "escape", "o", "escape", "ctrl+c"),
    "playing": (
        *("n", "1", "w", "r", "1", "j", "slash", "9", "escape", "escape", "s", "down", "enter", "escape", "escape"),
        *("m", "l", "escape", "escape", "p", "escape", "g", "escape", "b", "escape", "question_mark", "a", "escape"),
        *("space", other("z")),
    ),
    "runs": ("n", "1", "1", "q", "n", "2", "3", "q", "l", "r", "escape", "d", "escape", "c", "1"),
    "ending": (
        *(*TO_THE_END, "s", "end", "enter", "w", "escape", "escape", "escape", "enter", "t", "x", "escape", "escape"),
        *("e", "escape", "p", "escape", "w", "escape", "b"),
    ),
}
"""Keys that lead over every screen. After each of them the screen is read."""
_SAID_BY_NAME = frozenset({"REC", "UTC", "English"})
"""What is the same in every language: the lamp's word, a clock, a language by its own name."""
_KEYS = frozenset({"Enter", "Esc", "ctrl"})
"""Keys as they are written on the keyboard."""


@pytest.fixture
def other_letters(tmp_path: Path, lamp_room: Story) -> Bench:
    """Return a bench for the small story in letters that are not Latin."""
    return Bench(tmp_path, unlettered(lamp_room))


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS.keys())
def test_nothing_on_a_screen_is_unmarked(other_letters: Bench, keys: tuple[str, ...]) -> None:
    """Protects a player from a word that no catalogue can reach: it is neither the story's nor in brackets."""

    async def script(pilot: Pilot[Leave]) -> None:
        for at, key in enumerate((None, *keys)):
            if key is not None:
                await other_letters.press(pilot, key)
            seen = other_letters.text(pilot)
            told = [f"{one.title}\n{one.message}" for one in pilot.app._notifications]  # noqa: SLF001 - as the text is read
            unsaid = [word for word in unmarked("\n".join([seen, *told])) if word not in _SAID_BY_NAME | _KEYS]
            assert unsaid == [], f"after {keys[:at]}"
            # A word that is cut off would hide what stands behind it.
            assert seen.count(OPEN) == seen.count(CLOSE) > 0, f"after {keys[:at]}"

    with pseudo():
        other_letters.drive(script, size=(200, 200))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
def test_hangul_keeps_its_columns(bench: Bench, size: tuple[int, int]) -> None:
    """Protects the roster, the map, the foot and the strip, where a syllable takes two columns."""
    story = load_story(Path(__file__).parents[2] / "story", language="ko").story
    assert story is not None
    bench.story = story
    use("ko")

    async def script(pilot: Pilot[Leave]) -> None:
        for keys in (("n", "1"), ("space", "space", "1", "space", "space", "space"), ("s",)):
            await bench.press(pilot, *keys)
            assert max(map(columns_of, bench.text(pilot).split("\n"))) <= size[0]
        people = bench.text(pilot).split("\n")
        (head,) = (line for line in people if "담력" in line and "체력" in line)
        labels = [columns_of(head[: head.index(label)]) for label in ("담력", "체력")]
        rows = [[columns_of(line[: found.start()]) for found in re.finditer("[●○]+", line)] for line in people[2:]]
        assert [row[:2] for row in rows if len(row) > 1] == [labels] * len([row for row in rows if len(row) > 1])
        await bench.press(pilot, "escape", "m")
        boxes = [line for line in bench.text(pilot).split("\n") if re.search("[┐│┘]", line)]
        assert len({columns_of(line) for line in boxes}) == 1

    bench.drive(script, size=size)


def test_a_name_is_typed_as_an_input_method_sends_it(bench: Bench) -> None:
    """Whole syllables arrive at once, as composed or as decomposed letters, and are kept composed."""
    assert "가나" in bench.see("n", "3", "가", "나")
    assert accepted_name(bench.story.you, normalize("NFD", "하늘")) == "하늘"
    assert is_player_name("하늘")
