"""The requests and notifications of the protocol that are answered, each with its function."""

from pathlib import Path

from lsprotocol import types

from game.author.lsp import documents, pointing, writing
from game.author.lsp.server import StoryServer


def make_server(version: str, folder: Path | None) -> StoryServer:
    """Return a server that answers all of them. It reads the story in a folder from the beginning, if one is given."""
    server = StoryServer(version, folder)
    server.feature(types.INITIALIZED)(documents.begin)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(documents.opened)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(documents.changed)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(documents.saved)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(documents.closed)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(documents.written)
    server.feature(types.SHUTDOWN)(documents.end)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(pointing.definition)
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(pointing.references)
    server.feature(types.TEXT_DOCUMENT_HOVER)(pointing.hover)
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(pointing.prepare_rename)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(pointing.renaming)
    triggers = types.CompletionOptions(trigger_characters=list(writing.TRIGGERS))
    server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)(writing.completion)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(writing.outline)
    quick = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, quick)(writing.repairs)
    return server
