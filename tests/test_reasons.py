"""Why a choice is locked: the comparisons that fail, in words, and silence where words would tell too much."""

from pathlib import Path

import pytest

from game.engine.locks import derived_reason, lock_reason
from game.engine.playthrough import Playthrough
from game.story.loader import load_story

STORY = """
story: locks
title: Locks
format: 1
version: 1.0.0
start: hall.door
chapters: [hall.yaml]
"""
CAST = """
you: {start: {nerve: 2}}
people:
  on_jo: {name: On-jo, start: {trust: 2}}
  gwi_nam: {name: Gwi-nam, start: {state: dead}}
"""
WORLD = """
stats:
  trust: {range: 5, label: Trust}
  nerve: {range: 5, start: 1, label: Nerve}
  luck: {range: 5, hidden: true, label: Luck}
  state: {label: State, one_of: {well: well, dead: dead}, able: [well]}
counts:
  noise: {range: 5, label: Noise}
facts:
  key: {says: You have the key.}
  wordless: {}
  door: {says: What you did at the door., one_of: {unset: "", opened: You opened it., held: You held it shut.}}
"""
HALL = """
chapter: hall
title: The Hall
scenes:
  door:
    text: A door.
    choices:
      - id: go
        label: Go
        to: end
      - id: locked
        label: Try
        if: {condition}
        locked: {locked}
        to: end
  end:
    text: An end.
    ending: {{id: end, title: End, kind: record}}
"""


def locked(folder: Path, condition: str, sentence: str = "true") -> tuple[str, str]:
    """Return the derived reason of a choice under that condition at the start, and what is shown beside it."""
    quoted = condition.replace("'", '"')
    files = {"story.yaml": STORY, "cast.yaml": CAST, "world.yaml": WORLD}
    files["hall.yaml"] = HALL.format(condition=f"'{quoted}'", locked=sentence)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    loaded = load_story(folder)
    assert loaded.story is not None, [problem.message for problem in loaded.problems]
    playthrough = Playthrough(loaded.story, "Ye-won")
    choice = playthrough.moment.scene.choices[1]
    return (
        derived_reason(loaded.story, playthrough.moment, choice.condition),
        lock_reason(loaded.story, playthrough.moment, choice, "Ye-won"),
    )


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("you.nerve >= 3", "Nerve 3 or more; 2 now"),
        ("you.nerve > 3", "Nerve 4 or more; 2 now"),
        ("you.nerve < 2", "Nerve 1 or fewer; 2 now"),
        ("you.nerve == 4", "Nerve 4; 2 now"),
        ("not you.nerve <= 2", "Nerve 3 or more; 2 now"),
        ("on_jo.trust >= 3", "On-jo: Trust 3 or more; 2 now"),
        ("gwi_nam.state == 'well'", "Gwi-nam: State well; dead now"),
        ("noise >= 1", "Noise 1 or more; 0 now"),
        ("you.nerve >= 3 and on_jo.trust >= 3", "Nerve 3 or more; 2 now. On-jo: Trust 3 or more; 2 now"),
        ("you.nerve >= 1 and on_jo.trust >= 3", "On-jo: Trust 3 or more; 2 now"),
        ("key", 'Not so yet: "You have the key."'),
        ("door == 'opened'", 'Only if "You opened it."'),
        ("door in ['opened', 'held']", 'Only if "You opened it." or "You held it shut."'),
    ],
)
def test_a_reason_lists_what_fails_by_label_sentence_and_value(tmp_path: Path, condition: str, reason: str) -> None:
    """Only what fails is listed, with what would do and what is; another person's stat with their name."""
    assert locked(tmp_path, condition)[0] == reason


@pytest.mark.parametrize(
    "condition",
    [
        "you.luck >= 3",
        "you.luck >= 3 and you.nerve >= 3",
        "seen(door)",
        "taken(door.go)",
        "you.nerve >= 3 and not seen(end) and seen(door)",
        "wordless",
    ],
)
def test_a_reason_is_left_out_if_part_of_it_is_hidden_or_history(tmp_path: Path, condition: str) -> None:
    """A hidden stat must stay hidden, also by half a reason; and what was done cannot be put as a comparison."""
    assert locked(tmp_path, condition)[0] == ""


def test_a_hidden_part_that_holds_does_not_hide_the_rest(tmp_path: Path) -> None:
    """What does not fail is no part of the reason."""
    assert locked(tmp_path, "you.luck <= 3 and you.nerve >= 3")[0] == "Nerve 3 or more; 2 now"


def test_the_authors_sentence_is_shown_before_the_derived_reason(tmp_path: Path) -> None:
    """The sentence is shown; the reason is a key away; without a sentence the reason is shown itself."""
    assert locked(tmp_path, "you.nerve >= 3", "'{{ you.name }}, your hand will not.'") == (
        "Nerve 3 or more; 2 now",
        "Ye-won, your hand will not.",
    )
    assert locked(tmp_path, "you.nerve >= 3") == ("Nerve 3 or more; 2 now", "Nerve 3 or more; 2 now")
