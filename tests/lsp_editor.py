"""An editor as tests need one: a real client, which starts `hyosan lsp` and speaks with it over stdio."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 40
"""For how many seconds something is waited for that must come, however busy the machine is."""


def utf16(text: str) -> int:
    """Return how many units of UTF-16 a text has."""
    return len(text.encode("utf-16-le")) // 2


class Editor:
    """One editor with a story's folder open."""

    def __init__(self, folder: Path, client: LanguageClient) -> None:
        self.folder = folder
        self.client = client
        self.texts: dict[str, str] = {}
        self.diagnostics: dict[str, Sequence[types.Diagnostic]] = {}
        self._told = asyncio.Condition()

    def uri(self, file: str) -> str:
        """Return a file's address."""
        return (self.folder / file).as_uri()

    def document(self, file: str) -> types.TextDocumentIdentifier:
        """Return what requests call a file."""
        return types.TextDocumentIdentifier(self.uri(file))

    def open(self, file: str, text: str | None = None) -> str:
        """Open a file as it is on disk, or as it is given, and return its text."""
        self.texts[file] = text if text is not None else (self.folder / file).read_text(encoding="utf-8")
        item = types.TextDocumentItem(self.uri(file), "yaml", 1, self.texts[file])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return self.texts[file]

    def type(self, file: str, text: str) -> None:
        """Make a file's text another, unsaved."""
        self.texts[file] = text
        document = types.VersionedTextDocumentIdentifier(2, self.uri(file))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def replace(self, file: str, old: str, new: str) -> None:
        """Type something in the place of something that stands in a file once."""
        assert self.texts[file].count(old) == 1, old
        self.type(file, self.texts[file].replace(old, new))

    def at(self, file: str, words: str, offset: int = 0) -> types.Position:
        """Return the place of the first such words, or behind some of their letters, as the protocol counts it."""
        before = self.texts[file][: self.texts[file].index(words) + offset]
        return types.Position(before.count("\n"), utf16(before.rpartition("\n")[2]))

    def words_at(self, uri: str, span: types.Range) -> str:
        """Return what stands in a stretch of one line, as the protocol counts it."""
        file = next((name for name in self.texts if self.uri(name) == uri), None)
        assert file is not None, uri
        line = self.texts[file].split("\n")[span.start.line].encode("utf-16-le")
        return line[2 * span.start.character : 2 * span.end.character].decode("utf-16-le")

    async def told(self, file: str, is_so: Callable[[Sequence[types.Diagnostic]], bool]) -> Sequence[types.Diagnostic]:
        """Wait until something is so of what is told of a file, and return all of it."""
        async with self._told:
            ready = self._told.wait_for(lambda: is_so(self.diagnostics.get(self.uri(file), ())))
            await asyncio.wait_for(ready, PATIENCE)
            return self.diagnostics.get(self.uri(file), ())

    async def hear(self, params: types.PublishDiagnosticsParams) -> None:
        """Take what the server tells of a file."""
        async with self._told:
            self.diagnostics[params.uri] = params.diagnostics
            self._told.notify_all()

    async def completed(self, file: str, words: str, offset: int = 0) -> Sequence[types.CompletionItem]:
        """Return what is offered at a place."""
        asked = types.CompletionParams(self.document(file), self.at(file, words, offset))
        found = await self.client.text_document_completion_async(asked)
        return found.items if isinstance(found, types.CompletionList) else found or ()

    def write(self, edit: types.WorkspaceEdit) -> None:
        """Do an edit to the files on disk, as an editor would that saves at once."""
        for uri, changes in (edit.changes or {}).items():
            file = next(path for path in self.folder.rglob("*.yaml") if path.as_uri() == uri)
            lines = file.read_text(encoding="utf-8").split("\n")
            starts = [sum(utf16(line) + 1 for line in lines[:number]) for number in range(len(lines))]
            text = "\n".join(lines).encode("utf-16-le")
            for change in sorted(changes, key=lambda one: (one.range.start.line, one.range.start.character))[::-1]:
                begin, end = (
                    2 * (starts[place.line] + place.character) for place in (change.range.start, change.range.end)
                )
                text = text[:begin] + change.new_text.encode("utf-16-le") + text[end:]
            file.write_bytes(text.decode("utf-16-le").encode())


@asynccontextmanager
async def editor(folder: Path) -> AsyncIterator[Editor]:
    """Give an editor with a story open, and close it in good order."""
    client = LanguageClient("editor", "1")
    made = Editor(folder, client)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    async def hear(params: types.PublishDiagnosticsParams) -> None:
        await made.hear(params)

    await client.start_io(sys.executable, "-m", "game", "lsp")
    try:
        await client.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=folder.as_uri())
        )
        client.initialized(types.InitializedParams())
        yield made
    finally:
        # A server that does not answer any more must not keep a failing test from failing.
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE / 4)
        client.exit(None)
        await asyncio.wait_for(client.stop(), PATIENCE / 4)  # type: ignore[no-untyped-call]
