"""``hyosan new``: the story it makes is right in every way that can be asked, and it never makes half of one."""

from pathlib import Path

import pytest
from hyosan_command import Hyosan

from game.author.check import check_story
from game.author.new import FILES, id_for, make, new_story
from game.author.prove import prove_story
from game.author.schema import MODELS
from game.errors import CannotBegin, ExitCode
from game.story.loader import load_story


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A new story."""
    new_story(tmp_path / "ferry")
    return tmp_path / "ferry"


def test_the_new_story_has_nothing_to_mend(made: Path) -> None:
    """Protects a beginner's first check: no error, no warning, and no note either."""
    report = check_story(made)
    assert report.problems == ()
    assert report.unchecked == ()


def test_the_new_story_is_proved(made: Path) -> None:
    """Protects a beginner's first proof: everything can be reached, nothing is idle, and its laws hold."""
    proof = prove_story(made)
    assert proof.exit_code == ExitCode.OK
    assert proof.findings == ()


def test_the_new_story_shows_one_of_each(made: Path) -> None:
    """Protects its use as an example: small enough to read, and with one of what a story is made of."""
    story = load_story(made).story
    assert story is not None
    scenes = story.scenes.values()
    assert len(scenes) == 8
    assert story.people.keys() == {"you", "wenna", "pask"}
    assert sum(scene.ending is not None for scene in scenes) == 2
    assert sum(scene.dilemma is not None for scene in scenes) == 1
    assert sum(scene.clip is not None for scene in scenes) == 1
    assert [choice for scene in scenes for choice in scene.choices if choice.locked]


def test_every_file_explains_itself_and_names_its_schema(made: Path) -> None:
    """Protects the reader, and completion in an editor from the first minute."""
    assert {path.name for path in made.iterdir()} == {*FILES, "schema"}
    schemas = {f"{kind}.schema.json" for kind in MODELS}
    assert {path.name for path in (made / "schema").iterdir()} == {*schemas, "translation"}
    for name in FILES:
        first, second, *_ = (made / name).read_text(encoding="utf-8").splitlines()
        assert (made / first.partition("$schema=")[2]).is_file(), name
        assert second.startswith("# "), name


@pytest.mark.parametrize(
    ("folder", "story_id"),
    [
        ("ferry", "ferry"),
        ("The Last Ferry!", "the_last_ferry"),
        ("2nd", "my_story"),
        ("record", "my_story"),
        ("항구", "my_story"),
        ("a" * 39 + " bcd", "a" * 39),
    ],
)
def test_a_story_gets_an_id_of_its_own(folder: str, story_id: str, tmp_path: Path) -> None:
    """Protects runs: two stories of one id would be taken for one."""
    assert id_for(tmp_path / folder) == story_id
    new_story(tmp_path / folder)
    story = load_story(tmp_path / folder).story
    assert story is not None
    assert story.id == story_id


def test_an_empty_folder_will_do_and_so_will_the_one_stood_in(
    hyosan: Hyosan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects those who made their folder first: it stays the same folder, and gets the story."""
    (tmp_path / "ferry").mkdir()
    monkeypatch.chdir(tmp_path / "ferry")
    code, out, _ = hyosan("new", ".")
    assert code == ExitCode.OK
    assert out.startswith("story.yaml\n")
    assert {path.name for path in Path().iterdir()} == {*FILES, "schema"}
    assert load_story(Path()).story is not None


def test_what_it_prints_can_be_typed(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects folders with a space: the commands named are commands."""
    code, out, _ = hyosan("new", tmp_path / "my ferry")
    assert code == ExitCode.OK
    assert f"  hyosan check '{tmp_path / 'my ferry'}'\n" in out


def test_a_folder_that_is_not_empty_is_left_alone(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects what is there already, and says what it was."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "story.yaml").write_text("mine", encoding="utf-8")
    code, _, err = hyosan("new", kept)
    assert code == ExitCode.NOT_BEGUN
    assert "is not empty: it has story.yaml in it" in err
    assert [path.read_text(encoding="utf-8") for path in kept.iterdir()] == ["mine"]


def test_a_file_or_a_missing_parent_is_named(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects whoever mistyped: no traceback, and nothing made on the way."""
    (tmp_path / "file").touch()
    for folder, said in (("file", "is a file"), ("file/ferry", "There is no folder"), ("a/b", "There is no folder")):
        code, _, err = hyosan("new", tmp_path / folder)
        assert code == ExitCode.NOT_BEGUN
        assert said in err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("reason", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])
def test_what_cannot_be_written_is_not_half_written(
    exists: bool,  # noqa: FBT001 - a parameter of the test
    reason: OSError,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Protects against half a story where a disk is full or a folder belongs to somebody else."""
    folder = tmp_path / "ferry"
    if exists:
        folder.mkdir()

    def fail(_: Path) -> None:
        raise reason

    monkeypatch.setattr(make, "write_schemas", fail)
    with pytest.raises(CannotBegin, match=str(reason.strerror)):
        new_story(folder)
    assert [*tmp_path.rglob("*")] == ([folder] if exists else [])


def test_what_is_interrupted_is_not_half_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects against half a story after Ctrl-C while the files go to their places."""
    moved: list[Path] = []
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        new_story(tmp_path)
    assert len(moved) == 3
    assert [*tmp_path.iterdir()] == []
