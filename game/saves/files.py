"""Files that are written for somebody to send, to keep or to print: what they are called, and that none is lost."""

import re
from enum import StrEnum
from pathlib import Path

from game.errors import CannotBegin, SaveError
from game.language import _


class Form(StrEnum):
    """How a Record is written. The values are the endings of the files' names."""

    MARKDOWN = "md"
    HTML = "html"


def write_beside(folder: Path, title: str, suffix: str, text: str) -> Path:
    """Write a file named by a title beside the others and return where. Nothing is overwritten: a number is added.

    Raises SaveError if it cannot be written.
    """
    stem = re.sub(r"[^\w-]+", "-", title).strip("-") or "export"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            path = folder / (f"{stem}.{suffix}" if number == 1 else f"{stem}-{number}.{suffix}")
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(text)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise SaveError(
            _("Nothing could be written to {folder}.", folder=folder), str(error.strerror or error)
        ) from error
    raise SaveError(
        _("{folder} is full of exports of “{title}”.", folder=folder, title=title), _("Move some of them away.")
    )


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises CannotBegin if it is, or if it cannot be written."""
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise CannotBegin(
            _("{path} is there already.", path=path), _("Choose another name; nothing was overwritten.")
        ) from error
    except OSError as error:
        raise CannotBegin(_("{path} cannot be written: {why}.", path=path, why=error.strerror or error)) from error
