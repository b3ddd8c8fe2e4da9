"""Our schemas in the YAML language server that editors use: completion, complaints and hover, with nothing of ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_client import LanguageClient
from node_tools import node_module

STORY = Path(__file__).parents[1] / "story"
SERVER = "yaml-language-server/bin/yaml-language-server"
CHAPTER = """\
# yaml-language-server: $schema=../schema/chapter.schema.json
chapter: hall
title: The Hall
scenes:
  door:
    text: Somebody knocks.
    clip: {id: tape, label: A knock}
    choices:
      - id: open
        labl: Open the door.
        «
"""


class Editor:
    """An editor with the server in it, and a story open in it."""

    def __init__(self, client: LanguageClient, story: Path) -> None:
        """Begin a session over a story's folder."""
        self._client = client
        self._story = story
        capabilities = {
            "textDocument": {"hover": {"contentFormat": ["plaintext"]}, "publishDiagnostics": {}},
            "workspace": {"configuration": True},
        }
        client.ask("initialize", {"processId": None, "rootUri": story.as_uri(), "capabilities": capabilities})
        client.tell("initialized", {})
        # The store of schemas is on the net, which neither an author's editor nor a test needs for ours.
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        client.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def open(self, file: str, text: str) -> list[str]:
        """Open a file with some text and return what the server complains of, as `line: message`."""
        uri = (self._story / file).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._client.tell("textDocument/didOpen", {"textDocument": document})
        found = self._client.wait_for("textDocument/publishDiagnostics", lambda told: told["uri"] == uri)
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in found["diagnostics"]]

    def complete(self, file: str, line: int, column: int) -> dict[str, str]:
        """Return what is offered at a place: each key with what would be written."""
        answer = self._client.ask("textDocument/completion", self._at(file, line, column))
        return {item["label"]: item["insertText"] for item in answer["items"]}

    def hover(self, file: str, line: int, column: int) -> str:
        """Return what is shown when the pointer rests on a place."""
        contents = self._client.ask("textDocument/hover", self._at(file, line, column))["contents"]
        return str(contents["value"]).replace("\\", "")

    def _at(self, file: str, line: int, column: int) -> dict[str, object]:
        uri = (self._story / file).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor over a copy of our story."""
    server = node_module(SERVER)
    story = Path(shutil.copytree(STORY, tmp_path / "story"))
    with LanguageClient(["node", str(server), "--stdio"]) as client:
        yield Editor(client, story)


def test_a_wrong_key_is_an_error_and_right_ones_are_offered(editor: Editor) -> None:
    """An author who does not know the language learns its keys from the editor, and sees a slip as it is made."""
    before = CHAPTER.partition("«")[0]
    assert editor.open("season-1/new.yaml", CHAPTER.replace("«", "")) == ["10: Property labl is not allowed."]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    offered = editor.complete("season-1/new.yaml", line, column)
    assert {"label", "say", "if", "locked", "once", "effects", "reply", "to"} <= offered.keys()
    assert "id" not in offered
    assert offered["label"] == "label: "


@pytest.mark.parametrize(
    ("key", "words"),
    [("text", "What is read on arrival"), ("clip", "Something that can be recorded"), ("choices", "nine at most")],
)
def test_a_key_is_explained(editor: Editor, key: str, words: str) -> None:
    """Resting on a key shows what it means."""
    editor.open("season-1/new.yaml", CHAPTER.replace("«", ""))
    line = next(number for number, line in enumerate(CHAPTER.split("\n"), 1) if line.startswith(f"    {key}:"))
    assert words in editor.hover("season-1/new.yaml", line, 6)


def test_our_own_story_is_right_by_its_schemas(editor: Editor) -> None:
    """What the loader reads, an editor does not complain of."""
    complaints = {
        path.name: editor.open(path.relative_to(STORY).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(STORY.rglob("*.yaml"))
    }
    assert {name: told for name, told in complaints.items() if told} == {}
