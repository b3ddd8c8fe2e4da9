"""Notes on words: read, checked, and shown for what is on the page and nothing further on."""

import io
from pathlib import Path
from shutil import copytree

import pytest

from game.author.check import check_story
from game.engine.glossary import found_in, term_named, terms_here, terms_met
from game.engine.playthrough import Playthrough
from game.locations import story_folder
from game.plain import Manner, read
from game.story.loader import load_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
WRITTEN = """\
- term: keys
  note: |
    One for each room,
    and room nine's is gone.
- {term: the bell, forms: [the bell, bell rings], note: Once for you.}
- {term: fling, forms: [nowhere in it], note: A word that nobody says.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small story, with some notes."""
    made = copytree(NIGHT_DUTY, tmp_path / "night_duty")
    (made / "glossary.yaml").write_text(WRITTEN, encoding="utf-8")
    return made


@pytest.fixture
def story(folder: Path) -> Story:
    """That story."""
    loaded = load_story(folder).story
    assert loaded is not None
    return loaded


def names(terms: tuple[object, ...]) -> list[str]:
    """What some terms are called."""
    return [getattr(term, "term") for term in terms]  # noqa: B009 - of any term


def test_notes_are_read_in_order_and_their_words_as_one_line(story: Story) -> None:
    """What is shown is what the author wrote, however broken; a term is its own form unless it has others."""
    keys, bell, _ = story.glossary
    assert (keys.term, keys.forms, keys.note) == ("keys", ("keys",), "One for each room, and room nine's is gone.")
    assert bell.forms == ("the bell", "bell rings")


def test_a_story_needs_no_notes(folder: Path) -> None:
    """The file is optional."""
    (folder / "glossary.yaml").unlink()
    story = load_story(folder).story
    assert story is not None
    assert story.glossary == ()


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("{term: Keys, note: Twice.}", "HT201"),
        ("{term: other, forms: [bell rings], note: Twice.}", "HT201"),
        ("{term: other}", "HT102"),
        ("{term: other, note: ''}", "HT110"),
        ("{term: '', note: Nothing.}", "HT110"),
        ("{term: other, note: A note., notes: Two.}", "HT101"),
        ("{term: other, forms: bell, note: A note.}", "HT103"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(folder: Path, term: str, code: str) -> None:
    """No two notes on one word, none without words; what is told stands in this file."""
    (folder / "glossary.yaml").write_text(f"{WRITTEN}- {term}\n", encoding="utf-8")
    told = [(problem.code, problem.span.file, problem.span.line) for problem in load_story(folder).problems]
    assert told == [(code, "glossary.yaml", 7)]


def test_a_note_that_nobody_can_be_shown_is_told(folder: Path) -> None:
    """A word that the story does not use, or no longer does, at the very form."""
    told = [problem for problem in check_story(folder).problems if problem.code == "HT458"]
    assert [(one.span.file, one.span.line, one.span.column) for one in told] == [("glossary.yaml", 6, 25)]
    assert "nowhere in it" in told[0].message


@pytest.mark.parametrize(
    ("text", "form", "is_there"),
    [
        ("the sunbae's bag", "sunbae", True),
        ("Sunbae?", "sunbae", True),
        ("the district", "District", False),
        ("class 2-5.", "2-5", True),
        ("at 12-5", "2-5", False),
        ("funniest", "unnie", False),
        ("a self-bow", "bow", False),
    ],
)
def test_a_form_stands_as_whole_words(text: str, form: str, is_there: bool) -> None:  # noqa: FBT001 - a parameter
    """Nobody is shown a note on a word that only looks like one on the page."""
    assert (found_in(text, form) is not None) is is_there


def test_the_page_comes_first_and_nothing_is_told_ahead(story: Story) -> None:
    """On the page: its text, its choices, the answer that led to it. What is still to come has no note yet."""
    run = Playthrough(story)
    assert names(terms_here(run)) == ["keys"]
    assert terms_met(run) == ()
    assert term_named(run, "bell") is None
    run.choose("duty.desk.leave_it")
    assert names(terms_here(run)) == ["the bell"]
    assert names(terms_met(run)) == ["keys"]
    assert [term_named(run, typed) is not None for typed in ("Bell", "the KEYS", "fling", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_reader_says_them(story: Story) -> None:
    """By a word, as somebody would ask."""

    def said(*answers: str) -> str:
        page = io.StringIO()
        read(story, None, io.StringIO("".join(f"{answer}\n" for answer in answers)), page, Manner())
        return page.getvalue().rpartition(f"> {answers[-1]}\n")[2]

    assert said("words").startswith("On this page: keys.\n`what is keys` says")
    assert "On this page: the bell.\nMet before: keys.\n" in said("3", "words")
    assert said("what is keys?").startswith("keys: One for each room, and room nine's is gone.\n")
    assert said("3", "what is the bell").startswith("the bell: Once for you.\n")
    assert 'no note on "fling" so far' in said("what is fling")
    assert "wants a word" in said("what")


def test_the_notes_of_our_own_story_are_short_and_lead_nowhere_else() -> None:
    """One or two sentences each, in plain English, with the first of them on the very first pages."""
    story = load_story(story_folder()).story
    assert story is not None
    assert len(story.glossary) > 20
    for term in story.glossary:
        assert term.note.count(". ") <= 1, term.term
        assert len(term.note.split()) <= 32, term.term
        assert term.note[-1] == ".", term.term
    run = Playthrough(story)
    met: set[str] = set()
    for _ in range(6):
        met.update(names(terms_here(run)))
        run.choose(run.available()[0])
    assert "sunbae" in met
