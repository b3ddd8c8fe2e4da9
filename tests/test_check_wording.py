"""The rules on letters, words and names: what terminals draw, what dictionaries know, whom a reader has met."""

from pathlib import Path
from shutil import copytree

import pytest
from hyosan_command import Hyosan

from game.author.check import check_story, dictionaries
from game.author.check.columns import columns

NIGHT = Path(__file__).parent / "stories" / "night_duty"
MINIMAL = Path(__file__).parent / "stories" / "minimal"
TEXT = "Somebody knocks."


def found(folder: Path, *codes: str) -> list[str]:
    """Return where some codes were found, as `CODE file:line:column message`."""
    return [
        f"{one.code} {one.span.file}:{one.span.line}:{one.span.column} {one.message}"
        for one in check_story(folder).problems
        if one.code in codes
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the minimal story, to be spoiled."""
    return copytree(MINIMAL, tmp_path / "story")


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace words in one of the story's files; they must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("letters", "place", "words"),
    [
        ("cafe\N{COMBINING ACUTE ACCENT}", 4, "U+0301 (COMBINING ACUTE ACCENT) is joined"),
        ("\N{HANGUL CHOSEONG KIYEOK}\N{HANGUL JUNGSEONG A}", 0, "is joined"),
        ("a\N{ZERO WIDTH JOINER}b", 1, "cannot be seen"),
        ("a\N{SOFT HYPHEN}b", 1, "cannot be seen"),
        ("a\N{RIGHT-TO-LEFT MARK}b", 1, "cannot be seen"),
        ("a\tb", 1, "U+0009 (TAB) has another width"),
        ("a\N{IDEOGRAPHIC SPACE}b", 1, "a width of its own"),
        ("\ue000", 0, "no letter that every machine has"),
        ("\N{DOOR}", 0, "is a picture"),
        ("\N{WATCH}", 0, "is a picture"),
    ],
)
def test_a_letter_without_a_certain_width_is_told_where_it_stands(
    folder: Path, letters: str, place: int, words: str
) -> None:
    """What moves everything behind it on some terminals is found before a player finds it."""
    change(folder, "hall.yaml", TEXT, letters + TEXT)
    (told,) = found(folder, "HT454")
    assert told.startswith(f"HT454 hall.yaml:8:{11 + place} ")
    assert words in told


@pytest.mark.parametrize("letters", ["온조", "café", "“Wait …” — 10 €", "Mr\N{NO-BREAK SPACE}Bae", "漢字"])
def test_letters_of_a_certain_width_are_no_matter(folder: Path, letters: str) -> None:
    """Hangul, accents and typographer's marks are drawn the same everywhere."""
    change(folder, "hall.yaml", TEXT, letters + TEXT)
    assert found(folder, "HT454") == []


def test_letters_in_comments_are_no_matter(folder: Path) -> None:
    """Nobody reads a comment in a terminal game."""
    change(folder, "hall.yaml", "    text: Somebody", "    # \N{DOOR}\t\N{ZERO WIDTH JOINER}\n    text: Somebody")
    assert found(folder, "HT454") == []


def test_a_letter_that_is_escaped_is_a_letter(folder: Path) -> None:
    """An escape brings in what the file does not show."""
    change(folder, "hall.yaml", "label: Open the door.", 'label: "Open\\u200b the\\tdoor."')
    assert [told.split(" ", 2)[1] for told in found(folder, "HT454")] == ["hall.yaml:13:21"]


def test_a_label_is_measured_in_columns(folder: Path) -> None:
    """Hangul takes two columns a letter, so thirty-seven are too many and seventy joined accents are none."""
    assert columns("온조 e\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}") == 6
    change(folder, "hall.yaml", "label: Open the door.", f"label: {'온' * 36}")
    assert found(folder, "HT438") == []
    change(folder, "hall.yaml", "온온", "온온온")
    (told,) = found(folder, "HT438")
    assert "74 columns" in told


@pytest.mark.parametrize("label", ["OPEN the door!", "“Open, the… door”?"])
def test_labels_that_differ_in_capitals_or_punctuation_are_told(folder: Path, label: str) -> None:
    """Read aloud they are the same."""
    change(folder, "hall.yaml", "label: Hold it shut, and promise to come back.", f"label: {label}")
    assert len(found(folder, "HT439")) == 1


def test_misspellings_are_told_wherever_they_can_be_read(folder: Path) -> None:
    """Each place is told, in a branch, a label, a card or a lock; ids, comments and conditions are nobody's prose."""
    change(folder, "hall.yaml", TEXT, "Oh. {% if noise > 3 %}{% if promised %}Cubburd{% endif %}{% endif %} it.")
    change(folder, "hall.yaml", "label: Open the door.", "label: Non-smebody the door.  # or smebody")
    change(folder, "hall.yaml", "  stairs:", "  # cubburd\n  stairs:")
    change(folder, "cast.yaml", "name: On-jo,", "name: On-jo, card: Two cubburds.,")
    assert [told.split(" ", 2)[1] for told in found(folder, "HT456")] == [
        "cast.yaml:2:34",
        "hall.yaml:8:50",
        "hall.yaml:13:20",
    ]


def test_names_and_the_story_s_own_words_are_spelt_right(folder: Path) -> None:
    """A name is no slip, and an author knows their own words."""
    change(folder, "hall.yaml", TEXT, "Cubburd knocks in Smebody, in a gray coat. {{ on_jo.full }} is there.")
    assert len(found(folder, "HT456", "HT457")) == 3
    change(folder, "cast.yaml", "name: On-jo,", "name: On-jo, full: Cubburd On-jo,")
    change(folder, "places.yaml", "name: Hall,", "name: Smebody Hall,")
    change(folder, "story.yaml", "chapters:", "words: [Gray]\nchapters:")
    assert found(folder, "HT456", "HT457") == []


def test_a_story_says_whose_english_it_is_in(folder: Path) -> None:
    """British is the house's; an American story is told of British words, and of no American ones."""
    change(folder, "hall.yaml", TEXT, "A gray colour of honour. They practice stories, and the meter is focused.")
    assert [told.partition(" “")[2] for told in found(folder, "HT457")] == [
        "gray” is American, and this story is in British English."
    ]
    change(folder, "story.yaml", "chapters:", "english: american\nchapters:")
    assert [told.partition(" “")[2].partition("”")[0] for told in found(folder, "HT457")] == ["colour", "honour"]


def test_without_the_lists_of_words_it_is_said_that_nobody_looked(
    folder: Path, hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence must not be taken for praise; what is printed for programs stays as it is."""
    change(folder, "hall.yaml", TEXT, "They cubburd.")
    assert len(found(folder, "HT456")) == 1
    assert hyosan("check", folder)[2] == ""
    monkeypatch.setattr(dictionaries, "_PACKAGE", "no_such_package_is_installed")
    assert found(folder, "HT456") == []
    code, _, said = hyosan("check", folder)
    assert code == 0
    assert said.startswith("Spelling was not looked at")


def test_somebody_met_before_or_known_is_no_stranger(folder: Path) -> None:
    """People are spoken of who are elsewhere; only whoever cannot have been met is told, and once."""
    change(folder, "hall.yaml", "    maybe: [su_hyeok]\n", "")
    change(folder, "hall.yaml", TEXT, "Su-hyeok knocks.")
    change(folder, "hall.yaml", "'{% if door", "'Su-hyeok waits. {% if door")
    assert [told.split(":")[1] for told in found(folder, "HT455")] == ["7"]
    change(folder, "hall.yaml", "with: [on_jo]", "with: [su_hyeok]")
    assert found(folder, "HT455") == []
    change(folder, "hall.yaml", "with: [su_hyeok]", "with: [on_jo]")
    change(folder, "cast.yaml", "name: Su-hyeok", "name: Su-hyeok, known: true")
    assert found(folder, "HT455") == []


def test_a_name_within_another_s_full_name_is_that_other_s(folder: Path) -> None:
    """Tak In-ho is In-ho, and not the Tak who comes later."""
    change(folder, "cast.yaml", "name: On-jo,", "name: On-jo, full: Su-hyeok On-jo,")
    change(folder, "hall.yaml", "    maybe: [su_hyeok]\n", "")
    change(folder, "hall.yaml", TEXT, "Su-hyeok On-jo knocks.")
    assert found(folder, "HT455") == []


def test_our_small_story_has_none_of_it() -> None:
    """The rules above say nothing of prose that is well."""
    assert check_story(NIGHT).problems == ()
