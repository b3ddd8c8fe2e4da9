"""What the build of a wheel adds: the story as the program keeps it, so that an installed game need never read YAML."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MadeStory(BuildHookInterface):  # type: ignore[type-arg] # which configuration it has is not ours to say
    """Makes the story in every language that it can be played in, and puts it beside its files."""

    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add a file for each language. An editable install has the story of its checkout, which changes."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        sys.dont_write_bytecode = True
        from game.kept_story import made_files  # noqa: PLC0415 - not before it is known where that is

        self._made = Path(mkdtemp())
        for name, content in made_files(Path(self.root, "story")).items():
            (self._made / name).write_bytes(content)
            build_data["force_include"][str(self._made / name)] = f"game/made_story/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Leave nothing behind."""
        if self._made is not None:
            shutil.rmtree(self._made)
