"""The language server as an editor sees it: started, spoken with over its standard streams, and told to go."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsp_editor import Editor, editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from small_story import BASE, END, HEAD

from game.author.check.checker import check_story

HALL = f"""\
{HEAD}facts:
  told_clock: {{says: You told them.}}
scenes:
  hall:
    title: 온조의 🕰 hall
    place: hall
    with: [on_jo]
    text: |
      온조 🕰 {{% if told_clock and on_jo.trust >= 2 %}}She waits.{{% endif %}} A hall.
    choices:
      - id: open_it
        label: Open the door.
        effects: {{door: opened, told_clock: true, on_jo.trust: +1}}
        to: end
      - id: hold
        label: Hold the door.
        effects: {{door: held}}
        to: [{{if: door == "held" and promised, to: end}}, end]
{END}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a small story in it, in a place whose name has to be written otherwise in an address."""
    where = tmp_path / "my 이야기"
    where.mkdir()
    for name, text in {**BASE, "one.yaml": HALL}.items():
        (where / name).write_text(text, encoding="utf-8")
    return where


def with_editor(folder: Path, use: Callable[[Editor], Awaitable[None]]) -> None:
    """Do something with an editor that has a folder open."""

    async def session() -> None:
        async with editor(folder) as opened:
            await use(opened)

    asyncio.run(session())


def test_what_is_told_is_what_check_finds(folder: Path) -> None:
    """An editor is told of the unsaved text exactly what `hyosan check` says once it is saved: code, place, words."""
    broken = HALL.replace("to: end\n      - id: hold", "to: edn\n      - id: hold").replace(
        "🕰 {%", "🕰 {{ nam.name }} {%"
    )

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        edit.type("one.yaml", broken)
        found = await edit.told("one.yaml", lambda told: len(told) > 1)
        (folder / "one.yaml").write_text(broken, encoding="utf-8")
        expected = [problem for problem in check_story(folder).problems if problem.span.file == "one.yaml"]
        assert [(one.code, one.message.split("\n")[0]) for one in found] == [(p.code, p.message) for p in expected]
        assert [edit.words_at(edit.uri("one.yaml"), one.range) for one in found] == ["nam.name", "edn"]
        edit.type("one.yaml", HALL)
        assert not await edit.told("one.yaml", lambda told: not told)

    with_editor(folder, use)


def test_a_closed_file_is_what_is_on_disk(folder: Path) -> None:
    """What was typed and thrown away is forgotten: it must not be judged for ever."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml", HALL.replace("to: end\n      - id: hold", "to: edn\n      - id: hold"))
        assert await edit.told("one.yaml", bool)
        document = types.DidCloseTextDocumentParams(edit.document("one.yaml"))
        edit.client.text_document_did_close(document)
        assert not await edit.told("one.yaml", lambda told: not told)

    with_editor(folder, use)


def test_a_broken_file_is_still_known(folder: Path) -> None:
    """While a bracket is open, that alone is told, no name in other files turns strange, and answers go on."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        edit.open("story.yaml")
        edit.replace("one.yaml", "with: [on_jo]", "with: [on_jo")
        found = await edit.told("one.yaml", bool)
        assert [one.code for one in found] == ["HT007"]
        assert not edit.diagnostics.get(edit.uri("story.yaml"))
        asked = types.DefinitionParams(edit.document("story.yaml"), edit.at("story.yaml", "one.hall", 5))
        places = await edit.client.text_document_definition_async(asked)
        assert isinstance(places, list)
        assert [edit.words_at(place.uri, place.range) for place in places if isinstance(place, types.Location)] == [
            "hall"
        ]
        assert "end" in {item.label for item in await edit.completed("one.yaml", "to: end", 4)}

    with_editor(folder, use)


def test_where_things_are_behind_hangul_and_emoji(folder: Path) -> None:
    """Columns are counted in units of UTF-16, in questions and in answers."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        edit.open("cast.yaml")
        asked = types.DefinitionParams(
            edit.document("one.yaml"), edit.at("one.yaml", "told_clock and", len("told_clock"))
        )
        places = await edit.client.text_document_definition_async(asked)
        assert isinstance(places, list)
        assert [(place.uri, place.range) for place in places if isinstance(place, types.Location)] == [
            (edit.uri("one.yaml"), types.Range(types.Position(3, 2), types.Position(3, 12)))
        ]
        everywhere = types.ReferenceParams(
            types.ReferenceContext(include_declaration=True),
            edit.document("one.yaml"),
            edit.at("one.yaml", "on_jo.trust", 1),
        )
        named = await edit.client.text_document_references_async(everywhere) or ()
        edit.open("world.yaml")
        assert {edit.words_at(place.uri, place.range) for place in named} == {"on_jo"}
        assert sorted(place.uri.rpartition("/")[2] for place in named).count("one.yaml") == 3

    with_editor(folder, use)


def test_hover_tells_meaning_readers_and_writers(folder: Path) -> None:
    """A fact's sentence with who reads and writes it; a scene's words; a person's card."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")

        async def card(words: str, offset: int = 0) -> str:
            asked = types.HoverParams(edit.document("one.yaml"), edit.at("one.yaml", words, offset))
            found = await edit.client.text_document_hover_async(asked)
            assert found is not None
            assert isinstance(found.contents, types.MarkupContent)
            return found.contents.value

        fact = await card("told_clock and")
        assert "You told them." in fact
        assert "Read in: `one.hall`" in fact
        assert "Written in: `one.hall`" in fact
        assert "6 words" in await card("hall:")
        assert "Nam On-jo" in await card("[on_jo]", 1)

    with_editor(folder, use)


def test_a_hint_can_be_applied(folder: Path) -> None:
    """A hint such as “Did you mean …?” is an action that writes it, and then nothing is wrong any more."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        edit.replace("one.yaml", "if told_clock and on_jo.trust", "if told_clok and on_jo.turst")
        found = await edit.told("one.yaml", lambda told: len(told) == 2)
        whole = types.Range(found[0].range.start, found[-1].range.end)
        asked = types.CodeActionParams(edit.document("one.yaml"), whole, types.CodeActionContext(found))
        actions = await edit.client.text_document_code_action_async(asked) or ()
        (folder / "one.yaml").write_text(edit.texts["one.yaml"], encoding="utf-8")
        for action in actions:
            assert isinstance(action, types.CodeAction)
            assert action.edit is not None
        for action in reversed(actions):
            if isinstance(action, types.CodeAction) and action.edit is not None:
                edit.write(action.edit)
        assert (folder / "one.yaml").read_text(encoding="utf-8") == HALL

    with_editor(folder, use)


def test_rename_keeps_what_saves_know(folder: Path) -> None:
    """A scene's new name is written everywhere, the old one becomes `was`, and what is in use is refused."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        place = edit.at("one.yaml", "to: end", 4)
        asked = await edit.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(edit.document("one.yaml"), place)
        )
        assert isinstance(asked, types.PrepareRenamePlaceholder)
        assert asked.placeholder == "end"
        with pytest.raises(JsonRpcException, match="already"):
            await edit.client.text_document_rename_async(types.RenameParams(edit.document("one.yaml"), place, "hall"))
        renamed = await edit.client.text_document_rename_async(
            types.RenameParams(edit.document("one.yaml"), place, "close")
        )
        assert renamed is not None
        edit.write(renamed)
        text = (folder / "one.yaml").read_text(encoding="utf-8")
        assert "close: {was: [end], text: It ends." in text
        assert "to: end" not in text
        assert not check_story(folder).has_errors

    with_editor(folder, use)


def test_an_outline_has_scenes_with_their_choices(folder: Path) -> None:
    """What a file declares, as a tree, each name where it stands."""

    async def use(edit: Editor) -> None:
        edit.open("one.yaml")
        asked = types.DocumentSymbolParams(edit.document("one.yaml"))
        found = await edit.client.text_document_document_symbol_async(asked) or ()
        tree = {one.name: one for one in found if isinstance(one, types.DocumentSymbol)}
        assert list(tree) == ["told_clock", "hall", "end"]
        inside = tree["hall"].children or ()
        assert [one.name for one in inside] == ["open_it", "hold"]
        assert [edit.words_at(edit.uri("one.yaml"), one.selection_range) for one in inside] == ["open_it", "hold"]

    with_editor(folder, use)


def test_a_file_of_no_story_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """A YAML file elsewhere has no answers and raises no complaints."""
    stray = tmp_path / "other.yaml"
    stray.write_text("a: b\n", encoding="utf-8")

    async def use(edit: Editor) -> None:
        item = types.TextDocumentItem(stray.as_uri(), "yaml", 1, "a: b\n")
        edit.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        asked = types.HoverParams(types.TextDocumentIdentifier(stray.as_uri()), types.Position(0, 0))
        assert await edit.client.text_document_hover_async(asked) is None

    with_editor(folder, use)
