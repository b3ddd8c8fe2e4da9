"""What an author wrote reaches the screen as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.tui.text import highlighted, prose, words

if TYPE_CHECKING:
    from tui.conftest import Bench

NASTY = (
    "[Radio] static",
    "[/x]",
    "[/",
    "[10%] and [$5]",
    "[@click=app.quit]q[/]",
    "1984. Then.",
    "<b>bold</b>",
    "a \\[b]",
)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_reads_markup(text: str) -> None:
    """Brackets, numbers and tags are words: none is lost, and none does anything."""
    assert words(text).plain == text
    assert prose(text).plain == text
    assert highlighted(prose(text), "a", "reverse").plain == text


def test_emphasis_loses_its_stars_and_no_others() -> None:
    """A marked word is in italics; a star that marks nothing stays."""
    content = prose("There is *one* too few * and [*] more.")
    assert content.plain == "There is one too few * and [*] more."
    assert [(content.plain[span.start : span.end], span.style) for span in content.spans] == [("one", "italic")]


def test_author_text_survives_every_widget(bench: Bench) -> None:
    """A scene, its clip and its locked choice are all drawn with their brackets, though each is another widget's."""
    seen = bench.see(*bench.NEW)
    for text in (
        "[Radio] Bo-mi",
        "[/Radio] the speaker",
        "[10%] darker",
        '"Who is out [/there]?"',
        "[The window] knocking",
    ):
        assert text in seen


def test_author_text_survives_replies_and_the_journal(bench: Bench) -> None:
    """What was chosen and answered keeps its brackets in the transcript and the journal."""
    seen = bench.see(*bench.NEW, "1", "j")
    assert "and [/both] of hers." in seen
    assert "[Radio]" in bench.see("j", "home")


def test_player_text_survives_notices(bench: Bench) -> None:
    """A notice that quotes what somebody wrote is drawn as it is: the title of a run may hold brackets."""
    bench.library.create(bench.story.id, "1.0.0", "Ye-won", "[/nobody]")
    assert "[/nobody]" in bench.see("q", "l")
    assert "nobody" in bench.see("q", "l", "x")
