"""Prepared histories: read, checked, and begun from; a run begun later is a run like any other."""

import io
from pathlib import Path
from shutil import copytree

import pytest
from hyosan_command import Hyosan
from msgspec.structs import replace

from game.author.check import check_story
from game.errors import CannotBegin, ExitCode, SaveError
from game.locations import saves_file
from game.plain import Manner, read
from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.run import Run
from game.saves.session import Session
from game.story.loader import Loaded, load_story
from game.story.model import History, Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
MOVES = ("duty.desk.shut_it", "duty.bell.continue")
WRITTEN = """\
- id: shut
  title: At the roof door
  about: |
    The window is shut, and you went up
    when the bell rang.
  moves: [duty.desk.shut_it, duty.bell.continue]
- {id: on_the_stair, title: On the stair, about: The window is shut., moves: [duty.desk.shut_it]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small story, with two histories."""
    made = copytree(NIGHT_DUTY, tmp_path / "night_duty")
    (made / "histories.yaml").write_text(WRITTEN, encoding="utf-8")
    return made


@pytest.fixture
def story(folder: Path) -> Story:
    """That story."""
    loaded = load_story(folder).story
    assert loaded is not None
    return loaded


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "runs.sqlite3")


@pytest.fixture
def known(story: Story, library: Library) -> Library:
    """The library of somebody who has played before; that run is in the bin."""
    library.delete(library.create(story.id, story.version, "Ye-won").info.id)
    return library


def loaded_with(folder: Path, histories: str) -> Loaded:
    """Return what becomes of the story with another histories.yaml."""
    (folder / "histories.yaml").write_text(histories, encoding="utf-8")
    return load_story(folder)


# The file.


def test_histories_are_read_in_order_and_their_words_as_one_line(story: Story) -> None:
    """What the questions show and what is played is what the author wrote, wherever lines were broken."""
    shut, stair = story.histories
    assert (shut.id, shut.title, shut.moves) == ("shut", "At the roof door", MOVES)
    assert shut.about == "The window is shut, and you went up when the bell rang."
    assert stair.id == "on_the_stair"
    assert [(span.file, span.line, span.column) for span in stair.places] == [("histories.yaml", 7, 79)]


def test_a_story_needs_no_histories(folder: Path) -> None:
    """The file is optional: a story without it loads, and offers none."""
    (folder / "histories.yaml").unlink()
    story = load_story(folder).story
    assert story is not None
    assert story.histories == ()


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ("{id: shut, title: T, about: A, moves: [a.b.c]}", "HT201"),
        ("{id: Shut Up, title: T, about: A, moves: [a.b.c]}", "HT107"),
        ("{id: start, title: T, about: A, moves: [a.b.c]}", "HT108"),
        ("{id: other, title: T, about: A, moves: []}", "HT109"),
        ("{id: other, title: T, moves: [a.b.c]}", "HT102"),
        ("{id: other, title: T, about: A, moves: [a.b.c], player: Ye-won}", "HT101"),
        ("{id: other, title: T, about: A, moves: [" + "a.b.c, " * 10_001 + "]}", "HT109"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(folder: Path, history: str, code: str) -> None:
    """Ids are checked like others, and a history has all its parts; what is told stands in this file."""
    loaded = loaded_with(folder, f"{WRITTEN}- {history}\n")
    assert [(problem.code, problem.span.file, problem.span.line) for problem in loaded.problems] == [
        (code, "histories.yaml", 8)
    ]


def test_an_id_of_a_history_may_be_an_id_of_something_else(folder: Path) -> None:
    """Histories have a namespace of their own: no condition names them."""
    assert not loaded_with(folder, WRITTEN.replace("id: shut", "id: bo_mi")).problems.has_errors


# The rule.


def stops(folder: Path, histories: str) -> list[tuple[str, int, str, str]]:
    """Return code, line, message and hint of what `check` finds in a histories.yaml."""
    (folder / "histories.yaml").write_text(histories, encoding="utf-8")
    return [(one.code, one.span.line, one.message, one.hint) for one in check_story(folder).problems]


def test_histories_that_can_be_played_are_not_told(folder: Path) -> None:
    """The rule replays them in the game's own engine, and has nothing to say of these."""
    assert stops(folder, WRITTEN) == []


def test_the_move_that_stops_a_history_is_told_with_the_reason(folder: Path) -> None:
    """Every history is replayed from the beginning; an author sees which of its moves no longer fits, and why."""
    block = "- id: {}\n  title: T\n  about: A\n  moves:\n    - duty.desk.shut_it\n    - {}\n"
    histories = block.format("skips", "roof.door.nobody") + block.format("slips", "duty.bell.continu")
    (skips, slips) = stops(folder, histories)
    assert skips[:2] == ("HT451", 6)
    assert skips[2] == (
        "Move 2 of 2 in the history `skips` cannot be made: `roof.door.nobody` is not offered in `duty.bell`, "
        "where the run had come to."
    )
    assert slips[:2] == ("HT451", 12)
    assert slips[2].endswith("This story has no move `duty.bell.continu`.")
    assert slips[3] == "Did you mean `duty.bell.continue`?"


def test_a_history_may_use_former_ids(folder: Path) -> None:
    """A history is a run, and runs are moved across renamings by `was`."""
    path = folder / "duty.yaml"
    text = path.read_text(encoding="utf-8")
    assert "- id: shut_it\n" in text
    path.write_text(text.replace("- id: shut_it\n", "- id: close_it\n        was: [shut_it]\n"), encoding="utf-8")
    assert stops(folder, WRITTEN) == []


# The run.


def test_a_run_begun_later_keeps_the_moves_of_its_history(story: Story, library: Library) -> None:
    """They are on the disk before anything is shown, there is no splice, and the present scene is the history's end."""
    session = Session.begin(story, library, "Ye-won", history=story.histories[0])
    assert session.playthrough.moment.scene.key == "roof.door"
    (info,) = Library(library.path).runs()
    assert (info.player, info.title, info.splices, info.ending, info.length) == ("Ye-won", "Ye-won", 0, None, 2)
    assert library.open(info.id).moves == session.playthrough.moves == MOVES
    assert library.export(info.id)["moves"] == list(MOVES)


def test_a_run_begun_later_is_gone_on_with_and_rewound_like_any_other(story: Story, library: Library) -> None:
    """Nothing else is kept of the history, so what came of it is a run: played on, reopened, rewound into the past."""
    session = Session.begin(story, library, history=story.histories[0])
    session.choose("roof.door.nobody")
    assert session.run is not None
    again = Session.resume(story, library, session.run.info.id)
    assert again.stopped is None
    assert again.playthrough.moves == (*MOVES, "roof.door.nobody")
    again.rewind(0)
    assert again.playthrough.moment.scene.key == "duty.desk"
    assert again.run is not None
    assert (again.run.moves, again.run.info.splices) == ((), 1)


def test_an_ending_that_a_history_comes_to_is_kept_with_the_run(story: Story, library: Library) -> None:
    """Nobody is led back into a run that is over as if it were not."""
    history = replace(story.histories[0], moves=(*MOVES, "roof.door.nobody"))
    session = Session.begin(story, library, history=history)
    assert session.playthrough.ending is not None
    assert library.runs()[0].ending == session.playthrough.ending.id


def test_a_history_that_cannot_be_played_begins_nothing(story: Story, library: Library) -> None:
    """It is refused in words, and no half of a run is left behind."""
    history = replace(story.histories[0], moves=(MOVES[0], "roof.door.nobody"))
    with pytest.raises(CannotBegin, match=r"At the roof door.*not offered"):
        Session.begin(story, library, history=history)
    assert library.runs() == ()


def test_moves_that_cannot_be_kept_are_played_all_the_same(
    story: Story, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be written, a run begins in memory where it was to begin, and says why it is not kept."""

    def full(*_: object, **__: object) -> Run:
        raise NotKept("The disk is full.")

    monkeypatch.setattr(Library, "create", full)
    session = Session.begin(story, library, history=story.histories[0])
    assert (session.kept, session.why_not_kept) == (False, "The disk is full.")
    assert session.playthrough.moves == MOVES
    assert Session.begin(story, None, history=story.histories[0]).playthrough.moves == MOVES


def test_a_run_and_its_moves_are_kept_in_one_transaction(story: Story, library: Library) -> None:
    """If the program dies between the run and its moves, there is neither: a run never begins at another place."""
    library._connection.execute(  # noqa: SLF001 - a power cut, as near as a test can come to one
        "CREATE TEMP TRIGGER cut BEFORE INSERT ON moves WHEN NEW.position = 1 BEGIN SELECT RAISE(ABORT, 'cut'); END"
    )
    with pytest.raises(SaveError):
        Session.begin(story, library, history=story.histories[0])
    assert Library(library.path).runs() == ()


# Line by line.


def typed(story: Story, *answers: str, library: Library | None = None, history: History | None = None) -> str:
    """Return what is written while somebody types these answers at a keyboard."""
    written = io.StringIO()
    lines = io.StringIO("".join(f"{answer}\n" for answer in answers))
    read(story, library, lines, written, Manner(is_interactive=True, history=history))
    return written.getvalue()


def test_the_reader_asks_where_to_begin(story: Story, known: Library) -> None:
    """After the name, the beginning and each history stand there with a number."""
    text = typed(story, "Ye-won", "2", library=known)
    assert text.index("Name: ") < text.index("Where do you begin?")
    assert "1. The beginning.\n2. At the roof door. The window is shut, and you went up when the bell rang.\n" in text
    assert "3. On the stair. The window is shut.\n" in text
    (info,) = known.runs()
    assert known.open(info.id).moves == MOVES
    assert "Tae-o names three people" in text


def test_whoever_has_played_nothing_yet_begins_at_the_beginning(story: Story, library: Library) -> None:
    """Histories are for people who come back: a first player would be asked about what they cannot know of."""
    assert "Where do you begin?" not in typed(story, "Ye-won", library=library)
    assert library.runs()[0].length == 0
    assert "Where do you begin?" in typed(story, "Ye-won", library=library)


@pytest.mark.parametrize("answer", ["", "1"])
def test_the_reader_begins_at_the_beginning_unless_told_otherwise(story: Story, known: Library, answer: str) -> None:
    """Enter by habit skips nothing of the story."""
    assert "counted the keys" in typed(story, "", answer, library=known)
    assert known.runs()[0].length == 0


def test_the_reader_says_what_may_be_typed(story: Story, known: Library) -> None:
    """A number that is none of them begins nothing, and the question stays."""
    text = typed(story, "", "4", "stair", "0", library=known)
    assert text.count("Type a number from 1 to 3, or Enter for the beginning.") == 3
    assert known.runs() == ()


def test_the_reader_asks_again_for_another_run(story: Story, library: Library) -> None:
    """What the command named is for the first run; the word `new` asks, and the first is kept."""
    text = typed(story, "", "new", "", "3", library=library, history=story.histories[0])
    assert text.count("Where do you begin?") == 1
    assert text.count("At the roof door. The window is shut") == 2
    assert {info.length for info in library.runs()} == {1, 2}


def test_nobody_is_asked_without_histories(story: Story) -> None:
    """A story that offers none begins as it always did."""
    assert "Where do you begin?" not in typed(replace(story, histories=()), "")


# The command.


@pytest.mark.parametrize("arguments", [("play",), ("read",), ("read", "--new"), ("read", "--name", "Ye-won")])
def test_the_command_begins_from_a_history(hyosan: Hyosan, folder: Path, arguments: tuple[str, ...]) -> None:
    """`--from` begins a new run there, though an old one could be gone on with, and says what lies behind it."""
    hyosan("read", "--story", folder)
    code, out, _ = hyosan(*arguments, "--from", "shut", "--story", folder)
    assert code == ExitCode.OK
    assert "At the roof door. The window is shut, and you went up when the bell rang." in out
    assert "Tae-o names three people" in out
    assert "left off" not in out
    with Library(saves_file()) as library:
        assert sorted(info.length for info in library.runs()) == [0, 2]
    assert "left off" in hyosan("read", "--story", folder)[1]


def test_an_unknown_history_is_told_with_the_nearest(hyosan: Hyosan, folder: Path) -> None:
    """A slip begins nothing, and is mended without looking anything up."""
    code, out, err = hyosan("read", "--from", "shot", "--story", folder)
    assert (code, out) == (ExitCode.NOT_BEGUN, "")
    assert "no history `shot`" in err
    assert "Did you mean `shut`?" in err
    assert "It has `shut`, `on_the_stair`." in hyosan("read", "--from", "zzz", "--story", folder)[2]
    assert "only be begun at its start" in hyosan("read", "--from", "shut", "--story", NIGHT_DUTY)[2]


def test_a_run_is_either_begun_or_gone_on_with(hyosan: Hyosan, folder: Path) -> None:
    """Two options that want different runs are refused rather than one of them passed over."""
    for verb in ("play", "read"):
        code, _, err = hyosan(verb, "--from", "shut", "--run", "Seung-ho", "--story", folder)
        assert code == ExitCode.NOT_BEGUN
        assert "Give one of the two." in err
