"""Answers about what an editor points at: where it is declared and named, what it means, and another name for it."""

from collections.abc import Iterable, Sequence

from lsprotocol import types
from msgspec import Struct
from pygls.exceptions import JsonRpcException

from game.author.lsp.cards import card_of
from game.author.lsp.index import Index
from game.author.lsp.protocol import place_of
from game.author.lsp.renaming import Edit, NoRename, rename, renamed_at
from game.author.lsp.server import StoryServer
from game.author.lsp.symbols import Mention
from game.author.lsp.workbench import Workbench
from game.story.problems import Span

_REQUEST_FAILED = -32803
"""The protocol's code for a request that was understood and cannot be done."""


class _Pointed(Struct, frozen=True):
    """What is named where an editor points: several things where one writing is for several people."""

    bench: Workbench
    index: Index
    mentions: Sequence[Mention]


async def definition(server: StoryServer, params: types.DefinitionParams) -> list[types.Location]:
    """Answer where something is declared."""
    pointed = await _pointed(server, params.text_document.uri, params.position)
    if pointed is None:
        return []
    known = pointed.index.mentions
    spans = [one.span for mention in pointed.mentions for one in known.declarations(mention.symbol)]
    return _locations(server, pointed.bench, spans)


async def references(server: StoryServer, params: types.ReferenceParams) -> list[types.Location]:
    """Answer where something is named, in every file."""
    pointed = await _pointed(server, params.text_document.uri, params.position)
    if pointed is None:
        return []
    named = [one for mention in pointed.mentions for one in pointed.index.mentions.of(mention.symbol)]
    wanted = (one.span for one in named if params.context.include_declaration or not one.declares)
    return _locations(server, pointed.bench, wanted)


async def hover(server: StoryServer, params: types.HoverParams) -> types.Hover | None:
    """Answer what something means."""
    pointed = await _pointed(server, params.text_document.uri, params.position)
    card = card_of(pointed.mentions, pointed.index) if pointed else ""
    if pointed is None or not card:
        return None
    here = pointed.bench.now(pointed.mentions[0].span)
    shown = server.range_in(pointed.bench, here) if here else None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, card), shown)


async def prepare_rename(
    server: StoryServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Answer what would be renamed: nothing where nothing has a name of its own."""
    pointed = await _pointed(server, params.text_document.uri, params.position)
    if pointed is None:
        return None
    try:
        mention = renamed_at(pointed.mentions, pointed.index)
    except NoRename:
        return None
    here = pointed.bench.now(mention.span)
    return types.PrepareRenamePlaceholder(server.range_in(pointed.bench, here), mention.word) if here else None


async def renaming(server: StoryServer, params: types.RenameParams) -> types.WorkspaceEdit:
    """Answer with all that must be written anew for another name. Raises JsonRpcException if it cannot be had."""
    found = server.find(params.text_document.uri)
    if found is not None:
        await found[0].settled()
    pointed = await _pointed(server, params.text_document.uri, params.position)
    if pointed is None:
        raise JsonRpcException("This file is of no story.", _REQUEST_FAILED)
    try:
        edits = rename(renamed_at(pointed.mentions, pointed.index), params.new_name, pointed.index)
        return _workspace_edit(server, pointed.bench, edits)
    except NoRename as error:
        raise JsonRpcException(str(error), _REQUEST_FAILED) from error


def _workspace_edit(server: StoryServer, bench: Workbench, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        here = bench.now(edit.span)
        if here is None:
            raise NoRename(f"{edit.span.file} cannot be read as it is: mend it first.")
        uri = server.uri_of(bench.folder, here.file)
        changes.setdefault(uri, []).append(types.TextEdit(server.range_in(bench, here), edit.words))
    return types.WorkspaceEdit(changes=changes)


async def _pointed(server: StoryServer, uri: str, position: types.Position) -> _Pointed | None:
    found = server.find(uri)
    index = await found[0].index() if found else None
    if found is None or index is None:
        return None
    bench, file = found
    line, column = place_of(position, bench.lines(file), server.workspace.position_codec)
    place = bench.then(Span(file, line, column, line, column))
    return _Pointed(bench, index, index.mentions.at(file, place.line, place.column) if place else ())


def _locations(server: StoryServer, bench: Workbench, spans: Iterable[Span]) -> list[types.Location]:
    found = (server.location_of(bench, span) for span in sorted(set(spans)))
    return [location for location in found if location is not None]
