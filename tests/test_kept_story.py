"""A story as it was loaded last: the same to the last field, and only for as long as its folder is what it was."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from random_stories import stories
from story_files import Files, story_of
from written_out import written_out

from game.cache import Cache
from game.engine.playthrough import Playthrough
from game.errors import GameError
from game.kept_story import KeptStory
from game.locations import cache_folder
from game.opening import open_story
from game.story import loader
from game.story.loader import load_story
from game.story.model import Story
from game.story.packing import Packer, Unpacker

ROOT = Path(__file__).parent.parent
NIGHT_DUTY = ROOT / "tests" / "stories" / "night_duty"


def packed(story: Story) -> Story:
    """Return what a story is after having been text."""
    again = Unpacker().unpack(json.loads(json.dumps(Packer().pack(story))))
    assert isinstance(again, Story)
    return again


@settings(max_examples=12, deadline=None)
@given(files=stories())
def test_a_story_comes_back_as_it_was(files: Files) -> None:
    """Whatever the language can say is the same after having been packed."""
    story = story_of(files)
    assert written_out(packed(story)) == written_out(story)


def test_our_story_comes_back_as_it_was() -> None:
    """So is ours, and it plays: its texts and conditions are what they were."""
    story = load_story(ROOT / "story").story
    assert story is not None
    again = packed(story)
    assert written_out(again) == written_out(story)
    moves = (ROOT / "tests" / "golden" / "cleaning_duty-kind.moves").read_text(encoding="utf-8").split()
    one, other = Playthrough(story), Playthrough(again)
    assert one.restore(moves) is other.restore(moves) is None
    assert written_out(one.steps) == written_out(other.steps)


def test_what_is_one_thing_is_one_thing_again() -> None:
    """Scenes, routes and endings are told apart by identity: two of one would be two."""
    story = load_story(NIGHT_DUTY).story
    assert story is not None
    again = packed(story)
    assert all(scene is again.scenes[scene.key] for chapter in again.chapters for scene in chapter.scenes)
    shared = [
        (scene.key, choice.id)
        for scene in story.scenes.values()
        for choice in scene.choices
        if scene.routes and choice.routes and choice.routes[0] is scene.routes[0]
    ]
    assert shared
    for key, name in shared:
        choice = next(choice for choice in again.scenes[key].choices if choice.id == name)
        assert choice.routes[0] is again.scenes[key].routes[0]


def test_only_what_a_story_is_made_of_can_be_packed() -> None:
    """Nothing else gets into a file that is read again."""
    with pytest.raises(TypeError):
        Packer().pack(Path())
    with pytest.raises(TypeError):
        Packer().pack(object())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a small story."""
    return copytree(NIGHT_DUTY, tmp_path / "story")


def refuse(*_: object, **__: object) -> None:
    """Stand for what must not be done."""
    raise AssertionError


def test_an_unchanged_story_is_not_loaded_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The game begins without reading YAML, and with the same story."""
    story = open_story(folder)
    monkeypatch.setattr(loader, "load_story", refuse)
    assert written_out(open_story(folder)) == written_out(story)


def test_an_edit_is_seen_and_an_error_told(folder: Path) -> None:
    """Whoever writes and plays in turn always plays what they wrote."""
    open_story(folder)
    duty = folder / "duty.yaml"
    text = duty.read_text(encoding="utf-8")
    duty.write_text(text.replace("The bell rings once.", "The bell rings twice."), encoding="utf-8")
    assert "twice" in repr(open_story(folder).scenes["duty.bell"].text)
    duty.write_text(text + "nonsense: 1\n", encoding="utf-8")
    with pytest.raises(GameError):
        open_story(folder)
    duty.write_text(text, encoding="utf-8")
    assert "once" in repr(open_story(folder).scenes["duty.bell"].text)


def test_a_file_that_is_added_is_seen(folder: Path) -> None:
    """A story is also what its folder did not have."""
    assert open_story(folder).laws == ()
    (folder / "laws.yaml").write_text("- {never: noise == 5, because: It would wake them.}\n", encoding="utf-8")
    assert len(open_story(folder).laws) == 1


def test_whatever_is_kept_harms_nothing(folder: Path) -> None:
    """Values that are whole and of another form are as good as none."""
    story = open_story(folder)
    kept = KeptStory(Cache(cache_folder()), folder, "en")
    assert kept.read() is not None
    values: list[object] = [None, [], 7, {"asked": [], "story": None}, {"asked": [], "story": [99]}, {"asked": [["a"]]}]
    values += [
        {"asked": [], "story": [1, 2, 3]},
        {"asked": [], "story": [7, "too few"]},
        {"asked": [], "story": "text"},
    ]
    for value in values:
        for path in cache_folder().iterdir():
            Cache(cache_folder()).put(path.stem, value)
        assert kept.read() is None
        assert written_out(open_story(folder)) == written_out(story)
