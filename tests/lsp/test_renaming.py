"""Other names: written everywhere, and no run that was played under the old ones is lost."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from small_story import BASE, END, HEAD

from game.author.lsp.index import Index, read_story
from game.author.lsp.renaming import Edit, NoRename, rename
from game.author.lsp.symbols import Sort, Symbol
from game.engine.playthrough import Playthrough
from game.story.shelf import Shelf

FILES = {
    **BASE,
    "one.yaml": f"""\
{HEAD}scenes:
  hall:
    text: A hall. {{{{ on_jo.name }}}}
    choices:
      - id: open_it
        label: Open it.
        effects: {{door: opened, on_jo.trust: +1}}
      - id: tell
        each: [on_jo, nam_ra]
        label: Tell {{{{ them.name }}}}.
        effects: {{them.trust: +1}}
        to: letter_them
    to: end
  letter:
    each: [on_jo, nam_ra]
    text: To {{{{ them.name }}}}. {{% if seen(letter_on_jo) %}}Again.{{% endif %}}
    to: end
{END}""",
    "record.yaml": 'lines:\n  - {id: letters, if: "seen(one.letter_nam_ra) and alive(su_hyeok)", happened: Told.}\n',
    "places.yaml": """\
areas: {school: {title: School, levels: [2F, 1F]}}
places:
  hall: {name: Hall, area: school, level: 1F}
  porch:
    name: Porch
    area: school
    level: 1F
    joins: [hall]
    barred:
      - {way: hall, if: 'chapter == "one" and seen(one.hall) and door == "held"', because: A bench.}
""",
    "laws.yaml": (
        '- never: ending == "ended" and chapter == "two"\n'
        '- never: scene in ["one.hall", "two.roof"] and taken(one.hall.open_it)\n'
        "- leads_to: {from: one.hall, some: [ended, one.end]}\n"
    ),
    "histories.yaml": "- {id: way, title: A way, about: It was so., moves: [one.hall.open_it]}\n",
}


def read(files: Mapping[str, str], folder: Path) -> Index:
    """Write a story's files and read them: they must have no errors."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    reading = read_story(folder, Shelf(), None)
    assert reading.loaded.story is not None, [problem.message for problem in reading.problems]
    return reading.index


def after(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """Return the files as they are after some edits, none of which may overlap."""
    texts = dict(files)
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        lines = texts[edit.span.file].split("\n")
        head, tail = lines[edit.span.line - 1][: edit.span.column - 1], lines[edit.span.end_line - 1]
        lines[edit.span.line - 1 : edit.span.end_line] = [head + edit.words + tail[edit.span.end_column - 1 :]]
        texts[edit.span.file] = "\n".join(lines)
    return texts


def renamed(symbol: Symbol, new: str, files: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the files after something has been given another name."""
    index = read(files, folder)
    return after(files, rename(index.mentions.declarations(symbol)[0], new, index))


@pytest.mark.parametrize(
    ("symbol", "new", "expected"),
    [
        (
            Symbol(Sort.SCENE, "one.hall"),
            "foyer",
            ["start: one.foyer", "seen(one.foyer)", "from: one.foyer", "one.foyer.open_it"],
        ),
        (Symbol(Sort.SCENE, "one.letter_on_jo"), "note_them", ["note_them:", "note_on_jo", "one.note_nam_ra"]),
        (Symbol(Sort.CHOICE, "one.hall.open_it"), "open_up", ["taken(one.hall.open_up)", "was: [open_it]"]),
        (Symbol(Sort.CHOICE, "one.hall.tell_on_jo"), "say_it", ["id: say_it", "was: [tell]"]),
        (
            Symbol(Sort.CHAPTER, "one"),
            "first",
            ["chapter: first", 'chapter == "first"', "first.letter_nam_ra", "was: [one]", "[first.hall."],
        ),
        (Symbol(Sort.NAME, "door"), "gate", ["gate: {one_of", 'gate == "held"', "{gate: opened"]),
        (Symbol(Sort.NAME, "su_hyeok"), "su", ["su: {name: Su-hyeok", "alive(su)"]),
        (Symbol(Sort.STAT, "trust"), "faith", ["{faith: 3}", "on_jo.faith: +1", "them.faith", "without: [faith]"]),
        (Symbol(Sort.ENDING, "ended"), "over", ["id: over", '"over"', "[over, one.end]"]),
        (Symbol(Sort.PLACE, "hall"), "lobby", ["lobby: {name: Hall", "joins: [lobby]", "way: lobby"]),
    ],
)
def test_a_new_name_stands_everywhere(symbol: Symbol, new: str, expected: list[str], tmp_path: Path) -> None:
    """The story loads as before, says the new name where it said the old, and its runs play to the same words."""
    before = read(FILES, tmp_path)
    assert before.story is not None
    texts = renamed(symbol, new, FILES, tmp_path)
    story = read(texts, tmp_path).story
    assert story is not None
    told = "\n".join(texts.values())
    assert [words for words in expected if words not in told] == []
    for first in ("open_it", "tell_on_jo", "tell_nam_ra"):
        old = Playthrough(before.story)
        moves = [f"one.hall.{first}"]
        old.restore(moves)
        now = Playthrough(story)
        stopped = now.restore(moves)
        assert not stopped
        assert now.text == old.text


def test_every_former_name_is_kept(tmp_path: Path) -> None:
    """Three names one after the other leave the first two in `was`; going back to one takes it out again."""
    texts: Mapping[str, str] = FILES
    for old, new in (("hall", "foyer"), ("foyer", "lobby"), ("lobby", "foyer")):
        texts = renamed(Symbol(Sort.SCENE, f"one.{old}"), new, texts, tmp_path)
    assert "  foyer:\n    was: [hall, lobby]\n" in texts["one.yaml"]
    read(texts, tmp_path)


def test_a_list_with_dashes_stays_one(tmp_path: Path) -> None:
    """Former names that stand one to a line get another line."""
    files = {**FILES, "one.yaml": FILES["one.yaml"].replace("  hall:\n", "  hall:\n    was:\n      - room\n")}
    texts = renamed(Symbol(Sort.SCENE, "one.hall"), "foyer", files, tmp_path)
    assert "    was:\n      - hall\n      - room\n" in texts["one.yaml"]
    read(texts, tmp_path)


@pytest.mark.parametrize(
    ("symbol", "new", "why"),
    [
        (Symbol(Sort.SCENE, "one.hall"), "end", "already"),
        (Symbol(Sort.SCENE, "one.hall"), "back", "meaning of its own"),
        (Symbol(Sort.SCENE, "one.hall"), "A hall", "not an id"),
        (Symbol(Sort.NAME, "door"), "on_jo", "already"),
        (Symbol(Sort.NAME, "on_jo"), "on", "`each` in one.yaml"),
        (Symbol(Sort.SCENE, "two.roof"), "attic", "was the name of `two.fall`"),
        (Symbol(Sort.CHOICE, "one.hall.tell_on_jo"), "x" * 38, "not an id"),
    ],
)
def test_what_would_lose_something_is_refused(symbol: Symbol, new: str, why: str, tmp_path: Path) -> None:
    """A name that is taken, that saves know for something else, or that ids are made of, is refused with the reason."""
    two = BASE["two.yaml"].replace("fall: {text", "fall: {was: [attic], text")
    index = read({**FILES, "two.yaml": two}, tmp_path)
    with pytest.raises(NoRename, match=why):
        rename(index.mentions.declarations(symbol)[0], new, index)
