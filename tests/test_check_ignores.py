"""Comments that silence a problem: what they silence, what they cannot, and what is a comment at all."""

from pathlib import Path
from shutil import copytree

import pytest

from game.author.check import check_story
from game.story.comments import comments_of
from game.story.source import scalars

MINIMAL = Path(__file__).parent / "stories" / "minimal"
IGNORE = "# check: ignore HT445 because they stutter"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the minimal story, to be spoiled; less its group, which only the text that is spoiled names."""
    story = copytree(MINIMAL, tmp_path / "story")
    cast = story / "cast.yaml"
    cast.write_text(cast.read_text(encoding="utf-8").partition("groups:")[0], encoding="utf-8")
    return story


def told(folder: Path, text: str) -> list[str]:
    """Return what is told of the story with other lines for its first scene's text, as `CODE line message`."""
    chapter = folder / "hall.yaml"
    old = chapter.read_text(encoding="utf-8")
    begin, end = old.index("    maybe:") + len("    maybe: [su_hyeok]\n"), old.index("    dilemma:")
    chapter.write_text(f"{old[:begin]}{text}{old[end:]}", encoding="utf-8")
    return [f"{problem.code} {problem.span.line} {problem.message}" for problem in check_story(folder).problems]


@pytest.mark.parametrize(
    "text",
    [
        f"    text: The the door.  {IGNORE}\n",
        f"    {IGNORE}\n    text: The the door.\n",
        f"    {IGNORE}\n    # They do.\n    # Always.\n    text: The the door.\n",
        f"    text: |  {IGNORE}\n      A door.\n\n      The the door.\n",
        f"    {IGNORE}\n    text: |\n      A door.\n\n      The the door.\n",
        f"    {IGNORE}\n    text: 'A door,\n      the the door.'\n",
        f"    {IGNORE}\n    text:\n      'A door, 온조,\n      the the door.'\n".replace(
            f"    {IGNORE}\n    text:\n", f"    text:\n      {IGNORE}\n"
        ),
    ],
    ids=["behind", "above", "above other comments", "behind a |", "above a |", "above a quoted text", "within a value"],
)
def test_an_ignore_silences_its_line_and_the_text_that_begins_there(folder: Path, text: str) -> None:
    """An author who has said why is believed, wherever YAML lets a comment stand."""
    assert told(folder, text.replace(IGNORE, "# They do.", 1)) != []
    assert told(folder, text) == []


def test_an_ignore_silences_its_code_alone(folder: Path) -> None:
    """Whatever else is wrong on the line is told."""
    assert told(folder, f'    text: The the "door.  {IGNORE}\n') == [
        "HT446 8 A paragraph in `door` opens speech that it does not close, or the other way round."
    ]


def test_an_ignore_reaches_no_further_than_its_text(folder: Path) -> None:
    """The line behind a block of text is another's, comments there too."""
    text = f"    title: |  {IGNORE}\n      A hall\n    text: The the door.\n"
    assert [line.split()[:2] for line in told(folder, text)] == [["HT452", "8"], ["HT445", "10"]]


def test_an_ignore_within_a_text_is_text(folder: Path) -> None:
    """Below a `|` everything is read by players, a `#` too; and so it is in quotation marks."""
    below = told(folder, f"    text: |\n      {IGNORE}\n      The the door.\n")
    quoted = told(folder, f"    text: 'The the door.\n      {IGNORE}'\n")
    assert [line.split()[0] for line in below + quoted] == ["HT445", "HT445"]


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("# check: ignore HT445", "It is not said why"),
        ("# check: ignore HT445 because", "It is not said why"),
        ("# check: ignore HT999 because so", "There is no problem `HT999`."),
        ("# check: ignore HT014 because so", "`HT014` is an error"),
        ("# check: ignore HT506 because so", "found by a proof"),
        ("# check: ignores HT445 because so", "which cannot read it"),
        ("#check:off", "which cannot read it"),
    ],
)
def test_an_ignore_that_cannot_be_followed_is_told(folder: Path, comment: str, words: str) -> None:
    """A comment that does nothing must not look as if it did."""
    (complaint,) = told(folder, f"    {comment}\n    text: A door.\n")
    assert complaint.startswith("HT453 8 ")
    assert words in complaint


def test_an_ignore_does_not_silence_the_loader_where_it_finds_errors(folder: Path) -> None:
    """Errors stay, and beside them nobody is told that the ignore is of no use: the rules have not been asked."""
    text = "    # check: ignore HT445 because they stutter\n    text: A door.\n    whom: [on_jo]\n"
    assert [line.split()[0] for line in told(folder, text)] == ["HT101"]


def test_a_note_of_the_loader_can_be_silenced(folder: Path) -> None:
    """Quotation marks that will not be shown may be meant."""
    label = "      - id: open\n        label: "
    chapter = folder / "hall.yaml"
    spoiled = chapter.read_text(encoding="utf-8").replace(f"{label}Open the door.", f'{label}"Open the door."')
    chapter.write_text(spoiled, encoding="utf-8")
    assert [line.split()[0] for line in told(folder, "    text: A door.\n")] == ["HT111"]
    spoiled = spoiled.replace('"Open the door."', '"Open the door."  # check: ignore HT111 because it is no speech')
    chapter.write_text(spoiled, encoding="utf-8")
    assert told(folder, "    text: A door.\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b  # c", ["c"]),
        ("a: b#c", []),
        ("a: 'b # c'  # d # e", ["d # e"]),
        ("# a\nb: |  # c\n  # d\n\n# e", ["a", "c", "e"]),
        ("a: >-\n    b # c\n  # d\ne: 'f\n  # g\n  h' # i", ["d", "i"]),
        ('a: [b, "c # d",  # e\n  "🚪 # 온조"] # f', ["e", "f"]),
        ("'# a': b", []),
    ],
)
def test_a_comment_is_what_yaml_passes_over(text: str, expected: list[str]) -> None:
    """A `#` is a comment where YAML says so, and words everywhere else."""
    written = list(scalars(text, "a.yaml"))
    assert [comment.words for comment in comments_of("a.yaml", text.split("\n"), written)] == expected
