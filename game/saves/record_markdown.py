"""The Record as Markdown that every reader of it takes alike: only headings, paragraphs, bold and emphasis."""

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import category

from game.engine.prose import emphasis
from game.language import _
from game.saves.record_page import RecordPage, columns

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~@]")
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_BEGINS_A_BLOCK = re.compile(r"^(?:[-+=#]|\d+(?=[.)]))", re.MULTILINE)
"""What makes a list, a rule or a heading of a line that it begins, or of the line above."""


def as_markdown(page: RecordPage) -> str:
    """Return a Record as Markdown. Whatever somebody wrote stands there letter for letter, as words alone."""
    return "\n\n".join(_blocks(page)) + "\n"


def _blocks(page: RecordPage) -> Iterator[str]:
    yield f"# {_escaped(_('The Record'))}"
    yield f"*{_escaped(page.story)}*"
    yield _escaped(page.about)
    if not page.rows:
        yield _("The Record is empty so far.")
    for number, row in enumerate(page.rows, start=1):
        yield f"## {_('Entry {number}', number=number)}"
        for name, paragraphs in columns(row):
            if paragraphs:
                yield f"**{name}**"
                yield from map(_prose, paragraphs)
    if page.fates:
        yield f"## {_('Afterwards')}"
    for fate in page.fates:
        title = ": ".join(filter(None, (fate.person, fate.title)))
        if title:
            yield f"### {_escaped(title)}"
        yield from map(_prose, fate.paragraphs)


def _prose(paragraph: str) -> str:
    """Return a paragraph with its emphasis."""
    runs = [
        ("".join(run for run, _ in several), marked)
        for marked, several in groupby(emphasis(paragraph), key=lambda run: run[1])
    ]
    told = ""
    for at, (run, marked) in enumerate(runs):
        before = runs[at - 1][0][-1:] if at else ""
        after = runs[at + 1][0][:1] if at + 1 < len(runs) else ""
        star = "*" if marked and _opens(before, run[0]) and _opens(after, run[-1]) else ""
        told += f"{star}{_special(run)}{star}"
    return _as_paragraph(told)


def _opens(outside: str, inside: str) -> bool:
    """Whether a star between two letters can open or close emphasis, by the rules of CommonMark."""
    return not _is_mark(inside) or not outside or outside.isspace() or _is_mark(outside)


def _is_mark(letter: str) -> bool:
    return category(letter)[0] in "PS"


def _escaped(words: str) -> str:
    return _as_paragraph(_special(words))


def _special(words: str) -> str:
    """Return words with every sign escaped that could mean something anywhere, and their line breaks kept."""
    return _LINK.sub(r"\\", _SPECIAL.sub(r"\\\g<0>", words)).replace("\n", "\\\n")


def _as_paragraph(written: str) -> str:
    """Return what is written so that no line of it begins anything else than a paragraph."""
    return _BEGINS_A_BLOCK.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", written)
