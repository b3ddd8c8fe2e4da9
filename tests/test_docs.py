"""The pages for authors: their examples are run, what they quote of the program is as it is, and they build.

``HYOSAN_PAGES=write`` writes anew what commands print, what the program declares of its commands, and the reference,
and begins a page for a command that has none; read the difference before you keep it. What a page leaves out with ``…``
is not written.
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_pages import BEGINS, commands, declared, first_sentence, new_page, with_declared
from docs_examples import LEFT_OUT, Block, Run, blocks_of, follow
from hyosan_command import Hyosan
from reference_pages import FILES, front_page, translation_page
from reference_pages import page as reference_page

from game.author.check import check_story
from game.author.new import new_story
from game.author.prove import prove_story
from game.author.schema import MODELS
from game.story.loader import load_story

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDE = sorted((DOCS / "guide").glob("[0-9]*.md"))
COMMAND_PAGES = {path.stem: path for path in (DOCS / "commands").glob("*.md") if path.stem != "README"}
WRITES = os.environ.get("HYOSAN_PAGES") == "write"


def read(path: Path) -> str:
    """A page as it is now, or nothing if there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def kept(path: Path, right: str) -> str:
    """A page that should say ``right``: as it is, or as it is after writing it anew."""
    if WRITES and read(path) != right:
        path.write_text(right, encoding="utf-8")
    return read(path)


@pytest.fixture
def run(hyosan: Hyosan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, called in an empty folder with somebody at the keyboard; gives all that a terminal would show."""
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(arguments: list[str], typed: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        _, out, err = hyosan(*arguments)
        return re.sub(r" +$", "", out + err, flags=re.MULTILINE)

    return call


def examples_hold(path: Path, before: list[Block], run: Run) -> None:
    """Follow a page's examples, after files that stand from pages before it. Asserts that all is as printed."""
    assert list(follow(before, None)) == []
    text = read(path)
    spoken = list(follow(blocks_of(text), run))
    if WRITES:
        written = ""
        for one in spoken:
            above, command, below = text.partition(f"$ {one.command}\n")
            leaves_out = re.search(rf"^{LEFT_OUT}$", one.expected, re.MULTILINE)
            written += above + command + (one.expected if leaves_out else one.printed)
            text = below.removeprefix(one.expected)
        kept(path, written + text)
        return
    for one in spoken:
        assert one.agrees, f"`{one.command}` prints\n{one.printed}\nand {path.name} says\n{one.expected}"


@pytest.mark.parametrize("path", GUIDE, ids=lambda path: path.stem)
def test_a_step_of_the_guide_is_as_it_says(path: Path, run: Run) -> None:
    """Protects a new author: what they copy works, and what they see is what is printed."""
    before = [block for page in GUIDE[: GUIDE.index(path)] for block in blocks_of(read(page))]
    examples_hold(path, before, run)


@pytest.mark.parametrize("last", range(1, len(GUIDE) + 1))
def test_each_step_leaves_a_story_that_can_be_played(last: int, run: Run) -> None:
    """Protects whoever stops in the middle: no error after any step, and nothing at all to mend from the fifth on."""
    del run  # which only gives an empty folder to stand in
    assert list(follow([block for page in GUIDE[:last] for block in blocks_of(read(page))], None)) == []
    problems = check_story(Path("marrow")).problems
    assert not [problem for problem in problems if problem.is_error or last >= 5]


def test_the_guide_comes_to_ten_scenes_and_two_endings_that_are_proved(run: Run) -> None:
    """Protects the guide's promise."""
    del run
    assert list(follow([block for page in GUIDE for block in blocks_of(read(page))], None)) == []
    story = load_story(Path("marrow")).story
    assert story is not None
    assert len(story.scenes) == 10
    assert sum(scene.ending is not None for scene in story.scenes.values()) == 2
    assert prove_story(Path("marrow")).findings == ()


@pytest.mark.parametrize("name", commands())
def test_a_command_has_its_page(name: str) -> None:
    """Protects against a command, an argument or an option that only the program knows of."""
    path = DOCS / "commands" / f"{name}.md"
    text = kept(path, with_declared(read(path) or new_page(name), name))
    assert text.startswith(f"# hyosan {name}\n"), f"{path.name} is missing: HYOSAN_PAGES=write begins it"
    assert BEGINS in text
    assert declared(name) in text, f"{path.name} is not what the program declares: HYOSAN_PAGES=write"


def test_the_list_of_commands_is_whole() -> None:
    """Protects whoever looks for a command: each is listed with what it is for, and none that is gone."""
    listed = "".join(f"- [hyosan {name}]({name}.md): {first_sentence(name)}\n" for name in commands())
    front = DOCS / "commands" / "README.md"
    whole = re.sub(r"(?:^- \[hyosan .*\n)+", lambda _: listed, read(front), count=1, flags=re.MULTILINE)
    assert listed in kept(front, whole)
    assert {path.stem for path in (DOCS / "commands").glob("*.md")} == {"README", *commands()}


@pytest.mark.parametrize("name", sorted(COMMAND_PAGES))
def test_the_examples_of_a_command_are_as_they_say(name: str, run: Run) -> None:
    """Protects whoever copies one: they are run on the story that `hyosan new ferry` makes."""
    if name != "new":
        new_story(Path("ferry"))
    examples_hold(COMMAND_PAGES[name], [], run)


@pytest.mark.parametrize("path", [*GUIDE, *COMMAND_PAGES.values()], ids=lambda path: path.stem)
def test_every_block_is_an_example_that_is_run(path: Path) -> None:
    """Protects against an example that slips by: only output and what takes the terminal is merely shown."""
    for block in blocks_of(read(path)):
        assert block.kind in {"console", "sh"} or block.words or block.kind == "text", block
        if block.kind == "sh":
            for line in block.content.splitlines():
                hyosan, name, *arguments = line.split()
                assert hyosan == "hyosan"
                commands()[name].make_context(name, arguments)


@pytest.mark.parametrize("kind", FILES)
def test_the_reference_is_that_of_the_models(kind: str) -> None:
    """Protects against a reference to yesterday's language."""
    right = reference_page(kind)
    assert kept(DOCS / "reference" / f"{kind}.md", right) == right


def test_the_reference_has_a_page_for_each_kind_of_file() -> None:
    """Protects against a kind of file that is nowhere described."""
    right = front_page()
    assert kept(DOCS / "reference" / "README.md", right) == right
    assert FILES.keys() == MODELS.keys()
    assert {path.stem for path in (DOCS / "reference").glob("*.md")} == {"README", *FILES, "translation"}


def test_the_reference_of_translations_is_that_of_the_models() -> None:
    """Protects translators from a reference to yesterday's keys."""
    right = translation_page()
    assert kept(DOCS / "reference" / "translation.md", right) == right


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_site_builds_with_every_link_right(tmp_path: Path) -> None:
    """Protects readers from links that lead nowhere, and from pages that fetch anything from elsewhere."""
    site = tmp_path / "site"
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(site)],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    pages = {path.relative_to(site).as_posix(): read(path) for path in site.rglob("*.html")}
    sources = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path.parent.name != "outlines"]
    assert {name.replace("README.md", "index.md").replace(".md", ".html") for name in sources} <= pages.keys()
    assert not [name for name in pages if name.startswith("outlines")]
    for name, text in pages.items():
        assert re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="(?:https?:)?//[^"]+"', text) == [], name
