"""A story that is checked again after an edit: of the other files nothing is read, and the report is as if it were."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept_example import STORY
from story_files import write_story
from written_out import written_out

from game.author.check import Report, check_story
from game.author.check.rules.repetition import _TWICE, _may_have
from game.author.check.wording import WORD
from game.author.check.words import words_of_paragraph
from game.cache import Cache
from game.errors import CannotBegin
from game.story import kept_shelf
from game.story.built import Built
from game.story.keeping import Pieces
from game.story.kept_shelf import KeptShelf
from game.story.loader import Loaded, load_story, load_with_translations
from game.story.problems import Problems
from game.story.shapes import Model
from game.story.shelf import Page, Shelf, read_page
from game.story.sketch import Drawn
from game.story.translation.ledger import Ledger
from game.story.translation.translate import translate
from game.story.unread import read_after_all

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, written down."""
    write(tmp_path / "story", STORY)
    return tmp_path / "story"


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the example's files, those of its translation into their folder."""
    (folder / "ko").mkdir(parents=True, exist_ok=True)
    write_story(folder, files)


def told(folder: Path, language: str, cache: Cache | None) -> Report | str:
    """Return what a check says, or why there is none."""
    try:
        return check_story(folder, language, cache)
    except CannotBegin as refusal:
        return refusal.message


def same_as_fresh(folder: Path, cache: Cache) -> None:
    """Assert that a check with what is kept says what a fresh one does, for the translator as well."""
    for language in ("", "ko"):
        fresh = told(folder, language, None)
        assert told(folder, language, cache) == fresh
        assert told(folder, language, cache) == fresh


SAID = re.compile(r"(?<=[a-z]) (?=[a-z])")
"""Between two words of prose, most of the time."""
SLIPS = ["the the", "recieve", "gray", "Cho", "On-jo", "one night it will all be over", "leaf", "{{ you.name }}", "“"]
ASKED = [
    ("noise >= 1", "noise >= 2"),
    ("noise >= 1", "told"),
    ("noise: -1", "noise: -2"),
    ("noise: +1", "told: true"),
    ("to: roof.sky", "to: yard.tree"),
    ("seen(yard.tree)", "seen(yard.look)"),
    ("taken(hall.door.open)", "seen(hall.stairs)"),
    ("[on_jo, nam_ra]", "[nam_ra, on_jo]"),
    ("{range: 5, start: 3", "{range: 9, start: 4"),
    ("once: true", "once: false"),
    ("with: [nam_ra]", "with: [cho]"),
    ("  tree:\n", "  tree:\n    care: {about: heights, summary: It is high.}\n"),
    ("scenes:\n", "scenes:\n  fresh: {text: A new one., to: hall.door}\n"),
    ("facts:\n", "facts:\n  new: {says: It is new.}\n"),
    ("moves: [hall.door.open,", "moves: [hall.door.speak,"),
]
"""What a condition, an effect or a list says, and what it may say as well."""


def changed(dice: Random, text: str, others: str) -> str:
    """Return a file as a hand leaves it: most often with other words or another condition, now and then broken."""
    kind = dice.randrange(10)
    places = [found.start() for found in SAID.finditer(text)]
    here = [(old, new) for old, new in (*ASKED, *((new, old) for old, new in ASKED)) if old in text]
    if kind < 5 and places:
        at = dice.choice(places)
        return f"{text[:at]} {dice.choice(SLIPS)}{text[at:]}"
    if kind < 8 and here:
        return text.replace(*dice.choice(here))
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            lines.insert(at, dice.choice(["", "# A remark.", "# check: ignore HT445 because it is so", lines[at]]))
        case 1:
            del lines[at]
        case 2:
            words = lines[at].split(" ")
            words[dice.randrange(len(words))] = dice.choice(others.split())
            lines[at] = " ".join(words)
        case _:
            lines[at] = dice.choice(others.split("\n"))
    return "\n".join(lines)


def act(dice: Random, folder: Path) -> None:
    """Do one thing to a story's folder: mostly an edit, else a file goes, comes back, is called otherwise."""
    name = dice.choice([*STORY])
    path, other = folder / name, folder / dice.choice([*STORY])
    match dice.randrange(16):
        case 0:
            path.unlink(missing_ok=True)
        case 1 | 2 | 3 | 4 | 5:
            path.write_text(STORY[name], encoding="utf-8")
        case 6:
            # A scene, a fact or a person is called otherwise, wherever it is named.
            old, new = dice.choice([("stairs", "steps"), ("told", "said"), ("nam_ra", "namra"), ("open", "opened")])
            for one in folder.rglob("*.yaml"):
                one.write_text(one.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        case 7 if path.exists() and other.parent.exists():
            path.replace(other)
        case _ if path.exists():
            everything = "\n".join(STORY.values())
            path.write_text(changed(dice, path.read_text(encoding="utf-8"), everything), encoding="utf-8")


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_whatever_is_done_to_a_story_is_told_as_fresh(seed: int) -> None:
    """Edits, renames, files that go and come back, in any order: what is kept never changes a report."""
    dice = Random(seed)  # noqa: S311 - no secret
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "story", Cache(Path(place) / "cache")
        write(folder, STORY)
        same_as_fresh(folder, cache)
        for _ in range(5):
            act(dice, folder)
            same_as_fresh(folder, cache)
        write(folder, STORY)
        same_as_fresh(folder, cache)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_files_that_are_cut_or_exchanged_are_not_believed(seed: int) -> None:
    """Whatever becomes of the files in the cache, a check says what a fresh one does."""
    dice = Random(seed)  # noqa: S311 - no secret
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "story", Cache(Path(place) / "cache")
        write(folder, STORY)
        same_as_fresh(folder, cache)
        files = sorted((Path(place) / "cache").iterdir())
        for path in dice.sample(files, len(files) // 2):
            content = path.read_bytes()
            match dice.randrange(3):
                case 0:
                    path.write_bytes(content[: dice.randrange(len(content))])
                case 1:
                    path.write_bytes(dice.choice(files).read_bytes())
                case _:
                    at = dice.randrange(len(content))
                    path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        act(dice, folder)
        same_as_fresh(folder, cache)


def test_only_the_file_that_was_edited_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This is what makes a check after an edit quick: of a file that is as it was nothing is parsed or built."""
    cache = Cache(tmp_path / "cache")
    check_story(folder, cache=cache)
    read: list[str] = []

    def reading(text: str, name: str, model: type[Model]) -> Page[Model]:
        read.append(name)
        return read_page(text, name, model)

    monkeypatch.setattr(kept_shelf, "read_page", reading)
    # A translation is compared with its original: either is read again where the other has changed.
    needed = {"yard.yaml": {"yard.yaml"}, "hall.yaml": {"hall.yaml", "ko/hall.yaml"}, "cast.yaml": {*STORY}}
    for name, files in needed.items():
        path = folder / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("A tree", "A bush") + "# A remark.\n", encoding="utf-8"
        )
        read.clear()
        report = check_story(folder, cache=cache)
        assert not report.has_errors
        # That a chapter has no notes is said with what it should have notes on.
        assert set(read) - {"roof.yaml"} <= files
        monkeypatch.undo()
        assert report == check_story(folder)
        monkeypatch.setattr(kept_shelf, "read_page", reading)


def test_what_was_left_out_for_a_file_that_could_not_be_read_comes_back(folder: Path, tmp_path: Path) -> None:
    """While a file is broken nothing is said of what leads into it, and nothing of that is taken for the story."""
    cache, shelf, built = Cache(tmp_path / "cache"), Shelf(), Built()
    for text in ("scenes: [", STORY["roof.yaml"]):
        (folder / "roof.yaml").write_text(text, encoding="utf-8")
        same_as_fresh(folder, cache)
        story, fresh = load_story(folder, shelf, built=built).story, load_story(folder).story
        assert written_out(story) == written_out(fresh)


class Memory:
    """Keeps pieces as another program would find them."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever was kept
        """Return what is kept."""
        return self.kept.get(name)

    def put(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever is to be kept
        """Keep a value."""
        self.kept[name] = value


def loaded(folder: Path, memory: Memory) -> Loaded:
    """Load a story with what is kept of it, and keep what is new."""
    pieces = Pieces(memory)
    found = load_with_translations(folder, KeptShelf(pieces), built=Built(pieces))
    pieces.save()
    return found


@pytest.mark.parametrize("files", [[], ["hall.yaml"], ["roof.yaml", "record.yaml"]])
def test_what_stands_for_scenes_is_the_scenes_if_somebody_asks(folder: Path, files: list[str]) -> None:
    """All that a story says is there, whether it was read this time or not."""
    memory = Memory()
    loaded(folder, memory)
    for name in files:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    again, fresh = loaded(folder, memory).story, load_with_translations(folder).story
    assert again is not None
    assert fresh is not None
    for key, scene in fresh.scenes.items():
        assert written_out(read_after_all(again.scenes[key])) == written_out(scene)
    others = frozenset({"scenes", "chapters", "worked_out"})
    assert written_out(again, others) == written_out(fresh, others)
    assert [[one.key for one in chapter.scenes] for chapter in again.chapters] == [
        [one.key for one in chapter.scenes] for chapter in fresh.chapters
    ]


def test_sketches_that_were_kept_are_those_of_the_scenes(folder: Path) -> None:
    """The rules that look at a whole story look at these alone."""
    memory = Memory()
    loaded(folder, memory)
    again, fresh = loaded(folder, memory), load_with_translations(folder)
    assert fresh.story is not None
    assert [one.sketches for one in again.drawn] == [one.sketches for one in fresh.drawn]
    for kept, anew in zip(again.drawn, fresh.drawn, strict=True):
        assert (kept.logic, kept.branches, kept.prose, kept.ways) == (anew.logic, anew.branches, anew.prose, anew.ways)
    assert sum((one.sketches for one in again.drawn), ()) == Drawn(fresh.story.scenes).sketches


def test_a_translation_is_accounted_for_as_it_is_translated(folder: Path) -> None:
    """Piece by piece or all at once, the same is wrong with a translation and the same of it is there."""
    for place, languages in ((folder, ["ko"]), (ROOT / "story", ["ko"])):
        checked = load_with_translations(place, listed=languages[0])
        assert checked.story is not None
        for language in languages:
            problems = Problems()
            for file, lines in checked.problems.files.items():
                problems.know_file(file, lines)
            ledger = Ledger(language, problems)
            source = _Source(place, problems)
            translate(checked.story, checked.files, checked.names, source, ledger)  # type: ignore[arg-type]
            span = checked.files.story.languages[0].span if checked.files.story else None
            assert span is not None
            ledger.close(span, whole=True)
            assert set(problems) <= set(checked.problems)
            assert {one for one in checked.problems if one.code in {"HT219", "HT220", "HT221"}} <= set(problems)


class _Source:
    """The files of a folder, as a translation asks for them."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self._folder = folder
        self._problems = problems

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self._folder / name).exists()

    def read(self, name: str, model: type[Model]) -> Model | None:
        """Return what a file says."""
        page = read_page((self._folder / name).read_text(encoding="utf-8"), name, model)
        self._problems.extend(page.problems)
        return page.model

    def within(self, folder: str) -> list[str]:
        """Return the files of a folder."""
        return sorted(one.relative_to(self._folder).as_posix() for one in (self._folder / folder).rglob("*.yaml"))


TEXT = st.text(st.sampled_from("aAbB éß'\N{RIGHT SINGLE QUOTATION MARK}_-1.,\n\t") | st.characters(), max_size=30)


@given(TEXT)
def test_words_are_those_that_a_pattern_finds(text: str) -> None:
    """Plain text is taken apart in a quicker way, into the same words."""
    slowly = [word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for word in WORD.findall(text.casefold())]
    assert words_of_paragraph(text) == slowly


@given(st.lists(st.sampled_from(["the", "The", " ", " ", "'", "'s", "-", ",", "s", "1", "é"]), max_size=9).map("".join))
def test_no_word_that_stands_twice_is_passed_over(text: str) -> None:
    """Paragraphs that are not looked at more closely hold nothing that would be found."""
    assert _TWICE.search(text) is None or _may_have(words_of_paragraph(text))
