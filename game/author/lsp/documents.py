"""What an editor tells of its documents: that they are opened, changed, saved, closed, or written by others."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from game.author.lsp.server import STORY_FILE, StoryServer


def begin(server: StoryServer, _: types.InitializedParams) -> None:
    """Begin to read the stories that the editor has folders of, and the one that was asked for."""
    if server.folder is not None:
        server.open_folder(server.folder)
    places = [one.uri for one in server.workspace.folders.values()]
    paths = [server.workspace.root_path, *map(to_fs_path, places)]
    for root in dict.fromkeys(Path(path) for path in paths if path):
        for folder in (root, root / "story"):
            if (folder / STORY_FILE).is_file():
                server.open_folder(folder)
                break


def opened(server: StoryServer, params: types.DidOpenTextDocumentParams) -> None:
    """Take a document's text; from now on the disk's does not count."""
    _change(server, params.text_document.uri, params.text_document.text)


def changed(server: StoryServer, params: types.DidChangeTextDocumentParams) -> None:
    """Take a document's text as it is now: whole texts are what was asked for."""
    if params.content_changes:
        _change(server, params.text_document.uri, params.content_changes[-1].text)


def closed(server: StoryServer, params: types.DidCloseTextDocumentParams) -> None:
    """Go back to what is on the disk."""
    _change(server, params.text_document.uri, None)


def saved(server: StoryServer, params: types.DidSaveTextDocumentParams) -> None:
    """Look at the folder again: a file may be new to it."""
    found = server.find(params.text_document.uri)
    if found is not None:
        found[0].refresh()


def written(server: StoryServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Look at the folders again in which somebody else has written."""
    for bench in {found[0] for change in params.changes if (found := server.find(change.uri))}:
        bench.refresh()


def end(server: StoryServer, _: None) -> None:
    """Let go of every story."""
    server.close()


def _change(server: StoryServer, uri: str, text: str | None) -> None:
    found = server.find(uri)
    if found is not None:
        found[0].change(found[1], text)
