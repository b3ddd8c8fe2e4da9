"""A run written to a file that can be sent to somebody."""

import json
from pathlib import Path

from game.saves.files import write_beside
from game.saves.library import Library
from game.saves.run import RunInfo


def export_run(library: Library, info: RunInfo, folder: Path) -> Path:
    """Write a run beside the others and return where. Raises SaveError if it cannot be written."""
    exported = json.dumps(library.export(info.id), ensure_ascii=False, indent=2) + "\n"
    return write_beside(folder, info.title, "json", exported)
