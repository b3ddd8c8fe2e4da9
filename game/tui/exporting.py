"""A run written to a file that can be sent to somebody."""

import json
import re
from pathlib import Path

from game.errors import SaveError
from game.saves.library import Library
from game.saves.run import RunInfo


def export_run(library: Library, info: RunInfo, folder: Path) -> Path:
    """Write a run beside the others and return where. Nothing is overwritten: a number is added.

    Raises SaveError if it cannot be written.
    """
    stem = re.sub(r"[^\w-]+", "-", info.title).strip("-") or f"run-{info.id}"
    exported = json.dumps(library.export(info.id), ensure_ascii=False, indent=2) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = folder / (f"{stem}.json" if number == 1 else f"{stem}-{number}.json")
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(exported)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise SaveError(f"The run could not be written to {folder}.", str(error.strerror or error)) from error
    raise SaveError(f"{folder} is full of exports of “{info.title}”.", "Move some of them away.")
