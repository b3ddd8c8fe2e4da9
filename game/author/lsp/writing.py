"""Answers for somebody who writes: what can stand here, what this file declares, and what a hint comes to."""

from collections.abc import Iterator

from lsprotocol import types
from msgspec.structs import replace

from game.author.lsp.cursor import cursor_at
from game.author.lsp.offer import Outlook
from game.author.lsp.offers import offers_at
from game.author.lsp.outline import Entry, outline_of
from game.author.lsp.protocol import completions_of, diagnostic_of, place_of, symbol_of
from game.author.lsp.repairs import Repair, repair_of
from game.author.lsp.server import StoryServer
from game.author.lsp.workbench import Workbench
from game.story.problems import Problem

TRIGGERS = (" ", ".", "(", '"', "[", "{", ",", "+", "-")
"""What makes an editor ask what can be written, besides the beginning of a word."""


async def completion(server: StoryServer, params: types.CompletionParams) -> types.CompletionList:
    """Answer what can be written at a place."""
    found = server.find(params.text_document.uri)
    index = await found[0].index() if found else None
    if found is None or index is None:
        return types.CompletionList(is_incomplete=False, items=[])
    bench, file = found
    lines, codec = bench.lines(file), server.workspace.position_codec
    line, column = place_of(params.position, lines, codec)
    offered = offers_at(cursor_at(lines, line - 1, column - 1), Outlook.of(file, lines), index)
    return completions_of(offered, params.position, codec)


async def outline(server: StoryServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """Answer what a file declares."""
    found = server.find(params.text_document.uri)
    index = await found[0].index() if found else None
    if found is None or index is None:
        return []
    bench, file = found
    entries = [placed for entry in outline_of(file, index) for placed in _placed(entry, bench)]
    lines, codec = bench.lines(file), server.workspace.position_codec
    return [symbol_of(entry, lines, codec) for entry in entries]


def _placed(entry: Entry, bench: Workbench) -> Iterator[Entry]:
    """Yield an entry where it stands now, unless its name is just being written."""
    head, whole = bench.now(entry.head), entry.whole
    if head is None:
        return
    end = whole._replace(line=whole.end_line, column=whole.end_column)
    last = bench.now(end) or head
    inside = tuple(placed for one in entry.inside for placed in _placed(one, bench))
    whole = head._replace(end_line=max(last.end_line, head.end_line), end_column=last.end_column)
    begin = bench.now(entry.whole._replace(end_line=entry.whole.line, end_column=entry.whole.column))
    if begin is not None:
        whole = whole._replace(line=begin.line, column=begin.column)
    yield replace(entry, head=head, whole=whole, inside=inside)


async def repairs(server: StoryServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Answer what can be done about the problems of a stretch."""
    found = server.find(params.text_document.uri)
    if found is None:
        return []
    bench, file = found
    lines, codec = bench.lines(file), server.workspace.position_codec
    begin, end = place_of(params.range.start, lines, codec), place_of(params.range.end, lines, codec)
    return [
        _action(server, bench, params.text_document.uri, problem, repair)
        for problem in bench.problems(file)
        if (problem.span.line, problem.span.column) <= end
        and begin <= (problem.span.end_line, problem.span.end_column)
        and lines[problem.span.line - 1 : problem.span.line] == [problem.source_line]
        and (repair := repair_of(problem, lines)) is not None
    ]


def _action(server: StoryServer, bench: Workbench, uri: str, problem: Problem, repair: Repair) -> types.CodeAction:
    edit = types.TextEdit(server.range_in(bench, repair.span), repair.words)
    return types.CodeAction(
        title=repair.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic_of(problem, bench.lines(problem.span.file), server.workspace.position_codec)],
        is_preferred=True,
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )
