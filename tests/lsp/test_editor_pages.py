"""What docs/editors.md tells editors: configuration that can be read, for a command that is there."""

import json
import re
import tomllib
from pathlib import Path

from hyosan_command import Hyosan

PAGE = Path(__file__).parents[2] / "docs" / "editors.md"


def blocks(language: str) -> list[str]:
    """Return the page's blocks in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_configuration_names_the_command(hyosan: Hyosan) -> None:
    """A comma too many in what people copy would be our fault; so would a verb that is called otherwise by now."""
    code = [json.loads(block) for block in blocks("json")]
    helix = [tomllib.loads(block) for block in blocks("toml")]
    called = [[one["glspc.server.command"], *one["glspc.server.commandArguments"]] for one in code]
    called += [
        [one["language-server"]["hyosan"]["command"], *one["language-server"]["hyosan"]["args"]] for one in helix
    ]
    for block in blocks("lua"):
        assert block.count("(") == block.count(")")
        assert block.count("{") == block.count("}")
        called += [re.findall(r'"(\w+)"', words) for words in re.findall(r"cmd = \{(.*?)\}", block)]
    assert called == [["hyosan", "lsp"]] * 4
    exit_code, told, _ = hyosan("lsp", "--help")
    assert exit_code == 0
    assert "Language Server Protocol" in told
