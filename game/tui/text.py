"""The one door from words to the screen.

Whatever an author or a player wrote passes through here and becomes ``Content``, which is drawn as it is, but for what
a terminal would obey. Nothing in this package hands such words to anything that reads markup: a bracket in a story must
neither vanish nor run.
"""

from collections.abc import Iterable

from textual.content import Content

from game.engine.prose import emphasis
from game.story.characters import harmless

EMPHASIS = "italic"


def words(text: str, style: str = "") -> Content:
    """Return text as written, in one style."""
    shown = harmless(text)
    return Content.assemble((shown, style)) if style else Content(shown)


def prose(paragraph: str, style: str = "") -> Content:
    """Return a paragraph of a story, its ``*emphasis*`` in italics and the stars gone."""
    runs = ((run, EMPHASIS if marked else "") for run, marked in emphasis(harmless(paragraph)))
    content = Content.assemble(*runs)
    return content.stylize_before(style) if style else content


def joined(parts: Iterable[Content], separator: str = "\n") -> Content:
    """Return contents one after the other, separated."""
    return Content(separator).join(parts)


def hung(mark: Content, content: Content, width: int, indent: int) -> list[Content]:
    """Return content wrapped behind a mark, ``indent`` columns in, the other lines as far in as the first."""
    head = Content(" " * indent) + mark
    lines = content.wrap(max(8, width - head.cell_length))
    return [(head if at == 0 else Content(" " * head.cell_length)) + line for at, line in enumerate(lines)]


def highlighted(content: Content, needle: str, style: str) -> Content:
    """Return content with every ``needle`` in it, whatever its capitals, in a style. An empty one marks nothing."""
    if not needle:
        return content
    haystack, wanted = content.plain.lower(), needle.lower()
    start = haystack.find(wanted)
    while start >= 0:
        content = content.stylize(style, start, start + len(needle))
        start = haystack.find(wanted, start + len(needle))
    return content
