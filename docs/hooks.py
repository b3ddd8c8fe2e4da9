# ruff: noqa: INP001 - loaded by MkDocs, by its path
"""What MkDocs does with the pages, which are written to be read where they lie as well."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_DOCS = Path(__file__).parent
_FENCE = re.compile(r"^```(\w+) ([^\n]+)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(((?!https?:|#)[^)\s]+)\)")
_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_HOW = {"added": "at its end", "mistake": "for now"}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List every page of the folders that are lists of pages, so that none can be forgotten."""
    config.nav = [_listed(entry) for entry in config.nav or []]
    return config


def _listed(entry: object) -> object:
    if isinstance(entry, dict):
        return {title: _pages(what) if isinstance(what, str) else _flat(what) for title, what in entry.items()}
    return entry


def _flat(entries: list[object]) -> list[object]:
    """Return entries with ``guide/README.md`` followed by the other pages of the guide, in order."""
    found: list[object] = []
    for entry in entries:
        if entry == "guide/README.md":
            found += _pages("guide")
        else:
            found.append(_listed(entry))
    return found


def _pages(folder: str) -> list[str]:
    pages = sorted(path.name for path in (_DOCS / folder).glob("*.md"))
    return [f"{folder}/{name}" for name in ("README.md", *(name for name in pages if name != "README.md"))]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page as MkDocs reads it: the name of a file above what stands in it, links only to what is there."""
    del config, files
    here = (_DOCS / page.file.src_uri).parent
    words_and_code = _CODE.split(_FENCE.sub(_titled, markdown))
    return "".join(
        part if part.startswith("`") else _LINK.sub(lambda link: _link(link, here), part) for part in words_and_code
    )


def _titled(fence: re.Match[str]) -> str:
    name, *how = fence[2].split()
    title = ", ".join((name, *(_HOW[word] for word in how if word in _HOW)))
    return f'```{fence[1]} title="{title}"'


def _link(link: re.Match[str], here: Path) -> str:
    """Return a link to another page; to a folder, as one to its front page; to anything else, as its words alone."""
    path, anchor = re.fullmatch(r"([^#]*)(#.*)?", link[2]).groups()  # type: ignore[union-attr]  # it always matches
    target = (here / path).resolve()
    if (target / "README.md").is_file():
        return f"[{link[1]}]({path.rstrip('/')}/README.md{anchor or ''})"
    inside = target.is_relative_to(_DOCS) and "outlines" not in target.parts
    return link[0] if inside else link[1]
