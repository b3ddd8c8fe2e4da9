"""The plain reader at parity: whatever a screen shows at a moment of a real run, the reader says to some word.

Every screen is drawn at moments that players really come to. What it shows is taken apart into phrases, and each must
stand in what the reader answers to the words named for that screen. What may be missing is listed, with the reason.
"""

import asyncio
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.engine import rules
from game.engine.glossary import terms_here, terms_met
from game.engine.playthrough import Playthrough
from game.engine.roster import person_name
from game.plain import Manner, read
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Leave, Places
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from game.tui.widgets.foot import Foot

ROOT = Path(__file__).parents[1]
SIZE = (120, 80)
"""Wide enough for what stands beside the text, and high enough that little must be scrolled."""
STILL = Settings(text_speed="instant", motion="reduced", timers="on", care="read", screen_reader="no")


@dataclass(frozen=True)
class State:
    """A moment: so many moves into a golden run, and whose cards are looked at."""

    run: str
    moves: int | None
    cards: tuple[str, ...]


STATES = (
    State("cleaning_duty-kind", 14, ("you", "on_jo", "na_yeon")),
    State("the_door-cold", None, ("you", "i_sak", "hyeon_ju", "vice_principal")),
    State("ending-on_the_record", None, ("you", "nam_ra")),
)
"""Early; after the first losses; at an end of the second season."""


SCREENS = {
    "play": ("look", "journal", "status", "survivors", "here", "who"),
    "people": ("survivors", "here", "status"),
    "map": ("map",),
    "places": ("map",),
    "record": ("record",),
    "journal": ("journal", "status"),
    "words": ("words", "what is"),
    "paths": ("paths",),
    "rewind": ("rewind", "status"),
    "saves": ("saves",),
    "endings": ("endings",),
}
"""The screens that are opened from the page, and the words to which the reader must say the same."""


@dataclass(frozen=True)
class Except:
    """What a screen may show that the reader does not say, and why."""

    screen: str
    phrase: str
    """All of it, or a regular expression for it."""
    why: str


EXCEPTIONS = (
    Except(".*", "Survivors|Map|Places|Journal|Words|Paths|Saves", "what a screen is called"),
    Except(
        "play|title", "[●○] REC", "the lamp of a recorder, lit while there is tape; `status` says how much there is"
    ),
    Except("play|people", "not here", "the reader says it of those who are: `here` lists them"),
    Except("play|journal", r".* is played\. p shows its paths\.", "a key; the reader says so when it happens"),
    Except("play", r"What now\?", "a heading over keys"),
    Except("map|paths", r"\d+ of \d+", "which sheet of several it is"),
    Except("map", r"\d+ more", "shortened for want of room; the list and the reader have them all"),
    Except("places", "not visited", "the reader says it of those that were"),
    Except("card .*", "Now", "a label; who is here is said to be with you"),
    Except("card you", "here", "nobody need be told that they are where they are"),
    Except("record", "What was told", "an empty column is not read"),
    Except("paths", "[●○]{2,5}", "a bar of so many beside the number"),
    Except("rewind", "This tape has never been cut.", "`status` counts the splices if there are any"),
    Except(
        "rewind",
        "What came after the place you go back to is cut from this run, and a splice is noted: the Record will say so. "
        "It stays in the file, and can be taken back.",
        "how it works, which the reader says in other words, and again before anything is cut",
    ),
    Except("title", r"(\S )+\S", "the title, spelled out"),
    Except("title", "000", "a counter that stands at nothing"),
    Except(
        "title",
        "[a-z?]|Continue|New run|Saves|Endings|Settings|Help|Quit",
        "the menu; the reader goes on by itself, and `help` lists its words",
    ),
)
ALIASES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # Scales that are drawn beside their numbers, and those that are drawn alone.
    (re.compile(r"[●○░]{6,}|[●○]+ (?=\d+ of \d)"), ""),
    (re.compile(r"[●○]{2,}"), lambda found: f" {found[0].count('●')} of {len(found[0])} "),
    (re.compile(r"\b0+(\d)"), r"\1"),
    (re.compile(r"In this chapter:|About:"), "Content notes:"),
    (re.compile(r"What is on tape"), "On tape"),
    (re.compile(r"What was told"), "Told"),
    (re.compile(r"\b(\d+) other(?: choice)?s?\b"), r"\1 other"),
    (re.compile(r"played (\S+ \S+) UTC"), r"last played \1"),
)
_BETWEEN = re.compile(r"\s{2,}|[│║─━├┤┬┴┼┌┐└┘►▼▲»▪░→]+|(?<=[.:]) (?=[A-Z])|, | and (?=\d+ more)|(?<=…) ")


_WORD = re.compile(r"[^\W_]+")


def said(words: str) -> str:
    """Return words as they are compared: letters and digits alone, with spaces between and around them."""
    for drawn, told in ALIASES:
        words = drawn.sub(told, words)
    return f" {' '.join(_WORD.findall(words.casefold()))} "


def phrases(line: str) -> Iterator[str]:
    """Yield what stands in a drawn line: between wide gaps, lines, and the ends of sentences."""
    # How a scale was before it changed is drawn beside how it is; the reader says it on the card.
    for phrase in _BETWEEN.split(re.sub(r"[●○]+ → (?=[●○])", "", line)):
        if said(phrase).strip():
            yield phrase.strip()


class Typed(io.StringIO):
    """A keyboard that notes how far the reader has written whenever it asks for the next line."""

    def __init__(self, lines: list[str], heard: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._heard = heard
        self.marks: list[int] = []

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed takes it for bytes
        """Return the next line."""
        self.marks.append(self._heard.tell())
        return super().readline(size)


def answers(story: Story, session: Session, typed: list[str]) -> dict[str, str]:
    """Return what the reader says to each of some words, and under "" what it opens with."""
    heard = io.StringIO()
    keyboard = Typed(typed, heard)
    read(story, session, keyboard, heard, Manner(is_interactive=True, width=100_000))
    marks, whole = [0, *keyboard.marks], heard.getvalue()
    parts = [whole[start:end] for start, end in pairwise(marks)]
    return dict(zip(["", *typed], parts, strict=False))


def screen_lines(pilot: Pilot[Leave]) -> list[str]:
    """Return the lines of the present screen, without the keys at its foot."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips()  # noqa: SLF001 - there is no other way to read a screen
    feet = [foot.region.y for foot in screen.query(Foot)]
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips][: min(feet, default=None)]


async def rest(pilot: Pilot[Leave]) -> None:
    """Let everything that is on its way arrive."""
    for _ in range(3):
        await pilot.pause()


async def drawn(app: HyosanApp, cards: Iterable[str]) -> dict[str, list[str]]:
    """Return the lines of every screen at the moment a game opens at. Each is opened over the one before."""
    async with app.run_test(size=SIZE) as pilot:
        await rest(pilot)
        if isinstance(app.screen, TitleScreen):
            app.resume_latest()
            await rest(pilot)
        lines = {"play": screen_lines(pilot)}
        page = next(screen for screen in app.screen_stack if isinstance(screen, PlayScreen))
        opening: dict[str, Callable[[], object]] = {
            **{name: getattr(page, f"action_{name}") for name in SCREENS if hasattr(page, f"action_{name}")},
            **{f"card {person}": partial(app.open_card, person) for person in cards},
            "places": app.open_places,
            "endings": app.open_endings,
            "title": app.open_title,
        }
        for name, open_ in opening.items():
            open_()
            await rest(pilot)
            lines[name] = screen_lines(pilot)
    assert set(SCREENS) < set(lines)
    return lines


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the story as it ships."""
    loaded = load_story(ROOT / "story").story
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def excused() -> set[Except]:
    """Return the exceptions that were needed so far."""
    return set()


def unsaid(shown: str, lines: list[str], answer: str, excused: set[Except]) -> list[str]:
    """Return the phrases of a screen that an answer lacks, and note which exceptions were needed."""
    heard, missing = said(answer), []
    for phrase in dict.fromkeys(phrase for line in lines for phrase in phrases(line)):
        words = said(phrase)
        # A name that is cut off is as much of it as there was room for.
        if (words.rstrip() if phrase.endswith("…") else words) in heard:
            continue
        excuses = [one for one in EXCEPTIONS if re.fullmatch(one.screen, shown) and _excuses(one, phrase)]
        excused.update(excuses[:1])
        if not excuses:
            missing.append(phrase)
    return missing


def _excuses(one: Except, phrase: str) -> bool:
    """Whether an exception speaks of a phrase, or of a whole that it is a line of."""
    return re.fullmatch(one.phrase, phrase) is not None or said(phrase) in said(one.phrase)


def typed_for(run: Playthrough, names: Iterable[str]) -> list[str]:
    """Return everything that is typed to hear what the screens show."""
    asked = [f"what is {term.term}" for term in (*terms_here(run), *terms_met(run))]
    words = dict.fromkeys(word for several in SCREENS.values() for word in several if word not in {"what is", "who"})
    return [*words, *asked, *(f"who {name}" for name in names)]


@pytest.mark.slow
@pytest.mark.xdist_group("parity")
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.run)
def test_what_screens_show_the_reader_says(state: State, story: Story, tmp_path: Path, excused: set[Except]) -> None:
    """Protects whoever cannot see: no fact of any screen is kept from them, in any word of it."""
    write_settings(tmp_path / "settings.toml", STILL)
    moves = (ROOT / "tests" / "golden" / f"{state.run}.moves").read_text(encoding="utf-8").split()
    with Library(tmp_path / "runs.sqlite3") as library:
        session = Session.begin(story, library)
        for move in moves[: state.moves]:
            session.choose(move)
        run = session.playthrough
        people = dict.fromkeys((*state.cards, *rules.present(story, run.moment)))
        names = {person: person_name(run, person) for person in people}
        app = HyosanApp(story, library, Places(tmp_path / "settings.toml", tmp_path))
        screens = asyncio.run(drawn(app, state.cards))
        assert session.run is not None
        again = Session.resume(story, library, session.run.info.id)
        heard = answers(story, again, typed_for(again.playthrough, names.values()))
    told = {
        shown: "\n".join(part for word, part in heard.items() if word.startswith(words))
        for shown, words in SCREENS.items()
    }
    told |= {f"card {who}": heard[f"who {names[who]}"] for who in state.cards}
    told |= {"title": heard[""] + heard["saves"]}
    missing = {shown: unsaid(shown, lines, told[shown], excused) for shown, lines in screens.items()}
    assert {shown: phrases for shown, phrases in missing.items() if phrases} == {}


@pytest.mark.xdist_group("parity")
def test_no_exception_is_without_need(excused: set[Except]) -> None:
    """Protects the list of exceptions from what no screen shows any more. Needs all the states before it."""
    if not excused:
        pytest.skip("The screens were not looked at.")
    assert set(EXCEPTIONS) - excused == set()
