"""The static rules beyond their pages: what they must not say, and what they see through."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from game.author.check import Report, check_story
from game.engine.graph import graph_of
from game.story.loader import load_story

STORY = Path(__file__).parent / "stories" / "night_duty"
OURS = Path(__file__).parents[1] / "story"
Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small story, to be spoiled."""
    return copytree(STORY, tmp_path / "night_duty")


@pytest.fixture
def change(folder: Path) -> Change:
    """Return a function that replaces words in one of the copy's files, and fails if they are not there."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def codes(report: Report) -> list[str]:
    """Return the codes of a report, in its order."""
    return [problem.code for problem in report.problems]


def found(folder: Path, code: str) -> list[str]:
    """Return where a code was found, as `file:line message`."""
    return [
        f"{problem.span.file}:{problem.span.line} {problem.message}"
        for problem in check_story(folder).problems
        if problem.code == code
    ]


def test_a_clean_story_has_no_problems() -> None:
    """The story that the tests play gives no warning and no note."""
    assert codes(check_story(STORY)) == []


def test_a_story_that_cannot_be_loaded_is_reported_by_the_loader_alone(folder: Path, change: Change) -> None:
    """Rules look at whole stories only, so that one broken link does not make everything after it unreachable."""
    change("duty.yaml", "to: roof.door", "to: roof.dor")
    assert codes(check_story(folder)) == ["HT204"]


def test_unreachable_scenes_are_told_once_each_and_not_as_locks(folder: Path, change: Change) -> None:
    """What cannot be reached is told as that; its choices and branches are not called locked besides."""
    change("duty.yaml", "to: bell", "to: roof.door")
    assert [line.split(" ", 1)[0] for line in found(folder, "HT430")] == ["duty.yaml:42"]


def test_back_leads_to_the_scenes_that_the_aside_was_entered_from() -> None:
    """The graph follows `back` to where it can lead, and a scene's own `to` only where no choice takes its place."""
    story = load_story(STORY).story
    assert story is not None
    after = graph_of(story).after
    assert after["duty.key"] == ("duty.desk",)
    assert set(after["duty.desk"]) == {"duty.bell", "duty.key"}
    assert after["roof.after"] == ()


def test_a_fact_read_by_a_law_or_a_card_alone_is_not_read(folder: Path, change: Change) -> None:
    """Laws and cards do not count as readers; the Record and epilogues do."""
    change("record.yaml", "{% if promised %}, for whoever comes back{% endif %}", "")
    (folder / "laws.yaml").write_text('- never: promised and ending == "alone"\n', encoding="utf-8")
    assert found(folder, "HT431") == ["world.yaml:10 `promised` is written and never read."]


def test_a_clip_is_a_fact_like_any_other(folder: Path, change: Change) -> None:
    """A clip that nobody hears again is told at its id."""
    change("duty.yaml", "{% if tape_window %}She waits for the recorder to stop.\n\n      {% endif %}", "")
    change("record.yaml", "{% if tape_window %}Knocking.{% endif %}", "Knocking.")
    assert found(folder, "HT431") == ["duty.yaml:13 `tape_window` is written and never read."]


def test_allow_makes_a_warning_a_note(folder: Path, change: Change) -> None:
    """An author who says why is believed, and still told."""
    change("record.yaml", "{% if promised %}, for whoever comes back{% endif %}", "")
    change(
        "world.yaml",
        "says: You said you would come back.",
        "says: You said., allow: {dead_fact: Read in the next tape.}",
    )
    report = check_story(folder)
    assert codes(report) == ["HT431"]
    assert report.problems[0].severity == "note"
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("condition", "is_possible"),
    [
        ("noise >= 3", True),
        ("you.nerve < 2", False),
        ("you.nerve == 3", False),
        ("you.nerve == 4 and you.nerve != 4", False),
        ("not you.nerve < 4", True),
        ('window == "shut" and window == "left"', False),
        ('window in ["shut", "left"]', True),
        ("present(tae_o)", False),
        ("not present(bo_mi)", False),
        ("count(alive, crew) > 3", False),
        ("count(present) >= 2", True),
        ("promised or noise < 6 and noise > 4", True),
        ("seen(duty.desk)", True),
    ],
)
def test_what_no_effect_can_make_true(folder: Path, change: Change, condition: str, is_possible: bool) -> None:  # noqa: FBT001
    """Constants alone decide: starts, what is ever written in scenes that can be reached, bounds, and who is listed."""
    change("duty.yaml", "if: you.nerve >= 4 and noise < 2", f"if: {condition}")
    assert (found(folder, "HT434") == []) is is_possible


def test_a_start_that_cannot_be_seen_before_itself(folder: Path, change: Change) -> None:
    """`seen()` of a scene that only comes later is told where it is asked."""
    change("duty.yaml", "if: you.nerve >= 4 and noise < 2", "if: seen(roof.fall)")
    assert found(folder, "HT437") == [
        "duty.yaml:22 `roof.fall` can never lie behind `desk`, which asks about it: no path joins them."
    ]


def test_what_an_unreachable_scene_writes_is_never_written(folder: Path, change: Change) -> None:
    """A key that lies where nobody comes opens nothing."""
    change("duty.yaml", "if: you.nerve >= 4 and noise < 2", "if: you.nerve == 3")
    change("duty.yaml", "  bell:\n", "  cellar:\n    enter: {you.nerve: 3}\n    text: Cold.\n    to: bell\n  bell:\n")
    assert len(found(folder, "HT434")) == 1
    change("duty.yaml", "        to: key\n", "        to: cellar\n")
    assert found(folder, "HT434") == []


def test_a_number_that_is_printed_is_read(folder: Path, change: Change) -> None:
    """A fact with a range has a reader in every text that says it."""
    change("world.yaml", "  promised:", "  keys: {says: How many keys., range: 9}\n  promised:")
    change("duty.yaml", "effects: {you.nerve: +2}", "effects: {you.nerve: +2, keys: +1}")
    assert len(found(folder, "HT431")) == 1
    change("duty.yaml", "The bell rings once.", "The bell rings. There are {{ keys }} keys.")
    assert found(folder, "HT431") == []


def test_a_scene_has_been_seen_by_its_own_replies_and_routes(folder: Path, change: Change) -> None:
    """The scene is marked as seen before its reply and its routes are judged."""
    change("duty.yaml", "    to: roof.door", "    to: [{if: seen(duty.bell), to: roof.door}, roof.door]")
    assert found(folder, "HT437") == []


def test_a_clip_without_anything_to_pay_from_is_told_once(folder: Path, change: Change) -> None:
    """Nobody should believe that tape runs out where it does not; a clip that is free on purpose says so."""
    assert found(folder, "HT449") == []
    change("world.yaml", ", pays: clips", "")
    (told,) = found(folder, "HT449")
    assert "is kept for nothing" in told


def test_labels_are_measured_with_their_quotation_marks(folder: Path, change: Change) -> None:
    """Seventy-two columns hold seventy letters of speech."""
    change("duty.yaml", "Who is out there?", "x" * 70)
    assert found(folder, "HT438") == []
    change("duty.yaml", "x" * 70, "x" * 71)
    assert len(found(folder, "HT438")) == 1


def test_words_are_counted_on_the_longest_path(folder: Path, change: Change) -> None:
    """Two branches of two hundred words make no scene of four hundred; one of three hundred and sixty does."""
    branch = "{{% if noise > 0 %}}{0}{{% else %}}{0}{{% endif %}}"
    change("roof.yaml", "The edge is lower than it looks.", branch.format("word,\n\n      " * 200))
    assert found(folder, "HT441") == []
    change("roof.yaml", "word,", "word,\n\n      " * 161)
    assert len(found(folder, "HT441")) == 1


def test_paragraphs_are_measured_as_they_are_read(folder: Path, change: Change) -> None:
    """Line ends of the file do not count; a paragraph that is long on one path only is found there."""
    change(
        "roof.yaml", "to make room.", "to make room.{% if noise > 2 %} " + "And waits for you. " * 25 + "{% endif %}"
    )
    assert [line.partition(" ")[0] for line in found(folder, "HT444")] == ["roof.yaml:33"]


def test_speech_may_go_on_in_the_next_paragraph(folder: Path, change: Change) -> None:
    """A paragraph left open is right where the next one opens it again, and wrong otherwise."""
    change("roof.yaml", "The edge is lower than it looks.", '"One thing.\n\n      "And another."')
    assert found(folder, "HT446") == []
    change("roof.yaml", '"And another."', 'And another."')
    assert found(folder, "HT446") != []


def test_repetition_is_seen_across_branches_and_line_ends(folder: Path, change: Change) -> None:
    """The joint of a branch is where a word is doubled most easily; words that may be doubled are let be."""
    change(
        "roof.yaml",
        "The edge is lower",
        "The edge is\n      {% if noise > 0 %}is lower{% else %}high{% endif %} and had had",
    )
    assert len(found(folder, "HT445")) == 1


def test_the_shorter_branch_is_read_too(folder: Path, change: Change) -> None:
    """Every branch is looked at, also one inside another, and not only the longest path."""
    branches = (
        "{% if noise > 0 %}is higher than it looks{% else %}is{% if noise == 0 %} the the{% endif %} end{% endif %}"
    )
    change("roof.yaml", "is lower than it looks.", f"{branches}.")
    assert len(found(folder, "HT445")) == 1


def test_names_in_speech_are_not_people_who_are_there(folder: Path, change: Change) -> None:
    """One may speak of anybody, and think of anybody; who is given speech and is in no list is noted."""
    change("roof.yaml", "The edge is lower than it looks.", '"Bo-mi is downstairs," he says. Bo-mi has the key.')
    assert found(folder, "HT447") == []
    change("roof.yaml", "he says. Bo-mi has the key.", "says Bo-mi.")
    assert len(found(folder, "HT447")) == 1


def test_what_each_makes_is_told_once(folder: Path, change: Change) -> None:
    """A scene written for several people has its prose checked once, not once for every person."""
    change("roof.yaml", "        to: fall\n", "        to: message_bo_mi\n")
    written = "  message:\n    each: [bo_mi, tae_o]\n    text: A message message for {{ them.name }}.\n    to: fall\n"
    change("roof.yaml", "  stops:\n", f"{written}  stops:\n")
    assert len(found(folder, "HT445")) == 1
    assert found(folder, "HT430") == ["roof.yaml:35 No path leads to `message_tae_o`."]


@pytest.fixture
def phrase(change: Change) -> str:
    """Put one phrase in three scenes that follow each other, and return it."""
    change("duty.yaml", "since ten.", "since ten, like a man with keys.")
    change("duty.yaml", "The bell rings once.", "The bell rings once, like a man with keys.")
    change("roof.yaml", "steps back to make room.", "steps back, like a man with keys.")
    return "“like a man with keys” stands in 3 scenes: `duty.desk`, `duty.bell`, `roof.fall`."


def test_a_phrase_in_three_scenes_of_one_way_is_told_once(folder: Path, phrase: str) -> None:
    """Readers hear a habit at the third time; one note says where it stands, however many words it has."""
    assert found(folder, "HT450") == [f"duty.yaml:12 {phrase}"]


def test_scenes_that_shut_each_other_out_do_not_make_a_habit(folder: Path, change: Change) -> None:
    """A phrase in two endings is read once, and is no third time."""
    change("duty.yaml", "since ten.", "since ten, like a man with keys.")
    change("roof.yaml", "The counter has come to its end.", "He goes, like a man with keys.")
    change("roof.yaml", "steps back to make room.", "steps back, like a man with keys.")
    assert found(folder, "HT450") == []


def test_a_refrain_may_come_back(folder: Path, change: Change, phrase: str) -> None:
    """What story.yaml lists as a refrain is meant, in other letters and with other words about it too."""
    assert phrase
    change("story.yaml", "notes:", "refrains: [A man with KEYS.]\nnotes:")
    assert found(folder, "HT450") == []


def test_our_refrains_are_those_of_the_notes() -> None:
    """The list that the program reads, and the one that writers read, are of the same lines."""
    story = load_story(OURS).story
    assert story is not None
    notes = (OURS / "notes.md").read_text(encoding="utf-8")
    told = notes[notes.index("\n## Refrains\n") : notes.index("\n## Objects")]
    assert [refrain for refrain in story.refrains if refrain not in told] == []
