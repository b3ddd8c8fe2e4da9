"""A story as it was loaded last: the same to the last field, and only for as long as its folder is what it was."""

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import NoReturn

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
from game.story import disk, loader
from game.story.by_chapter import Parts, from_parts, in_parts
from game.story.loader import load_story
from game.story.model import Story
from game.story.packing import Packer

ROOT = Path(__file__).parent.parent
NIGHT_DUTY = ROOT / "tests" / "stories" / "night_duty"


def packed(story: Story) -> Story:
    """Return what a story is after having been bytes."""
    return from_parts(in_parts(story), refuse)


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


def refuse(*_: object, **__: object) -> NoReturn:
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


@pytest.mark.skipif(os.name == "nt", reason="there it does not show when a file was changed, and all are read")
def test_files_that_nobody_has_written_since_are_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long story opens as fast as a short one; and an edit is seen though length and date are as they were."""
    monkeypatch.setattr(disk, "_TICK", 0)
    story = open_story(folder)
    with monkeypatch.context() as reading:
        reading.setattr(disk.Disk, "content", refuse)
        assert written_out(open_story(folder)) == written_out(story)
    duty = folder / "duty.yaml"
    dated, text = duty.stat(), duty.read_text(encoding="utf-8")
    duty.write_text(text.replace("The bell rings once.", "The bell rings 0nce."), encoding="utf-8")
    os.utime(duty, ns=(dated.st_atime_ns, dated.st_mtime_ns))
    assert duty.stat().st_size == dated.st_size
    assert "0nce" in repr(open_story(folder).scenes["duty.bell"].text)


def test_files_that_were_written_just_now_are_read(folder: Path) -> None:
    """A file may be written twice within a tick of the clock, which would not show."""
    assert disk.traces(folder, [disk.Asked(disk.Question.CONTENT, "duty.yaml", "")]) == {}


def test_files_that_were_only_touched_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story that was checked out anew, or copied, says what it said, and is known again from then on."""
    open_story(folder)
    monkeypatch.setattr(disk, "_TICK", 0)
    (folder / "duty.yaml").touch()
    story = open_story(folder)
    monkeypatch.setattr(disk.Disk, "content", refuse)
    assert written_out(open_story(folder)) == written_out(story)


def test_a_file_that_is_added_is_seen(folder: Path) -> None:
    """A story is also what its folder did not have."""
    assert open_story(folder).laws == ()
    (folder / "laws.yaml").write_text("- {never: noise == 5, because: It would wake them.}\n", encoding="utf-8")
    assert len(open_story(folder).laws) == 1


def with_part(content: bytes, name: str, part: object) -> bytes:
    """Return a story in parts with something else in the place of one of them."""
    listed, _, blobs = content.partition(b"\n")
    lengths, at, found = json.loads(listed), 0, {}
    for one, length in lengths.items():
        found[one] = blobs[at : at + length]
        at += length
    assert name in found
    found[name] = part if isinstance(part, bytes) else zlib.compress(json.dumps(part).encode())
    return json.dumps({one: len(blob) for one, blob in found.items()}).encode() + b"\n" + b"".join(found.values())


def of_another_form(content: bytes, name: str) -> Iterator[bytes]:
    """Yield a story in parts with one of them as nobody writes it."""
    for part in (
        b"",
        b"not compressed",
        None,
        [],
        {},
        7,
        "text",
        [99],
        [[1, 2, 3]],
        [[7, "too few"]],
        [0, 1],
        {"a": 1},
    ):
        yield with_part(content, name, part)


def kept_in(folder: Path) -> tuple[KeptStory, str, bytes, bytes]:
    """Return what is kept of a folder's story: by what key, what was asked, and its parts."""
    open_story(folder)
    (path,) = cache_folder().glob("*.bytes")
    asked, _, parts = (Cache(cache_folder()).content(path.stem) or b"").partition(b"\n")
    return KeptStory(Cache(cache_folder()), folder, "en"), path.stem, asked, parts


def test_whatever_is_kept_harms_nothing(folder: Path) -> None:
    """Bytes that are whole and of another form are as good as none."""
    kept, key, asked, parts = kept_in(folder)
    story = load_story(folder).story
    assert story is not None
    assert written_out(kept.read()) == written_out(story)
    others = [
        b"",
        b"\n",
        b"[[[]], {}]\n" + parts,
        b"[]\n{}\n",
        b"[[], {}]\n{}\n",
        b"null\nnull\n",
        asked + b"\n",
        asked + b"\n[1]\n" + parts,
    ]
    others += [asked + b"\n" + other for other in of_another_form(parts, "head")]
    for content in others:
        Cache(cache_folder()).keep(key, content)
        assert kept.read() is None, content[:60]
        assert written_out(open_story(folder)) == written_out(story)


@pytest.mark.parametrize("part", ["scenes of duty", "lines", "laws"])
def test_a_part_of_another_form_is_made_anew_from_the_files(folder: Path, part: str) -> None:
    """Nobody's game ends in the middle because of what some program wrote into a folder of ours."""
    kept, key, asked, parts = kept_in(folder)
    story = load_story(folder).story
    assert story is not None
    for content in of_another_form(parts, part):
        Cache(cache_folder()).keep(key, asked + b"\n" + content)
        again = kept.read()
        assert again is not None
        assert written_out(again) == written_out(story)


def test_a_damaged_part_of_a_story_that_is_another_by_now_is_told(folder: Path) -> None:
    """Half of one version is never played with half of another."""
    kept, key, asked, parts = kept_in(folder)
    Cache(cache_folder()).keep(key, asked + b"\n" + with_part(parts, "scenes of duty", []))
    story = kept.read()
    assert story is not None
    duty = folder / "duty.yaml"
    duty.write_text(duty.read_text(encoding="utf-8").replace("rings once", "rings twice"), encoding="utf-8")
    with pytest.raises(GameError, match="others by now"):
        _ = story.scenes["duty.bell"]


def test_only_what_a_run_comes_to_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long story opens as fast as a short one: no chapter is read before somebody stands at its door."""
    asked: list[str] = []
    written = Parts.written

    def counted(parts: Parts, name: str) -> bytes:
        asked.append(name)
        return written(parts, name)

    open_story(ROOT / "story")
    monkeypatch.setattr(Parts, "written", counted)
    story = open_story(ROOT / "story")
    assert asked == ["head"]
    first = story.scenes[story.start].chapter
    run = Playthrough(story)
    moves = (ROOT / "tests" / "golden" / "cleaning_duty-kind.moves").read_text(encoding="utf-8").split()
    assert run.restore(moves) is None
    come_to = {step.after.scene.chapter for step in run.steps}
    assert first in come_to
    assert len(come_to) < len(story.chapters)
    # What a scene leads to is looked up with it, which may be the first of the next chapter.
    neighbours = {
        route.target.partition(".")[0]
        for step in run.steps
        for routes in (step.after.scene.routes, *(choice.routes for choice in step.after.scene.choices))
        for route in routes
    }
    assert {name.removeprefix("scenes of ") for name in asked[1:]} <= come_to | neighbours
    assert len(asked) - 1 < len(story.chapters)
