"""A run that is played again after an edit: steps that are taken over tell what they would tell if they were played."""

from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, write_story
from written_out import written_out

from game.story.built import Built
from game.story.loader import load_story
from game.story.model import Story
from game.story.shelf import Shelf
from game.watch.rehearsal import Rehearsal

NIGHT_DUTY = Path(__file__).parents[1] / "stories" / "night_duty"
MOST_MOVES = 40
NOT_TOLD = frozenset({"worked_out", "span"})
"""Where a variable is declared may have moved in its file: a step does not tell that."""


class Folder:
    """A folder with a story, that is loaded as `hyosan watch` loads it."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing known."""
        self.path = path
        self._shelf, self._built = Shelf(), Built()

    def story(self) -> Story:
        """Load the story, which has no errors, with what is known of it."""
        story = load_story(self.path, self._shelf, built=self._built).story
        assert story is not None
        return story


def played(story: Story, dice: Random) -> Rehearsal:
    """Return a run by dice."""
    run = Rehearsal(story)
    while run.available() and len(run.moves) < MOST_MOVES:
        run.choose(dice.choice(run.available()))
    return run


@settings(max_examples=8, deadline=None)
@given(files=stories(), others=stories(), seed=st.integers(0, 10_000))
def test_a_run_taken_over_is_the_run_played_again(files: Files, others: Files, seed: int) -> None:
    """Whatever was edited, every step, its text and its events are those of a run played in the story as it is now."""
    dice = Random(seed)  # noqa: S311 - no secret
    with TemporaryDirectory() as place:
        folder = Folder(Path(place))
        write_story(folder.path, files)
        run = played(folder.story(), dice)
        for _ in range(4):
            name = dice.choice([*files])
            story = {**files, name: others[name]}
            write_story(folder.path, story)
            try:
                now = folder.story()
            except AssertionError:
                continue  # one names what the other lacks
            again, afresh = Rehearsal(now), Rehearsal(now)
            assert written_out(again.restore(run.moves, run)) == written_out(afresh.restore(run.moves))
            assert written_out(again.steps, NOT_TOLD) == written_out(afresh.steps, NOT_TOLD)
            assert all(step.after.scene is now.scenes[step.after.scene.key] for step in again.steps)


MOVES = ["duty.desk.ask", "duty.key.continue", "duty.desk.shut_it", "duty.bell.continue", "roof.door.key"]


@pytest.mark.parametrize(
    ("name", "old", "new", "kept"),
    [
        # The beginning is always told anew.
        ("roof.yaml", "Whom do you want?", "Who is it to be?", [0, 1, 1, 1, 0, 0]),
        ("duty.yaml", "The bell rings once.", "The bell rings thrice.", [0, 0, 0, 0, 0, 1]),
        # Said of a change, in words that stand in no scene.
        ("world.yaml", "label: Nerve", "label: Courage", [0, 0, 0, 0, 0, 0]),
        ("story.yaml", "title: ", "title: Another ", [0, 1, 1, 1, 1, 1]),
    ],
)
def test_only_what_an_edit_concerns_is_played_again(
    tmp_path: Path, name: str, old: str, new: str, kept: list[int]
) -> None:
    """The point of it: of all moves, only those of the chapter that is being written are played."""
    folder = Folder(copytree(NIGHT_DUTY, tmp_path / "story"))
    run = Rehearsal(folder.story())
    assert run.restore(MOVES) is None
    path = folder.path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    again = Rehearsal(folder.story())
    assert again.restore(MOVES, run) is None
    assert [int(now is before) for now, before in zip(again.steps, run.steps, strict=True)] == kept


def test_a_variable_that_was_set_by_hand_is_set_again(tmp_path: Path) -> None:
    """What was tried stays tried, before what follows from it and behind it."""
    folder = Folder(copytree(NIGHT_DUTY, tmp_path / "story"))
    run = Rehearsal(folder.story())
    moves = ["duty.desk.ask", "noise := 2", "duty.key.continue"]
    assert run.restore(moves) is None
    again = Rehearsal(folder.story())
    assert again.restore(run.moves, run) is None
    assert again.moves == tuple(moves)
    assert [now is before for now, before in zip(again.steps, run.steps, strict=True)] == [False, True, True, True]
