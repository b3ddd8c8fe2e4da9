"""The examples of a page, as a reader would follow them: files are written and changed, commands are typed.

Fenced blocks are read by their first word and the words behind it:

- ``yaml NAME`` (or ``text NAME``) is the file of that name, whole; ``yaml NAME added`` stands at its end.
- ``diff NAME`` changes it: lines with ``-`` are replaced by those with ``+``, which are found by what stands around
  them; ``…`` begins another place. ``diff NAME mistake`` is undone after the next commands.
- ``console`` is what a terminal shows: commands behind ``$``, and what they print. A line ``…`` stands for any lines.
  Lines behind ``>`` are what the player types.
- ``sh`` are commands that are not run here, since they take the terminal; that they can be called so is checked.

Blocks without such words are shown and not run, which only ``text`` may be.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

_FENCE = re.compile(r"^```(\S+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"
_TYPED = re.compile(r"^> (.*)$", re.MULTILINE)

Run = Callable[[list[str], str], str]
"""Run the command with these arguments and this typed in; gives all it prints."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    kind: str
    words: tuple[str, ...]
    content: str


@dataclass(frozen=True)
class Spoken:
    """A command in a block, what the page says it prints, and what it printed."""

    command: str
    expected: str
    printed: str

    @property
    def agrees(self) -> bool:
        """Whether the page says what is printed."""
        parts = re.split(rf"^{LEFT_OUT}\n", self.expected, flags=re.MULTILINE)
        return re.fullmatch(r"(?:.*\n)*?".join(re.escape(part) for part in parts), self.printed) is not None


def blocks_of(page: str) -> list[Block]:
    """Return the fenced blocks of a page in order."""
    return [Block(kind, tuple(info.split()), content) for kind, info, content in _FENCE.findall(page)]


def commands_in(content: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a ``console`` block with what stands below it."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, below = part.partition("\n")
        yield command, below


def follow(blocks: list[Block], run: Run | None) -> Iterator[Spoken]:
    """Do in the present folder what the blocks say, and yield what the commands printed.

    Without ``run``, commands that print something are left out, and only those that make files are done.
    """
    undone: dict[Path, str] = {}
    for block in blocks:
        if block.kind == "console":
            for command, expected in commands_in(block.content):
                name, *arguments = shlex.split(command)
                if name == "mkdir":
                    Path(arguments[0]).mkdir()
                elif name == "cp":
                    copytree(arguments[1], arguments[2])
                elif run is not None:
                    assert name == "hyosan", f"`{command}` is not a command that examples may use"
                    typed = "".join(f"{line}\n" for line in _TYPED.findall(expected))
                    yield Spoken(command, expected, run(arguments, typed))
            for path, text in undone.items():
                path.write_text(text, encoding="utf-8")
            undone.clear()
        elif block.words:
            path = Path(block.words[0])
            if "mistake" in block.words:
                undone[path] = path.read_text(encoding="utf-8")
            _write(path, block)


def _write(path: Path, block: Block) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if block.kind == "diff":
        for place in re.split(rf"^{LEFT_OUT}\n", block.content, flags=re.MULTILINE):
            lines = place.splitlines()
            assert all(line[:1] in {"", " ", "+", "-"} for line in lines), place
            old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
            new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
            assert text.count(old) == 1, f"{path} has this {text.count(old)} times:\n{old}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return
    assert block.words[1:] in {(), ("added",)}, block.words
    path.write_text((text if "added" in block.words else "") + block.content, encoding="utf-8")
