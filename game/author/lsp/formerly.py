"""``was:``, under which saves find what has another name now."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from game.author.lsp.index import Index
from game.author.lsp.symbols import Sort, Symbol
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.schema_chapter import ChapterFile, ChoicePart, ScenePart

Edit = TypeVar("Edit")
_NAMED_BY = {Sort.CHAPTER: "chapter", Sort.CHOICE: "id"}


def former_name_edits(
    symbol: Symbol, old: str, new: str, index: Index, edit: Callable[[Span, str], Edit]
) -> Iterator[Edit]:
    """Yield the edits that keep a former name, for what is part of a move. A name that is taken back is former no more.

    ``old`` and ``new`` are as they are written where the thing is declared.
    """
    part = _part_of(symbol, index)
    if part is None:
        return
    lines = index.lines[part.span.file]
    kept = [word.text for word in part.was if word.text != new]
    if old not in kept:
        kept.append(old)
    if part.was and part.has("was"):
        yield from _longer(part.was, part.at("was"), kept, lines, edit)
    else:
        yield edit(*_new_line(part, symbol.sort, old, lines))


def _part_of(symbol: Symbol, index: Index) -> ChapterFile | ScenePart | ChoicePart | None:
    match symbol.sort:
        case Sort.CHAPTER:
            return next((file for file, _ in index.files.chapters if file.chapter.text == symbol.key), None)
        case Sort.SCENE if symbol.key in index.names.scenes:
            return index.names.scenes[symbol.key].part
        case Sort.CHOICE if symbol.key in index.names.choices:
            return index.names.choices[symbol.key].part
    return None


def _longer(
    was: Sequence[Scalar], whole: Span, kept: Sequence[str], lines: Sequence[str], edit: Callable[[Span, str], Edit]
) -> Iterator[Edit]:
    """Yield the edits of a list that is there: all of one in brackets is written anew, one with dashes item by item."""
    if lines[whole.line - 1][whole.column - 1] == "[":
        yield edit(whole, f"[{', '.join(kept)}]")
        return
    for word in was:
        if word.text not in kept:
            yield edit(word.span, kept[-1])
            return
    first = was[0].span
    start = Span(first.file, first.line, first.column, first.line, first.column)
    yield edit(start, f"{kept[-1]}\n{' ' * (whole.column - 1)}- ")


def _new_line(
    part: ChapterFile | ScenePart | ChoicePart, sort: Sort, old: str, lines: Sequence[str]
) -> tuple[Span, str]:
    """Return where a first former name is written, and how: behind the id, or first of all in a scene."""
    begin = part.span
    if lines[begin.line - 1][begin.column - 1] == "{":
        return Span(begin.file, begin.line, begin.column + 1, begin.line, begin.column + 1), f"was: [{old}], "
    indent = " " * (begin.column - 1)
    if sort is Sort.SCENE:
        return Span(begin.file, begin.line, 1, begin.line, 1), f"{indent}was: [{old}]\n"
    line = part.key(_NAMED_BY[sort]).line
    end = len(lines[line - 1]) + 1
    return Span(begin.file, line, end, line, end), f"\n{indent}was: [{old}]"
