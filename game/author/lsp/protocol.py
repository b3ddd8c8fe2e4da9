"""Our places and things as the Language Server Protocol says them.

Its lines and columns count from 0, and its columns in units that the editor chose: UTF-16's unless it wants others.
"""

from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from game.author.lsp.offers import Offered
from game.author.lsp.outline import Entry
from game.author.lsp.symbols import Sort
from game.story.problems import Problem, Severity, Span

MOST_OFFERED = 120
"""Beyond, an editor asks again when more is typed."""
SOURCE = "hyosan"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_OFFERED_AS = {
    Sort.NAME: types.CompletionItemKind.Variable,
    Sort.STAT: types.CompletionItemKind.Property,
    Sort.PLACE: types.CompletionItemKind.Constant,
    Sort.CHAPTER: types.CompletionItemKind.Module,
    Sort.SCENE: types.CompletionItemKind.Class,
    Sort.CHOICE: types.CompletionItemKind.Method,
    Sort.ENDING: types.CompletionItemKind.EnumMember,
}
_OUTLINED_AS = {
    Sort.NAME: types.SymbolKind.Variable,
    Sort.STAT: types.SymbolKind.Property,
    Sort.PLACE: types.SymbolKind.Constant,
    Sort.CHAPTER: types.SymbolKind.Module,
    Sort.SCENE: types.SymbolKind.Class,
    Sort.CHOICE: types.SymbolKind.Method,
    Sort.ENDING: types.SymbolKind.EnumMember,
}


def position_of(line: int, column: int, lines: Sequence[str], codec: PositionCodec) -> types.Position:
    """Return a place as an editor counts it. ``line`` and ``column`` count from 1."""
    if line > len(lines):
        return types.Position(max(0, len(lines) - 1), codec.client_num_units(lines[-1]) if lines else 0)
    return types.Position(line - 1, codec.client_num_units(lines[line - 1][: column - 1]))


def place_of(position: types.Position, lines: Sequence[str], codec: PositionCodec) -> tuple[int, int]:
    """Return a line and a column, counted from 1, of where an editor says something is."""
    if position.line >= len(lines):
        return position.line + 1, 1
    line, units = lines[position.line], 0
    for column, sign in enumerate(line):
        if units >= position.character:
            return position.line + 1, column + 1
        units += codec.client_num_units(sign)
    return position.line + 1, len(line) + 1


def range_of(span: Span, lines: Sequence[str], codec: PositionCodec) -> types.Range:
    """Return a stretch of a file as an editor counts it."""
    return types.Range(
        position_of(span.line, span.column, lines, codec), position_of(span.end_line, span.end_column, lines, codec)
    )


def diagnostic_of(problem: Problem, lines: Sequence[str], codec: PositionCodec) -> types.Diagnostic:
    """Return a problem with what was expected and what to do beneath what it says."""
    said = [problem.message]
    said += [f"Expected: {problem.expected}"] if problem.expected else []
    said += [problem.hint] if problem.hint else []
    return types.Diagnostic(
        range=range_of(problem.span, lines, codec),
        message="\n".join(said),
        severity=_SEVERITIES[problem.severity],
        code=problem.code,
        source=SOURCE,
    )


def completions_of(offered: Offered, position: types.Position, codec: PositionCodec) -> types.CompletionList:
    """Return the offers that have in them what is begun, those first that begin with it."""
    begun = offered.begun.lower()
    ranked = sorted(
        (not offer.word.lower().lstrip('"').startswith(begun), place)
        for place, offer in enumerate(offered.offers)
        if begun in offer.word.lower()
    )
    good = [offered.offers[place] for _, place in ranked]
    start = types.Position(position.line, position.character - codec.client_num_units(offered.begun))
    items = [
        types.CompletionItem(
            label=offer.word,
            kind=_OFFERED_AS[offer.sort],
            detail=offer.detail or None,
            sort_text=f"{place:04}",
            filter_text=offer.word.strip('"') if offered.begun else None,
            text_edit=types.TextEdit(types.Range(start, position), offer.word),
        )
        for place, offer in enumerate(good[:MOST_OFFERED])
    ]
    return types.CompletionList(is_incomplete=len(good) > MOST_OFFERED, items=items)


def symbol_of(entry: Entry, lines: Sequence[str], codec: PositionCodec) -> types.DocumentSymbol:
    """Return an entry of an outline, with those inside it."""
    return types.DocumentSymbol(
        name=entry.name,
        detail=entry.detail or None,
        kind=_OUTLINED_AS[entry.sort],
        range=range_of(entry.whole, lines, codec),
        selection_range=range_of(entry.head, lines, codec),
        children=[symbol_of(one, lines, codec) for one in entry.inside],
    )
