"""The language server on the story that comes with the game, as its authors have it open."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lsp_editor import editor
from lsprotocol import types

from game.author.check.checker import check_story
from game.locations import story_folder

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole story")]
OPENED = "season-1/03-thirty-minutes.yaml"


def so_many(count: int) -> Callable[[Sequence[types.Diagnostic]], bool]:
    """Return the question whether so many things are told."""
    return lambda told: len(told) == count


def test_an_author_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened, broken, mended, asked about and renamed in: what is told is what `check` finds, file by file."""
    monkeypatch.delenv("HYOSAN_HOME")
    folder = tmp_path / "story"
    shutil.copytree(story_folder(), folder)
    found = check_story(folder).problems
    files = {problem.span.file for problem in found}
    expected = {file: [one for one in found if one.span.file == file] for file in files}

    async def session() -> None:
        async with editor(folder) as edit:
            text = edit.open(OPENED)
            for file, problems in expected.items():
                await edit.told(file, so_many(len(problems)))
            assert {uri for uri, told in edit.diagnostics.items() if told} == {edit.uri(file) for file in files}

            edit.type(OPENED, text.replace("    to: ", "    to: [", 1))
            told = await edit.told(OPENED, lambda told: any(one.code == "HT007" for one in told))
            assert [one.code for one in told if one.severity is types.DiagnosticSeverity.Error] == ["HT007"]
            others = {uri for uri in edit.diagnostics if uri != edit.uri(OPENED)}
            errors = [one for uri in others for one in edit.diagnostics[uri] if one.severity == 1]
            assert not errors, "one file's open bracket made names of other files strange"

            edit.type(OPENED, text)
            await edit.told(OPENED, so_many(len(expected.get(OPENED, []))))
            scene = next(line.strip(" :") for line in text.split("\n") if line.startswith("  ") and line.endswith(":"))
            place = edit.at(OPENED, f"  {scene}:", 3)
            renamed = await edit.client.text_document_rename_async(
                types.RenameParams(edit.document(OPENED), place, "quite_another_name")
            )
            assert renamed is not None
            edit.write(renamed)

    asyncio.run(session())
    after = check_story(folder).problems
    assert [problem.code for problem in after] == [problem.code for problem in found]
    assert "was: [" in (folder / OPENED).read_text(encoding="utf-8")
