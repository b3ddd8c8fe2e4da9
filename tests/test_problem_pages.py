"""Every problem code has a page in docs/problems/, and what the page says is what happens.

A page has a heading with code and title, words, and the sections `Wrong` and `Mended`. Their fenced blocks are files,
named in the fence's info string; a block differs from, or adds to, the story in tests/stories/minimal. Words behind the
name say how a file is made that cannot be printed:

- ``escaped``: backslash escapes stand for bytes;
- ``repeated=N``: the last line is repeated, its ``1`` counting up;
- ``link``: a symbolic link to what the block says; ``folder``: a folder of that name; ``missing``: no such file.

A ``text`` block under `Wrong` is what `hyosan check`, or for the codes of proof `hyosan prove`, prints for the first
problem of this code.
``HYOSAN_PAGES=write`` writes those blocks anew; read the difference before you keep it.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from game.author.check import Report, as_text, check_story
from game.author.prove import prove_story
from game.story.catalogue import CATALOGUE

HERE = Path(__file__).parent
PAGES = HERE.parent / "docs" / "problems"
MINIMAL = HERE / "stories" / "minimal"
PROOF = "HT5"
"""Codes from here on are those of proof."""
_FENCE = re.compile(r"^```(\S+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

_PRINTED = re.compile(r"^```text\n.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A file of an example."""

    name: str
    how: tuple[str, ...]
    content: str

    def write(self, folder: Path) -> None:
        """Make the file in a story's folder, in place of one of that name."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if "missing" in self.how:
            return
        if "folder" in self.how:
            path.mkdir()
        elif "link" in self.how:
            path.symlink_to(self.content.strip())
        else:
            path.write_bytes(self._bytes())

    def _bytes(self) -> bytes:
        content = self.content
        for how in self.how:
            if how.startswith("repeated="):
                *lines, last = content.splitlines(keepends=True)
                count = int(how.removeprefix("repeated="))
                content = "".join(lines) + "".join(last.replace("1", str(number)) for number in range(1, count + 1))
        return (
            content.encode("ascii").decode("unicode_escape").encode("latin-1")
            if "escaped" in self.how
            else content.encode()
        )


@dataclass(frozen=True)
class Page:
    """A page of the catalogue, as the tests read it."""

    code: str
    title: str
    wrong: tuple[Block, ...]
    printed: str
    mended: tuple[Block, ...]


def page(code: str) -> Page:
    """Read a page. Its form is part of what is tested."""
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n")
    found = re.fullmatch(rf"# {code}: (.+)", heading)
    assert found is not None, f"{code}.md begins with another heading"
    words, wrong, mended = re.split(r"^## (?:Wrong|Mended)$", rest, flags=re.MULTILINE)
    assert len(words.split()) >= 15, f"{code}.md says too little"
    printed = "".join(content for language, _, content in _FENCE.findall(wrong) if language == "text")
    return Page(code, found.group(1), _blocks(wrong), printed, _blocks(mended))


def _blocks(section: str) -> tuple[Block, ...]:
    blocks = []
    for language, info, content in _FENCE.findall(section):
        if language != "text":
            name, *how = info.split()
            blocks.append(Block(name, tuple(how), content))
    return tuple(blocks)


def checked(code: str, blocks: tuple[Block, ...], folder: Path) -> Report:
    """Check the minimal story with these files in it, or prove it for a code of proof."""
    copytree(MINIMAL, folder)
    for block in blocks:
        block.write(folder)
    if code < PROOF:
        return check_story(folder)
    proof = prove_story(folder)
    return Report("", proof.refused or tuple(finding.problem for finding in proof.findings))


def test_the_minimal_story_has_no_problems() -> None:
    """What the examples differ from is right, so that a problem is the example's own."""
    assert check_story(MINIMAL).problems == ()


def test_the_front_page_shows_the_story_that_the_examples_stand_in() -> None:
    """A reader must be able to see what an example leaves out."""
    shown = {block.name: block.content for block in _blocks((PAGES / "README.md").read_text(encoding="utf-8"))}
    assert shown == {path.name: path.read_text(encoding="utf-8") for path in MINIMAL.iterdir()}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    """Nobody is sent to a page that is not there."""
    assert {path.stem for path in PAGES.glob("HT*.md")} == set(CATALOGUE)


def test_the_front_page_lists_every_code() -> None:
    """The list has each code once, in order, with its title and how much it matters."""
    listed = re.findall(
        r"^\| \[(HT\d+)\]\(\1\.md\) \| (.+?) \| (\w+) \|$", (PAGES / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == [(code, entry.title, entry.severity) for code, entry in sorted(CATALOGUE.items())]


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_wrong_example_is_told_as_the_page_prints_it(code: str, tmp_path: Path) -> None:
    """The failing example raises this code, at that place, in those words."""
    written = page(code)
    assert written.title == CATALOGUE[code].title
    report = checked(code, written.wrong, tmp_path / "story")
    first = next((problem for problem in report.problems if problem.code == code), None)
    assert first is not None, [problem.code for problem in report.problems]
    printed = as_text(Report("", (first,))).rpartition("\n\n")[0] + "\n"
    if os.environ.get("HYOSAN_PAGES") == "write":
        path = PAGES / f"{code}.md"
        text = _PRINTED.sub(lambda _: f"```text\n{printed}```", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        written = page(code)
    assert printed == written.printed


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_the_mended_example_is_right(code: str, tmp_path: Path) -> None:
    """What the page advises works: the code is gone, and nothing else stands in the way of playing."""
    report = checked(code, page(code).mended, tmp_path / "story")
    assert not [problem for problem in report.problems if problem.is_error or problem.code == code]


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_an_example_shows_one_thing(code: str, tmp_path: Path) -> None:
    """No other error stands in the failing example, so that a reader looks at what the page is about."""
    report = checked(code, page(code).wrong, tmp_path / "story")
    assert {problem.code for problem in report.problems if problem.is_error} <= {code, *ALSO.get(code, ())}


ALSO = {
    "HT011": {"HT103", "HT401"},  # what is nested too deep is read no further
    "HT013": {"HT001"},  # five hundred files that only have to be listed
    "HT501": {"HT502"},  # where there is nothing to choose there is no ending either
}
"""Codes that cannot be shown alone."""
