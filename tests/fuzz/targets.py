"""What strangers' bytes are given to, and what must hold whatever they are.

Each target takes any bytes and raises for what must never be: an exception that is no GameError, a control character on
its way to a screen, a state that play does not reach. `make fuzz` lets a coverage-guided fuzzer drive them, and
`tests/test_fuzz.py` Hypothesis.
"""

import io
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from unicodedata import bidirectional, category

from msgspec.structs import replace
from small_story import BASE, hall

from game.author.check import FORMATS, Report
from game.author.check.judging import judge
from game.engine import rules
from game.engine.playthrough import Playthrough
from game.engine.snapshot import state_object
from game.errors import GameError
from game.plain import Manner, read, transcript
from game.plain.moves import play_moves, read_moves
from game.saves.crossing_words import changes, verdict
from game.saves.exports import record_text
from game.saves.files import Form
from game.saves.library import Library
from game.saves.listing import run_line
from game.saves.runfile import read_run_file
from game.saves.session import Session
from game.saves.versions import packed, unpacked
from game.settings import read_settings, write_settings
from game.story.expr_parser import read_condition
from game.story.loader import Loaded, load_story
from game.story.model import Story
from game.story.names import Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Problems, Span
from game.story.shelf import Shelf
from game.story.text_parser import read_text

NIGHT_DUTY = Path(__file__).parents[1] / "stories" / "night_duty"
_OVERRIDES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_WORDS = (
    "help",
    "status",
    "here",
    "survivors",
    "map",
    "notes",
    "record",
    "paths",
    "endings",
    "journal",
    "look",
    "why 1",
)
_MOST_MOVES = 12
_EMPTY = "empty"


class Harm(AssertionError):
    """What must never be."""


def harmless(said: str) -> str:
    """Return words on their way to a screen. Raises Harm if a terminal would obey any of them."""
    for letter in said:
        if letter not in "\n\t" and (category(letter) == "Cc" or bidirectional(letter) in _OVERRIDES):
            raise Harm(f"U+{ord(letter):04X} would reach the screen in {said[:200]!r}")
    return said


@contextmanager
def refusals_are_words() -> Iterator[None]:
    """Let an expected refusal pass: its words are for a person."""
    try:
        yield
    except GameError as error:
        harmless(error.message + error.hint)


@cache
def folder() -> Path:
    """Return a folder of this process's own, gone with it; in memory where the machine has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - a name of its own is made in it
    made = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
    _kept.append(made)
    return Path(made.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


@cache
def night_duty() -> Story:
    """Return a small whole story that runs are played in."""
    story = load_story(NIGHT_DUTY).story
    if story is None:
        raise Harm("the small story cannot be loaded")
    return story


def sample() -> tuple[Story, Names]:
    """Return a small story, and a table of its names in which nothing was looked up yet."""
    story, names = _sample()
    return story, replace(names, problems=Problems(), seen_marks={}, taken_marks={})


@cache
def _sample() -> tuple[Story, Names]:
    loaded = _loaded({})
    if loaded.story is None:
        raise Harm("the sample cannot be loaded")
    return loaded.story, loaded.names


def _loaded(files: dict[str, str], language: str = "") -> Loaded:
    nowhere = folder() / _EMPTY
    nowhere.mkdir(exist_ok=True)
    shelf = Shelf()
    shelf.unsaved.update({**BASE, **hall("    to: end\n"), **files})
    return load_story(nowhere, shelf, language=language)


def _files(data: bytes) -> dict[str, str]:
    """Return files: parted by zero bytes, each with its name on its first line."""
    files = {}
    for part in data.split(b"\0"):
        name, _, text = part.decode("utf-8", "surrogateescape").partition("\n")
        files[name] = text or "\n"
    return files


def story(data: bytes) -> None:
    """Read a stranger's story, tell everything that is wrong with it, and play it if it can be played."""
    loaded = _loaded(_files(data))
    report = Report(loaded.story_id, tuple(judge(loaded)), "here/")
    for form in FORMATS.values():
        harmless(form(report))
    if loaded.story is not None:
        _play(loaded.story, Random(sha256(data).digest()))  # noqa: S311 - dice, not secrets


def overlay(data: bytes) -> None:
    """Read a stranger's translation of a story, and play it if it can be played."""
    files = {f"ko/{name}": text for name, text in _files(data).items()}
    listed = BASE["story.yaml"].replace("start: ", "languages: [ko]\nstart: ")
    loaded = _loaded({"story.yaml": listed, **files}, "ko")
    for problem in loaded.problems:
        harmless(problem.message)
    if loaded.story is not None:
        _play(loaded.story, Random(sha256(data).digest()))  # noqa: S311 - dice, not secrets


def _play(story: Story, dice: Random) -> None:
    session = Session(Playthrough(story), None, None)
    run = session.playthrough
    for _ in range(_MOST_MOVES):
        moves = run.available()
        if not moves:
            break
        session.choose(dice.choice(moves))
    harmless(transcript(run))
    json.dumps(state_object(run))
    for form in Form:
        harmless(record_text(session, form))
    if unpacked(packed(story)) is None:
        raise Harm("what a version means could not be read back")
    stdout = io.StringIO()
    read(story, None, io.StringIO("\n".join((*_WORDS, "1", "2", "", "restore"))), stdout, Manner(exports=folder()))
    harmless(stdout.getvalue())


def condition(data: bytes) -> None:
    """Read a stranger's condition. What comes of it answers yes or no, and computes nothing else."""
    story, names = sample()
    written = Scalar(Span("one.yaml"), data.decode("utf-8", "replace"))
    found = read_condition(written, names, Scope("chapter", "one", "early"))
    if found is not None and not _asks_the_past(names):
        answer = found.test(story.start_vector, 0)
        if answer is not True and answer is not False:
            raise Harm(f"{answer!r} is no answer")


def text(data: bytes) -> None:
    """Read a stranger's text, and write it out as it reads at the beginning."""
    story, names = sample()
    written = Scalar(Span("one.yaml"), data.decode("utf-8", "replace"))
    found = read_text(written, names, Scope("chapter", "one", "early"))
    if not _asks_the_past(names):
        rules.render(story, rules.begin(story), found, "Ye-won")


def _asks_the_past(names: Names) -> bool:
    """Whether something was asked that the small story's state has no room for."""
    return bool(names.seen_marks or names.taken_marks)


def run(data: bytes) -> None:
    """Take in a stranger's run: only its moves are believed, and those only as far as the story offers them."""
    path = folder() / "run.json"
    path.write_bytes(data)
    with refusals_are_words():
        moves = read_moves(path)
        played, stopped = play_moves(night_duty(), moves)
        _reached_by_play(played)
        harmless(transcript(played) + (stopped.message if stopped is not None else ""))
    with refusals_are_words(), Library(Path(":memory:")) as library:
        kept = library.import_(read_run_file(path))
        harmless(run_line(kept.info, night_duty()))
        _resume(library, kept.info.id)


def _resume(library: Library, number: int) -> None:
    session = Session.resume(night_duty(), library, number)
    if session.crossing is not None:
        harmless("".join((verdict(session.crossing), *changes(session.crossing))))
        if session.crossing.breaks:
            session.stand_at(session.crossing.held)
    _reached_by_play(session.playthrough)
    for form in Form:
        harmless(record_text(session, form))
    moves = session.playthrough.available()
    if moves:
        session.choose(moves[0])
    harmless("".join(session.saves()))
    library.export(number)


def _reached_by_play(played: Playthrough) -> None:
    """Raise Harm unless each step follows from the one before by a move that was offered, from the very beginning."""
    moment = rules.begin(played.story)
    for move in played.moves:
        moment = rules.apply(played.story, moment, move).after
    if moment != played.moment:
        raise Harm(f"{played.moves} does not lead to where the run stands")


@cache
def _saved() -> bytes:
    """Return a file of runs as the game makes it."""
    path = folder() / "good.sqlite3"
    with Library(path) as library:
        session = Session.begin(night_duty(), library, "Ye-won")
        for move in ("duty.desk.ask", "duty.key.continue", "duty.desk.shut_it", "duty.bell.continue"):
            session.choose(move)
        session.rewind(2)
        session.choose("duty.desk.leave_it")
    return path.read_bytes()


def saves(data: bytes) -> None:
    """Open a stranger's file of runs: one of ours, with some bytes changed, or with anything in its columns."""
    path = folder() / "runs.sqlite3"
    for leftover in folder().glob("runs.*"):
        leftover.unlink()
    content = bytearray(_saved())
    if data[:1] < b"\x80":
        for at in range(1, len(data) - 3, 4):
            place = int.from_bytes(data[at : at + 3], "big") % len(content)
            content[place] = data[at + 3]
        path.write_bytes(content)
    else:
        path.write_bytes(content)
        _overwrite(path, data[1:])
    with refusals_are_words(), Library(path) as library:
        for info in (*library.runs(), *library.runs(binned=True)):
            harmless(run_line(info, night_duty()))
            with refusals_are_words():
                _resume(library, info.id)
        for title, _ in library.ways("night_duty"):
            harmless(title)


_COLUMNS = (
    *(
        ("runs", column)
        for column in ("title", "player", "version", "story", "ending", "created", "updated", "splices")
    ),
    *(("runs", column) for column in ("revision", "binned")),
    *(("moves", column) for column in ("move", "position")),
    *(("cut_moves", column) for column in ("move", "cut", "position", "revision")),
    *(("stands", column) for column in ("digest", "scene")),
    ("versions", "meaning"),
)


def _overwrite(path: Path, data: bytes) -> None:
    """Put values of any kind where ours stood: bytes, numbers, words."""
    connection = sqlite3.connect(path)
    with connection:
        # What is left would tell that something else has written in it.
        connection.execute("DELETE FROM seals")
        connection.execute("DELETE FROM tally")
    for part in data.split(b"\0"):
        table, column = _COLUMNS[part[0] % len(_COLUMNS)] if part else _COLUMNS[0]
        kind, rest = part[1:2] or b"t", part[2:]
        value: object = rest
        if kind == b"i":
            value = int.from_bytes(rest[:8], "big", signed=True)
        elif kind == b"f":
            value = float(len(rest)) / 3
        elif kind != b"b":
            value = rest.decode("utf-8", "replace")
        with connection:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (value,))  # noqa: S608 - of the names above
    connection.close()


def settings(data: bytes) -> None:
    """Read a stranger's settings: whatever is in them, there are settings, and they can be kept."""
    path = folder() / "settings.toml"
    path.write_bytes(data)
    found, complaint = read_settings(path)
    harmless(complaint)
    write_settings(path, found)
    if read_settings(path) != (found, ""):
        raise Harm("settings were not read back as they were kept")


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (story, overlay, condition, text, run, saves, settings)
}
