"""What earlier checks found is told again where it still holds: always what a fresh check finds, and never less."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns, rmtree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, write_story

from game.author.check import Report, check_story, kept_summaries
from game.author.check import kept as kept_reports
from game.author.check.rules import summary_of
from game.author.check.summary import Summary
from game.author.check.unit import Unit
from game.cache import Cache
from game.errors import CannotBegin
from game.story import loader

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "stories" / "minimal"
Edit = Callable[[str], str]


def same_as_fresh(folder: Path, cache: Cache) -> Report:
    """Check with what is kept, twice, and assert that a fresh check finds the same; return what is found."""
    fresh = check_story(folder)
    assert check_story(folder, cache=cache) == fresh
    assert check_story(folder, cache=cache) == fresh
    return fresh


def edited(dice: Random, text: str) -> str:
    """Return a file with one of its lines changed: mostly its prose, else as a hand slips, which is often an error."""
    lines = text.split("\n")
    prose = [number for number, line in enumerate(lines) if re.match(r' *"(text|reply|label|happened)": "', line)]
    if prose and dice.random() < 0.7:
        at = dice.choice(prose)
        head, mark, told = lines[at].partition('": "')
        slip = dice.choice(["the the", "recieve", "color", "colour", "Ana", "“", "\u200b", "one two three four five"])
        lines[at] = f"{head}{mark}{slip} {told}"
        return "\n".join(lines)
    at = dice.randrange(len(lines))
    words = lines[at].split(" ")
    word = dice.randrange(len(words))
    match dice.randrange(5):
        case 0:
            code = dice.choice(["HT431", "HT445", "HT454", "HT999"])
            lines.insert(at, f"# check: ignore {code} because it is so")
        case 1:
            words.insert(word, words[word])
            lines[at] = " ".join(words)
        case 2:
            words[word] = dice.choice(["Ana", "the boy", "“", "", "pair"])
            lines[at] = " ".join(words)
        case 3:
            del lines[at]
        case _:
            lines.insert(at, dice.choice(["", lines[at]]))
    return "\n".join(lines)


@settings(max_examples=10, deadline=None)
@given(files=stories(), others=stories(), seed=st.integers(0, 10_000))
def test_random_edits_of_random_stories_are_told_as_fresh(files: Files, others: Files, seed: int) -> None:
    """Whatever is edited, back and forth, with or without errors, what is kept never changes a report."""
    dice = Random(seed)  # noqa: S311 - no secret
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "story", Cache(Path(place) / "cache")
        write_story(folder, files)
        same_as_fresh(folder, cache)
        for _ in range(4):
            name = dice.choice([*files])
            if dice.random() < 0.4:
                write_story(folder, {name: dice.choice([files, others])[name]})
            else:
                path = folder / name
                path.write_text(edited(dice, path.read_text(encoding="utf-8")), encoding="utf-8")
            same_as_fresh(folder, cache)


def replaced(old: str, new: str) -> Edit:
    """Return an edit that replaces some words, which must be there, where they stand first."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


OURS: list[tuple[str, Edit, str | None]] = [
    ("season-1/02-the-door.yaml", replaced("the second row", "the the second row"), "HT445"),
    ("season-1/01-cleaning-duty.yaml", lambda text: text + "# check: ignore HT445 because of nothing\n", "HT452"),
    # What people are called is said in one file and looked for in all.
    ("cast.yaml", replaced("name: Gwi-nam", "name: Su-hyeok's chair"), None),
    ("story.yaml", replaced("refrains:", "english: american\nrefrains:\n  - the back of it and"), "HT457"),
]


@pytest.mark.slow
def test_edits_of_our_story_are_told_as_fresh(tmp_path: Path) -> None:
    """On a story of hundreds of scenes too, one edit after the other, those that concern other files among them."""
    folder = copytree(ROOT / "story", tmp_path / "story", ignore=ignore_patterns("schema"))
    cache = Cache(tmp_path / "cache")
    check_story(folder, cache=cache)
    for name, edit, code in OURS:
        path = folder / name
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        report = check_story(folder, cache=cache)
        assert report == check_story(folder)
        assert code is None or code in {problem.code for problem in report.problems}, (name, code)
    assert check_story(folder, cache=cache) == report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the minimal story."""
    return copytree(MINIMAL, tmp_path / "story")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache."""
    return Cache(tmp_path / "cache")


def refuse(*_: object, **__: object) -> None:
    """Stand for what must not be done."""
    raise AssertionError


def test_an_unchanged_story_is_not_read_again(folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is told at once, by another name of the folder and from another place too."""
    found = check_story(folder, cache=cache)
    monkeypatch.setattr(loader, "load_with_translations", refuse)
    assert check_story(folder, cache=cache) == found
    monkeypatch.chdir(folder.parent)
    again = check_story(Path("story"), cache=cache)
    assert (again.problems, again.folder) == (found.problems, "story/")


def test_only_what_was_changed_is_summed_up_again(folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the story is known from before: this is what a check after an edit saves."""
    check_story(folder, cache=cache)
    summed_up: list[str] = []

    def summed(unit: Unit) -> Summary:
        summed_up.append(unit.page.file)
        return summary_of(unit)

    monkeypatch.setattr(kept_summaries, "summary_of", summed)
    hall = folder / "hall.yaml"
    hall.write_text(hall.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    check_story(folder, cache=cache)
    assert summed_up == ["hall.yaml"]


@pytest.mark.parametrize("what", ["a new file", "no file", "no folder", "another language"])
def test_what_was_found_holds_for_what_was_asked(folder: Path, cache: Cache, what: str) -> None:
    """A file that appears or vanishes is a change like any other; a folder that is gone is told as that."""
    check_story(folder, cache=cache)
    match what:
        case "a new file":
            (folder / "laws.yaml").write_text("- never: nonsense\n", encoding="utf-8")
            assert same_as_fresh(folder, cache).has_errors
        case "no file":
            (folder / "hall.yaml").unlink()
            assert same_as_fresh(folder, cache).has_errors
        case "no folder":
            rmtree(folder)
            with pytest.raises(CannotBegin):
                check_story(folder, cache=cache)
        case _:
            with pytest.raises(CannotBegin):
                check_story(folder, "ko", cache)


def test_other_code_finds_for_itself(folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of a rule, or of a library it asks, believes nothing that the old one found."""
    check_story(folder, cache=cache)
    for module in (kept_reports, kept_summaries):
        monkeypatch.setattr(module, "rule_code", lambda: "another version")
    monkeypatch.setattr(loader, "load_with_translations", refuse)
    with pytest.raises(AssertionError):
        check_story(folder, cache=cache)


def test_whatever_is_kept_harms_nothing(folder: Path, cache: Cache, tmp_path: Path) -> None:
    """Values that are whole and not of the form they should have are as good as none."""
    check_story(folder, cache=cache)
    values: list[object] = [None, [], {}, {"asked": 1, "problems": [], "story": ""}, {"problems": [[1, 2]]}, "text", 7]
    for value in values:
        for path in (tmp_path / "cache").iterdir():
            cache.put(path.stem, value)
        same_as_fresh(folder, cache)


def test_two_checks_at_once_agree(folder: Path, cache: Cache) -> None:
    """Editors and hooks check the same story at the same time; each is told the whole."""
    fresh = check_story(folder)
    with ThreadPoolExecutor(4) as threads:
        assert all(report == fresh for report in threads.map(lambda _: check_story(folder, cache=cache), range(12)))
