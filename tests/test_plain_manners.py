"""The words of the reader that change how it is read."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.plain import read
from game.plain.reader import Manner
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, read_settings, write_settings
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"
FIRST, SECOND = "Bo-mi has counted the keys twice. There is one too few.", '"Window," she says. It has been knocking'


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the small story that these tests read."""
    loaded = load_story(STORY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A file of runs."""
    return Library(tmp_path / "runs.sqlite3", clock=lambda: datetime(2026, 11, 4, tzinfo=UTC))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file of settings, which is not there yet."""
    return tmp_path / "settings.toml"


class Typist(io.StringIO):
    """Somebody who types, and whose Enter key moves the cursor on, as a terminal shows it."""

    def __init__(self, answers: str, page: io.StringIO) -> None:
        super().__init__(answers)
        self._page = page

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # as the library has it
        """Return a line and show it."""
        line = super().readline(-1 if size is None else size)
        self._page.write(line)
        return line


def sitting(story: Story, run: Session | Library | None, kept: Path | None, *answers: str, width: int = 0) -> str:
    """Return what a terminal shows while somebody types these answers; they are asked their name first."""
    page = io.StringIO()
    manner = Manner(is_interactive=True, width=width or None, settings=kept)
    read(story, run, Typist("".join(f"{answer}\n" for answer in answers), page), page, manner)
    return page.getvalue()


def test_a_paragraph_waits_for_enter(story: Story, kept: Path) -> None:
    """Nothing is printed to say so: a synthesiser would read it. One blank line stays between two paragraphs."""
    write_settings(kept, Settings(text_speed="paragraph"))
    assert sitting(story, None, kept, "").rstrip().endswith(FIRST)
    assert f"{FIRST}\n\n{SECOND}" in sitting(story, None, kept, "", "", "")
    assert f"{FIRST}\nall\n\n{SECOND}" in sitting(story, None, kept, "", "all")
    assert SECOND in sitting(story, None, None, "")


def test_what_is_changed_is_kept_and_holds_at_once(story: Story, kept: Path) -> None:
    """The same settings as the drawn game's, in the same file; the others in it stay."""
    write_settings(kept, Settings(theme="day"))
    said = sitting(story, None, kept, "", "pace paragraph", "hard summary", "skip on", "width narrow", "settings")
    assert read_settings(kept)[0] == Settings(
        theme="day", text_speed="paragraph", care="summary", skip_read="always", line_width="60"
    )
    told = said.rpartition("> settings\n")[2]
    assert "`all` the rest of the page." in told
    assert "you read two sentences" in told
    assert "with nothing to choose on them, are passed over" in told
    assert "at most 60 columns" in told
    assert "No choice has a limit." in told


def test_a_word_alone_says_how_it_is_and_what_it_can_be(story: Story, kept: Path) -> None:
    """Whoever only asks changes nothing, and neither does a value that there is not."""
    for answer in ("pace", "pace fast"):
        told = sitting(story, None, kept, "", answer)
        assert "Pages are read whole. `pace paragraph` waits" in told
    assert not kept.exists()


def test_lines_are_as_wide_as_wanted(story: Story, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal; into a pipe every paragraph stays on its line."""
    monkeypatch.setenv("COLUMNS", "100")

    class Screen(io.StringIO):
        """A terminal, as far as anybody asks."""

        def isatty(self) -> bool:
            """It is one."""
            return True

    def widest(width: str) -> int:
        page = Screen()
        read(story, None, io.StringIO(f"width {width}\nhelp\n"), page, Manner(settings=kept))
        return max(map(len, page.getvalue().rpartition(f"> width {width}")[2].splitlines()))

    narrow, wide, full = (widest(width) for width in ("narrow", "wide", "full"))
    assert 50 < narrow <= 60 < wide <= 72 < full <= 100


def test_what_was_read_in_another_run_is_passed_over(story: Story, library: Library) -> None:
    """`skip` goes to the next choice without reading the page between; what happened on the way is told."""
    first = Session.begin(story, library, "Ye-won")
    for move in ("duty.desk.leave_it", "duty.bell.continue"):
        first.choose(move)
    session = Session.begin(story, library)
    session.choose("duty.desk.leave_it")
    told = sitting(story, session, None, "skip").rpartition("> skip\n")[2]
    assert "Read before, and passed over: 1 page." in told
    assert "The roof door is open as well." in told
    again = sitting(story, Session.begin(story, library, "Third"), None, "skip", "skip on", "3", "skip")
    assert again.count("Here is something to choose.") == 2
    told = again.rpartition("> 3\n")[2]
    assert "Noise" in told
    assert "The bell rings once" not in told
    assert "The roof door is open as well." in told


def test_hard_scenes_are_read_as_set(story: Story, library: Library, kept: Path) -> None:
    """Asked about, read, or summed up, without the question where it is answered already."""
    moves = ("duty.desk.leave_it", "duty.bell.continue")
    for value, is_asked, is_summed_up in (("ask", True, False), ("read", False, False), ("summary", False, True)):
        write_settings(kept, replace(Settings(), care=value))
        other = Session.begin(story, library)
        for move in moves:
            other.choose(move)
        told = sitting(story, other, kept, "1").rpartition("> 1\n")[2]
        assert ("`summary` gives two sentences" in told) is is_asked
        assert ("You do not look" in told) is is_summed_up
