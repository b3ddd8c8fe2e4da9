"""The Record as a file: all of it, in forms that need nothing else, and no word of it more than a word."""

import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hyosan_command import Hyosan
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from game.engine.playthrough import Playthrough
from game.engine.prose import paragraphs, plain
from game.engine.record import RecordRow
from game.errors import ExitCode
from game.plain import Manner, read
from game.saves.library import Library
from game.saves.record_html import as_html
from game.saves.record_markdown import as_markdown
from game.saves.record_page import COLUMNS, Fate, RecordPage, record_page
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"
TO_MORNING = (
    "duty.desk.clip", "duty.desk.shut_it", "duty.bell.continue", "roof.door.bo_mi", "roof.fall.continue",
)  # fmt: skip
EMPTY = RecordPage("Story", "", "Ye-won", 0, "2026-11-04", "", (), ())
_SIGNS = "*_`~#<>&[]()!|\\-+=.1:/@w '\"\n\taé한“”…"
_WORDS = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=30),
    st.sampled_from(
        ["1984. Then", "- a list", "<script>alert(1)</script>", "[a](http://b.c)", "www.a.org", "*so* *it*", "a*b*c",
         "\\*x*", "&amp;", "| a | b |", "    four", "# one", "===", "*“so”*s", "</style>", "a\\\n1) b", "*a**b*"]
    ),
)  # fmt: skip
_PARAGRAPHS = _WORDS.map(paragraphs)
_TITLES = _WORDS.map(lambda words: " ".join(words.split()))
_PAGES = st.builds(
    RecordPage,
    story=_TITLES.filter(bool),
    run=_TITLES,
    player=_TITLES.filter(bool),
    splices=st.integers(0, 3),
    date=st.just("2026-11-04"),
    ending=_TITLES,
    rows=st.lists(st.builds(RecordRow, st.just("id"), _PARAGRAPHS, _PARAGRAPHS, _PARAGRAPHS), max_size=2).map(tuple),
    fates=st.lists(st.builds(Fate, _TITLES, _TITLES, _PARAGRAPHS), max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def story() -> Story:
    """The small story of the tests."""
    loaded = load_story(STORY).story
    assert loaded is not None
    return loaded


@pytest.fixture
def ended(story: Story) -> Playthrough:
    """A run of it that has ended, cut once before."""
    run = Playthrough(story, "Ye-won")
    assert run.restore(TO_MORNING) is None
    run.splices = 1
    return run


class Shown(HTMLParser):
    """What a browser makes of a page: its elements, what they ask for, and the words in its body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._is_body = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._is_body = self._is_body or tag == "body"
        self.elements.append(tag)
        self.attributes += attrs
        if self._is_body and tag in {"p", "h1", "h2", "h3", "th", "br"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Note words."""
        if self._is_body:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words, a paragraph a line."""
        return "".join(self.words)


def written(page: RecordPage) -> list[str]:
    """Everything in a Record that somebody wrote, as it should be read."""
    columns = [column for row in page.rows for column in (row.happened, row.on_tape, row.told)]
    told = [
        plain(paragraph) for column in (*columns, *(fate.paragraphs for fate in page.fates)) for paragraph in column
    ]
    return [page.story, page.about, *told]


def markdown_text(source: str) -> tuple[str, set[str]]:
    """What Markdown comes to: its words, and the kinds of thing that it makes of them."""
    kinds: set[str] = set()
    lines: list[str] = []
    for token in MarkdownIt("gfm-like", {"html": True}).parse(source):
        kinds.add(token.type)
        if token.type == "inline":
            children = token.children or []
            kinds |= {child.type for child in children}
            lines.append("".join("\n" if child.type == "hardbreak" else child.content for child in children))
    return "\n".join(lines), kinds


def test_a_page_says_whose_run_it_is_and_how_it_was_cut(ended: Playthrough) -> None:
    """Protects whoever finds the file in a year: the story, the player, the run, the splices, the ending, the day."""
    about = record_page(ended, "Night one", "2026-11-04").about
    assert about == "The run of Ye-won, “Night one”. Spliced once. Ending: Morning. Played 2026-11-04."
    assert replace(EMPTY, splices=3).about == "The run of Ye-won. Spliced 3 times. Not ended yet. Played 2026-11-04."
    assert "Never spliced" in EMPTY.about


def test_the_three_columns_and_what_became_of_people_are_in_both(ended: Playthrough) -> None:
    """Protects the Record: each column under its name, an empty one left out, the epilogues after them."""
    page = record_page(ended, "Ye-won", "2026-11-04")
    told = ("The window was shut.", "Knocking.", "Bo-mi: On a String", "keeps the key of room nine", "Night Duty")
    for text in (Shown(as_html(page)).text, markdown_text(as_markdown(page))[0]):
        assert [text.count(words) for words in told] == [1, 1, 1, 1, 1]
    assert f"**{COLUMNS[0]}**\n\nThe window was shut.\n\n**{COLUMNS[1]}**\n\nKnocking." in as_markdown(page)
    assert f"**{COLUMNS[2]}**" not in as_markdown(page)
    assert all(f'<th scope="col" role="columnheader">{name}</th>' in as_html(page) for name in COLUMNS)


def test_before_the_end_nobody_knows_what_became_of_anybody(story: Story) -> None:
    """Protects the surprise: a Record in the middle has the lines so far, and no epilogue or ending."""
    run = Playthrough(story)
    assert "The Record is empty so far." in as_markdown(record_page(run, "", "2026-11-04"))
    assert "The Record is empty so far." in as_html(record_page(run, "", "2026-11-04"))
    assert run.restore(TO_MORNING[:2]) is None
    page = record_page(run, "", "2026-11-04")
    assert (len(page.rows), page.fates, page.ending) == (1, (), "")


@given(page=_PAGES)
def test_whatever_is_written_is_only_words_in_html(page: RecordPage) -> None:
    """Protects a browser from a story or a name: no element, attribute or word comes of them that we did not put."""
    shown = Shown(as_html(page))
    ours = {"html", "head", "meta", "title", "style", "body", "header", "p", "h1", "h2", "h3", "main", "section", "em",
            "br", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    assert set(shown.elements) <= ours
    assert all(words in shown.text for words in written(page))


@given(page=_PAGES)
def test_whatever_is_written_is_only_words_in_markdown(page: RecordPage) -> None:
    """Protects a story from Markdown: no list, code, table, link or element comes of its signs, and none is lost."""
    text, kinds = markdown_text(as_markdown(page))
    ours = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "hardbreak",
            "em_open", "em_close", "strong_open", "strong_close", "text_special"}  # fmt: skip
    assert kinds <= ours
    assert all(words in text for words in written(page))


def test_the_page_asks_for_nothing(ended: Playthrough) -> None:
    """Protects whoever opens it offline, and where they are: nothing is fetched, and nothing can be run."""
    html = as_html(record_page(ended, "", "2026-11-04"))
    assert not re.search(r"url\(|@import|<script|<link|<img|https?:", html)
    assert not {name for name, _ in Shown(html).attributes} & {"src", "href", "style", "onload"}
    assert "default-src 'none'" in html


def test_emphasis_is_kept() -> None:
    """Protects what the author stressed, in both forms; where Markdown cannot say it, no star is left over."""
    row = RecordRow("id", ("There is *one* too few.", "a*“b”*c"), (), ())
    page = replace(EMPTY, rows=(row,))
    assert "There is *one* too few.\n\na“b”c" in as_markdown(page)
    assert "There is <em>one</em> too few." in as_html(page)


@pytest.fixture
def kept(hyosan_home: Path, story: Story) -> Path:
    """A run called Night one, kept where the command looks, that has ended."""
    with Library(hyosan_home / "runs.sqlite3", clock=lambda: datetime(2026, 11, 4, 12, tzinfo=UTC)) as library:
        session = Session.begin(story, library, "Ye-won", "Night one")
        for move in TO_MORNING:
            session.choose(move)
    return hyosan_home


def test_the_command_writes_it(hyosan: Hyosan, kept: Path, tmp_path: Path) -> None:
    """Protects the way out of the game: printed, or into a file in the form that its name or the option says."""
    del kept
    code, out, _ = hyosan("saves", "record", "night one", "--story", STORY)
    assert (code, out.startswith("# The Record\n")) == (ExitCode.OK, True)
    assert "The run of Ye-won, “Night one”. Never spliced. Ending: Morning. Played 2026-11-0" in out
    for name, form, begins in (("a.html", None, "<!DOCTYPE"), ("b.md", None, "# The"), ("c.txt", "html", "<!DOCTYPE")):
        chosen = ("--format", form) if form else ()
        assert hyosan("saves", "record", "night one", tmp_path / name, "--story", STORY, *chosen)[0] == ExitCode.OK
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    code, _, err = hyosan("saves", "record", "night one", tmp_path / "a.html", "--story", STORY)
    assert code == ExitCode.NOT_BEGUN
    assert "is there already" in err


def test_the_command_says_what_is_wrong(hyosan: Hyosan, kept: Path) -> None:
    """Protects from a traceback: no such run, no such form, a run of another story."""
    del kept
    assert "There is no run" in hyosan("saves", "record", "nobody", "--story", STORY)[2]
    assert "'pdf' is not one of" in hyosan("saves", "record", "night one", "--format", "pdf")[2]
    other = Path(__file__).parent / "tui" / "story"
    assert "belongs to the story `night_duty`" in hyosan("saves", "record", "night one", "--story", other)[2]


def test_the_reader_writes_it_by_a_word(ended: Playthrough, tmp_path: Path) -> None:
    """Protects those who listen: the same files by a word, none over another; a wrong word is told the right one."""
    told = io.StringIO()
    answers = io.StringIO("record html\nrecord markdown\nt md\nrecord pdf\n")
    read(ended.story, ended, answers, told, Manner(exports=tmp_path / "out"))
    names = {"Ye-won-Record.html", "Ye-won-Record.md", "Ye-won-Record-2.md"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    assert all(f"The Record is written to {tmp_path / 'out' / name}." in told.getvalue() for name in names)
    assert "`record html` writes the Record as a page to print" in told.getvalue()


def test_a_folder_that_cannot_be_written_is_told(ended: Playthrough, tmp_path: Path) -> None:
    """Protects play: a full or forbidden disk is one sentence at the prompt."""
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    told = io.StringIO()
    read(ended.story, ended, io.StringIO("record html\nstatus\n"), told, Manner(exports=tmp_path / "out"))
    assert "Nothing could be written to" in told.getvalue()
    assert "Tape 2. The Roof." in told.getvalue()
