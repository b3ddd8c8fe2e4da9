"""Writing the first story of a new author: all of it, or nothing."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from game.author.schema import write_schemas
from game.errors import CannotBegin
from game.story.ids import LONGEST_ID, RESERVED

FILES = ("story.yaml", "cast.yaml", "world.yaml", "places.yaml", "record.yaml", "laws.yaml", "ferry.yaml")
"""What the story is made of, in the order in which it is best read."""
_TEMPLATE = Path(__file__).parent / "story"
_STAND_IN = "STORY_ID"
_ID_WITHOUT_A_NAME = "my_story"


def id_for(folder: Path) -> str:
    """Return an id for the story in a folder, made from the folder's name.

    Runs belong to a story by its id, so that two stories should not share one.
    """
    found = re.sub(r"[^a-z0-9]+", "_", folder.absolute().name.lower()).strip("_")[:LONGEST_ID].rstrip("_")
    return found if re.match(r"[a-z]", found) and found not in RESERVED else _ID_WITHOUT_A_NAME


def new_story(folder: Path) -> tuple[Path, ...]:
    """Make a story in a folder that is empty or not there yet, and return the files an author will read.

    Whatever stops it, nothing is left behind. Raises CannotBegin if the folder is not empty, has nothing to stand in,
    or cannot be written.
    """
    exists = _is_free(folder)
    # Beside the files' last place, so that they only have to be renamed.
    stage = (folder if exists else folder.absolute().parent) / f".hyosan-new-{os.getpid()}"
    moved: list[Path] = []
    try:
        _write(stage, id_for(folder))
        if exists:
            for written in sorted(stage.iterdir()):
                moved.append(folder / written.name)
                written.rename(moved[-1])
            stage.rmdir()
        else:
            stage.rename(folder)
    except BaseException as error:
        for path in (*moved, stage):
            _remove(path)
        if isinstance(error, OSError):
            raise CannotBegin(f"No story can be written into {folder}: {error.strerror or error}.") from error
        raise
    return tuple(folder / name for name in FILES)


def _is_free(folder: Path) -> bool:
    """Return whether there is an empty folder already. Raises CannotBegin if something stands in the way."""
    try:
        if not folder.exists():
            if not folder.absolute().parent.is_dir():
                raise CannotBegin(f"There is no folder {folder.parent} to make {folder.name} in.", "Make that first.")
            return False
        if not folder.is_dir():
            raise CannotBegin(f"{folder} is a file.", "Name a folder that is empty or not there yet.")
        inside = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise CannotBegin(f"{folder} cannot be looked into: {error.strerror or error}.") from error
    if inside:
        named = inside[0] if len(inside) == 1 else f"{inside[0]} and {len(inside) - 1} more"
        raise CannotBegin(
            f"{folder} is not empty: it has {named} in it.",
            "Name a folder that is empty or not there yet; nothing was changed.",
        )
    return True


def _write(stage: Path, story_id: str) -> None:
    stage.mkdir()
    for name in FILES:
        text = (_TEMPLATE / name).read_text(encoding="utf-8").replace(_STAND_IN, story_id)
        (stage / name).write_text(text, encoding="utf-8")
    write_schemas(stage)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
