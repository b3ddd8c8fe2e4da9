"""A story that is loaded again where only some of it has changed: the same, to the last field, as one loaded afresh."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, write_story
from written_out import written_out

from game.story.built import Built
from game.story.loader import Loaded, load_story
from game.story.model import Story
from game.story.shelf import Shelf

ROOT = Path(__file__).parents[2]
Edit = Callable[[str], str]


class Desk:
    """A folder, and what is known of it from the last time."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing known."""
        self.folder = folder
        self._shelf, self._built = Shelf(), Built()

    def again(self) -> Loaded:
        """Load the story with what is known, and assert that it is what a fresh loading gives."""
        kept, fresh = load_story(self.folder, self._shelf, built=self._built), load_story(self.folder)
        # A file that cannot be read at all stands in for what it said before, so there is more to say of the rest.
        if not any(problem.code in {"HT004", "HT007"} for problem in fresh.problems):
            assert list(kept.problems) == list(fresh.problems)
        assert written_out(kept.story) == written_out(fresh.story)
        return kept

    def edit(self, name: str, edit: Edit) -> None:
        """Save a file with something else in it."""
        path = self.folder / name
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


@settings(max_examples=8, deadline=None)
@given(files=stories(), others=stories(), seed=st.integers(0, 10_000))
def test_files_changed_back_and_forth_give_the_story_that_they_are(files: Files, others: Files, seed: int) -> None:
    """Chapters of two stories in every mixture, many of which name what the others lack: nothing stale is left."""
    dice = Random(seed)  # noqa: S311 - no secret
    with TemporaryDirectory() as place:
        desk = Desk(Path(place))
        write_story(desk.folder, files)
        desk.again()
        for _ in range(5):
            for name in dice.sample([*files], dice.choice([1, 1, 2])):
                write_story(desk.folder, {name: dice.choice([files, others])[name]})
            desk.again()


def replaced(old: str, new: str) -> Edit:
    """Return an edit that replaces some words, which must be there, where they stand first."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


OURS: list[tuple[str, Edit]] = [
    ("season-1/02-the-door.yaml", replaced("the second row", "the third row")),
    # A fact moves the slots of all that are declared behind it; a scene and a choice move those of marks.
    ("world.yaml", replaced("\nfacts:\n", "\nfacts:\n  new_fact: {says: It is new.}\n")),
    ("season-1/01-cleaning-duty.yaml", replaced("- id: ", "- {id: again, label: Again., once: true}\n      - id: ")),
    ("cast.yaml", replaced("name: Gwi-nam", "name: Gwi-nam the first")),
    # What another chapter leads to.
    ("season-1/02-the-door.yaml", replaced("\n  frame_knocks:\n", "\n  frame_knocked:\n")),
    ("season-1/02-the-door.yaml", replaced("\n  frame_knocked:\n", "\n  frame_knocks:\n")),
    ("season-2/16-the-record.yaml", replaced("scenes:\n", "scenes:\n  new_scene: {text: It is new., to: [nowhere]}\n")),
]


@pytest.mark.slow
def test_edits_of_our_story_give_the_story_that_it_is(tmp_path: Path) -> None:
    """On a story of hundreds of scenes too, whatever kind of thing was edited."""
    desk = Desk(copytree(ROOT / "story", tmp_path / "story", ignore=ignore_patterns("schema")))
    desk.again()
    sound = []
    for name, edit in OURS:
        desk.edit(name, edit)
        sound.append(desk.again().story is not None)
    assert sound == [True, True, True, True, False, True, False]


def test_what_was_not_touched_is_taken_over_as_it_is(tmp_path: Path) -> None:
    """The point of it: after an edit of one chapter, the scenes of the others are the very same ones."""
    folder = copytree(ROOT / "tests" / "stories" / "night_duty", tmp_path / "story")
    shelf, built = Shelf(), Built()

    def loaded() -> Story:
        story = load_story(folder, shelf, built=built).story
        assert story is not None
        return story

    before = loaded()
    duty = folder / "duty.yaml"
    duty.write_text(duty.read_text(encoding="utf-8").replace("The bell rings once.", "The bell rings."), "utf-8")
    after = loaded()
    same = {key for key, scene in after.scenes.items() if scene is before.scenes[key]}
    assert same == {key for key, scene in after.scenes.items() if scene.span.file != "duty.yaml"}
    assert same
    assert [one is other for one, other in zip(before.chapters, after.chapters, strict=True)] == [False, True]
