"""The file of runs: what is kept, in which order, by whose hand."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.errors import CannotBegin, SaveError
from game.saves.database import LAYOUT, NotKept
from game.saves.library import LONGEST_TITLE, Library
from game.saves.run import PlayedElsewhere

JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How SQLite's journal begins while something is being written."""


class Ticking:
    """A clock that goes on by a minute each time somebody looks."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time, one minute later than before."""
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of runs that does not exist yet, in a folder that does not either."""
    return tmp_path / "not" / "yet" / "runs.sqlite3"


@pytest.fixture
def library(path: Path) -> Library:
    """An empty library with a clock of its own."""
    return Library(path, Ticking())


def test_a_new_library_makes_its_folder_and_is_empty(library: Library, path: Path) -> None:
    """The first start on a machine must find somewhere to keep runs without being asked."""
    assert path.is_file()
    assert library.runs() == ()
    assert library.latest("tapes") is None


def test_a_run_is_what_was_appended_after_reopening(library: Library, path: Path) -> None:
    """A run is its moves, in order, with who plays it and in which story."""
    run = library.create("tapes", "1.0.0", "Ye-won", "First go")
    run.append("a.b.c", version="1.0.1")
    run.append("a.b.d", version="1.0.1", ending="the_end")
    library.close()

    kept = Library(path).open(run.info.id)
    assert kept.moves == ("a.b.c", "a.b.d")
    info = kept.info
    assert (info.story, info.version, info.player, info.title) == ("tapes", "1.0.1", "Ye-won", "First go")
    assert (info.ending, info.splices, info.length) == ("the_end", 0, 2)


def test_a_move_survives_sigkill_right_after_append(path: Path) -> None:
    """Whoever pulls the plug loses nothing: no clean-up, no exit handler, may be needed for a move to stay."""
    script = (
        "import os, signal, sys; from pathlib import Path; from game.saves.library import Library\n"
        "run = Library(Path(sys.argv[1])).create('tapes', '1', 'Ye-won')\n"
        "for number in range(5): run.append(f'a.b.c{number}')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode != 0
    library = Library(path)
    assert library.open(library.runs()[0].id).moves == tuple(f"a.b.c{number}" for number in range(5))


def test_the_file_is_told_to_sync_at_every_commit(library: Library) -> None:
    """Durability against a power cut cannot be tried here; the setting that gives it can be read (3 is EXTRA)."""
    assert library._connection.execute("PRAGMA synchronous").fetchone() == (3,)  # noqa: SLF001 - nothing else shows it


def test_between_two_moves_the_journal_is_there_and_holds_nothing(library: Library, path: Path) -> None:
    """A move makes and removes no file, for which a disk takes longer. A copy of the file alone is whole."""
    run = library.create("tapes", "1.0.0", "Ye-won")
    journal = path.with_name("runs.sqlite3-journal")
    there = journal.stat().st_ino
    for move in ("a.b.c", "a.b.d"):
        run.append(move)
        assert journal.stat().st_ino == there
        assert not any(journal.read_bytes()[:28])
    copy = path.with_name("copy.sqlite3")
    copy.write_bytes(path.read_bytes())
    assert Library(copy).open(run.info.id).moves == ("a.b.c", "a.b.d")


def test_a_power_cut_in_the_middle_of_a_commit_leaves_the_run_before_it(path: Path) -> None:
    """A transaction that was under way when the machine died is undone by whoever opens the file next."""
    script = (
        "import os, signal, sys; from pathlib import Path; from game.saves.library import Library\n"
        "from game.saves.database import transaction\n"
        "library = Library(Path(sys.argv[1])); run = library.create('tapes', '1', 'Ye-won'); run.append('a.b.c')\n"
        "with transaction(library._connection):\n"
        "    library._connection.execute('PRAGMA cache_size = 1')\n"
        "    library._connection.execute('DELETE FROM moves')\n"
        "    many = [(number, 'x' * 500) for number in range(500)]\n"
        "    library._connection.executemany('INSERT INTO moves VALUES (1, ?, ?)', many)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name("runs.sqlite3-journal").read_bytes().startswith(JOURNAL), "nothing was under way"
    library = Library(path)
    assert library.open(library.runs()[0].id).moves == ("a.b.c",)


def test_runs_come_back_last_played_first(library: Library) -> None:
    """`hyosan` opens where you left off: the run that was played last, not the one begun last."""
    first = library.create("tapes", "1", "Ye-won")
    second = library.create("tapes", "1", "Seung-ho")
    library.create("other", "1", "Seung-ho")
    first.append("a.b.c")
    assert [info.id for info in library.runs("tapes")] == [first.info.id, second.info.id]
    latest = library.latest("tapes")
    assert latest is not None
    assert latest.id == first.info.id


def test_titles_are_kept_apart(library: Library) -> None:
    """A run is asked for by its title, so no two of a story may share one."""
    titles = [library.create("tapes", "1", "Ye-won").info.title for _ in range(3)]
    assert titles == ["Ye-won", "Ye-won 2", "Ye-won 3"]
    with pytest.raises(SaveError, match="Another run is called"):
        library.rename(library.find("Ye-won 3").id, "ye-won")


def test_a_rename_is_tidied_and_may_change_capitals_only(library: Library) -> None:
    """What somebody types as a title is taken as they see it."""
    run = library.create("tapes", "1", "Ye-won").info.id
    library.rename(run, "  ye-won \n again ")
    assert library.open(run).info.title == "ye-won again"
    library.rename(run, "Ye-won Again")
    assert library.open(run).info.title == "Ye-won Again"


@pytest.mark.parametrize("title", ["", "  ", "x" * (LONGEST_TITLE + 1), "bell\a", "red \x1b[31m"])
def test_a_title_that_cannot_be_shown_is_refused(library: Library, title: str) -> None:
    """A title is printed in lists: it must fit there, and must not speak to the terminal."""
    run = library.create("tapes", "1", "Ye-won").info.id
    with pytest.raises(SaveError, match="A title has one to"):
        library.rename(run, title)


def test_a_run_is_found_by_title_or_number_and_a_slip_is_pointed_out(library: Library) -> None:
    """`--run` takes what `saves list` shows."""
    run = library.create("tapes", "1", "Ye-won", "The quiet one")
    assert library.find("the QUIET one").id == run.info.id
    assert library.find(str(run.info.id)).id == run.info.id
    assert library.find(f"#{run.info.id}").id == run.info.id
    with pytest.raises(SaveError) as caught:
        library.find("The quite one")
    assert caught.value.hint == "Did you mean “The quiet one”?"


def test_a_deleted_run_can_be_brought_back_whole(library: Library) -> None:
    """Deleting by mistake must not cost an evening of play."""
    run = library.create("tapes", "1", "Ye-won")
    run.append("a.b.c")
    library.delete(run.info.id)
    assert library.runs() == ()
    assert [info.title for info in library.runs(binned=True)] == ["Ye-won"]
    with pytest.raises(SaveError, match="was deleted"):
        library.open(run.info.id)

    library.create("tapes", "1", "Ye-won")
    library.restore(run.info.id)
    kept = library.open(run.info.id)
    assert kept.moves == ("a.b.c",)
    assert kept.info.title == "Ye-won 2"


def test_rewinding_cuts_moves_and_keeps_them_in_the_history(library: Library, path: Path) -> None:
    """Nothing that was played is ever lost, even what was rewound, twice over."""
    run = library.create("tapes", "1", "Ye-won")
    for move in ("a.a.a", "a.b.b", "a.c.c"):
        run.append(move)
    run.truncate(1, splices=1)
    run.append("a.b.x", ending="early")
    run.truncate(1, splices=2)
    assert run.moves == ("a.a.a",)
    assert (run.info.splices, run.info.ending) == (2, None)
    kept = Library(path).open(run.info.id)
    assert kept.moves == ("a.a.a",)
    assert [(cut.position, cut.moves) for cut in kept.cuts()] == [(1, ("a.b.b", "a.c.c")), (1, ("a.b.x",))]


def test_a_run_as_it_was_before_any_cut_can_be_made_a_run_of_its_own(library: Library) -> None:
    """What was cut comes back with what led to it, even where that was itself cut later; the run stays as it is."""
    run = library.create("tapes", "1", "Ye-won")
    for move in ("a", "b", "c", "d"):
        run.append(move)
    run.truncate(3, splices=1)
    run.append("e")
    run.truncate(1, splices=2)
    run.append("f")
    first, second = run.cuts()
    before_first, before_second = (library.restore_cut(run.info.id, cut) for cut in (first, second))
    assert before_first.moves == ("a", "b", "c", "d")
    assert before_second.moves == ("a", "b", "c", "e")
    assert [kept.info.title for kept in (before_first, before_second)] == [
        "Ye-won, before the cut",
        "Ye-won, before the cut 2",
    ]
    assert [kept.info.splices for kept in (before_first, before_second)] == [0, 1]
    again = library.open(run.info.id)
    assert (again.moves, again.info.splices, again.cuts()) == (("a", "f"), 2, (first, second))


def test_a_second_window_on_the_same_run_is_told_and_changes_nothing(library: Library, path: Path) -> None:
    """Two windows on one run would weave two stories into one; the one that comes later is told so instead."""
    here = library.create("tapes", "1", "Ye-won")
    there = Library(path).open(here.info.id)
    here.append("a.b.c")
    with pytest.raises(PlayedElsewhere, match="Another window plays"):
        there.append("a.b.d")
    with pytest.raises(PlayedElsewhere):
        there.truncate(0, splices=1)
    assert library.open(here.info.id).moves == ("a.b.c",)
    here.append("a.c.d")


def test_a_second_window_is_noticed_even_when_the_number_of_moves_agrees(library: Library, path: Path) -> None:
    """Rewinding and playing on elsewhere may come to as many moves as here, and yet be another story."""
    here = library.create("tapes", "1", "Ye-won")
    here.append("a.b.c")
    there = Library(path).open(here.info.id)
    there.truncate(0, splices=1)
    there.append("a.b.d")
    with pytest.raises(PlayedElsewhere):
        here.append("a.c.c")


def test_renaming_in_another_window_does_not_stop_play(library: Library, path: Path) -> None:
    """`hyosan saves rename` while the game is open is no conflict."""
    run = library.create("tapes", "1", "Ye-won")
    Library(path).rename(run.info.id, "Better")
    run.append("a.b.c")
    assert run.info.title == "Better"


def test_a_run_deleted_in_another_window_is_not_played_on(library: Library, path: Path) -> None:
    """A run in the bin takes no moves, or restoring it would bring back something else than was deleted."""
    run = library.create("tapes", "1", "Ye-won")
    Library(path).delete(run.info.id)
    with pytest.raises(PlayedElsewhere):
        run.append("a.b.c")


def test_two_processes_can_keep_runs_in_one_file_at_once(path: Path) -> None:
    """Two people on one machine, or a game and a tool, write at the same time: every move of both must be there."""
    script = (
        "import sys; from pathlib import Path; from game.saves.library import Library\n"
        "run = Library(Path(sys.argv[1])).create('tapes', '1', sys.argv[2])\n"
        "for number in range(40): run.append(f'a.{sys.argv[2]}.c{number}')"
    )
    workers = [subprocess.Popen([sys.executable, "-c", script, str(path), who]) for who in ("one", "two", "three")]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0]
    library = Library(path)
    for who in ("one", "two", "three"):
        assert library.open(library.find(who).id).moves == tuple(f"a.{who}.c{number}" for number in range(40))


def test_export_and_import_give_the_same_run_in_the_written_form(library: Library) -> None:
    """The JSON of an exported run is an interface: exactly these keys, in this order."""
    run = library.create("tapes", "1.2.0", "Ye-won", "Mine")
    run.append("a.b.c")
    run.append("a.b.d")
    run.truncate(1, splices=1)
    exported = library.export(run.info.id)
    assert list(exported.items()) == [
        ("format", 1),
        ("story", "tapes"),
        ("version", "1.2.0"),
        ("player", "Ye-won"),
        ("title", "Mine"),
        ("splices", 1),
        ("moves", ["a.b.c"]),
    ]
    again = library.import_(exported)
    assert again.info.id != run.info.id
    assert again.info.title == "Mine 2"
    assert library.export(again.info.id) == exported | {"title": "Mine 2"}


def test_an_import_may_lack_title_and_splices(library: Library) -> None:
    """The two keys that may be missing may be missing."""
    run = library.import_({"format": 1, "story": "tapes", "version": "1", "player": "Ye-won", "moves": []})
    assert (run.info.title, run.info.splices) == ("Ye-won", 0)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"format": 2}, "`format`"),
        ({"format": True}, "`format`"),
        ({"story": 7}, "`story`"),
        ({"moves": "a.b.c"}, "`moves`"),
        ({"moves": ["a.b.c", 4]}, "`moves.1`"),
        ({"moves": ["a.b.\x1b[2J"]}, "`moves.0`: has characters that cannot be shown"),
        ({"player": "x" * 41}, "`player`"),
        ({"player": "\u202eevil"}, "`player`: has characters that cannot be shown"),
        ({"splices": -1}, "`splices`"),
        ({"splices": 1.5}, "`splices`"),
        ({"cheats": True}, "`cheats`"),
    ],
)
def test_an_import_says_which_key_is_wrong(library: Library, change: dict[str, object], fault: str) -> None:
    """A run comes from somebody else's machine: anything but the written shape is refused, naming the place."""
    good: dict[str, object] = {"format": 1, "story": "tapes", "version": "1", "player": "Ye-won", "moves": []}
    with pytest.raises(CannotBegin) as caught:
        library.import_(good | change)
    assert fault in caught.value.message
    assert library.runs() == ()


@pytest.mark.parametrize("data", [None, [], "run", 5, {}])
def test_an_import_of_something_else_is_refused(library: Library, data: object) -> None:
    """JSON that is no run at all is refused as calmly."""
    with pytest.raises(CannotBegin, match="is not an exported run"):
        library.import_(data)


def test_a_folder_that_cannot_be_made_is_told_as_not_kept(tmp_path: Path) -> None:
    """Play can go on in memory only if this failure can be told from every other."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotKept, match="Runs cannot be kept in"):
        Library(tmp_path / "file" / "runs.sqlite3")


def test_a_full_disk_is_told_as_not_kept_and_leaves_the_run_as_it_was(library: Library) -> None:
    """The move that did not fit is not half there."""
    run = library.create("tapes", "1", "Ye-won")
    run.append("a.b.c")
    pages = library._connection.execute("PRAGMA page_count").fetchone()[0]  # noqa: SLF001 - no disk to fill
    library._connection.execute(f"PRAGMA max_page_count = {pages}")  # noqa: SLF001
    with pytest.raises(NotKept, match="full"):
        run.append("x" * 100_000)
    assert run.moves == ("a.b.c",)
    assert library.open(run.info.id).info == run.info


def test_something_else_in_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    """A file that is not ours is never written to."""
    path = tmp_path / "runs.sqlite3"
    path.write_bytes(b"dear diary, " * 100)
    with pytest.raises(SaveError, match="cannot be read as a file of runs") as caught:
        Library(path)
    assert not isinstance(caught.value, NotKept)
    assert path.read_bytes() == b"dear diary, " * 100


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """An SQLite file of another program gains no tables of ours."""
    path = tmp_path / "runs.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (address)")
    other.close()
    with pytest.raises(SaveError, match="cannot be read as a file of runs"):
        Library(path)


def test_a_file_of_a_newer_game_is_not_touched(library: Library, path: Path) -> None:
    """Going back to an older version must not damage the runs of the newer one."""
    library.close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    newer.close()
    with pytest.raises(SaveError, match="newer version of the game"):
        Library(path)
