"""A folder of files: which there are, what may be read of them, and chapters that stand in several."""

import os
from pathlib import Path

import pytest
from small_story import BASE, Files, chapter, hall, load, loaded, problem_of, told

from game.errors import CannotBegin
from game.story.loader import load_story

LARGEST = 2 * 1024 * 1024
MOST_FILES = 500


def written(folder: Path, files: Files) -> Path:
    """Write the base with some files changed into a folder that stays, and return it."""
    for name, content in {**BASE, **hall("    to: end\n"), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def codes(folder: Path) -> list[tuple[str, str]]:
    """Return each problem's code and file."""
    return [(problem.code, problem.span.file) for problem in load_story(folder).problems]


def test_a_story_needs_a_folder(tmp_path: Path) -> None:
    """Only a missing folder stops before it has begun; everything else is a problem to be told."""
    with pytest.raises(CannotBegin):
        load_story(tmp_path / "nowhere")
    assert codes(tmp_path) == [("HT001", "story.yaml")]


def test_only_story_and_one_chapter_are_required(tmp_path: Path) -> None:
    """Cast, world, places, record and laws may be missing; `you` exists all the same."""
    (tmp_path / "story.yaml").write_text(
        "story: s\ntitle: T\nformat: 1\nversion: 1.0.0\nstart: one.hall\nchapters: [one.yaml]\n", encoding="utf-8"
    )
    (tmp_path / "one.yaml").write_text(
        "chapter: one\ntitle: One\nscenes:\n  hall: {text: A., ending: {id: e, title: E, kind: record}}\n",
        encoding="utf-8",
    )
    result = load_story(tmp_path)
    assert result.story is not None
    assert list(result.story.people) == ["you"]
    assert result.story_id == "s"


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("HT001", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «three.yaml»]")}),
        ("HT201", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «two.yaml»]")}),
        ("HT014", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «../x.yaml»]")}),
        ("HT014", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «/etc/passwd»]")}),
        ("HT014", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «./two.yaml»]")}),
        ("HT014", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «a\\two.yaml»]")}),
        ("HT014", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «C:two.yaml»]")}),
        ("HT002", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «" + "a" * 300 + "»]")}),
        ("HT110", {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, «''»]")}),
    ],
)
def test_a_chapter_is_a_file_of_the_folder(code: str, files: dict[str, str]) -> None:
    """A chapter that is not there, listed twice, or elsewhere is told where story.yaml names it."""
    problem_of(code, files)


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """Neither a file nor a folder on the way may be a symbolic link, wherever it leads."""
    folder = written(tmp_path / "a", {"story.yaml": BASE["story.yaml"].replace("two.yaml", "late/two.yaml")})
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.yaml").write_text(BASE["two.yaml"], encoding="utf-8")
    (folder / "late").symlink_to(tmp_path / "b")
    (folder / "laws.yaml").symlink_to(tmp_path / "nothing")
    assert codes(folder) == [("HT015", "story.yaml"), ("HT015", "laws.yaml")]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A folder, or a pipe that would never end, is refused."""
    folder = written(tmp_path, {})
    (folder / "two.yaml").unlink()
    os.mkfifo(folder / "two.yaml")
    (folder / "laws.yaml").mkdir()
    assert codes(folder) == [("HT002", "story.yaml"), ("HT002", "laws.yaml")]


def test_a_file_is_at_most_two_mebibytes() -> None:
    """The limit, at its edge."""
    comment = "# " + "x" * 100 + "\n"
    text = BASE["two.yaml"] + comment * ((LARGEST - len(BASE["two.yaml"])) // len(comment))
    text += "#" * (LARGEST - len(text) - 1) + "\n"
    assert told({"two.yaml": text}) == []
    assert told({"two.yaml": text + "\n"}) == ["HT003"]


def test_a_story_has_at_most_five_hundred_files(tmp_path: Path) -> None:
    """The limit, at its edge; the files beyond are not read."""
    folder = written(tmp_path, {})
    base = len(list(folder.iterdir()))
    for extra, expected in ((MOST_FILES - base, []), (MOST_FILES - base + 1, [("HT013", "story.yaml")])):
        names = [f"more-{number}.yaml" for number in range(extra)]
        for name in names:
            (folder / name).write_text("chapter: two\n", encoding="utf-8")
        (folder / "story.yaml").write_text(
            BASE["story.yaml"].replace("[two.yaml]", f"[{', '.join(['two.yaml', *names])}]"), encoding="utf-8"
        )
        assert codes(folder) == expected


def test_what_is_not_utf_8_is_told_where_it_stands() -> None:
    """The byte's own line and column, and the line is quoted."""
    files: Files = {
        "two.yaml": BASE["two.yaml"].replace("A roof", "온 A r\xffoof").encode("utf-8").replace(b"\xc3\xbf", b"\xff")
    }
    (problem,) = load(files).problems
    assert (problem.code, problem.span.line) == ("HT004", 6)
    assert problem.source_line[problem.span.column - 1] == "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("\n", "HT017"),
        ("# only a remark\n", "HT017"),
        ("just words\n", "HT103"),
        ("- a\n", "HT103"),
        ("---\n", "HT103"),
    ],
)
def test_a_file_that_holds_nothing_is_told(content: str, code: str) -> None:
    """Empty, a remark, or no mapping: one problem, in that file."""
    assert [(problem.code, problem.span.file) for problem in load({"two.yaml": content}).problems] == [
        (code, "two.yaml")
    ]


def test_a_chapter_stands_in_several_files() -> None:
    """The first carries title, tape and notes; facts and scenes of all are one chapter's."""
    more = "chapter: two\nfacts:\n  more_fact: {}\nscenes:\n"
    more += "  attic: {text: A., to: roof, enter: {late_fact: true, more_fact: true}}\n"
    story = loaded(
        {
            "story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[two.yaml, more.yaml]"),
            "two.yaml": BASE["two.yaml"].replace("title: Two\n", "title: Two\ntape: 2\nnotes: [falling]\n"),
            "more.yaml": more,
        }
    )
    two = story.chapters[1]
    assert (two.title, two.tape, two.notes) == ("Two", 2, ("falling",))
    assert [scene.id for scene in two.scenes] == ["roof", "fall", "attic"]
    assert [season.chapters for season in story.seasons] == [("one",), ("two",)]


@pytest.mark.parametrize(
    ("code", "listed", "more"),
    [
        ("HT201", "[two.yaml, more.yaml]", "chapter: two\n«title»: Again\n"),
        ("HT201", "[two.yaml, more.yaml]", "chapter: two\n«tape»: 3\n"),
        ("HT201", "[two.yaml, more.yaml]", "chapter: two\n«notes»: [x]\n"),
        ("HT201", "[two.yaml, more.yaml]", "chapter: two\nscenes:\n  «roof»: {text: Again., to: fall}\n"),
        ("HT201", "[two.yaml, more.yaml]", "chapter: two\nfacts:\n  «late_fact»: {}\n"),
        ("HT201", "[two.yaml, more.yaml]", "chapter: «one»\n"),
    ],
)
def test_files_of_one_chapter_follow_each_other(code: str, listed: str, more: str) -> None:
    """What only the first may say, what may be said once, and a chapter that was begun before another."""
    files = {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", listed), "more.yaml": more}
    problem_of(code, files)


def test_a_chapter_stays_in_its_season() -> None:
    """A chapter that begins in one season and goes on in the next would have counts in half of it."""
    problem_of(
        "HT201",
        {
            "story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[more.yaml, two.yaml]"),
            "more.yaml": "chapter: «one»\nscenes:\n  cellar: {text: A., to: hall}\n",
        },
    )


def test_the_order_of_files_is_the_storys_whatever_is_wrong_with_them() -> None:
    """A file that cannot be decoded is told in its place too."""
    files: Files = {"cast.yaml": b"\xff", "two.yaml": "\t", "laws.yaml": "[", "places.yaml": "x"}
    assert [problem.span.file for problem in load(files).problems] == [
        "cast.yaml",
        "places.yaml",
        "two.yaml",
        "laws.yaml",
    ]


def test_notes_are_never_read() -> None:
    """notes.md, and files that story.yaml does not list, may hold anything."""
    loaded({"notes.md": b"\xff\x00", "season-9/draft.yaml": "{{{"})


def test_the_same_files_make_the_same_story() -> None:
    """Slots, scenes and problems do not depend on anything but the files."""
    files = {**chapter("  hall: {text: A., to: [{if: seen(end), to: end}, end]}\n")}
    first, second = loaded(files), loaded(files)
    assert first.slots == second.slots
    assert first.start_vector == second.start_vector
    assert list(first.scenes) == list(second.scenes)
