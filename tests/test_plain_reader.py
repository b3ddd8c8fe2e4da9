"""The plain reader at its prompt: numbers choose, words answer, and nothing typed can break it."""

import io
from pathlib import Path
from shutil import copytree

import pytest
from msgspec.structs import replace

from game.engine.playthrough import Playthrough
from game.plain import read
from game.plain.page import Page
from game.plain.reader import Manner
from game.plain.words import WORDS
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parent / "stories" / "night_duty"


@pytest.fixture(scope="module")
def story() -> Story:
    """Return the small story that these tests read."""
    loaded = load_story(STORY).story
    assert loaded is not None
    return loaded


def typed(story: Story, *answers: str, run: Session | Playthrough | Library | None = None, **manner: object) -> str:
    """Return what is written while somebody types these answers."""
    written = io.StringIO()
    lines = io.StringIO("".join(f"{answer}\n" for answer in answers))
    read(story, run, lines, written, Manner(**manner))  # type: ignore[arg-type]
    return written.getvalue()


def after(text: str, answer: str) -> str:
    """Return what was written between an echoed answer and the next prompt."""
    return text.partition(f"> {answer}\n")[2].partition("\n> ")[0]


def test_what_is_said_of_the_story_is_the_storys(story: Story) -> None:
    """What the title of the drawn game says, and its words for the name, are read here too."""
    told = replace(story, about=("Made up.", "Some of it is hard."), you=replace(story.you, asks="Who has the keys?"))
    text = typed(told, is_interactive=True)
    assert text.startswith(
        "Night Duty\nMade up.\nContent notes: a night alone; a broken window.\nSome of it is hard.\n"
    )
    assert "Who has the keys? Choose: Seung-ho" in text
    assert "What is your name? Choose: Seung-ho" in typed(story, is_interactive=True)


def test_whoever_was_not_asked_is_told_who_they_are(story: Story, tmp_path: Path) -> None:
    """Into a pipe nobody asks for a name, and where nothing can be kept neither: it is said once, at the beginning."""
    assert typed(story, "1").count("You are Seung-ho.") == 1
    assert "You are" not in typed(story, "Ye-won", "1", is_interactive=True)
    with Library(tmp_path / "runs.sqlite3") as library:
        session = Session.begin(story, library, "Ye-won")
        assert typed(story, "1", run=session).count("You are Ye-won.") == 1
        assert "You are" not in typed(story, run=session)


def test_a_number_makes_the_choice(story: Story) -> None:
    """A number takes the choice that stands beside it, and its reply and changes are told."""
    told = after(typed(story, "1"), "1")
    assert "It takes both hands." in told
    assert "Bo-mi: Trust 3 of 5, up from 2." in told
    assert "Bo-mi will remember that." in told
    assert "The bell rings once." in told


def test_a_locked_choice_is_numbered_and_refused(story: Story) -> None:
    """A locked choice keeps its number, shows its sentence, cannot be taken, and `why` gives the derived reason too."""
    text = typed(story, "2", "why 2", "why 1")
    assert '2. "Who is out there?" (Locked. Your mouth is too dry.)' in text
    assert "The bell" not in text
    assert after(text, "why 2") == (
        "Your mouth is too dry.\nNerve 4 or more; 2 now.\nIt has not been otherwise in this run."
    )
    assert after(text, "why 1") == "That choice can be taken."


def test_enter_goes_on_only_where_there_is_nothing_to_choose(story: Story) -> None:
    """An empty answer is no choice, so that leaning on Enter decides nothing."""
    text = typed(story, "", "3", "")
    assert text.count("It has been knocking since ten.") == 1
    assert "The roof door is open as well." in text


def test_where_nothing_is_chosen_a_wrong_answer_is_told_what_goes_on(story: Story) -> None:
    """Whoever types a number by habit, where a page only goes on, is told the one thing to do."""
    assert after(typed(story, "3", "1"), "1").startswith("Enter goes on. ")


def test_a_clip_is_kept_by_a_word_and_stays_in_the_scene(story: Story) -> None:
    """`clip` costs tape and changes nothing else; once kept it is offered no more."""
    text = typed(story, "clip", "r")
    assert "On tape: The window knocking." in after(text, "clip")
    assert "Tape 1 of 3, down from 3." in after(text, "clip")
    assert after(text, "r") == "There is nothing to keep on tape here."


@pytest.mark.parametrize(
    ("word", "fact"),
    [
        ("status", "Porter's office, 1F. D1 22:10."),
        ("status", "Noise 0 of 5."),
        ("here", "With you: Bo-mi."),
        ("survivors", "Bo-mi: well, here, Trust 2 of 5, Nerve 3 of 5."),
        ("survivors", "Seung-ho (you): well, Nerve 2 of 5."),
        ("bo-mi", "Bo-mi (Jang Bo-mi, 장보미)."),
        ("BOMI", "Counts keys when she is bored."),
        ("who bo", "Here with you."),
        ("map", "- 1F: Porter's office (you are here)."),
        ("record", "The Record is empty so far."),
        ("journal", "Bo-mi has counted the keys twice."),
        ("journal zebra", 'Nothing in this run says "zebra".'),
        ("look", "There is one too few."),
        ("choices", "3. Leave it, and count the keys again."),
        ("notes", "This story: a night alone; a broken window."),
        ("summary", "This scene has no summary."),
        ("timers", "Timers are off."),
        ("saves", "No runs are kept."),
        ("save x", "This run is not being kept."),
        ("load x", "No runs are kept."),
        ("rewind", "1. Tape 1. The Desk"),
        ("help", "survivors or s: everybody you know of."),
        ("xyzzy", "Type a number from 1 to 4 to choose. `help` lists every word that is understood here."),
        ("9", "Type a number from 1 to 4 to choose."),
        ("why", 'Choice 2 is locked: "Who is out there?"\nYour mouth is too dry.'),
        ("why bo-mi", "Nothing has become of Bo-mi that you could ask about."),
        ("why nobody", "`why 2` says why choice 2 is locked; `why` and a name"),
        ("who nobody", "`who` wants the name of somebody you know of"),
    ],
)
def test_every_fact_of_the_screen_has_a_word(story: Story, word: str, fact: str) -> None:
    """Whatever the terminal game shows is told by some word, and a wrong word is told what would be right."""
    assert fact in after(typed(story, word), word)


def test_help_lists_every_word(story: Story) -> None:
    """The list of words is the table that is obeyed: no word is secret."""
    told = after(typed(story, "help"), "help")
    assert all(name in told for word in WORDS for name in word.names)
    assert "quit" in told


def test_someone_not_met_is_not_known(story: Story) -> None:
    """A name is no word until its person has been present: the list must not tell who is coming."""
    text = typed(story, "tae-o", "3", "tae-o")
    before, _, later = text.partition("Tae-o stands on the stair")
    assert "First-year" not in before
    assert "First-year" in later


def test_a_card_tells_what_is_remembered_and_where_somebody_was_last_seen(story: Story) -> None:
    """Cards carry memories, and keep people who have gone."""
    text = typed(story, "1", "", "1", "", "bo-mi", "tae-o")
    assert "Bo-mi remembers:\n- You shut the window." in after(text, "bo-mi")
    assert "State: gone." in after(text, "tae-o")
    assert "Last seen: Roof" in after(text, "tae-o")


def test_labels_can_be_typed_where_the_scene_says_so(story: Story) -> None:
    """In a typed scene the start of a label chooses, whatever its capitals and marks; an unclear start does not."""
    assert "The counter has come to its end." in typed(story, "3", "", "nobo")
    assert "Tae-o steps back" in typed(story, "3", "", "bo-mi, with")
    assert "Type a number, or how one of these begins." in typed(story, "3", "")
    assert "The bell" not in typed(story, "leave it")


def test_wait_is_what_the_timer_would_take(story: Story) -> None:
    """Where timers are not counted, taking no answer is still possible: it is a word."""
    text = typed(story, "wait", "wait")
    assert "Noise 1 of 5, up from 0." in text
    assert after(text.partition("> wait")[2], "wait") == "Nothing here is against the clock."


def test_timers_are_announced_and_not_counted_unless_asked(story: Story) -> None:
    """A slow reader loses nothing by default; with timers on, a late answer is the timer's choice."""
    times = iter(range(0, 10_000, 100))
    assert "not counted here" in typed(story, "1", clock=lambda: float(next(times)))
    late = typed(story, "1", has_timers=True, clock=lambda: float(next(times)))
    assert "You have 20 seconds. After that it is choice 3" in late
    assert "The time ran out." in late
    assert "It takes both hands." not in late
    in_time = typed(story, "timers on", "1", clock=lambda: 7.0)
    assert "It takes both hands." in in_time


def test_the_timer_runs_on_while_words_are_asked(story: Story) -> None:
    """Asking for help does not stop the clock, nor does keeping the clip; switching timers off does."""
    now = [0.0]

    def clock() -> float:
        now[0] += 9.0
        return now[0]

    assert "The time ran out." in typed(story, "here", "clip", "1", has_timers=True, clock=clock)
    assert "The time ran out." not in typed(story, "timers off", "here", "clip", "1", has_timers=True, clock=clock)


def test_a_hard_scene_waits_for_a_word_when_somebody_is_typing(story: Story) -> None:
    """The summary can be taken before the scene has been read, and the scene read in full afterwards."""
    answers = ("Ye-won", "3", "", "1", "summary", "look", "journal")
    before, _, later = typed(story, *answers, is_interactive=True).partition("Tae-o goes over the edge.")
    assert "This scene is about a fall." in before
    assert "Tae-o steps back" not in before + later
    assert later.count("Tae-o goes over the edge.") == 2
    assert "Tae-o steps back" in typed(story, *answers, "read", is_interactive=True)
    assert "Tae-o steps back" in typed(story, "Ye-won", "3", "", "1", "", is_interactive=True)


def test_a_summary_is_of_one_visit(story: Story) -> None:
    """After a rewind the scene asks again, and the journal has what is read then."""
    answers = ("Ye-won", "3", "", "1", "summary", "rewind 2", "1", "", "journal")
    journal = typed(story, *answers, is_interactive=True).rpartition("Tape 1. The Desk\n")[2]
    assert "Tae-o steps back" in journal
    assert "Tae-o goes over the edge." not in journal


def test_the_name_is_asked_and_checked(story: Story) -> None:
    """A name that the story does not take is explained, and the run is played under the one that it does."""
    text = typed(story, "1984", "  mun   Ha-na ", "3", "", is_interactive=True)
    assert "A name is 1 to 20 letters" in text
    assert "to mun Ha-na." in text


def test_quit_leaves_at_any_prompt(story: Story) -> None:
    """`quit` is not a name, an answer or a choice anywhere."""
    assert "The Desk" not in typed(story, "quit", "1", is_interactive=True)
    assert "bell" not in typed(story, "Q", "1")


def test_rewinding_goes_back_and_notes_a_splice(story: Story) -> None:
    """`rewind` lists the tapes come through; with a number it stands at that tape's first moment again."""
    text = typed(story, "1", "", "rewind", "rewind 2", "status", "rewind 7")
    assert "2. Tape 2. The Roof" in after(text, "rewind")
    assert "The roof door is shut as well." in after(text, "rewind 2")
    assert "Splices in this run: 1." in after(text, "status")


LONG = ("Ye-won", "clip", "1", "", "1")
"""A name and four moves: more than may be cut without a word."""


def test_a_long_rewind_asks_first_and_can_be_taken_back(story: Story, tmp_path: Path) -> None:
    """Nothing but `yes` cuts more than three moves, and `restore` brings them back where they were."""
    with Library(tmp_path / "runs.sqlite3") as library:
        text = typed(story, *LONG, "", "rewind 1", "", "quit", run=library, is_interactive=True)
        assert "4 moves are cut; they stay in the file, and can be taken back. `yes` does it: " in text
        assert "Nothing is cut." in text
        assert library.runs()[0].length == 4
        here = Session.resume(story, library, library.runs()[0].id)
        text = typed(story, "", "rewind 1", "yes", "rewind", "restore", "", "restore", run=here, is_interactive=True)
        assert "`restore` takes the last cut back: 4 moves." in text
        assert "The last cut is taken back: 4 moves." in text
        assert "Nothing was cut from this run" in text
        assert (library.runs()[0].length, library.runs()[0].splices) == (4, 0)


def test_what_was_cut_comes_back_as_a_run_of_its_own_once_play_has_gone_on(story: Story, tmp_path: Path) -> None:
    """The reader goes on with that run, and is told what both are called."""
    with Library(tmp_path / "runs.sqlite3") as library:
        text = typed(story, *LONG[1:], "rewind 1", "3", "restore", "status", run=library)
        assert "a run of its own, Seung-ho, before the cut. Seung-ho is kept." in after(text, "restore")
        assert {(info.title, info.length) for info in library.runs()} == {
            ("Seung-ho", 1),
            ("Seung-ho, before the cut", 4),
        }


def test_where_nothing_is_kept_a_long_rewind_says_that_it_is_for_good(story: Story) -> None:
    """No promise is made that cannot be held."""
    text = typed(story, *LONG, "", "rewind 1", "yes", "restore", is_interactive=True)
    assert "4 moves are cut. Nothing is kept here, so they cannot be taken back. `yes` does it: " in text
    assert "Nothing was cut from this run that could be taken back." in text


def test_an_ending_reads_the_epilogues_and_the_record(story: Story) -> None:
    """At an ending of kind record: who is left, personal endings, then the Record, then the coda by Enter."""
    text = typed(story, "clip", "1", "", "1", "", "", "")
    end = text.partition("Ending: Morning.")[2]
    assert "Bo-mi keeps the key of room nine on a string, for whoever comes back." in end
    assert "Ending: On a String." in end
    assert "Tae-o came down by himself." not in end
    assert "What happened: The window was shut.\nOn tape: Knocking." in end
    assert "Somebody has mended the window." in end
    assert "Nothing follows." in end


def test_the_record_says_how_often_the_tape_was_spliced(story: Story) -> None:
    """Every rewind is counted where the Record is read: at an ending, and by its word."""
    way = ("clip", "1", "", "1", "", "")
    assert "The Record\nEntry 1." in typed(story, *way)
    once = typed(story, "1", "rewind 1", *way, "record")
    assert "The Record, spliced once\nEntry 1." in once.partition("Ending: Morning.")[2]
    assert "The Record, spliced once\nEntry 1." in after(once, "record")
    assert "The Record, spliced 2 times\n" in typed(story, "1", "rewind 1", "1", "rewind 1", *way)


def test_a_tape_that_stops_has_no_epilogues(story: Story) -> None:
    """The other kind of ending says so, and reads nothing after it."""
    end = typed(story, "1", "", "2").partition("The tape stops: Alone.")[2]
    assert "Nothing follows." in end
    assert "Record\n" not in end


def test_runs_are_kept_named_listed_and_opened(story: Story, tmp_path: Path) -> None:
    """What is chosen here is on the disk, can be named, and is found again where it was left."""
    with Library(tmp_path / "runs.sqlite3") as library:
        text = typed(story, "1", "save Night one", "new", "3", "saves", "load night one", run=library)
        assert "This run is called Night one." in text
        assert "Night one (#1)" in after(text, "saves")
        assert "this is where you left off" in after(text, "load night one")
        assert "The bell rings once." in after(text, "load night one")
        info = library.find("Night one")
        resumed = typed(story, run=Session.resume(story, library, info.id))
    assert "The bell rings once." in resumed
    assert "It takes both hands." not in resumed


def test_a_name_that_is_taken_is_told_and_play_goes_on(story: Story, tmp_path: Path) -> None:
    """An expected failure is one sentence at the prompt, not the end of the program."""
    with Library(tmp_path / "runs.sqlite3") as library:
        text = typed(story, "save A", "new", "save A", "load B", "1", run=library)
    assert "Another run is called" in text
    assert "There is no run" in text
    assert "It takes both hands." in text


def test_losses_of_strangers_are_not_told(tmp_path: Path) -> None:
    """What becomes of somebody whom the run has not met yet would tell who is to come."""
    folder = copytree(STORY, tmp_path / "story")
    duty = folder / "duty.yaml"
    duty.write_text(duty.read_text("utf-8").replace("{window: shut,", "{tae_o.state: gone, window: shut,"), "utf-8")
    changed = load_story(folder).story
    assert changed is not None
    assert "Tae-o: gone." not in typed(changed, "1")


def test_names_are_not_broken_at_their_hyphens() -> None:
    """A line ends between words: Bo-mi is one."""
    written = io.StringIO()
    Page(written, 13).line("The door, Bo-mi, the door.")
    assert written.getvalue() == "The door,\nBo-mi, the\ndoor.\n"


def test_any_story_text_wraps_at_the_width_and_not_in_a_pipe(story: Story) -> None:
    """Lines keep to the width asked for; written into anything but a terminal, a paragraph is a line."""
    narrow = typed(story, "help", "1", "", width=40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert "A choice against the clock, which is not counted here. `wait` gives no answer" in typed(story)


def test_a_terminal_without_the_letters_shows_question_marks(story: Story) -> None:
    """Hangul on an ASCII terminal is no crash."""
    raw = io.BytesIO()
    terminal = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    read(story, None, io.StringIO("bo-mi\n"), terminal)
    assert b"Jang Bo-mi, ???" in raw.getvalue()


def test_input_in_another_encoding_is_answered_like_an_unknown_word(story: Story) -> None:
    """Bytes that are no UTF-8 give no traceback."""
    keys = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n1\n"), encoding="utf-8")
    written = io.StringIO()
    read(story, None, keys, written)
    assert "A number makes that choice." in written.getvalue()


def test_nothing_written_moves_the_cursor(story: Story) -> None:
    """Append-only: no escape or control character is ever written, whatever the player is called."""
    text = typed(story, "help", "3", "", run=Playthrough(story, "A\x1b[2Jb\u202ec"))
    assert "to A[2Jbc." in text
    assert not [letter for letter in text if ord(letter) < 32 and letter != "\n"]
