"""The language server: which story a document belongs to, and what each request comes to."""

from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from game.author.lsp.protocol import diagnostic_of, range_of
from game.author.lsp.workbench import Workbench
from game.story.problems import Problem, Span

STORY_FILE = "story.yaml"


class StoryServer(LanguageServer):
    """A language server with a workbench for each story of which a file is open."""

    def __init__(self, version: str, folder: Path | None = None) -> None:
        # Whole texts: a line's end is told apart otherwise by the library than by YAML.
        super().__init__("hyosan", version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.folder = folder
        self._benches: dict[Path, Workbench] = {}
        self._uris: dict[Path, str] = {}

    def open_folder(self, folder: Path) -> Workbench:
        """Return the workbench of a story's folder, at which reading it has begun."""
        bench = self._benches.get(folder)
        if bench is None:

            def tell(file: str, problems: Sequence[Problem]) -> None:
                self._publish(folder, file, problems)

            bench = self._benches[folder] = Workbench(folder, tell, self._complain)
            bench.refresh()
        return bench

    def find(self, uri: str) -> tuple[Workbench, str] | None:
        """Return the workbench of the story that a document is a file of, and the file's name there."""
        path = uris.to_fs_path(uri)
        if path is None:
            return None
        place = Path(path)
        self._uris[place] = uri
        for folder in place.parents:
            if folder in self._benches or (folder / STORY_FILE).is_file():
                return self.open_folder(folder), place.relative_to(folder).as_posix()
        return None

    def uri_of(self, folder: Path, file: str) -> str:
        """Return a file's address, as the editor writes it if it has named it."""
        place = folder / file
        return self._uris.get(place) or str(uris.from_fs_path(str(place)))

    def location_of(self, bench: Workbench, span: Span) -> types.Location | None:
        """Return where a place of the index stands now, or ``None`` if it has been changed since."""
        here = bench.now(span)
        if here is None:
            return None
        return types.Location(self.uri_of(bench.folder, span.file), self.range_in(bench, here))

    def range_in(self, bench: Workbench, span: Span) -> types.Range:
        """Return a stretch of a file as it is now, as the editor counts."""
        return range_of(span, bench.lines(span.file), self.workspace.position_codec)

    def close(self) -> None:
        """Let go of every story."""
        for bench in self._benches.values():
            bench.close()

    def _publish(self, folder: Path, file: str, problems: Sequence[Problem]) -> None:
        lines, codec = self._benches[folder].lines(file), self.workspace.position_codec
        found = [diagnostic_of(problem, lines, codec) for problem in problems]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri_of(folder, file), found))

    def _complain(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))
